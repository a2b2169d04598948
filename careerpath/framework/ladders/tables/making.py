"""A table's lines as rows, each column as what it was said to be."""

from __future__ import annotations

from collections import Counter, defaultdict
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

from .cells import items, paid
from .columns import Grid, speaks_of
from .scales import asks_nothing, is_number, is_point

RISING, APART = "rising", "apart"
_WORDS, _MOST_WORDS, _SHARE = 3, 8, 0.8  # of a scale we do not know: in a name, on it, of cells
_IN_LONG = {"role", "level", "group", "skill", "proficiency", "wording", "description", "must"}
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
        return bool(self.name) and bool(speaks_of(self.name))


@dataclass(frozen=True, slots=True)
class Reading:
    """A table and what its columns are: `levels` are the names of levels by their texts."""

    grid: Grid
    columns: Mapping[int, str]
    levels: Mapping[str, str]

    def at(self, kind: str) -> list[int]:
        """The columns of a kind."""
        return [at for at, said in self.columns.items() if said == kind]

    @property
    def unread(self) -> list[int]:
        """Columns left out, and those that belong to a level before them where there is none."""
        first = min(self.at("level"), default=len(self.columns))
        return [*self.at("left out"), *(at for at in self.at("beside") if at < first)]

    def said(self, row: Sequence[Cell], kind: str) -> str:
        """What a row says in the columns of a kind, in one line."""
        return ": ".join(text for at in self.at(kind) if (text := " ".join(row[at].text.split())))


def key_of(cell: Cell) -> str:
    """By what a cell that names something is found again."""
    return folded(" ".join(cell.text.split()))


def lines(reading: Reading, group: str) -> Iterator[Line]:
    """The lines of a table with a level a column; one without any cell names a group.

    `group` is that of lines before the first. A group in a column goes on where that is empty, and
    a line without a name goes on with the one before.
    """
    named = column = name = ""
    row: Sequence[Cell] = ()
    described: list[str] = []
    found: list[tuple[str, Cell]] = []

    def line() -> Iterator[Line]:
        if found:
            about = "\n".join(filter(None, described))
            yield Line(column or named or group, name, row[0].place, about, tuple(found))
        found.clear()
        described.clear()

    for cells_of in reading.grid.body:
        cells = _cells(reading, cells_of)
        own, inner = reading.said(cells_of, "name"), reading.said(cells_of, "group")
        if not cells or own or inner or not found:
            yield from line()
            row, name = cells_of, own or inner
        if not cells:
            named = _group_named(reading, cells_of) or named
            column = ""
            continue
        column = inner or column
        found += cells
        described.append(_whole(reading, cells_of))
    yield from line()


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
    """The levels' cells of a line; none where one text is spread over all of it.

    A column that belongs to the level before it is one of that level's.
    """
    found, level = [], ""
    for at, kind in reading.columns.items():
        if kind == "level":
            level = reading.levels.get(key_of(reading.grid.heads[at]), "")
        if kind in {"level", "beside"} and level and row[at].text:
            found.append((level, row[at]))
    spread = {cell.text for _level, cell in found} == {reading.said(row, "name")}
    return () if spread else tuple(found)


def _group_named(reading: Reading, row: Sequence[Cell]) -> str:
    names = (reading.said(row, "group"), reading.said(row, "name"))
    return ": ".join(dict.fromkeys(filter(None, names)))


def _whole(reading: Reading, row: Sequence[Cell]) -> str:
    return "\n".join(row[at].text for at in reading.at("description") if row[at].text)


def rise(found: Sequence[Line]) -> bool:
    """Whether half of the lines and more say one short text a level, and few enough of them."""
    rise = 0
    for line in found:
        texts = [" ".join(map(_line, cells)) for cells in _by_level(line).values()]
        single = all(len(items(cell.text)) <= 1 for _level, cell in line.cells)
        fits = max(map(len, texts)) <= LONGEST_WORDING and rising(texts) is not None
        rise += single and fits and len(texts) >= SEVERAL
    return 2 * rise >= len(found)


