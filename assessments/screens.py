"""How a path is cut into screens: a level each, at a glance, or one of its skill groups each.

Beside them a screen can have a chosen set of skills, from any of the levels, at a glance as well.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from careerpath.engine.settling import in_turn
from careerpath.engine.types import LevelSpec, PathSpec, Ratings, RequirementSpec, is_answer

UPDATE = "update"


@dataclass(frozen=True)
class Screen:
    """One group of one level, or a whole level: then `group` and `group_name` are empty.

    `number` of `of` counts the level's groups, or the path's levels that ask something, from 1.
    A chosen set says what it was `chosen` by (UPDATE, or a project's id), what it is `called`, in a
    sentence what it is `about`, and of each skill `why` it is there.
    """

    level: LevelSpec
    group: str
    group_name: str
    number: int
    of: int
    requirements: tuple[RequirementSpec, ...]
    chosen: str = ""
    called: str = ""
    about: str = ""
    why: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str] | tuple[str, str, str]:
        """The public ids of level and group, which name the screen; a chosen one has its own."""
        here = (self.level.id, self.group)
        return (*here, self.chosen) if self.chosen else here

    @property
    def is_level(self) -> bool:
        """Whether it is a whole level at a glance."""
        return self.at_a_glance and not self.chosen

    @property
    def is_update(self) -> bool:
        """Whether it has what matters first in an update."""
        return self.chosen == UPDATE

    @property
    def at_a_glance(self) -> bool:
        """Whether a skill is a row on it."""
        return not self.group

    @property
    def title(self) -> str:
        """What it is called: its group, or its level."""
        return self.called or self.group_name or self.level.short_name

    @property
    def query(self) -> str:
        """What names the screen where one skill of it is saved in place."""
        if self.is_update:
            return f"{UPDATE}=1"
        if self.chosen:
            return urlencode({"project": self.chosen})
        return urlencode({"on": self.level.id, **({"glance": 1} if self.is_level else {})})

    def address(self, assessment: UUID) -> str:
        """Where an assessment's skills of this screen are rated."""
        if self.is_update:
            return reverse("assessments:update", args=[assessment])
        if self.chosen:
            return reverse("assessments:project", args=[assessment, *self.chosen.split("/")])
        if self.is_level:
            return reverse("assessments:level", args=[assessment, self.level.id])
        return reverse("assessments:screen", args=[assessment, *self.key])

    @cached_property
    def skills(self) -> tuple[str, ...]:
        """The public ids of what is rated here."""
        return tuple(asked.skill for asked in self.requirements)


@dataclass(frozen=True, slots=True)
class Count:
    """How much of something is answered."""

    done: int
    of: int

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self.done == self.of

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: 100 only when nothing is left."""
        return 100 * self.done // self.of if self.of else 100


def screens(path: PathSpec) -> tuple[Screen, ...]:
    """Every screen of a path, in the order they are walked through."""
    return tuple(screen for level in path.levels for screen in _screens_of(level))


def whole_levels(path: PathSpec) -> tuple[Screen, ...]:
    """Every level that asks something as one screen, lowest first; what is asked first first."""
    asking_something = [level for level in path.levels if level.requirements]
    return tuple(
        Screen(level, "", "", number, len(asking_something), in_turn(path, level))
        for number, level in enumerate(asking_something, start=1)
    )


def _screens_of(level: LevelSpec) -> tuple[Screen, ...]:
    groups: dict[str, list[RequirementSpec]] = {}
    for asked in level.requirements:
        groups.setdefault(asked.group, []).append(asked)
    return tuple(
        Screen(level, group, asked[0].group_name, number, len(groups), tuple(asked))
        for number, (group, asked) in enumerate(groups.items(), start=1)
    )


def answered(ratings: Ratings) -> set[str]:
    """The skills of which a person has said anything."""
    return {skill for skill, rating in ratings.items() if is_answer(rating)}


def count(skills: Collection[str], said: set[str]) -> Count:
    """How many of these skills are among those of which something was said."""
    return Count(len(said.intersection(skills)), len(skills))


def all_skills(path: PathSpec) -> set[str]:
    """Every skill the path asks, once."""
    return {asked.skill for level in path.levels for asked in level.requirements}


def asking(path: PathSpec) -> dict[str, list[LevelSpec]]:
    """The levels that ask each skill."""
    found: dict[str, list[LevelSpec]] = {}
    for level in path.levels:
        for asked in level.requirements:
            found.setdefault(asked.skill, []).append(level)
    return found


def must_haves(path: PathSpec) -> set[str]:
    """The skills some level can't be held without: they can't be marked as not relevant."""
    return {a.skill for level in path.levels for a in level.requirements if a.must_have}
