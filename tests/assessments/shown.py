"""What a screen shows of each skill, read from its HTML as a browser would send it back."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any


@dataclass
class Shown:
    """One skill of a screen."""

    fields: dict[str, str] = field(default_factory=dict)
    offered: list[str] = field(default_factory=list)
    """Every answer there is to choose."""
    words: str = ""
    folded: bool = True
    """Whether the evidence is out of sight."""

    def __getitem__(self, name: str) -> str:
        return self.fields[name]


class _Screen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.skills: dict[str, Shown] = {}
        self.skill, self.area = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "fieldset":
            self.skill = has["data-skill"]
            self.skills[self.skill] = Shown({"answer": ""})
        if not self.skill:
            return
        shown, name = self.skills[self.skill], has.get("name", "").rpartition("-")[2]
        if tag == "details":
            shown.folded = "open" not in has
        elif tag == "textarea":
            self.area = name
            shown.fields[name] = ""
        elif tag == "input" and has["type"] != "radio":
            shown.fields[name] = has.get("value", "")
        elif tag == "input":
            shown.offered.append(has["value"])
            if "checked" in has:
                shown.fields[name] = has["value"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "fieldset":
            self.skill = ""
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.skills[self.skill].fields[self.area] += data.removeprefix("\n")
        elif self.skill:
            self.skills[self.skill].words += f"{' '.join(data.split())} " if data.strip() else ""


def shown_by(response: Any) -> dict[str, Shown]:
    """Skill public id to what the screen shows of it."""
    screen = _Screen()
    screen.feed(response.content.decode())
    return screen.skills