def scale_texts(found: Sequence[Line], order: Sequence[str]) -> list[str]:
    """Cells that are points of a scale: all of a line's, scores beside a text, “n/a” anywhere.

    Words we do not know are some where they come back in nearly all cells; lowest first.
    """
    count = Counter(folded(cell.text) for line in found for _level, cell in line.cells)
    again = {word for word, n in count.items() if n > 1 and len(word.split()) <= _WORDS}
    few = len(count) <= _MOST_WORDS and 2 * len(count) <= count.total()
    covered = sum(n for word, n in count.items() if word in again or is_point(word))
    known = again if few and covered >= _SHARE * count.total() else set()
    texts: list[str] = []
    places: dict[str, list[int]] = defaultdict(list)
    for line in found:
        every = all(w in known or is_point(w) for w in (folded(c.text) for _l, c in line.cells))
        for level, cells in _by_level(line).items():
            for cell in cells:
                word = folded(cell.text)
                beside = len(cells) > 1 and is_number(word)
                if every or beside or asks_nothing(word):
                    places[word].append(order.index(level))
                    texts.append(cell.text)
    mean = {word: sum(at) / len(at) for word, at in places.items()}
    return sorted(texts, key=lambda text: mean[folded(text)])


def _by_level(line: Line, order: Sequence[str] = ()) -> dict[str, list[Cell]]:
    """A line's cells at each level, lowest first where an order is given."""
    found: dict[str, list[Cell]] = {}
    for level, cell in line.cells:
        found.setdefault(level, []).append(cell)
    return dict(sorted(found.items(), key=lambda one: order.index(one[0]))) if order else found


def _line(cell: Cell) -> str:
    return " ".join(items(cell.text))


def _rated(
    levels: Mapping[str, list[Cell]], scale: Mapping[str, int]
) -> tuple[dict[str, list[Cell]], dict[str, int]]:
    """The texts at each level, and the point where a cell is one of the scale instead."""
    every = all(folded(cell.text) in scale for cells in levels.values() for cell in cells)
    texts: dict[str, list[Cell]] = {}
    points: dict[str, int] = {}
    for level, cells in levels.items():
        texts[level] = []
        for cell in cells:
            word = folded(cell.text)
            beside = len(cells) > 1 and is_number(word)
            if word in scale and (every or beside or asks_nothing(word)):
                points[level] = max(scale[word], points.get(level, 0))
            else:
                texts[level].append(cell)
    return texts, points


def _steps(texts: Mapping[str, list[Cell]], unrated: Sequence[str]) -> tuple[int, ...] | None:
    return rising([" ".join(map(_line, texts[level])) for level in unrated])


def can_rise(line: Line, scale: Mapping[str, int]) -> bool:
    """Whether a line is one skill: by its points, or by few enough different texts."""
    levels = _by_level(line)
    texts, points = _rated(levels, scale)
    unrated = [level for level in levels if level not in points]
    return not unrated or _steps(texts, unrated) is not None


def rows_of_line(
    line: Line, kind: str, scale: Mapping[str, int], order: Sequence[str]
) -> Iterator[Row]:
    """The rows of a line. `scale` has the point of each word where cells say how well it is asked.

    `order` are the levels, lowest first: texts rise along them.
    """
    if kind not in {RISING, APART}:
        yield from _plain(line, kind)
        return
    levels = _by_level(line, order)
    texts, points = _rated(levels, scale)
    unrated = [level for level in levels if level not in points]
    steps = _steps(texts, unrated) if kind == RISING else None
    if not line.name or (unrated and not steps):
        yield from _apart(line, texts, points)
        return
    points |= zip(unrated, steps or (), strict=True)
    part = part_of(line.group) if line.group else None
    for level, cells in levels.items():
        yield Row(
            level,
            "skill",
            line.name,
            cells[0].place,
            line.group,
            points[level],
            part == "must",
            part == "soft",
            wording=" ".join(map(_line, texts[level])),
            description=line.description,
        )


