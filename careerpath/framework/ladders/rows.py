"""The one shape in the middle: whatever came in, as rows that say what each text is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "skill",
    "responsibility",
    "project",
    "question",
    "note",
    "short name",
    "years",
    "pay",
    "left out",
]


@dataclass(frozen=True, slots=True)
class Row:
    """A text of a level, or of the whole path where `level` is empty.

    For a skill `text` is its name, `group` the group it is listed in, `proficiency` (0 to 4) what
    the level asks; 0 asks nothing. `wording` is what this level says of the skill in the source's
    words: it becomes the skill's own wording of that point. `description` says what the
    skill is, at any level. For a note `group` is its heading. For what is left out `text` is shown
    and nothing is made of it.
    """

    level: str
    kind: Kind
    text: str
    place: str
    group: str = ""
    proficiency: int = 3
    must_have: bool = False
    soft: bool = False
    wording: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    """A whole ladder: its levels by name, lowest first, and its rows in the source's order.

    `warnings` are plain sentences: what an editor should look at before going on.
    """

    title: str
    levels: tuple[str, ...]
    rows: tuple[Row, ...]
    warnings: tuple[str, ...] = ()
