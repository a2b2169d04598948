"""What moved between two assessments of one person: their answers, and where they stand by them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .placement import place
from .types import PathSpec, Placement, Rating, Ratings

NOTHING_SAID = Rating()


class Direction(StrEnum):
    """Which way an answer moved."""

    UP = "up"
    DOWN = "down"
    RATED = "rated"
    LEFT_OUT = "left out"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True, slots=True)
class SkillMove:
    """A skill whose answer is another one. Unrated is no number: from it, nothing goes up."""

    skill: str
    direction: Direction
    before: Rating
    after: Rating


@dataclass(frozen=True, slots=True)
class Sat:
    """One assessment: the path as it was asked then, what was said, and the verdict given."""

    path: PathSpec
    ratings: Ratings
    placement: Placement


@dataclass(frozen=True, slots=True)
class Progress:
    """Between two assessments. Levels are ids, None below the first.

    `carried` is where the earlier answers alone would stand on the later path, by the rules of
    now: where that is not `before`, the path moved the person and not their answers.
    """

    before: str | None
    carried: str | None
    after: str | None
    moves: tuple[SkillMove, ...]


def progress(before: Sat, after: Sat) -> Progress:
    """From one to the other; moves in the order of the later path, then what it no longer asks."""
    return Progress(
        _level(before.path, before.placement),
        _level(after.path, place(after.path, before.ratings)),
        _level(after.path, after.placement),
        tuple(_moves(before, after)),
    )


def _moves(before: Sat, after: Sat) -> Iterator[SkillMove]:
    asked = (
        asks.skill
        for path in (after.path, before.path)
        for level in path.levels
        for asks in level.requirements
    )
    for skill in dict.fromkeys(asked):
        was = before.ratings.get(skill, NOTHING_SAID)
        now = after.ratings.get(skill, NOTHING_SAID)
        if direction := _direction(was, now):
            yield SkillMove(skill, direction, was, now)


def _direction(was: Rating, now: Rating) -> Direction | None:
    before, after = _number(was), _number(now)
    if (before, was.not_relevant) == (after, now.not_relevant):
        return None
    if now.not_relevant:
        return Direction.LEFT_OUT
    if after is None:
        return Direction.TAKEN_BACK
    if before is None:
        return Direction.RATED
    return Direction.UP if after > before else Direction.DOWN


def _number(rating: Rating) -> int | None:
    return None if rating.not_relevant else rating.proficiency


def _level(path: PathSpec, placement: Placement) -> str | None:
    rank = placement.current_rank
    return next((level.id for level in path.levels if level.rank == rank), None)
