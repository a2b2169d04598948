"""The shape of a table, and what its columns are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from careerpath.folding import folded
from careerpath.framework.documents.names import part_of
from careerpath.framework.ladders.levels import SEVERAL, LevelName, rank_of, role_within
from careerpath.framework.ladders.mapping import Option
from careerpath.framework.ladders.structure import Cell, Table

from .scales import is_scale

BY_COLUMN = Option("columns", _("A level a column"))
BY_ROW = Option("rows", _("A level a row"))
LONG = Option("long", _("A line says what one level asks of one skill"))
ONE_LEVEL = Option("level", _("One level, called like the table"))
LEFT_OUT = Option("left out", _("Left out"))
SHAPES = (BY_COLUMN, BY_ROW, LONG, ONE_LEVEL, LEFT_OUT)

LEVEL = Option("level", _("A level"))
LEVEL_NAME = Option("level", _("The level's name"))
ROLE = Option("role", _("The role"))
GROUP = Option("group", _("The group"))
SKILL = Option("skill", _("The skill"))
NAME = Option("name", _("What the line is about"))
BESIDE = Option("beside", _("Belongs to the level before it"))
PROFICIENCY = Option("proficiency", _("How well it is asked"))
WORDING = Option("wording", _("What the level says of the skill"))
DESCRIPTION = Option("description", _("What the skill is"))
MUST = Option("must", _("Whether it is a must-have"))
SKILLS = Option("skills", _("Skills, one a line"))
RESPONSIBILITIES = Option("responsibility", _("Responsibilities"))
PROJECTS = Option("project", _("Projects"))
QUESTIONS = Option("question", _("Interview questions"))
NOTE = Option("note", _("A note"))
YEARS = Option("years", _("Years of experience"))
PAY = Option("pay", _("Pay"))
_OF_LEVEL = (SKILLS, RESPONSIBILITIES, PROJECTS, QUESTIONS, NOTE, YEARS, PAY, LEFT_OUT)
_OF_SKILL = (GROUP, SKILL, PROFICIENCY, WORDING, DESCRIPTION, MUST, NOTE, LEFT_OUT)
_OF_SKILL_VALUES = {one.value for one in _OF_SKILL}
OPTIONS = {
    BY_COLUMN.value: (LEVEL, BESIDE, GROUP, NAME, DESCRIPTION, LEFT_OUT),
    BY_ROW.value: (LEVEL_NAME, *_OF_LEVEL),
    ONE_LEVEL.value: (*_OF_LEVEL, *(one for one in _OF_SKILL if one not in _OF_LEVEL)),
    LONG.value: (ROLE, LEVEL_NAME, *_OF_SKILL),
}

MOST_LEVELS = 200  # that are looked at one by one
_LONGEST_HEAD = 200  # letters of it in a key
LONGEST_LEVEL = 60  # letters of what names a level; longer ones are sentences
_HEAD_ROWS = 6  # how far down the head of a table may stand, below a title and remarks
_SKILLS = {"skills", "must", "optional", "soft"}
_KNOWN = {"responsibilities": "responsibility", "projects": "project", "interview": "question",
          "years": "years", "pay": "pay"}  # fmt: skip
_SPEAKS_OF = [
    (value, re.compile(pattern))
    for value, pattern in (
        ("pay", r"\b(salar(y|ies)|pay|compensation|wages?|gehalt|lohn)\b"),
        ("years", r"\b(years?|experience|jahre|erfahrung)\b"),
        ("project", r"\bproje(ct|kt)e?s?\b"),
        ("question", r"\b(questions?|interviews?|fragen)\b"),
        ("responsibility", r"\b(responsibilit(y|ies)|duties|tasks|aufgaben)\b"),
        ("note", r"(notes?|comments?|remarks?|notizen?)"),
    )
]
_MOST_WORDS = 4  # of a name that speaks of pay, years and the like
_PLAIN = 4.0  # the rank of a name that says nothing of its place
# What heads of long tables say, the first that fits; each column is one thing, each thing once.
_LONG_HEADS = (
    ("note", r"((role|job|career) )?(level|grade|band) (description|summary)|notes?|comments?"),
    (
        "wording",
        r"(skill|competency|proficiency) level (description|definition)|wording|expectation",
    ),
    ("description", r"((skill|competency) )?(description|definition|details)"),
    (
        "proficiency",
        r"(skill|competency|required|expected) (level|rating)|proficiency|rating|score",
    ),
    ("level", r"((role|job|career) )?(level|grade|rung|band|stage|tier)( name)?|seniority"),
    ("role", r"role|job( title)?|position|profession|career path|path|title"),
    ("group", r"((skill|competency) )?(group|category|area|domain|theme|pillar|dimension)"),
    (
        "skill",
        r"(skill|competency|capability|behaviou?r|criterion|statement|topic)s?( name)?",
    ),
    ("must", r"must[ -]?haves?|required|mandatory|essential"),
)
_HEADS = [(value, re.compile(pattern)) for value, pattern in _LONG_HEADS]
_DESCRIBES = re.compile(r"(description|definition|details|what it is|about)\b.*")


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its place; `key` names it in the next version of the table as well."""

    at: int
    head: str
    key: str

    def options(self, shape: str) -> tuple[Option, ...]:
        """What it can be; no level where nothing names it."""
        nameless = shape == BY_COLUMN.value and not self.head
        return tuple(one for one in OPTIONS[shape] if one != LEVEL or not nameless)


