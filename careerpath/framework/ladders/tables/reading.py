"""Tables with what an editor chose of them: what is asked, and the ladder that follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from careerpath.folding import folded
from careerpath.framework.ladders.levels import (
    BY_NAME,
    FALLING,
    ORDER,
    RISING,
    SEVERAL,
    guessed_order,
    level_names,
    ordered,
    role_within,
    told_by_name,
    track_warnings,
)
from careerpath.framework.ladders.mapping import LONGEST_KEY, Choices, Option, Part, chosen
from careerpath.framework.ladders.rows import Ladder, Row
from careerpath.framework.ladders.structure import Cell, Table

from . import columns as of
from .making import (
    APART,
    Line,
    Reading,
    filled,
    groups_without_lines,
    key_of,
    lines,
    rise,
    rows_by_row,
    rows_of_line,
    rows_of_long,
    scale_texts,
)
from .making import RISING as RISES
from .remarks import of_levels, other_roles, too_different, without_level
from .scales import POINTS, points, words_of

ROLE = "role"
_ORDERS = (RISING, FALLING, BY_NAME)
_AS_RISING = Option(RISES, _("Skills, asked higher from level to level"))
_AS_APART = Option(APART, _("Skills of their own at each level, one a line"))
_LINES = (
    _AS_RISING, _AS_APART, of.RESPONSIBILITIES, of.PROJECTS, of.QUESTIONS, of.NOTE, of.YEARS,
    of.PAY, of.LEFT_OUT,
)  # fmt: skip
_EXAMPLE, _MOST_ROLES = 100, 200


def reads_as_ladder(tables: Sequence[Table]) -> bool:
    """Whether some table has the shape of a ladder."""
    return any(of.Grid(table).shape != of.LEFT_OUT.value for table in tables if table.rows)


def parts(tables: Sequence[Table], title: str, choices: Choices) -> tuple[Part, ...]:
    """What an editor is asked about tables."""
    return tuple(_Tables(tables, title, choices).parts())


def ladder(tables: Sequence[Table], title: str, choices: Choices) -> Ladder:
    """The ladder of tables; `title` is the role's name where the source gives one."""
    return _Tables(tables, title, choices).ladder()


