"""Tables in few words, and ladders."""

from __future__ import annotations

from typing import Any

from careerpath.framework.ladders.guessing import parts_of
from careerpath.framework.ladders.rows import Ladder
from careerpath.framework.ladders.structure import Block, Cell, Source, Table


def table(*rows: str, name: str = "") -> Table:
    """A table whose cells are parted by bars; a slash is a line of a cell."""
    split = [row.split("|") for row in rows]
    wide = max(map(len, split))
    return Table(
        name,
        tuple(
            tuple(
                Cell(text.strip().replace("/", "\n"), f"{chr(65 + n)}{at}")
                for n, text in enumerate([*row, *[""] * (wide - len(row))])
            )
            for at, row in enumerate(split, start=1)
        ),
    )


def source(*tables: Table, outline: tuple[Block, ...] = (), title: str = "") -> Source:
    """A workbook."""
    return Source("bakers.xlsx", "workbook", title, outline, tables)


def said(ladder: Ladder) -> list[tuple[Any, ...]]:
    """Rows in few words; proficiency only where the text is a skill."""
    return [
        (row.level, row.kind, row.group, row.text)
        + ((row.proficiency,) if row.kind == "skill" else ())
        + ((row.wording,) if row.wording else ())
        + ((row.description,) if row.description else ())
        for row in ladder.rows
    ]


def guesses(found: Source, **choices: str) -> dict[str, str]:
    """The parts and what each is."""
    return {part.key: part.chosen for part in parts_of(found, choices)}
