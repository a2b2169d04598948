"""A table's lines as rows, each column as what it was said to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from careerpath.folding import folded
from careerpath.framework.documents.labels import split_list
from careerpath.framework.documents.names import part_of
from careerpath.framework.ladders.assemble import LONGEST_WORDING
from careerpath.framework.ladders.levels import SEVERAL
from careerpath.framework.ladders.listing import is_name
from careerpath.framework.ladders.rising import rising
from careerpath.framework.ladders.rows import Kind, Row
from careerpath.framework.ladders.structure import Cell

from .columns import Grid

# Parts of a level, by their names, that are no skills.
OF_LEVELS = {"responsibilities", "projects", "interview", "years", "pay"}
RISING, APART = "rising", "apart"
_YES = {"yes", "y", "x", "true", "1", "✓", "✔", "must", "must have", "must-have"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table with a level a column: what it is about, and its filled cells."""

    group: str
    name: str
    place: str
    description: str
    cells: tuple[tuple[str, Cell], ...]

    @property
    def stands_alone(self) -> bool:
        """Whether it is called like a part of a level, in whatever group it stands."""
        return bool(self.name) and part_of(self.name) in OF_LEVELS


@dataclass(frozen=True, slots=True)
class Reading:
    """A table and what its columns are: `levels` are the names of levels by their texts."""

    grid: Grid
    columns: Mapping[int, str]
    levels: Mapping[str, str]

    def at(self, kind: str) -> list[int]:
        """The columns of a kind."""
        return [at for at, said in self.columns.items() if said == kind]

    def said(self, row: Sequence[Cell], kind: str) -> str:
        """What a row says in the columns of a kind, in one line."""
        return ": ".join(text for at in self.at(kind) if (text := " ".join(row[at].text.split())))


def key_of(cell: Cell) -> str:
    """By what a cell that names something is found again."""
    return folded(" ".join(cell.text.split()))


def lines(reading: Reading, group: str) -> Iterator[Line]:
    """The lines of a table with a level a column; one without any cell names a group.

    `group` is that of lines before the first.
    """
    named = group
    for row in reading.grid.body:
        cells = _cells(reading, row)
        name, inner = reading.said(row, "name"), reading.said(row, "group")
        if not cells:
            named = _group_named(reading, row) or named
        else:
            yield Line(inner or named, name or inner, row[0].place, _whole(reading, row), cells)


def groups_without_lines(reading: Reading) -> Iterator[Row]:
    """Names of groups in which no skill stands, and what is said of a group."""
    found = list(lines(reading, ""))
    used = {line.group for line in found if not line.stands_alone}
    for row in reading.grid.body:
        if not _cells(reading, row):
            named, described = _group_named(reading, row), _whole(reading, row)
            if described:
                yield Row("", "note", described, row[0].place, named)
            elif named and named not in used:
                yield Row("", "left out", named, row[0].place)
    for line in found:
        if line.group and line.group not in used:
            used.add(line.group)
            yield Row("", "left out", line.group, line.place)


def _cells(reading: Reading, row: Sequence[Cell]) -> tuple[tuple[str, Cell], ...]:
    """The levels' cells of a line; none where one text is spread over all of it."""
    filled = [at for at in reading.at("level") if row[at].text]
    if {row[at].text for at in filled} == {reading.said(row, "name")}:
        return ()
    return tuple((reading.levels[key_of(reading.grid.heads[at])], row[at]) for at in filled)


def _group_named(reading: Reading, row: Sequence[Cell]) -> str:
    names = (reading.said(row, "group"), reading.said(row, "name"))
    return ": ".join(dict.fromkeys(filter(None, names)))


def _whole(reading: Reading, row: Sequence[Cell]) -> str:
    return "\n".join(row[at].text for at in reading.at("description") if row[at].text)


def rise(found: Sequence[Line]) -> bool:
    """Whether half of the lines and more say one short text a level, and few enough of them."""
    rise = 0
    for line in found:
        texts = [" ".join(items(cell.text)) for _level, cell in line.cells]
        single = all(len(items(cell.text)) <= 1 for _level, cell in line.cells)
        fits = max(map(len, texts)) <= LONGEST_WORDING and rising(texts) is not None
        rise += single and fits and len(texts) >= SEVERAL
    return 2 * rise >= len(found)