class _Tables:
    """Tables with one set of choices."""

    def __init__(self, tables: Sequence[Table], title: str, choices: Choices) -> None:
        self.given, self.choices = title, choices
        self.grids = {f"table: {name}".strip(): of.Grid(table) for name, table in _named(tables)}

    def _chosen(self, key: str, options: tuple[Option, ...], guess: str) -> str:
        return chosen(self.choices, key[:LONGEST_KEY], options, guess)

    @cached_property
    def shapes(self) -> dict[str, str]:
        """The shape of each table."""
        return {key: self._chosen(key, grid.shapes, grid.shape) for key, grid in self.grids.items()}

    def _columns(self, key: str) -> dict[int, str]:
        """What each column of a table is."""
        grid, shape = self.grids[key], self.shapes[key]
        guesses = grid.guesses(shape)
        return {
            column.at: self._chosen(
                _column(shape, column), column.options(shape), guesses[column.at]
            )
            for column in grid.columns
        }

    @cached_property
    def used(self) -> dict[str, Reading]:
        """The tables that are not left out, each with its columns; their levels come later."""
        shown = [key for key, shape in self.shapes.items() if shape != of.LEFT_OUT.value]
        return {key: Reading(self.grids[key], self._columns(key), {}) for key in shown}

    # --- Roles and levels ---------------------------------------------------------------------

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """The roles in long tables, in the order they come."""
        found: dict[str, str] = {}
        for reading in self._of_shape(of.LONG):
            for said, _level, _group, _row in filled(reading) if reading.at("role") else ():
                if said:
                    found.setdefault(folded(said), said)
        return tuple(found.values())[:_MOST_ROLES]

    @cached_property
    def role(self) -> str:
        """The role that was chosen, the first one else; empty where there are not several."""
        if len(self.roles) < SEVERAL:
            return ""
        return self._chosen(ROLE, self._role_options, self.roles[0])

    @property
    def _role_options(self) -> tuple[Option, ...]:
        return tuple(Option(role, role) for role in self.roles)

    def _of_shape(self, shape: Option) -> list[Reading]:
        return [reading for key, reading in self.used.items() if self.shapes[key] == shape.value]

    @cached_property
    def level_cells(self) -> dict[str, Cell]:
        """The cells that name levels, each name once, by its folded form."""
        found: dict[str, Cell] = {}
        for key, reading in self.used.items():
            for cell in self._naming(key, reading):
                found.setdefault(key_of(cell), cell)
        return found

    def _naming(self, key: str, reading: Reading) -> Iterator[Cell]:
        grid, shape, at = reading.grid, self.shapes[key], reading.at("level")
        if shape == of.ONE_LEVEL.value:
            yield Cell(grid.table.name, grid.heads[0].place)
        elif shape == of.BY_COLUMN.value:
            yield from (grid.heads[column] for column in at if grid.heads[column].text)
        else:
            for role, _level, _group, row in filled(reading):
                mine = not self.role or folded(role) == folded(self.role)
                if mine or shape != of.LONG.value:
                    yield from (row[column] for column in at if row[column].text)

    @cached_property
    def called(self) -> dict[str, str]:
        """The levels' names by the folded form of what names them."""
        texts = {key: _words(cell) for key, cell in self.level_cells.items()}
        names = level_names([*texts.values()])
        return {key: names[text] for key, text in texts.items()}

    @cached_property
    def order(self) -> str:
        """The order that levels stand in."""
        return self._chosen(ORDER, _ORDERS, self._guessed_order)

    @property
    def _guessed_order(self) -> str:
        texts = [cell.text for cell in self.level_cells.values()]
        if len(texts) > of.MOST_LEVELS or (self._of_shape(of.LONG) and not track_warnings(texts)):
            return BY_NAME.value  # lines of a long table come in any order
        return guessed_order(texts)

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """The levels' names, lowest first."""
        texts = [_words(cell) for cell in self.level_cells.values()]
        names = {text: self.called[folded(text)] for text in texts}
        return tuple(names[text] for text in ordered(texts, self.order))

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """The tables with their levels."""
        found = {}
        for key, reading in self.used.items():
            levels = {
                key_of(cell): self.called[key_of(cell)] for cell in self._naming(key, reading)
            }
            found[key] = Reading(reading.grid, reading.columns, levels)
        return found

    # --- Lines of tables with a level a column ------------------------------------------------

    @cached_property
    def sections(self) -> dict[str, list[Line]]:
        """The lines by their group; those that are called like a part of a level by themselves."""
        found: dict[str, list[Line]] = defaultdict(list)
        by_column = [key for key in self.readings if self.shapes[key] == of.BY_COLUMN.value]
        for key in by_column:
            reading = self.readings[key]
            sheet = reading.grid.table.name if len(by_column) > 1 else ""
            for line in lines(reading, sheet):
                named = ("line", line.name) if line.stands_alone else ("group", line.group)
                found[f"{named[0]}: {folded(named[1])}"[:LONGEST_KEY].strip()].append(line)
        return found

    @cached_property
    def scale_words(self) -> dict[str, str]:
        """The words that say how well something is asked, by their folded form."""
        long = (*self._of_shape(of.LONG), *self._of_shape(of.ONE_LEVEL))
        texts = [reading.said(row, "proficiency") for reading in long for row in reading.grid.body]
        asking = [
            line
            for key, found in self.sections.items()
            if not key.startswith("line")
            for line in found
        ]
        return words_of([*filter(None, texts), *scale_texts(asking, self.levels)])

    @cached_property
    def scale(self) -> dict[str, int]:
        """The point of each word."""
        guesses = points(self.scale_words)
        return {
            word: int(self._chosen(_scale(word), POINTS, guesses[word]))
            for word in self.scale_words
        }

    def _section(self, key: str) -> tuple[str, str]:
        """What a section of lines is guessed to be, and what it is."""
        found = self.sections[key]
        named = _called(key, found)
        known = of.speaks_of(named) if named else ""
        by_scale = all(
            folded(cell.text) in self.scale_words for line in found for _l, cell in line.cells
        )
        guess = known or (RISES if by_scale or rise(found) else APART)
        return guess, self._chosen(key, _LINES, guess)

    # --- What is asked ------------------------------------------------------------------------

    def parts(self) -> Iterator[Part]:
        """What an editor is asked, from the whole to the parts."""
        for key, grid in self.grids.items():
            name = grid.table.name
            title, told = name or gettext("The table"), _size_told(grid.table)
            shape = self.shapes[key]
            yield Part(key, title, grid.shapes, grid.shape, shape, told, of_source=bool(name))
        if options := self._role_options if self.role else ():
            title = gettext("Which role")
            yield Part(ROLE, title, options, options[0].value, self.role, of_source=False)
        if len(self.levels) >= SEVERAL:
            title, told = gettext("The order of the levels"), " → ".join(self.levels)
            guess = self._guessed_order
            yield Part(ORDER, title, _ORDERS, guess, self.order, told=told, of_source=False)
        for key, reading in self.used.items():
            yield from self._column_parts(key, reading)
        for key, found in self.sections.items():
            guess, value = self._section(key)
            named, example = _called(key, found), found[0].cells[0][1].text[:_EXAMPLE]
            title, told = named or gettext("Lines without a group"), _lines_told(len(found))
            yield Part(key, title, _LINES, guess, value, told, example, of_source=bool(named))
        guesses = points(self.scale_words)
        for word, said in self.scale_words.items():
            yield Part(_scale(word), said, POINTS, guesses[word], str(self.scale[word]))

    def _column_parts(self, table: str, reading: Reading) -> Iterator[Part]:
        """Each column, but for those that a table before has as well."""
        shape, grid = self.shapes[table], reading.grid
        guesses = grid.guesses(shape)
        for column in grid.columns:
            key = _column(shape, column)
            if self.column_of[key] != table:
                continue
            texts = (row[column.at].text for row in grid.body)
            yield Part(
                key,
                column.head or gettext("A column without a head"),
                column.options(shape),
                guesses[column.at],
                reading.columns[column.at],
                told=gettext("a column"),
                example=next(filter(None, texts), "")[:_EXAMPLE],
                of_source=bool(column.head),
            )

    @cached_property
    def column_of(self) -> dict[str, str]:
        """Each column to the first table that has it."""
        found: dict[str, str] = {}
        for table, reading in self.used.items():
            for column in reading.grid.columns:
                found.setdefault(_column(self.shapes[table], column), table)
        return found

    # --- The ladder ---------------------------------------------------------------------------

    def ladder(self) -> Ladder:
        """The ladder that follows."""
        return Ladder(self.title, self.levels, tuple(self._rows()), tuple(self._warnings()))

    @property
    def title(self) -> str:
        """The role's name: chosen, given, the role's in the table, shared by levels; else none."""
        texts = [_words(cell) for cell in self.level_cells.values()]
        shared = role_within(texts) if len(texts) >= SEVERAL else ""
        role = self.role or next(iter(self.roles), "")
        return self.choices.get("title") or self.given or role or shared

    def _rows(self) -> Iterator[Row]:
        for key, cell in self.level_cells.items():
            yield from told_by_name(self.called[key], _words(cell), cell.place)
        for key, grid in self.grids.items():
            if reading := self.readings.get(key):
                yield from self._rows_of(reading, self.shapes[key])
            else:
                yield from _left_out(cell for row in grid.table.rows for cell in row)
        for key, found in self.sections.items():
            kind = self._section(key)[1]
            for line in found:
                yield from rows_of_line(line, kind, self.scale, self.levels)

    def _rows_of(self, reading: Reading, shape: str) -> Iterator[Row]:
        """What a table says beside its lines with a level a column."""
        for row in reading.grid.above:
            texts = (_words(cell) for cell in dict.fromkeys(row))
            if text := "; ".join(filter(None, texts)):
                yield Row("", "note", text, row[0].place)
        if shape == of.LONG.value or (shape == of.ONE_LEVEL.value and reading.at("skill")):
            yield from rows_of_long(reading, self.scale, self.role)
            return
        unread = reading.unread if shape == of.BY_COLUMN.value else reading.at("left out")
        yield from _left_out(row[at] for at in unread for row in reading.grid.body)
        if shape == of.BY_COLUMN.value:
            yield from groups_without_lines(reading)
        else:
            yield from rows_by_row(reading)

    def _warnings(self) -> Iterator[str]:
        yield from track_warnings(self.levels)
        yield from of_levels(self.levels)
        if self.role:
            yield from other_roles(len(self.roles) - 1)
        yield from without_level(self._of_shape(of.LONG), self.role)
        rising = (self.sections[key] for key in self.sections if self._section(key)[1] == RISES)
        yield from too_different([line for found in rising for line in found], self.scale)