class Grid:
    """A table with its head found, in one of the shapes."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.at = _head_row(table)

    @property
    def heads(self) -> tuple[Cell, ...]:
        """The row that says what the columns are."""
        return self.table.rows[self.at]

    @property
    def above(self) -> tuple[tuple[Cell, ...], ...]:
        """What stands above that row."""
        return self.table.rows[: self.at]

    @property
    def body(self) -> tuple[tuple[Cell, ...], ...]:
        """What stands below it."""
        return self.table.rows[self.at + 1 :]

    @property
    def shapes(self) -> tuple[Option, ...]:
        """The shapes it may have; without a name it is no level called by it."""
        return tuple(one for one in SHAPES if one != ONE_LEVEL or self.table.name)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns; two of the same head are told apart by their number."""
        seen: Counter[str] = Counter()
        found = []
        for at, cell in enumerate(self.heads):
            head = " ".join(cell.text.split())
            key = folded(head)[:_LONGEST_HEAD].strip()
            seen[key] += 1
            again = f" {seen[key]}" if seen[key] > 1 else ""
            found.append(Column(at, head, f"{key}{again}"))
        return tuple(found)

    @cached_property
    def shape(self) -> str:
        """The shape it seems to have; LEFT_OUT for none."""
        if len(self.table.rows) < SEVERAL:
            return LEFT_OUT.value
        if {"level", "skill"} <= set(self._long) and not self._lists_skills:
            return LONG.value
        if self.levels:
            return BY_COLUMN.value
        if self._level_column() is not None:
            return BY_ROW.value
        return ONE_LEVEL.value if LevelName(self.table.name).reads_as_level() else LEFT_OUT.value

    @cached_property
    def levels(self) -> list[int]:
        """The columns that are levels, where there is one each."""
        return _levels_within(self.heads)

    @property
    def _lists_skills(self) -> bool:
        """Whether lines stand for a level each, with all its skills in a cell."""
        head = self.columns[self._long["skill"]].head
        may = part_of(head) in _SKILLS and "proficiency" not in self._long
        return may and self._level_column() is not None

    @cached_property
    def _long(self) -> dict[str, int]:
        """What of a long table is in which column: a level's name may stand in the role's.

        “Role, Skill, Level” says how well, where the level is a word of a scale.
        """
        found = _long_heads(self.heads)
        if "role" not in found or {"proficiency", "level"} <= set(found):
            return found
        if "level" in found and is_scale([row[found["level"]].text for row in self.body]):
            found["proficiency"] = found.pop("level")
        if "level" not in found and "proficiency" in found:
            found["level"] = found.pop("role")
        return found

    def _level_column(self) -> int | None:
        """The column whose cells read as levels, most of them and none twice."""
        for at in range(min(2, len(self.heads))):
            cells = [row[at] for row in self.body if row[at].text]
            names = {folded(cell.text) for cell in cells}
            if (
                SEVERAL <= len(names) <= MOST_LEVELS
                and len(names) == len(cells)
                and 2 * sum(map(_reads, cells)) >= len(cells)
            ):
                return at
        return None

    def guesses(self, shape: str) -> dict[int, str]:
        """What each column seems to be, in a shape."""
        if shape == BY_COLUMN.value:
            return self._by_column()
        if shape == LONG.value:
            found = {at: value for value, at in self._long.items()}
            return {column.at: found.get(column.at, LEFT_OUT.value) for column in self.columns}
        named = self._level_column() or 0
        guessed = {column.at: _kind_of(column.head) for column in self.columns}
        if shape == ONE_LEVEL.value and "skill" in self._long and "proficiency" in self._long:
            guessed |= {at: value for value, at in self._long.items() if value in _OF_SKILL_VALUES}
        return guessed | ({named: LEVEL_NAME.value} if shape == BY_ROW.value else {})

    def _by_column(self) -> dict[int, str]:
        """Levels, and before them what a line is about, its group, its description."""
        levels = self.levels or [c.at for c in self.columns if c.at and c.head]
        first = min(levels, default=len(self.heads))
        guessed = {}
        about = [
            column.at
            for column in self.columns
            if column.at < first and not _DESCRIBES.fullmatch(folded(column.head))
        ]
        for column in self.columns:
            if column.at in levels:
                guessed[column.at] = LEVEL.value
            elif column.at > first and _outright(column.head) in {"", "proficiency"}:
                guessed[column.at] = BESIDE.value
            elif _DESCRIBES.fullmatch(folded(column.head)):
                guessed[column.at] = DESCRIPTION.value
            elif column.at in about:
                last = column.at == about[-1]
                guessed[column.at] = NAME.value if last else GROUP.value
            else:
                guessed[column.at] = LEFT_OUT.value
        return guessed


