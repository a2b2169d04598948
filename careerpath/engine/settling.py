"""When a person's level is settled, what to ask until it is, and which answers prove it.

A level is *settled* once no answer still open can change it: rating a skill, or marking it not
relevant where no level of the path insists on it. Then low and high end of the range are equal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .placement import is_met, place, rated, verdict
from .solver import Weights, choose
from .types import (
    MEASURED_PERCENT,
    LevelSpec,
    LevelVerdict,
    PathSpec,
    Placement,
    Rating,
    Ratings,
    RequirementSpec,
    is_answer,
)

_Condition = tuple[Weights, int]
_UNRATED = Rating()
REASONS = 3
"""Why a level can't be held: a must-have is missing, too few can be met, too few are relevant."""


# --- What to ask --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Question:
    """The lowest level that answers can still decide, and the skills that can, next one first."""

    level: str
    rank: int
    skills: tuple[str, ...]


def still_to_ask(path: PathSpec, ratings: Ratings) -> Question | None:
    """What to ask next; None once the level is settled.

    Each of the skills can matter: some answers to all that is open give another level when this
    one alone is answered otherwise. Must-haves come first, as one of them can end it; then what
    the levels above ask as well; then the level's order.
    """
    insisted = must_haves(path)
    for level in _asking(path):
        told = verdict(level, ratings)
        if not told.could_hold:
            return None
        deciding = _deciding(level, told, insisted)
        if deciding:
            turn = tuple(asks.skill for asks in in_turn(path, level) if asks in deciding)
            return Question(level.id, level.rank, turn)
    return None


def is_settled(path: PathSpec, ratings: Ratings) -> bool:
    """Whether no answer still open can change the person's level."""
    return still_to_ask(path, ratings) is None


def must_haves(path: PathSpec) -> frozenset[str]:
    """The skills that any level insists on: they can't be marked not relevant."""
    return frozenset(a.skill for level in path.levels for a in level.requirements if a.must_have)


def _asking(path: PathSpec) -> Iterator[LevelSpec]:
    """The levels that ask something; the others are passed over."""
    return (level for level in path.levels if level.requirements)


def _deciding(
    level: LevelSpec, told: LevelVerdict, insisted: frozenset[str]
) -> list[RequirementSpec]:
    """What of a level that could be held can still decide whether it is.

    Where the must-haves alone would make the number needed, the others change nothing; unless so
    much could still be marked not relevant that the level would not be measured.
    """
    unknown = [asks for asks in level.requirements if asks.skill in told.unrated]
    musts = [asks for asks in unknown if asks.must_have]
    if told.met + len(musts) < told.needed:
        return unknown
    markable = [asks for asks in unknown if asks.skill not in insisted]
    sure = told.relevant - len(markable)
    return musts if 100 * sure >= MEASURED_PERCENT * told.asked else musts + markable


def in_turn(path: PathSpec, level: LevelSpec) -> tuple[RequirementSpec, ...]:
    """What a level asks, in the order to ask it; sorting keeps equals in the level's order."""
    above = Counter(
        asks.skill for one in path.levels if one.rank > level.rank for asks in one.requirements
    )
    return tuple(
        sorted(level.requirements, key=lambda asks: (not asks.must_have, -above[asks.skill]))
    )


# --- What proves it -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Proof:
    """A smallest set of answers that settles a level.

    `skills` are the ones answered, in the order of the ladder. `levels` are the verdicts on these
    answers alone, everything else unrated: every level up to the person's own is held, the next
    one can't be.
    """

    skills: tuple[str, ...]
    levels: tuple[LevelVerdict, ...]


def smallest_proof(path: PathSpec, ratings: Ratings) -> Proof | None:
    """The fewest of a person's answers that settle their level; None if it is not settled.

    Among equally small sets the one whose answers stand earliest in the ladder, by the sum of
    their places.
    """
    if not is_settled(path, ratings):
        return None
    decided = _decided(path, place(path, ratings))
    skills = _Program(path, ratings, decided).solve()
    known = {skill: ratings[skill] for skill in skills}
    return Proof(skills, tuple(verdict(level, known) for level in decided))


