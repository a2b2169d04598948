"""What is missing on the way to a level, and the fewest steps that get there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .placement import rated, unmet, verdict
from .types import (
    LevelSpec,
    LevelWay,
    PathSpec,
    Placement,
    Rating,
    Ratings,
    RequirementSpec,
    SkillGap,
    Step,
    Way,
)


def target_rank(path: PathSpec, placement: Placement, wanted: int | None) -> int | None:
    """The rank to aim for: the next level, or a higher one if the person wants that.

    None at the top and on a path without levels. A wanted rank that is not above the current
    level, or that the path does not have, gives the next level.
    """
    above = [level.rank for level in path.levels if level.rank > (placement.current_rank or 0)]
    if not above:
        return None
    return wanted if wanted in above else above[0]


def gaps(path: PathSpec, ratings: Ratings, target_rank: int | None) -> tuple[SkillGap, ...]:
    """Every requirement not met at an unheld level up to the target, one gap a skill.

    In the order of levels, groups and requirements. Empty when every level up to the target is
    held, and without a target.
    """
    found: dict[str, SkillGap] = {}
    for level in _unheld(path, ratings, target_rank):
        for asks in unmet(level, ratings):
            known = found.get(asks.skill)
            found[asks.skill] = _also(known, level, asks) if known else _gap(level, asks, ratings)
    return tuple(found.values())


def shortest_way(path: PathSpec, ratings: Ratings, target_rank: int | None) -> Way:
    """The fewest steps to the target, level by level from below; no parts without a target.

    Always the lowest unheld level next. A must-have once marked not relevant counts everywhere
    from its step on, and where that takes a level below out of reach again, that level gets
    another part.
    """
    parts: list[LevelWay] = []
    so_far = dict(ratings)
    while level := next(_unheld(path, so_far, target_rank), None):
        part = _level_way(level, so_far)
        parts.append(part)
        so_far |= {step.skill: Rating(step.goal) for step in part.steps}
    return Way(tuple(parts))


def _unheld(path: PathSpec, ratings: Ratings, target_rank: int | None) -> Iterator[LevelSpec]:
    """The levels up to the target that are not held, from below."""
    for level in path.levels:
        if level.rank <= (target_rank or 0) and not verdict(level, ratings).held:
            yield level


def _gap(level: LevelSpec, asks: RequirementSpec, ratings: Ratings) -> SkillGap:
    return SkillGap(
        skill=asks.skill,
        skill_name=asks.skill_name,
        group=asks.group,
        group_name=asks.group_name,
        level=level.id,
        required=asks.proficiency,
        rated=rated(asks, ratings),
        must_have=asks.must_have,
    )


def _also(gap: SkillGap, level: LevelSpec, asks: RequirementSpec) -> SkillGap:
    """The same gap, seen again at a level further up."""
    return replace(
        gap,
        required=max(gap.required, asks.proficiency),
        must_have=gap.must_have or asks.must_have,
        also_missing_at=(*gap.also_missing_at, level.id),
    )


def _level_way(level: LevelSpec, ratings: Ratings) -> LevelWay:
    """The fewest steps that make one unheld level held.

    Every missing must-have has to go, and the rest is a number of requirements, so the cheapest
    ones are the least there is. Must-haves first, then by steps; sorting keeps ties in order.
    """
    told = verdict(level, ratings)
    steps = [_step(asks, ratings) for asks in unmet(level, ratings)]
    musts = [step for step in steps if step.must_have]
    others = sorted((step for step in steps if not step.must_have), key=lambda step: step.points)
    still_short = max(0, told.needed - told.met - len(musts))
    return LevelWay(
        level=level.id,
        rank=level.rank,
        needed=told.needed,
        met_before=told.met,
        steps=(*musts, *others[:still_short]),
    )


def _step(asks: RequirementSpec, ratings: Ratings) -> Step:
    """A requirement as the raise that meets it; unrated starts at 0."""
    value = rated(asks, ratings)
    return Step(
        skill=asks.skill,
        skill_name=asks.skill_name,
        group=asks.group,
        group_name=asks.group_name,
        start=value or 0,
        goal=asks.proficiency,
        must_have=asks.must_have,
        unrated=value is None,
    )