def _head_row(table: Table) -> int:
    """The row that reads most as a head: as levels, or as what long tables are headed with."""
    best, found = 0, 0
    for at, row in enumerate(table.rows[:_HEAD_ROWS]):
        much = max(len(_levels_within(row)), len(_long_heads(row)))
        if much > best:
            best, found = much, at
    return found


def _reads(cell: Cell, role: str = "") -> bool:
    """Whether a cell names a level: “Senior”, “Advanced”, “Baker II”; no known part of one."""
    text = " ".join(cell.text.split())
    if not 0 < len(text) <= LONGEST_LEVEL or not any(map(str.isalpha, text)):
        return False
    if _names_part(text):
        return False
    word, number = rank_of(text)
    ranked = number if " " in text else word != _PLAIN
    return LevelName(text).reads_as_level(role) or bool(ranked)


def _levels_within(heads: Sequence[Cell]) -> list[int]:
    """The heads that name levels: from the first that reads as one to the last, but for those
    known to be something else; or all that end in the same words. None where they are few.
    """
    texts = [" ".join(cell.text.split()) for cell in heads]
    reads = [texts[at] for at, cell in enumerate(heads) if at and _reads(cell)]
    role = role_within(reads) if len(reads) >= SEVERAL else ""
    at = [n for n, cell in enumerate(heads) if n and _reads(cell, role)]
    if len(at) < SEVERAL:
        at = [n for n, text in enumerate(texts) if n and text and _outright(text) is None]
        names = [texts[n] for n in at]
        ends = len(set(names)) >= SEVERAL and max(map(len, names)) <= LONGEST_LEVEL
        return at if ends and role_within(names) else []
    between = (n for n in range(at[0], at[-1]) if texts[n] and not _names_part(texts[n]))
    found = sorted({*at, *between})
    return found if 2 * len(found) >= sum(map(bool, texts[1:])) else []


def _names_part(text: str) -> bool:
    """Whether a head names a part of a level, or of a long table."""
    return bool(part_of(text) or _outright(text))


def _outright(head: str) -> str | None:
    """What of a long table a head names; empty without a head, None for any other."""
    words = folded(head)
    if not words:
        return ""
    return next((value for value, pattern in _HEADS if pattern.fullmatch(words)), None)


def _long_heads(heads: Sequence[Cell]) -> dict[str, int]:
    """What of a long table is in which column."""
    found: dict[str, int] = {}
    for at, cell in enumerate(heads):
        words = folded(" ".join(cell.text.split()))
        for value, pattern in _HEADS:
            if value not in found and pattern.fullmatch(words):
                found[value] = at
                break
    return found


def _kind_of(head: str) -> str:
    """What a column of a level's texts seems to be, by its head."""
    known = part_of(head) or part_of(re.sub(r"\s+(in|per)\s.*$", "", head))
    if known in _SKILLS:
        return SKILLS.value
    return _KNOWN.get(known or "") or speaks_of(head) or NOTE.value


def speaks_of(name: str) -> str:
    """What a name of a column or line says it is, if that is no skill; else nothing."""
    known = _KNOWN.get(part_of(name) or "", "")
    words = folded(name)
    if known or len(words.split()) > _MOST_WORDS:
        return known
    fits = (v for v, form in _SPEAKS_OF if (form.fullmatch if v == "note" else form.search)(words))
    return next(fits, "")
