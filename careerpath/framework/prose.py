"""Notes as they are shown: paragraphs, lists and code of plain text. Never markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+(.*)")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading of its own line, a list, or lines of code kept as they are."""

    kind: Literal["text", "heading", "list", "code"]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


def blocks(text: str) -> list[Block]:
    """The pieces of a note, in order; nothing but the marks of lists and bold is left out."""
    reader = _Reader()
    for line in text.split("\n"):
        reader.take(line)
    reader.end()
    return reader.found


class _Reader:
    """Takes lines one by one."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.kind: Literal["text", "list", "code"] = "text"
        self.lines: list[str] = []
        self.fence = ""

    def take(self, line: str) -> None:
        """One more line."""
        fence, item = _FENCE.match(line), _ITEM.match(line)
        if self.fence:
            if fence and fence.group(1).startswith(self.fence):
                self.end()
            else:
                self.lines.append(line)
        elif fence:
            self._begin("code")
            self.fence = fence.group(1)
        elif item:
            if self.kind != "list":
                self._begin("list")
            self.lines.append(_bare(item.group(1)))
        elif not line.strip():
            self.end()
        else:
            self._text(line)

    def _text(self, line: str) -> None:
        """A line of words: it goes on with what is open, but for a bold one that stands alone."""
        if self.kind == "list" and not line.startswith(" "):
            self.end()
        if not self.lines and _STRONG.fullmatch(line.strip()):
            self.found.append(Block("heading", (_bare(line.strip()),)))
        elif self.lines:
            self.lines[-1] += f" {_bare(line.strip())}"
        else:
            self.lines.append(_bare(line.strip()))

    def _begin(self, kind: Literal["list", "code"]) -> None:
        self.end()
        self.kind = kind

    def end(self) -> None:
        """What is open is whole."""
        if self.lines:
            self.found.append(Block(self.kind, tuple(self.lines)))
        self.kind, self.lines, self.fence = "text", [], ""


def _bare(text: str) -> str:
    return _STRONG.sub(r"\2", text)
