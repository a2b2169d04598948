"""How a level's day goes: activities and their shares."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from careerpath.framework.documents.draft import LINE, Draft, Notes, line_of
from careerpath.framework.documents.figures import is_about, is_aside, read_day, split_days
from careerpath.framework.documents.model import DayLine
from careerpath.framework.documents.nodes import Node
from careerpath.framework.documents.text import said

ABOUT = "Day in the Life"


@dataclass(slots=True)
class DayReader:
    """Reads one level's day; the database holds at most 100 % of it."""

    draft: Draft
    notes: Notes
    level: str

    def read(self, node: Node, rest: str, there: tuple[DayLine, ...]) -> tuple[DayLine, ...]:
        """The activities that are there and those of a part: its line and what is below it."""
        found = [(node.line, part) for part in split_days(rest)]
        for child in self.draft.listed(node.children):
            text = child.text if not child.children else line_of(child)
            parts = split_days(text) if child.kind == "text" else [text.rstrip(";")]
            found += [(child.line, part) for part in parts]
        days = [day for line, text in found if (day := self._one(line, text))]
        return (*there, *self._fitting(node, days, there))

    def _one(self, line: int, text: str) -> DayLine | None:
        """An activity; what is too long for one, or all in brackets, is a note."""
        day = read_day(text)
        if not day.activity:
            return None
        if is_aside(text):
            self._kept(line, text, gettext("Not an activity; kept as a note."))
            return None
        if len(_as_text(day).activity) > LINE:
            self._kept(line, text, gettext("Too long for an activity; kept as a note."))
            return None
        if is_about(text):
            reason = gettext("A share is exact: “about” is left out.")
            self.draft.remark(line, said(text), reason)
        if day.percent is None and "%" in day.activity:
            reason = gettext("Not a whole share from 0 to 100; no share.")
            self.draft.remark(line, day.activity, reason)
        return day

    def _kept(self, line: int, text: str, reason: str) -> None:
        self.notes.add(ABOUT, said(text))
        self.draft.remark(line, said(text), reason)

    def _fitting(
        self, node: Node, days: list[DayLine], there: tuple[DayLine, ...]
    ) -> list[DayLine]:
        """Shares that add to more than a day has are left as text."""
        total = sum(day.percent or 0 for day in (*there, *days))
        if total > 100:  # noqa: PLR2004
            reason = gettext("The shares add to %(total)s%%, more than a day has; kept as text.")
            self.draft.remark(node.line, self.level, reason % {"total": total})
            return [_as_text(day) for day in days]
        if days and total not in (0, 100):
            reason = gettext("The shares add to %(total)s%%, not 100%%.")
            self.draft.remark(node.line, self.level, reason % {"total": total})
        return days


def _as_text(day: DayLine) -> DayLine:
    share = "" if day.percent is None else f" ({day.percent}% of time)"
    return DayLine(f"{day.activity}{share}")
