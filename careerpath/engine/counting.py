"""How many people a change of the path moves: the rules of placement, on whole numbers.

A person is a text, one character a skill, and becomes five numbers with one bit a skill: who is at
least at 1, 2, 3, 4, and what is not relevant to them. A level is then a handful of ands and bit
counts. What it counts is what `effects.effect` says of each person, some fifty times as fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .effects import direction
from .placement import is_measured, number_needed
from .types import HIGHEST, LOWEST, LevelSpec, PathSpec, Rating, Ratings

UNRATED, NOT_RELEVANT = "-", "n"
ANSWERS = "".join(map(str, range(LOWEST, HIGHEST + 1))) + UNRATED + NOT_RELEVANT
"""An answer is one of these: a proficiency, nothing said, or not relevant."""
MOST_LISTS = 1_000
"""How many lists of skills are kept ready: most people answered the same one."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of `people` a change moves, and which way. One person can be in several counts."""

    people: int = 0
    moved: int = 0
    level_up: int = 0
    level_down: int = 0
    readiness_up: int = 0
    readiness_down: int = 0
    gaps_more: int = 0
    gaps_fewer: int = 0


def as_text(skills: Iterable[str], ratings: Ratings) -> str:
    """What a person said of these skills, one of ANSWERS each."""
    return "".join(answer_of(ratings.get(skill, Rating())) for skill in skills)


def answer_of(rating: Rating) -> str:
    """A rating as a character; not relevant wins, as in the rules."""
    if rating.not_relevant:
        return NOT_RELEVANT
    return UNRATED if rating.proficiency is None else str(rating.proficiency)


class Count:
    """Counts people one by one; `counts` is what was found so far."""

    def __init__(self, before: PathSpec, after: PathSpec) -> None:
        self._paths = before, after
        self._lists: dict[Sequence[str], _Pair] = {}
        self._found = dict.fromkeys(Counts.__slots__, 0)

    @property
    def counts(self) -> Counts:
        """So far."""
        return Counts(**self._found)

    def add(self, skills: Sequence[str], answers: str) -> None:
        """Another person, who gave these answers for these skills, in the same order.

        Skills that nobody asks are ignored; what is asked and not among them is unrated.
        """
        pair = self._lists.get(skills)
        if pair is None:
            if len(self._lists) >= MOST_LISTS:
                self._lists.clear()
            pair = self._lists[skills] = _Pair(*self._paths, skills)
        found = self._found
        found["people"] += 1
        for moved in pair.moves(answers):
            found[moved] += 1


def count(before: PathSpec, after: PathSpec, people: Iterable[tuple[Sequence[str], str]]) -> Counts:
    """How many people the change moves."""
    found = Count(before, after)
    for skills, answers in people:
        found.add(skills, answers)
    return found.counts


# --- Inside ---------------------------------------------------------------------------------------

_AT_LEAST = [
    str.maketrans({c: "1" if c.isdigit() and int(c) >= least else "0" for c in ANSWERS})
    for least in range(1, HIGHEST + 1)
]
_IRRELEVANT = str.maketrans({c: "1" if c == NOT_RELEVANT else "0" for c in ANSWERS})

