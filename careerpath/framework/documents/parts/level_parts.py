"""The parts of a level: what it does, asks, pays, and how its day goes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from django.utils.translation import gettext, gettext_lazy

from careerpath.framework.documents.draft import (
    KEPT,
    LINE,
    NO_THRESHOLD,
    SHORT_NAME,
    Draft,
    LevelDraft,
    Notes,
    keep_labelled,
    line_of,
)
from careerpath.framework.documents.figures import (
    leading_years,
    read_pay,
    read_threshold,
    read_years,
    years_within,
)
from careerpath.framework.documents.labels import any_label, weak_label
from careerpath.framework.documents.model import Questions, Years
from careerpath.framework.documents.names import bare, is_forced_note, part_of
from careerpath.framework.documents.nodes import Node
from careerpath.framework.documents.text import said, settle

from .day import DayReader
from .headings import Heading
from .interview import add_questions
from .projects import add_projects, read_projects
from .skills import GroupReader

Label = tuple[str, str] | None
NO_PAY = gettext_lazy("No yearly pay with a currency understood.")
SOME_YEARS = gettext_lazy("The years in it are read; all of it is kept as a note.")
ALL_MUST = gettext_lazy("Each of these is a must-have now: without one, the level is not held.")
PROSE = re.compile(r"[a-z)]\. [A-Z]")


class Parts:
    """Reads the parts of one level into it."""

    def __init__(self, draft: Draft, level: LevelDraft) -> None:
        self.draft = draft
        self.level = level
        self.rung = level.rung
        self.groups = GroupReader(draft)
        self.notes = Notes()
        self.readers: dict[str, Callable[[Node, str], None]] = {
            "responsibilities": self._responsibilities,
            "skills": self._skills,
            "must": self._must_haves,
            "optional": self._optional,
            "soft": lambda node, rest: self.groups.read(node, rest, soft=True),
            "day": self._day,
            "pay": self._pay,
            "pay_source": self._pay_source,
            "years": self._years,
            "entry": self._entry,
            "projects": self._projects,
            "interview": self._interview,
            "threshold": self._threshold,
            "short_name": self._short_name,
        }

    def heading(self, node: Node, heading: Heading) -> None:
        """What the heading says besides the name."""
        if heading.pay.note and heading.pay.lowest is None:
            self.draft.remark(node.line, heading.pay.note, NO_PAY)
        for text in heading.besides:
            self.notes.add("Notes", text)
            self.draft.remark(node.line, text, KEPT)

    def read(self, nodes: Iterable[Node], label_of: Callable[[Node], Label]) -> None:
        """Every part, then the level as a whole."""
        for child in nodes:
            label = label_of(child)
            forced = child.kind == "heading" and is_forced_note(child.text)
            reader = self.readers.get(part_of(label[0]) or "") if label and not forced else None
            if label and reader:
                reader(child, label[1])
            elif not self._years_alone(child):
                keep_labelled(self.draft, child, notes=self.notes, about="Notes")
        groups = sorted(self.groups.groups.values(), key=lambda group: group.soft)
        self.level.rung = replace(
            self.rung, groups=tuple(groups), notes=tuple(self.notes.found.values())
        )

    def _responsibilities(self, node: Node, rest: str) -> None:
        lines = [said(rest), *(line_of(child) for child in self.draft.listed(node.children))]
        kept = tuple(line for line in lines if line)
        self.rung = replace(self.rung, responsibilities=self.rung.responsibilities + kept)

    def _day(self, node: Node, rest: str) -> None:
        days = DayReader(self.draft, self.notes, self.rung.name)
        self.rung = replace(self.rung, day=days.read(node, rest, self.rung.day))

    def _pay(self, node: Node, rest: str) -> None:
        below = (line_of(child) for child in self.draft.listed(node.children))
        text = "; ".join(part for part in (rest, *below) if part)
        pay = read_pay(self._without_own_name(text))
        if pay.lowest is None and pay.note:
            self.draft.remark(node.line, pay.note, NO_PAY)
        if self.rung.pay.note or self.rung.pay.lowest is not None or len(pay.note) > LINE:
            self.notes.add("Compensation", settle(text))
            self.draft.remark(
                node.line, settle(text), gettext("A second or too long pay; kept as a note.")
            )
            return
        self.rung = replace(self.rung, pay=replace(pay, source=self.rung.pay.source))

    def _without_own_name(self, text: str) -> str:
        """“Band 6: £37,338 – £44,962” without the label, where the level is Band 6."""
        label = weak_label(text)
        own = label and bare(label[0])
        return label[1] if label and own and own in bare(self.rung.name) else text

    def _pay_source(self, node: Node, rest: str) -> None:
        source = said(rest)
        if node.children or not source or len(source) > LINE or self.rung.pay.source:
            keep_labelled(self.draft, node, notes=self.notes, about="Pay source")
            return
        self.rung = replace(self.rung, pay=replace(self.rung.pay, source=source))

    def _years(self, node: Node, rest: str) -> None:
        text = rest or " ".join(line_of(child) for child in node.children)
        years = read_years(said(text))
        if years and self.rung.years in (None, years):
            self.rung = replace(self.rung, years=years)
            return
        self._some_years(node, leading_years(said(text)), "Experience")

    def _entry(self, node: Node, rest: str) -> None:
        text = " ".join([rest, *(line_of(child) for child in node.children)])
        self._some_years(node, years_within(said(text)), "Entry requirements")

    def _years_alone(self, node: Node) -> bool:
        """A line without a label that opens with years: “5+ years, at least one as a lead”."""
        years = leading_years(node.text) if node.kind == "text" and not node.children else None
        if years and self.rung.years is None and not any_label(node.text):
            self._some_years(node, years, "Experience")
            return True
        return False

    def _some_years(self, node: Node, years: Years | None, about: str) -> None:
        """Take the years, keep every word."""
        reason = gettext("Not understood as years from smaller to larger; kept as a note.")
        if years and self.rung.years in (None, years):
            self.rung, reason = replace(self.rung, years=years), str(SOME_YEARS)
        keep_labelled(self.draft, node, notes=self.notes, about=about, reason=reason)

    def _skills(self, node: Node, rest: str) -> None:
        """What is asked; a few sentences instead of a list are kept as a note."""
        if PROSE.search(rest) and not node.children:
            keep_labelled(self.draft, node, notes=self.notes, about="Skills")
        else:
            self.groups.read(node, rest, soft=False)

    def _optional(self, node: Node, rest: str) -> None:  # noqa: ARG002  # as every part's
        reason = gettext("What is nice to have is not asked of anyone; kept as a note.")
        keep_labelled(self.draft, node, notes=self.notes, about="Notes", reason=reason)

    def _must_haves(self, node: Node, rest: str) -> None:
        self.draft.remark(node.line, node.says, ALL_MUST)
        self.groups.read(node, rest, soft=False, must_have=True)

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
        below = list(self.draft.listed(node.children))
        add_projects(self.draft, place, node, read_projects(self.draft, below, rest))

    def _interview(self, node: Node, rest: str) -> None:
        lines = [said(rest), *(line_of(child) for child in self.draft.listed(node.children))]
        questions = tuple(line for line in lines if line)
        if questions:
            short = self.rung.short_name
            name = f"{short} Level Questions"
            add_questions(self.draft, Questions(name, short, questions))