def _decided(path: PathSpec, placement: Placement) -> list[LevelSpec]:
    """The levels that decide where a person stands: up to their own, and the next one."""
    asking = list(_asking(path))
    held = sum(level.rank <= (placement.current_rank or 0) for level in asking)
    return asking[: held + 1]


class _Program:
    """Which answers to keep, as a program of whole numbers: a choice for each answer given.

    Where the last of the `decided` levels is not held, it has a choice more for each of the REASONS
    there can be, and one of them is needed.
    """

    def __init__(self, path: PathSpec, ratings: Ratings, decided: list[LevelSpec]) -> None:
        self.ratings, self.levels, self.insisted = ratings, decided, must_haves(path)
        asked = dict.fromkeys(asks.skill for level in decided for asks in level.requirements)
        answered = (skill for skill in asked if is_answer(ratings.get(skill)))
        self.place = {skill: n for n, skill in enumerate(answered)}

    def solve(self) -> tuple[str, ...]:
        """The skills whose answers are kept."""
        conditions = [each for level in self.levels for each in self._needs(level)]
        fewest = dict.fromkeys(self.place.values(), 1)
        earliest = {n: n for n in self.place.values()}
        found = choose(len(self.place) + REASONS, conditions, (fewest, earliest))
        return tuple(skill for skill, n in self.place.items() if n in found.chosen)

    def _needs(self, level: LevelSpec) -> list[_Condition]:
        if verdict(level, self.ratings).held:
            return self._held(level)
        reasons = list(enumerate(self._not_held(level), start=len(self.place)))
        one_of = dict.fromkeys((n for n, _ in reasons), 1), 1
        return [one_of, *(({**weights, n: -least}, 0) for n, (weights, least) in reasons)]

    def _held(self, level: LevelSpec) -> list[_Condition]:
        """The number needed is met, so is each must-have, and enough is relevant for good.

        Of what is not kept nothing is met; it is relevant, and may be marked where nobody insists.
        """
        asked, share = len(level.requirements), level.threshold_percent
        free = [asks for asks in level.requirements if asks.skill not in self.insisted]
        met = self._where(level, lambda asks: is_met(asks, self.ratings))
        marked = self._where(level, self._is_marked)
        musts = self._where(level, lambda asks: asks.must_have)
        sure = self._where(level, lambda asks: asks in free and not self._is_marked(asks))
        lost = self._where(level, lambda asks: asks not in free and self._is_marked(asks))
        return [
            *(({n: 1}, 1) for n in musts),
            (dict.fromkeys(met, 100) | dict.fromkeys(marked, share), share * asked),
            (
                dict.fromkeys(sure, 100) | dict.fromkeys(lost, -100),
                MEASURED_PERCENT * asked - 100 * (asked - len(free)),
            ),
        ]

    def _not_held(self, level: LevelSpec) -> list[_Condition]:
        """A must-have is missing; or too few can be met; or too few are relevant."""
        asked, spare = len(level.requirements), 100 - level.threshold_percent
        missed = self._where(level, self._is_missed)
        musts = self._where(level, lambda asks: asks.must_have and self._is_missed(asks))
        marked = dict.fromkeys(self._where(level, self._is_marked), 100)
        return [
            (dict.fromkeys(musts, 1), 1),
            (dict.fromkeys(missed, 100) | dict.fromkeys(marked, spare), spare * asked + 1),
            (marked, (100 - MEASURED_PERCENT) * asked + 1),
        ]

    def _where(self, level: LevelSpec, said: Callable[[RequirementSpec], bool]) -> list[int]:
        """The answers to what a level asks that are of this kind."""
        answered = (asks for asks in level.requirements if asks.skill in self.place)
        return [self.place[asks.skill] for asks in answered if said(asks)]

    def _is_marked(self, asks: RequirementSpec) -> bool:
        """Left out of the count; a must-have never is."""
        return not asks.must_have and self.ratings.get(asks.skill, _UNRATED).not_relevant

    def _is_missed(self, asks: RequirementSpec) -> bool:
        """Rated, and not met."""
        value = rated(asks, self.ratings)
        return value is not None and value < asks.proficiency
