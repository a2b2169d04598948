"""How long the shortest way to the next level is, without looking for it.

Every level below the next one is held, so its own rule alone is missing: all of its must-haves, and
the cheapest of the rest up to its number. Nothing shorter can do, and whatever else it takes of the
levels below they are held with it as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .placement import rated, unmet, verdict
from .types import HIGHEST, PathSpec, Rating, Ratings, RequirementSpec
from .way import shortest_way


@dataclass(frozen=True, slots=True, order=True)
class Distance:
    """The steps of a way, and how many skills it raises."""

    steps: int = 0
    skills: int = 0


def distance(path: PathSpec, ratings: Ratings, next_rank: int | None) -> Distance | None:
    """How far the next level is: the first that asks something above the current one.

    None where no rating reaches it, since too little of it is relevant; nothing at the top. A
    must-have marked not relevant has to be rated and counts below as well from then on. Where a
    level below asks it higher, and only there, the way has to be looked for: its fewest skills.
    """
    if next_rank is None:
        return Distance()
    level = path.levels[next_rank - 1]
    told = verdict(level, ratings)
    if not told.measured:
        return None
    if any(_marked(ratings, skill) for skill in asked_higher_below(path, next_rank)):
        way = shortest_way(path, ratings, next_rank)
        return Distance(way.points, len(way.skills))
    missing = unmet(level, ratings)
    musts = [_points(asks, ratings) for asks in missing if asks.must_have]
    others = sorted(_points(asks, ratings) for asks in missing if not asks.must_have)
    raises = [*musts, *others[: max(0, told.needed - told.met - len(musts))]]
    return Distance(sum(raises), len(raises))


def nearest(path: PathSpec, ratings: Ratings, next_rank: int | None) -> Distance | None:
    """How far it is where all that is unrated of the next level is met: the range's other end."""
    if next_rank is None:
        return Distance()
    unknown = verdict(path.levels[next_rank - 1], ratings).unrated
    return distance(path, {**ratings, **dict.fromkeys(unknown, Rating(HIGHEST))}, next_rank)


def asked_higher_below(path: PathSpec, rank: int) -> Sequence[str]:
    """The must-haves of a level that some level below asks at a higher proficiency."""
    highest: dict[str, int] = {}
    for level in path.levels[: rank - 1]:
        for asks in level.requirements:
            highest[asks.skill] = max(asks.proficiency, highest.get(asks.skill, 0))
    musts = (asks for asks in path.levels[rank - 1].requirements if asks.must_have)
    return [asks.skill for asks in musts if highest.get(asks.skill, 0) > asks.proficiency]


def _marked(ratings: Ratings, skill: str) -> bool:
    return skill in ratings and ratings[skill].not_relevant


def _points(asks: RequirementSpec, ratings: Ratings) -> int:
    """The steps that meet a requirement which is not met; unrated starts at 0."""
    return asks.proficiency - (rated(asks, ratings) or 0)
