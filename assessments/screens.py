"""How a path is cut into screens: one skill group of one level a screen, in level order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from careerpath.engine.types import LevelSpec, PathSpec, Rating, Ratings, RequirementSpec


@dataclass(frozen=True, slots=True)
class Screen:
    """One group of one level. `number` of `of` counts the level's screens from 1."""

    level: LevelSpec
    group: str
    group_name: str
    number: int
    of: int
    requirements: tuple[RequirementSpec, ...]

    @property
    def key(self) -> tuple[str, str]:
        """The public ids of level and group, which name the screen in links."""
        return (self.level.id, self.group)

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


def _screens_of(level: LevelSpec) -> tuple[Screen, ...]:
    groups: dict[str, list[RequirementSpec]] = {}
    for asked in level.requirements:
        groups.setdefault(asked.group, []).append(asked)
    return tuple(
        Screen(level, group, asked[0].group_name, number, len(groups), tuple(asked))
        for number, (group, asked) in enumerate(groups.items(), start=1)
    )


def is_answered(rating: Rating | None) -> bool:
    """Whether a person has said anything: a number, or that it is not relevant."""
    return rating is not None and (rating.proficiency is not None or rating.not_relevant)


def count(skills: set[str] | tuple[str, ...], ratings: Ratings) -> Count:
    """How many of these skills are answered."""
    return Count(sum(is_answered(ratings.get(skill)) for skill in skills), len(skills))


def all_skills(path: PathSpec) -> set[str]:
    """Every skill the path asks, once."""
    return {asked.skill for level in path.levels for asked in level.requirements}


def must_haves(path: PathSpec) -> set[str]:
    """The skills some level can't be held without: they can't be marked as not relevant."""
    return {a.skill for level in path.levels for a in level.requirements if a.must_have}


def next_screen(path: PathSpec, ratings: Mapping[str, Rating]) -> Screen | None:
    """Where to go on: the first screen with something unanswered, else the last one.

    None where the path asks nothing.
    """
    walked = screens(path)
    unfinished = (screen for screen in walked if not count(screen.skills(), ratings).is_done)
    return next(unfinished, walked[-1] if walked else None)
