"""A path as a table: a line for each skill of each level, or a level a column.

Names of proficiencies and heads are English, as in documents: what is taken out comes back in the
same way whatever language somebody reads.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from careerpath.framework.documents.model import PathDocument, SkillAsked
from careerpath.framework.documents.parts.skills import PROFICIENCY_NAMES
from careerpath.framework.ladders.sources.bounds import GUARDED

Rows = list[tuple[str, ...]]
_WIDE, _NARROW = 60, 20  # letters, of columns in a workbook
_SHEET = "Ladder"


def long_rows(document: PathDocument) -> Rows:
    """A line for each skill of each level, lowest level first, below a head."""
    found: Rows = [("Level", "Group", "Skill", "Proficiency", "Must-have")]
    found += [
        (
            rung.name,
            group.name,
            asked.name,
            PROFICIENCY_NAMES[asked.proficiency],
            _yes(asked),
        )
        for rung in document.levels
        for group in rung.groups
        for asked in group.skills
    ]
    return found


def matrix(document: PathDocument) -> Rows:
    """A line for each skill, with what each level asks of it; must-haves are not in it."""
    places: dict[str, tuple[str, str]] = {}
    asked: dict[tuple[str, str], str] = {}
    for rung in document.levels:
        for group in rung.groups:
            for skill in group.skills:
                places.setdefault(skill.name, (group.name, skill.name))
                asked[skill.name, rung.name] = PROFICIENCY_NAMES[skill.proficiency]
    levels = [rung.name for rung in document.levels]
    head = ("Group", "Skill", *levels)
    return [
        head,
        *(
            (*place, *(asked.get((name, level), "") for level in levels))
            for name, place in places.items()
        ),
    ]


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV with a byte-order mark, which Excel needs to read UTF-8.

    A text that a spreadsheet would take for a formula has an apostrophe before it; bringing the
    file in takes that off.
    """
    file = io.StringIO(newline="")
    csv.writer(file).writerows([guarded(cell) for cell in row] for row in rows)
    return f"\ufeff{file.getvalue()}"


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula; one with an apostrophe gets another."""
    begins = text.lstrip("'")
    return f"'{text}" if begins.startswith(GUARDED) else text


def as_workbook(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as the one sheet of an xlsx workbook, every cell a text."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_SHEET)
        head = book.add_format({"bold": True})
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                if text:
                    sheet.write_string(at, column, text, head if at == 0 else None)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 1, _NARROW)
        sheet.set_column(2, 2, _WIDE)
    return data.getvalue()


def _yes(asked: SkillAsked) -> str:
    return "yes" if asked.must_have else ""
