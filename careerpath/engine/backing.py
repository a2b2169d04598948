"""What a person can show for their answers: where the backed ones alone would place them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .placement import is_met, place, relevant
from .types import LevelSpec, PathSpec, Placement, Rating, Ratings, RequirementSpec


@dataclass(frozen=True, slots=True)
class Claim:
    """A requirement that is met by an answer without evidence, at the level it matters most for."""

    skill: str
    skill_name: str
    level: str
    must_have: bool


@dataclass(frozen=True, slots=True)
class Backing:
    """`shown` is the placement by backed answers alone; it never decides (rule 5).

    `claims` has each skill once: first what the next level asks, must-haves before the rest, then
    level by level downwards in the same way. Answers that meet nothing up to the next level are
    claims of nothing, however high they are.
    """

    shown: Placement
    claims: tuple[Claim, ...]


def backing(path: PathSpec, ratings: Ratings, placement: Placement) -> Backing:
    """Of a placement; marks need no evidence, and what has none is taken as unrated."""
    backed = {skill: said for skill, said in ratings.items() if _stands(said)}
    found: dict[str, Claim] = {}
    for level in reversed(path.levels[: (placement.current_rank or 0) + 1]):
        for claim in _claims(level, ratings):
            found.setdefault(claim.skill, claim)
    return Backing(place(path, backed), tuple(found.values()))


def _claims(level: LevelSpec, ratings: Ratings) -> Iterator[Claim]:
    claimed = [
        asks
        for asks in relevant(level, ratings)
        if is_met(asks, ratings) and not ratings[asks.skill].has_evidence
    ]
    for asks in sorted(claimed, key=lambda asks: not asks.must_have):
        yield _claim(asks, level)


def _claim(asks: RequirementSpec, level: LevelSpec) -> Claim:
    return Claim(asks.skill, asks.skill_name, level.id, asks.must_have)


def _stands(said: Rating) -> bool:
    return said.has_evidence or said.not_relevant
