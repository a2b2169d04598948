"""What a person did in the last twelve months, beside what they rated: where the two agree.

Responsibilities don't pile up as skills do: who leads no longer does what beginners do. So a level
is told from its own, never from those below it, and what is asked is whether the work reaches the
level that the ratings give. The answer names ratings to look at; it moves nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .gaps import gaps
from .placement import is_met, verdict
from .types import LevelSpec, PathSpec, Placement, Ratings, RequirementSpec, SkillGap

ENOUGH = 3
"""Of fewer responsibilities one slip of the finger would be the answer."""


@dataclass(frozen=True, slots=True)
class Work:
    """How many of a level's typical responsibilities were shown, and how many of them were done.

    Raises ValueError where more were done than shown.
    """

    shown: int
    ticked: int

    def __post_init__(self) -> None:
        if not 0 <= self.ticked <= self.shown:
            raise ValueError(f"{self.ticked} of {self.shown} can't be done")

    @property
    def speaks(self) -> bool:
        """Whether enough were shown to say anything of the level."""
        return self.shown >= ENOUGH

    @property
    def is_done(self) -> bool:
        """Whether it is the person's work: at least half of what was shown, where that speaks."""
        return self.speaks and 2 * self.ticked >= self.shown


NOTHING_SHOWN = Work(0, 0)


class Kind(StrEnum):
    """How the two pictures lie."""

    AGREE = "agree"
    PARTLY = "partly"
    """Some of it was done, too little to bear the ratings out and too much to doubt them."""
    SILENT = "silent"
    WORK_ABOVE = "work above"
    OPEN = "open"
    """The work is above, and what is unrated could bring the ratings there."""
    RATINGS_ABOVE = "ratings above"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the work says of the ratings.

    `level` is the id of the level it is about: the one the work reaches where that is above, else
    the one held, None below the first. `further` are ids of levels above it that are done as well.

    What to look at where the work is above is all that keeps the ratings from `level`: `low` is
    rated below what is asked, `unrated` not at all, and `marked` not relevant where so much is
    that a level can't be measured. Where the ratings could get there (OPEN), it is `unrated` alone.
    Where the ratings are above, `claims` are those that meet what `level` asks beyond the levels
    below it; all that meet it, where it asks nothing beyond.
    """

    kind: Kind
    level: str | None
    further: tuple[str, ...] = ()
    low: tuple[SkillGap, ...] = ()
    unrated: tuple[SkillGap, ...] = ()
    marked: tuple[RequirementSpec, ...] = ()
    claims: tuple[RequirementSpec, ...] = ()


def compare(
    path: PathSpec, ratings: Ratings, placement: Placement, work: Mapping[str, Work]
) -> Comparison:
    """Of one completed assessment: `work` is by level id, and a level without any was not shown.

    Of several levels above the held one that are done it is about the lowest: ratings are looked
    at a level at a time, as levels are held.
    """
    held = placement.current_rank or 0
    done = [
        level
        for level in path.levels
        if level.rank > held and _of(work, level).is_done and _could_be_held(level, ratings)
    ]
    if done:
        return _above(path, ratings, placement, done)
    return _at(path, ratings, held, work)


def _could_be_held(level: LevelSpec, ratings: Ratings) -> bool:
    """Whether ratings can say anything of it: it asks something, and enough of that is relevant."""
    return bool(level.requirements) and verdict(level, ratings).measured


def _above(
    path: PathSpec, ratings: Ratings, placement: Placement, done: list[LevelSpec]
) -> Comparison:
    level, *further = done
    ids = tuple(one.id for one in further)
    missing = gaps(path, ratings, level.rank)
    unrated = tuple(gap for gap in missing if gap.rated is None)
    if level.rank <= (placement.possible_rank or 0):
        return Comparison(Kind.OPEN, level.id, ids, unrated=unrated)
    low = tuple(gap for gap in missing if gap.rated is not None)
    known = {gap.skill for gap in unrated}  # a must-have further up that was marked all the same
    marked = tuple(a for a in _marked(path, ratings, level.rank) if a.skill not in known)
    return Comparison(Kind.WORK_ABOVE, level.id, ids, low, unrated, marked)


def _marked(path: PathSpec, ratings: Ratings, reached: int) -> Iterator[RequirementSpec]:
    """What is marked not relevant at levels below that can't be measured for it, each once."""
    seen: set[str] = set()
    for level in path.levels:
        if level.rank < reached and not verdict(level, ratings).measured:
            for asks in level.requirements:
                is_left_out = not asks.must_have and _is_marked(asks, ratings)
                if is_left_out and asks.skill not in seen:
                    seen.add(asks.skill)
                    yield asks


def _is_marked(asks: RequirementSpec, ratings: Ratings) -> bool:
    said = ratings.get(asks.skill)
    return said is not None and said.not_relevant


def _at(path: PathSpec, ratings: Ratings, held: int, work: Mapping[str, Work]) -> Comparison:
    """No level above is done: is the held one?"""
    asking = [level for level in path.levels if level.requirements]
    if not held:
        first = _of(work, asking[0]) if asking else NOTHING_SHOWN
        return Comparison(Kind.AGREE if first.speaks else Kind.SILENT, None)
    level = next(level for level in path.levels if level.rank == held)
    there = _of(work, level)
    if not there.speaks:
        return Comparison(Kind.SILENT, level.id)
    if there.is_done:
        return Comparison(Kind.AGREE, level.id)
    if any(_of(work, one).ticked for one in path.levels if one.rank >= held):
        return Comparison(Kind.PARTLY, level.id)
    return Comparison(Kind.RATINGS_ABOVE, level.id, claims=_claims(path, level, ratings))


def _claims(path: PathSpec, level: LevelSpec, ratings: Ratings) -> tuple[RequirementSpec, ...]:
    below: dict[str, int] = {}
    for one in path.levels:
        for asks in one.requirements if one.rank < level.rank else ():
            below[asks.skill] = max(asks.proficiency, below.get(asks.skill, 0))
    met = [asks for asks in level.requirements if is_met(asks, ratings)]
    beyond = [asks for asks in met if asks.proficiency > below.get(asks.skill, 0)]
    return tuple(beyond or met)


def _of(work: Mapping[str, Work], level: LevelSpec) -> Work:
    return work.get(level.id, NOTHING_SHOWN)