def _named(tables: Sequence[Table]) -> Iterator[tuple[str, Table]]:
    """Tables with names that tell them apart."""
    seen: dict[str, int] = defaultdict(int)
    for table in tables:
        if table.rows:
            name = folded(table.name)
            seen[name] += 1
            yield (f"{name} {seen[name]}" if seen[name] > 1 else name), table


def _words(cell: Cell) -> str:
    return " ".join(cell.text.split())


def _lines_told(number: int) -> str:
    return ngettext("%(number)d line", "%(number)d lines", number) % {"number": number}


def _size_told(table: Table) -> str:
    columns = len(table.rows[0])
    text = ngettext("a table of %(number)d column", "a table of %(number)d columns", columns)
    return f"{text % {'number': columns}}, {_lines_told(len(table.rows))}"


def _scale(word: str) -> str:
    return f"scale: {word}"


def _called(key: str, found: Sequence[Line]) -> str:
    """What a section of lines is called."""
    return found[0].name if key.startswith("line") else found[0].group


def _column(shape: str, column: of.Column) -> str:
    return f"column of {shape}: {column.key}"[:LONGEST_KEY].strip()


def _left_out(cells: Iterator[Cell]) -> Iterator[Row]:
    for cell in cells:
        if cell.text:
            yield Row("", "left out", " ".join(cell.text.split()), cell.place)
