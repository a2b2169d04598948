"""Which level a person stands at, with the reasons."""

from __future__ import annotations

from collections.abc import Iterable

from .types import (
    MEASURED_PERCENT,
    LevelSpec,
    LevelVerdict,
    PathSpec,
    Placement,
    Rating,
    Ratings,
    RequirementSpec,
)

_UNRATED = Rating()


def place(path: PathSpec, ratings: Ratings) -> Placement:
    """Where a person stands on a path, with one verdict for each level.

    A path that asks nothing places everybody below the first level. Ratings of skills the path
    does not ask for are ignored.
    """
    verdicts = tuple(verdict(level, ratings) for level in path.levels)
    asking = [told for told in verdicts if told.asked]
    return Placement(
        current_rank=_highest((told.rank, told.held) for told in asking),
        possible_rank=_highest((told.rank, told.could_hold) for told in asking),
        levels=verdicts,
    )


def verdict(level: LevelSpec, ratings: Ratings) -> LevelVerdict:
    """One level's rule with its numbers, whatever the levels below it say.

    A level that asks nothing needs nothing and is held; `place` passes it over.
    """
    asked = relevant(level, ratings)
    met = [asks for asks in asked if is_met(asks, ratings)]
    missing = unmet(level, ratings)
    known = [asks for asks in missing if rated(asks, ratings) is not None]
    unknown = [asks for asks in missing if rated(asks, ratings) is None]
    needed = number_needed(level.threshold_percent, len(asked))
    measured = is_measured(relevant=len(asked), asked=len(level.requirements))
    return LevelVerdict(
        level=level.id,
        rank=level.rank,
        threshold_percent=level.threshold_percent,
        relevant=len(asked),
        needed=needed,
        met=len(met),
        backed=sum(ratings[asks.skill].has_evidence for asks in met),
        not_relevant=len(level.requirements) - len(asked),
        must_haves=sum(asks.must_have for asks in asked),
        missing_must_haves=tuple(asks.skill for asks in missing if asks.must_have),
        unmet=tuple(asks.skill for asks in known),
        unrated=tuple(asks.skill for asks in unknown),
        held=measured and _holds(missing, met=len(met), needed=needed),
        could_hold=measured and _holds(known, met=len(met) + len(unknown), needed=needed),
        measured=measured,
    )


def is_measured(*, relevant: int, asked: int) -> bool:
    """Whether enough of a level is relevant to a person to speak of it: half of what it asks."""
    return 100 * relevant >= MEASURED_PERCENT * asked


def number_needed(threshold_percent: int, relevant_count: int) -> int:
    """How many of a level's relevant requirements must be met: the share, rounded up.

    Whole numbers all the way: 80 % of 20 is 16, where a float's 16.000000000000004 would ask 17.
    """
    return -(-threshold_percent * relevant_count // 100)


def relevant(level: LevelSpec, ratings: Ratings) -> tuple[RequirementSpec, ...]:
    """The requirements that count for this person; a must-have always does."""
    return tuple(
        asks
        for asks in level.requirements
        if asks.must_have or not ratings.get(asks.skill, _UNRATED).not_relevant
    )


def unmet(level: LevelSpec, ratings: Ratings) -> tuple[RequirementSpec, ...]:
    """The relevant requirements that are not met, unrated ones among them."""
    return tuple(asks for asks in relevant(level, ratings) if not is_met(asks, ratings))


def is_met(asks: RequirementSpec, ratings: Ratings) -> bool:
    """Whether a relevant requirement is met; an unrated one is not."""
    value = rated(asks, ratings)
    return value is not None and value >= asks.proficiency


def rated(asks: RequirementSpec, ratings: Ratings) -> int | None:
    """What the person rated a relevant requirement's skill at, None for unrated.

    A relevant requirement marked not relevant is a must-have, and those can't be: unrated.
    """
    rating = ratings.get(asks.skill, _UNRATED)
    return None if rating.not_relevant else rating.proficiency


def _holds(missing: Iterable[RequirementSpec], *, met: int, needed: int) -> bool:
    """The rule itself: no must-have missing, and enough of the rest."""
    return met >= needed and not any(asks.must_have for asks in missing)


def _highest(answers: Iterable[tuple[int, bool]]) -> int | None:
    """The last rank of an unbroken run of yes from below; None where the first says no."""
    highest = None
    for rank, yes in answers:
        if not yes:
            break
        highest = rank
    return highest
