"""What finishing all of a plan would do to the level: computed, never promised.

As “what if” does it, from the newest completed assessment: each skill of the plan as far as it is
to be raised, if that is further than it is rated. What was done before that assessment is in its
ratings already, what is dropped counts no more, projects and things of one's own raise no rating.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from assessments.models import PlanItem
from careerpath.engine.gaps import target_rank
from careerpath.engine.placement import place
from careerpath.engine.types import LevelSpec, LevelVerdict, PathSpec, Placement, Rating, Ratings
from roadmap.trial import tried


@dataclass(frozen=True, slots=True)
class LevelThen:
    """A level with its verdict now and then."""

    level: LevelSpec
    now: LevelVerdict
    then: LevelVerdict


@dataclass(frozen=True, slots=True)
class PlanEffect:
    """Where finishing it all would lead. `counted` are the skills that it raises.

    `aim` is the next level as it is now, None at the top; `ahead` the next one then, where that is
    another. `uncounted` things raise no rating, `not_asked` skills were not asked at that time.
    """

    path: PathSpec
    now: Placement
    then: Placement
    counted: int
    uncounted: int
    not_asked: int
    aim: LevelThen | None
    ahead: LevelThen | None

    @property
    def unrated(self) -> int:
        """How many skills would still be unknown."""
        return len({skill for level in self.then.levels for skill in level.unrated})


def goals(items: Iterable[PlanItem], *, rated_at: dt.datetime | None) -> dict[str, int]:
    """Skill to how far the plan raises it beyond what the ratings of that moment can know."""
    found: dict[str, int] = {}
    for item in items:
        if item.skill and item.proficiency and _is_ahead(item, rated_at):
            name = item.skill.public_id
            found[name] = max(found.get(name, 0), item.proficiency)
    return found


def plan_effect(
    items: Iterable[PlanItem],
    path: PathSpec,
    ratings: Ratings,
    now: Placement,
    *,
    rated_at: dt.datetime | None,
) -> PlanEffect:
    """The level as it is and would be; `path`, `ratings` and `now` as the assessment has them."""
    ahead = [item for item in items if _is_ahead(item, rated_at)]
    wanted = goals(ahead, rated_at=rated_at)
    asked = {asks.skill for level in path.levels for asks in level.requirements}
    raises = {
        skill: goal
        for skill, goal in wanted.items()
        if skill in asked and _raises(skill, goal, ratings)
    }
    then = place(path, tried(ratings, raises))
    aim, following = target_rank(path, now, None), target_rank(path, then, None)
    return PlanEffect(
        path=path,
        now=now,
        then=then,
        counted=len(raises),
        uncounted=sum(item.skill is None for item in ahead),
        not_asked=len(set(wanted) - asked),
        aim=_then(path, now, then, aim),
        ahead=_then(path, now, then, following) if following != aim else None,
    )


def _is_ahead(item: PlanItem, rated_at: dt.datetime | None) -> bool:
    """Whether the ratings can't know yet what it brings."""
    if item.state == PlanItem.DROPPED:
        return False
    done = item.days[1]
    return not done or rated_at is None or done > rated_at


def _raises(skill: str, goal: int, ratings: Ratings) -> bool:
    """A skill marked not relevant counts again once it is raised, so its old number is none."""
    rating = ratings.get(skill, Rating())
    return rating.not_relevant or goal > (rating.proficiency or 0)


def _then(path: PathSpec, now: Placement, then: Placement, rank: int | None) -> LevelThen | None:
    if rank is None:
        return None
    return LevelThen(path.levels[rank - 1], now.levels[rank - 1], then.levels[rank - 1])