_Stand = tuple[int, int, int, bool | None]
"""Of a level: how many are relevant, how many met, how many missing, and is it held.

Held is None where nothing is asked.
"""


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a level asks, as bits. `asked` holds proficiencies from 0 up (0: none), and skills."""

    threshold_percent: int
    asked: tuple[int, ...]
    all: int
    musts: int

    @classmethod
    def of(cls, level: LevelSpec, bit: Mapping[str, int]) -> _Terms:
        asked = [0] * HIGHEST
        musts = 0
        for asks in level.requirements:
            asked[asks.proficiency - 1] |= bit[asks.skill]
            musts |= bit[asks.skill] if asks.must_have else 0
        return cls(level.threshold_percent, tuple(asked), sum(asked), musts)

    def stand(self, at_least: Sequence[int], irrelevant: int) -> _Stand:
        relevant = self.all & (~irrelevant | self.musts)
        met = 0
        for asked, reached in zip(self.asked, at_least, strict=True):
            met |= asked & reached
        number, reached = relevant.bit_count(), met.bit_count()
        if not self.all:
            return 0, 0, 0, None
        enough = reached >= number_needed(self.threshold_percent, number)
        measured = is_measured(relevant=number, asked=self.all.bit_count())
        return number, reached, number - reached, measured and enough and not self.musts & ~met


class _Pair:
    """Both paths, made ready for people who answered one list of skills."""

    def __init__(self, before: PathSpec, after: PathSpec, skills: Sequence[str]) -> None:
        bit = _bits((before, after), skills)
        rungs = [*before.levels, *after.levels]
        # A level that is asked as before is looked at once.
        terms = list(dict.fromkeys(_Terms.of(level, bit) for level in rungs))
        where = [terms.index(_Terms.of(level, bit)) for level in rungs]
        self._terms = terms
        self._was, self._now = where[: len(before.levels)], where[len(before.levels) :]
        known = {level.id: n for level, n in zip(before.levels, self._was, strict=True)}
        self._both = [
            (known[level.id], n)
            for level, n in zip(after.levels, self._now, strict=True)
            if level.id in known and known[level.id] != n
        ]
        self._directions = _directions(before, after)

    def moves(self, answers: str) -> list[str]:
        """The counts that this person is in."""
        at_least = [int(answers.translate(table) or "0", 2) for table in _AT_LEAST]
        irrelevant = int(answers.translate(_IRRELEVANT) or "0", 2)
        stands = [terms.stand(at_least, irrelevant) for terms in self._terms]
        was, gaps_before = _reached(stands, self._was)
        now, gaps_after = _reached(stands, self._now)
        rises = [_rise(stands[before], stands[after]) for before, after in self._both]
        level, gaps = self._directions[was][now], gaps_after - gaps_before
        moved = [
            *(["level_up"] if level > 0 else ["level_down"] if level < 0 else []),
            *(["readiness_up"] if any(rise > 0 for rise in rises) else []),
            *(["readiness_down"] if any(rise < 0 for rise in rises) else []),
            *(["gaps_more"] if gaps > 0 else ["gaps_fewer"] if gaps < 0 else []),
        ]
        return ["moved", *moved] if moved else moved


def _bits(paths: Iterable[PathSpec], skills: Sequence[str]) -> dict[str, int]:
    """Each skill's bit: those answered as they stand in the text, then those only asked."""
    asked = [asks.skill for path in paths for level in path.levels for asks in level.requirements]
    only_asked = dict.fromkeys(set(asked) - set(skills))
    in_order = [*reversed(skills), *only_asked]
    return {skill: 1 << n for n, skill in enumerate(in_order)}


def _directions(before: PathSpec, after: PathSpec) -> list[list[int]]:
    """By the rank reached before, then after: 1 is up, -1 down, 0 neither."""
    was, now = ([None, *(level.id for level in path.levels)] for path in (before, after))
    return [[direction(before, after, one, other) for other in now] for one in was]


def _reached(stands: Sequence[_Stand], rungs: Sequence[int]) -> tuple[int, int]:
    """The rank that is held from below, 0 for none, and how many skills are missing to the next."""
    reached = 0
    for rank, rung in enumerate(rungs, start=1):
        _, _, missing, held = stands[rung]
        if held is False:
            return reached, missing
        reached = rank if held else reached
    return reached, 0


def _rise(was: _Stand, now: _Stand) -> int:
    """Above 0 where the share that is met rises; where nothing counts, all of it is met."""
    of_before, met_before = was[:2] if was[0] else (1, 1)
    of, met = now[:2] if now[0] else (1, 1)
    return met * of_before - met_before * of
