"""A level: its heading and its parts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext

from careerpath.framework.documents.draft import (
    LINE,
    NAME,
    NO_THRESHOLD,
    SHORT_NAME,
    Draft,
    LevelDraft,
    Notes,
    keep_labelled,
    line_of,
)
from careerpath.framework.documents.figures import (
    name_and_years,
    names_years,
    read_day,
    read_pay,
    read_threshold,
    read_years,
)
from careerpath.framework.documents.model import DayLine, Questions, Rung, Years
from careerpath.framework.documents.names import is_forced_note, part_of
from careerpath.framework.documents.outline import Node
from careerpath.framework.documents.text import (
    any_label,
    clean,
    plain,
    said,
    settle,
    split_list,
    strong_label,
)

from .advice import add_questions
from .projects import add_projects, read_projects
from .skills import GroupReader, take_id

_RANK = re.compile(
    r"(?:(?:level|stage|rung|l)\s*(\d{1,2})\s*[:./–—-]\s*|(\d{1,2})[.)]\s+)(?=\S)", re.IGNORECASE
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")


def read_heading(text: str) -> tuple[str, Years | None, int | None, str]:
    """A level heading taken apart: name, years, the rank it names, its public id."""
    text, public_id = take_id(plain(text))
    rank = None
    if found := _RANK.match(text):
        rank, text = int(found.group(1) or found.group(2)), text[found.end() :]
    name, years = name_and_years(text)
    return said(name), years, rank, public_id


def short_name(name: str, title: str) -> str:
    """A level's name without the role: “Junior ML Engineer” is “Junior” on “ML Engineer”."""
    roles = [title, _BRACKETS.sub("", title), *re.findall(r"\(([^()]+)\)", title)]
    for role in sorted((r.strip() for r in roles if r.strip()), key=len, reverse=True):
        pattern = rf"(?<!\w){re.escape(role)}(?!\w)"
        rest = re.sub(pattern, "", name, count=1, flags=re.IGNORECASE)
        rest = clean(rest).strip(" ,:–—-")
        if rest and rest != name:
            return rest[:SHORT_NAME].strip()
    return name[:SHORT_NAME].strip()


def label_of(node: Node) -> tuple[str, str] | None:
    """The label a node opens a part with, and the rest of its line."""
    if node.kind == "heading":
        return node.text, ""
    if node.kind in {"fence", "rule"}:
        return None
    strong = strong_label(node.text)
    weak = weak if not strong and (weak := any_label(node.text)) and part_of(weak[0]) else None
    return strong or weak or ((node.text, "") if node.children and part_of(node.text) else None)


def has_parts(node: Node) -> int:
    """How many different parts of a level stand right below a node."""
    found = (label_of(child) for child in node.children)
    return len({part for label in found if label and (part := part_of(label[0]))})


def read_level(draft: Draft, node: Node) -> None:
    """Add the level a node holds; one without a usable or free name is kept as a note."""
    text = node.text
    if node.kind != "heading" and (label := any_label(text)):
        text = f"{label[0]} {label[1]}" if label[1] else label[0]
    name, years, rank, public_id = read_heading(text)
    if not name or len(name) > NAME:
        draft.keep(node, "Notes on levels")
        return
    if any(name.casefold() == known.rung.name.casefold() for known in draft.levels):
        draft.notes.add(name, draft.outline.raw(node.children))
        draft.remark(
            node.line, name, gettext("There is a level of this name already; kept as a note.")
        )
        return
    if years is None and names_years(name):
        draft.remark(
            node.line, name, gettext("The years in this heading are not understood; left in it.")
        )
    rung = Rung(name, short_name(name, draft.title), years=years, public_id=public_id)
    level = LevelDraft(rung, rank, node.line)
    draft.levels.append(level)
    _Parts(draft, level).read(node)


