"""What a person aims at, and what is missing up to there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .placement import rated, unmet, verdict
from .types import LevelSpec, PathSpec, Placement, Ratings, RequirementSpec, SkillGap


def target_rank(path: PathSpec, placement: Placement, wanted: int | None) -> int | None:
    """The rank to aim for: the next level that asks something, or a higher one if wanted.

    None at the top and on a path that asks nothing. A wanted rank that is not above the current
    level, or that asks nothing, or that the path does not have, gives the next level.
    """
    current = placement.current_rank or 0
    above = [level.rank for level in path.levels if level.rank > current and level.requirements]
    if not above:
        return None
    return wanted if wanted in above else above[0]


def gaps(path: PathSpec, ratings: Ratings, target_rank: int | None) -> tuple[SkillGap, ...]:
    """Every requirement not met at an unheld level up to the target, one gap a skill.

    In the order of levels, groups and requirements. Empty when every level up to the target is
    held, and without a target.
    """
    found: dict[str, SkillGap] = {}
    for level in unheld(path, ratings, target_rank):
        for asks in unmet(level, ratings):
            known = found.get(asks.skill)
            found[asks.skill] = _also(known, level, asks) if known else _gap(level, asks, ratings)
    return tuple(found.values())


def unheld(path: PathSpec, ratings: Ratings, target_rank: int | None) -> Iterator[LevelSpec]:
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