def _plain(line: Line, kind: str) -> Iterator[Row]:
    """A line that is no skill, in front of it what it is about unless that says its kind."""
    about = "" if speaks_of(line.name) == kind != "note" else line.name
    for level, cell in line.cells:
        for text in items(cell.text):
            said = paid(text, line.name) if kind == "pay" else text
            yield Row(level, cast("Kind", kind), said, cell.place, about)
    if line.description:
        yield Row("", "note", line.description, line.place, line.name)


def _apart(line: Line, texts: Mapping[str, list[Cell]], points: Mapping[str, int]) -> Iterator[Row]:
    """Each text of a line as a skill of its own; one that is only rated is called like the line."""
    group = ": ".join(filter(None, (line.group, line.name)))
    for level, cells in texts.items():
        point = points.get(level, 3)
        if not cells:
            rated = next(cell for of, cell in line.cells if of == level)
            yield Row(level, "skill", line.name or rated.text, rated.place, line.group, point)
        for cell in cells:
            for text in items(cell.text):
                yield Row(level, "skill", text, cell.place, group, point)
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
            part = part_of(head)
            group = "" if part or speaks_of(head) else head
            must, soft = part == "must", part == "soft"
            yield Row(level, "skill", text, cell.place, group, must_have=must, soft=soft)
    elif kind == "pay":
        yield Row(level, "pay", paid(cell.text, head), cell.place)
    elif kind == "note":
        yield Row(level, "note", cell.text, cell.place, head)
    else:
        for text in items(cell.text):
            yield Row(level, cast("Kind", kind), text, cell.place)


def filled(reading: Reading) -> Iterator[tuple[str, str, str, Sequence[Cell]]]:
    """Role, level, group and cells of each line: what is empty goes on from the line before.

    A new role begins with no level and no group.
    """
    ats = [(kind, reading.at(kind)) for kind in ("role", "level", "group")]
    last = dict.fromkeys(("role", "level", "group"), "")
    for row in reading.grid.body:
        for kind, at in ats:
            said = ": ".join(filter(None, (" ".join(row[n].text.split()) for n in at)))
            if said and kind == "role" and said != last["role"]:
                last = dict.fromkeys(last, "")
            if said:
                last[kind] = said
        yield last["role"], last["level"], last["group"], row


def rows_of_long(reading: Reading, scale: Mapping[str, int], role: str) -> Iterator[Row]:
    """The rows of a table whose lines ask one skill at one level each; of one role, if given.

    A table of one level has it in its name.
    """
    only = "" if reading.at("level") else next(iter(reading.levels.values()), "")
    described: dict[str, str] = defaultdict(str)
    noted: set[tuple[str, str]] = set()
    for its, said, group, row in filled(reading):
        if role and folded(its) != folded(role):
            continue
        level = only or reading.levels.get(folded(said), "")
        name = reading.said(row, "skill")
        if not level or not name:
            for cell in row:
                if cell.text:
                    yield Row("", "left out", " ".join(cell.text.split()), cell.place)
            continue
        yield from _besides(reading, row, level, noted)
        about = "\n".join(row[at].text for at in reading.at("description") if row[at].text)
        first, described[name] = described[name] != about, about
        yield Row(
            level,
            "skill",
            name,
            row[reading.at("skill")[0]].place,
            group,
            scale.get(folded(reading.said(row, "proficiency")), 3),
            must_have=folded(reading.said(row, "must")) in _YES,
            wording=reading.said(row, "wording"),
            description=about if first else "",
        )


def _besides(
    reading: Reading, row: Sequence[Cell], level: str, noted: set[tuple[str, str]]
) -> Iterator[Row]:
    """What a line says of its level rather than of a skill, or is left out; the same text once."""
    for at, kind in reading.columns.items():
        cell, head = row[at], " ".join(reading.grid.heads[at].text.split())
        if kind in _IN_LONG or not cell.text or (level, cell.text) in noted:
            continue
        noted.add((level, cell.text))
        if kind == "left out":
            yield Row("", "left out", " ".join(cell.text.split()), cell.place)
        else:
            yield from _listed(level, kind, head, cell)
