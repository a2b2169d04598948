"""A settled level: which one it is, and the fewest of the answers that prove it."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.settling import standing
from careerpath.engine.settling import smallest_proof
from careerpath.engine.types import LevelVerdict, PathSpec, Ratings, is_answer


@dataclass(frozen=True, slots=True)
class Proved:
    """What the answers of a proof say of one level: the names of its skills, and the numbers.

    `reachable` of those that count can be met at best.
    """

    level: str
    held: bool
    measured: bool
    needed: int
    relevant: int
    met: tuple[str, ...]
    missed: tuple[str, ...]
    missing_must_haves: tuple[str, ...]
    marked: tuple[str, ...]

    @property
    def reachable(self) -> int:
        """How many could be met at best."""
        return self.relevant - len(self.missed)


@dataclass(frozen=True, slots=True)
class Settled:
    """A settled level; `level` is empty below the first, `following` at the top.

    `left` of the skills that `following` asks are not answered yet. `answers` prove it,
    `others` are given besides.
    """

    level: str
    following: str
    following_id: str
    left: int
    answers: int
    others: int
    parts: tuple[Proved, ...]


def settled(path: PathSpec, ratings: Ratings) -> Settled | None:
    """What the answers prove; None while some answer can still change the level."""
    told, proof = standing(path, ratings), smallest_proof(path, ratings)
    if proof is None:
        return None
    following = told.following
    return Settled(
        level=told.current.short_name if told.current else "",
        following=following.short_name if following else "",
        following_id=following.id if following else "",
        left=len(told.left_out(following, ratings)) if following else 0,
        answers=len(proof.skills),
        others=sum(map(is_answer, ratings.values())) - len(proof.skills),
        parts=tuple(_proved(path, ratings, proof.skills, one) for one in proof.levels),
    )


def _proved(path: PathSpec, ratings: Ratings, kept: tuple[str, ...], told: LevelVerdict) -> Proved:
    level = path.levels[told.rank - 1]
    names = {asks.skill: asks.skill_name for asks in level.requirements}
    musts = {asks.skill for asks in level.requirements if asks.must_have}
    marked = {s for s in names if s in kept and ratings[s].not_relevant and s not in musts}
    met = set(names).intersection(kept) - marked - set(told.unmet) - set(told.unrated)
    return Proved(
        level=level.short_name,
        held=told.held,
        measured=told.measured,
        needed=told.needed,
        relevant=told.relevant,
        met=tuple(name for skill, name in names.items() if skill in met),
        missed=tuple(names[skill] for skill in told.unmet),
        missing_must_haves=tuple(names[s] for s in told.unmet if s in musts),
        marked=tuple(name for skill, name in names.items() if skill in marked),
    )