def rows_of_line(
    line: Line, kind: str, scale: Mapping[str, int], order: Sequence[str]
) -> Iterator[Row]:
    """The rows of a line. `scale` has the point of each word where cells say how well it is asked.

    `order` are the levels, lowest first: texts rise along them.
    """
    if kind not in {RISING, APART}:
        yield from _plain(line, kind)
        return
    ranked = sorted(line.cells, key=lambda one: order.index(one[0]))
    by_scale = all(folded(cell.text) in scale for _level, cell in ranked)
    if by_scale and line.name:
        points: Sequence[int] | None = [scale[folded(cell.text)] for _level, cell in ranked]
    else:
        texts = [cell.text for _level, cell in ranked]
        points = rising(texts) if kind == RISING and line.name else None
    if points is None:
        yield from _apart(line)
        return
    for (level, cell), point in zip(ranked, points, strict=True):
        wording = "" if by_scale else " ".join(items(cell.text))
        yield Row(
            level,
            "skill",
            line.name,
            cell.place,
            line.group,
            point,
            wording=wording,
            description=line.description,
        )


def _plain(line: Line, kind: str) -> Iterator[Row]:
    """A line that is no skill, in front of it what it is about."""
    about = "" if kind in {"years", "pay"} and line.stands_alone else line.name
    for level, cell in line.cells:
        for text in items(cell.text):
            yield Row(level, cast("Kind", kind), text, cell.place, about)
    if line.description:
        yield Row("", "note", line.description, line.place, line.name)


def _apart(line: Line) -> Iterator[Row]:
    """Each text of a line as a skill of its own."""
    group = ": ".join(filter(None, (line.group, line.name)))
    for level, cell in line.cells:
        for text in items(cell.text):
            yield Row(level, "skill", text, cell.place, group)
    if line.description:
        yield Row("", "note", line.description, line.place, group)


def rows_by_row(reading: Reading) -> Iterator[Row]:
    """The rows of a table with a level a row, or of one level."""
    for row in reading.grid.body:
        level = next(iter(reading.levels.values()), "")
        for at in reading.at("level"):
            level = reading.levels.get(key_of(row[at]), "")
        if not level:
            for cell in row:
                if cell.text:
                    yield Row("", "left out", " ".join(cell.text.split()), cell.place)
            continue
        for column in reading.grid.columns:
            kind, cell = reading.columns[column.at], row[column.at]
            if cell.text and kind != "level":
                yield from _listed(level, kind, column.head, cell)


def _listed(level: str, kind: str, head: str, cell: Cell) -> Iterator[Row]:
    if kind == "skills":
        texts = items(cell.text)
        names = split_list(texts[0]) if len(texts) == 1 else texts
        short = all(map(is_name, names))
        for text in names if short else texts:
            yield Row(level, "skill", text, cell.place)
    elif kind == "pay":
        last = head.rpartition(" ")[2]  # “Salary in CZK”
        code = last if last.isupper() else ""
        yield Row(level, "pay", f"{' '.join(cell.text.split())} {code}".strip(), cell.place)
    elif kind == "note":
        yield Row(level, "note", cell.text, cell.place, head)
    else:
        for text in items(cell.text):
            yield Row(level, cast("Kind", kind), text, cell.place)


def rows_of_long(reading: Reading, scale: Mapping[str, int], role: str) -> Iterator[Row]:
    """The rows of a table whose lines ask one skill at one level each; of one role, if given."""
    said: dict[str, str] = defaultdict(str)
    for row in reading.grid.body:
        if role and folded(reading.said(row, "role")) != folded(role):
            continue
        level = reading.levels.get(folded(reading.said(row, "level")), "")
        name = reading.said(row, "skill")
        place = row[(reading.at("skill") or [0])[0]].place
        if not level or not name:
            for cell in row:
                if cell.text:
                    yield Row("", "left out", " ".join(cell.text.split()), cell.place)
            continue
        for at in reading.at("note"):
            if row[at].text:
                yield Row(level, "note", row[at].text, row[at].place, reading.grid.heads[at].text)
        described = "\n".join(row[at].text for at in reading.at("description") if row[at].text)
        first, said[name] = said[name] != described, described
        yield Row(
            level,
            "skill",
            name,
            place,
            reading.said(row, "group"),
            scale.get(folded(reading.said(row, "proficiency")), 3),
            must_have=folded(reading.said(row, "must")) in _YES,
            wording=reading.said(row, "wording"),
            description=described if first else "",
        )


def items(text: str) -> list[str]:
    """The lines of a cell, without the marks of a list."""
    found = (line.strip().lstrip("-•*–·").strip() for line in text.split("\n"))
    return [line for line in found if line]