class _Parts:
    """Reads the parts of one level into it."""

    def __init__(self, draft: Draft, level: LevelDraft) -> None:
        self.draft = draft
        self.level = level
        self.rung = level.rung
        self.groups = GroupReader(draft)
        self.notes = Notes()
        self.readers: dict[str, Callable[[Node, str], None]] = {
            "responsibilities": self._responsibilities,
            "skills": lambda node, rest: self.groups.read(node, rest, soft=False),
            "soft": lambda node, rest: self.groups.read(node, rest, soft=True),
            "day": self._day,
            "pay": self._pay,
            "pay_source": self._pay_source,
            "years": self._years,
            "projects": self._projects,
            "interview": self._interview,
            "threshold": self._threshold,
            "short_name": self._short_name,
        }

    def read(self, node: Node) -> None:
        """Every part, then the level as a whole."""
        for child in node.children:
            label = label_of(child)
            forced = child.kind == "heading" and is_forced_note(child.text)
            reader = self.readers.get(part_of(label[0]) or "") if label and not forced else None
            if label and reader:
                reader(child, label[1])
            else:
                keep_labelled(self.draft, child, notes=self.notes, about="Notes")
        groups = sorted(self.groups.groups.values(), key=lambda group: group.soft)
        self.level.rung = replace(
            self.rung, groups=tuple(groups), notes=tuple(self.notes.found.values())
        )

    def _responsibilities(self, node: Node, rest: str) -> None:
        lines = [said(rest), *(line_of(child) for child in node.children)]
        kept = tuple(line for line in lines if line)
        self.rung = replace(self.rung, responsibilities=self.rung.responsibilities + kept)

    def _day(self, node: Node, rest: str) -> None:
        found = [(node.line, day) for day in _day_lines(rest)]
        for child in node.children:
            if child.kind != "rule":
                text = child.text if not child.children else line_of(child)
                found.append((child.line, read_day(text)))
        self._add_day(node, [(line, day) for line, day in found if day.activity])

    def _add_day(self, node: Node, found: list[tuple[int, DayLine]]) -> None:
        """Shares that can't be are left as text: the database holds at most 100 % a level."""
        kept = []
        for line, day in found:
            if day.percent is None and "%" in day.activity:
                self.draft.remark(
                    line, day.activity, gettext("Not a whole share from 0 to 100; no share.")
                )
            if len(_as_text(day).activity) > LINE:
                self.notes.add("Day in the Life", day.activity)
                self.draft.remark(
                    line, day.activity, gettext("Too long for an activity; kept as a note.")
                )
            else:
                kept.append(day)
        total = sum(day.percent or 0 for day in (*self.rung.day, *kept))
        if total > 100:  # noqa: PLR2004
            reason = gettext(
                "The shares add to %(total)s%%, more than a day has; kept as text."
            ) % {"total": total}
            self.draft.remark(node.line, self.rung.name, reason)
            kept = [_as_text(day) for day in kept]
        elif kept and total not in (0, 100):
            self.draft.remark(
                node.line,
                self.rung.name,
                gettext("The shares add to %(total)s%%, not 100%%.") % {"total": total},
            )
        self.rung = replace(self.rung, day=(*self.rung.day, *kept))

    def _pay(self, node: Node, rest: str) -> None:
        text = "; ".join(part for part in (rest, *(line_of(c) for c in node.children)) if part)
        pay = read_pay(text)
        if pay.lowest is None and pay.note:
            self.draft.remark(
                node.line, pay.note, gettext("No yearly pay with a currency understood.")
            )
        if self.rung.pay.note or self.rung.pay.lowest is not None or len(pay.note) > LINE:
            self.notes.add("Compensation", settle(text))
            self.draft.remark(
                node.line, settle(text), gettext("A second or too long pay; kept as a note.")
            )
            return
        self.rung = replace(self.rung, pay=replace(pay, source=self.rung.pay.source))

    def _pay_source(self, node: Node, rest: str) -> None:
        source = said(rest)
        if node.children or not source or len(source) > LINE or self.rung.pay.source:
            keep_labelled(self.draft, node, notes=self.notes, about="Pay source")
            return
        self.rung = replace(self.rung, pay=replace(self.rung.pay, source=source))

    def _years(self, node: Node, rest: str) -> None:
        years = read_years(said(rest))
        if years is None or node.children or self.rung.years not in (None, years):
            reason = gettext("Not understood as years from smaller to larger; kept as a note.")
            keep_labelled(self.draft, node, notes=self.notes, about="Experience", reason=reason)
            return
        self.rung = replace(self.rung, years=years)

    def _threshold(self, node: Node, rest: str) -> None:
        percent = read_threshold(rest)
        if percent is None or node.children or self.rung.threshold_percent is not None:
            keep_labelled(
                self.draft, node, notes=self.notes, about="Threshold", reason=NO_THRESHOLD
            )
            return
        self.rung = replace(self.rung, threshold_percent=percent)

    def _short_name(self, node: Node, rest: str) -> None:
        name = said(rest)
        if not name or len(name) > SHORT_NAME or node.children:
            keep_labelled(self.draft, node, notes=self.notes, about="Short name")
            return
        self.rung = replace(self.rung, short_name=name)

    def _projects(self, node: Node, rest: str) -> None:
        place = len(self.draft.levels) - 1
        add_projects(self.draft, place, node, read_projects(self.draft, node.children, rest))

    def _interview(self, node: Node, rest: str) -> None:
        lines = [said(rest), *(line_of(child) for child in node.children)]
        questions = tuple(line for line in lines if line)
        if questions:
            short = self.rung.short_name
            name = f"{short} Level Questions"
            add_questions(self.draft, Questions(name, short, questions))


def _day_lines(rest: str) -> list[DayLine]:
    """“40% coding, 60% meetings” in one line; one activity where a part has no share."""
    if not rest:
        return []
    parts = [read_day(part) for part in split_list(rest)]
    return parts if all(day.percent is not None for day in parts) else [read_day(rest)]


def _as_text(day: DayLine) -> DayLine:
    share = "" if day.percent is None else f" ({day.percent}% of time)"
    return DayLine(f"{day.activity}{share}")
