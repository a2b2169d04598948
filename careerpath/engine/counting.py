"""How many people a change of the path moves: the rules of placement, on whole numbers.

A person is a text, one character a skill, and becomes five numbers with one bit a skill (bits.py).
A level is then a handful of ands and bit counts. What it counts is what `effects.effect` says of
each person, some fifty times as fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from .bits import Said, Stand, Terms, answer_of, rating_of, said_in
from .distance import Distance, asked_higher_below, distance, nearest
from .effects import direction, longer
from .types import PathSpec, Rating, Ratings

MOST_LISTS = 1_000
"""How many lists of skills are kept ready: most people answered the same one."""


class What(IntEnum):
    """In what a change moves somebody."""

    LEVEL = 0
    NEXT_LEVEL = 1
    READINESS = 2
    GAPS = 3
    WAY = 4
    REACH = 5


@dataclass(frozen=True, slots=True)
class Sums:
    """Of the people of a group together. `readiness` is in thousandths of a level's skills.

    `steps` and `skills` are those of the shortest way to the next level, but of `unreachable` of
    them, whom no rating brings there. What is unrated is taken as not met; as met in `most_ready`
    and in the `least_` ones.
    """

    readiness: int = 0
    gaps: int = 0
    steps: int = 0
    skills: int = 0
    unreachable: int = 0
    most_ready: int = 0
    least_gaps: int = 0
    least_steps: int = 0
    least_skills: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """People whom a change moves in the same way.

    `was` and `now` are a level's id each: of where they stand (LEVEL, None below the first), of the
    next one of those who stay (NEXT_LEVEL, None at the top), of the one whose readiness differs, or
    of the next one, which is the same and of which the gaps, the way, or whether any rating reaches
    it (REACH) differ. `direction` is 1 for a higher level, for more or for a longer way, -1 for the
    opposite; REACH is 1 where the way ends now.
    """

    what: What
    was: str | None
    now: str | None
    direction: int
    people: int
    before: Sums
    after: Sums


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of `people` a change moves, and which way. One person can be in several groups."""

    people: int = 0
    moved: int = 0
    groups: tuple[Group, ...] = ()


Key = tuple[What, int, int, int]
"""A group: what, the rank before and after (0 for none), and the direction."""
Numbers = tuple[int, int, int, int, int, int, int, int, int]
"""A person's part of Sums."""
Move = tuple[Key, Numbers, Numbers]


def as_text(skills: Iterable[str], ratings: Ratings) -> str:
    """What a person said of these skills, one of ANSWERS each."""
    return "".join(answer_of(ratings.get(skill, Rating())) for skill in skills)


class Count:
    """Counts people one by one; `counts` is what was found so far."""

    def __init__(self, before: PathSpec, after: PathSpec) -> None:
        self._paths = before, after
        self._lists: dict[Sequence[str], _Pair] = {}
        self._people = self._moved = 0
        self._found: dict[Key, list[int]] = {}

    @property
    def counts(self) -> Counts:
        """So far; groups in the order of what they are about, then by rank."""
        was, now = ([None, *(level.id for level in path.levels)] for path in self._paths)
        half = 1 + len(Sums.__slots__)
        groups = (
            Group(
                key[0], was[key[1]], now[key[2]], key[3], sums[0],
                Sums(*sums[1:half]), Sums(*sums[half:]),
            )
            for key, sums in sorted(self._found.items())
        )  # fmt: skip
        return Counts(self._people, self._moved, tuple(groups))

    def add(self, skills: Sequence[str], answers: str) -> None:
        """Another person, who gave these answers for these skills, in the same order.

        Skills that nobody asks are ignored; what is asked and not among them is unrated.
        """
        pair = self._lists.get(skills)
        if pair is None:
            if len(self._lists) >= MOST_LISTS:
                self._lists.clear()
            pair = self._lists[skills] = _Pair(*self._paths, skills)
        self._people += 1
        moves = list(pair.moves(answers))
        self._moved += bool(moves)
        for key, before, after in moves:
            sums = self._found.get(key)
            one = (1, *before, *after)
            self._found[key] = [a + b for a, b in zip(sums, one, strict=True)] if sums else [*one]


def count(before: PathSpec, after: PathSpec, people: Iterable[tuple[Sequence[str], str]]) -> Counts:
    """How many people the change moves."""
    found = Count(before, after)
    for skills, answers in people:
        found.add(skills, answers)
    return found.counts


# --- Inside ---------------------------------------------------------------------------------------

_Ahead = tuple[int, Distance | None, int, Distance | None]
"""Gaps to the next level, and how far it is; None where no rating reaches it. Both again where all
that is unrated is met."""


@dataclass(frozen=True, slots=True)
class _Ladder:
    """One of the two paths: its levels' ids, and where the terms of each stand among all.

    Before the first stands None and nothing. `marked` are the must-haves of each level that are
    asked higher below: whoever marked one has a way that must be looked for.
    """

    path: PathSpec
    ids: tuple[str | None, ...]
    rungs: tuple[int, ...]
    marked: tuple[int, ...]

    @classmethod
    def of(cls, path: PathSpec, terms: list[Terms], bit: dict[str, int]) -> _Ladder:
        rungs = (terms.index(Terms.of(level, bit)) for level in path.levels)
        higher = (asked_higher_below(path, level.rank) for level in path.levels)
        marked = (sum(bit[skill] for skill in skills) for skills in higher)
        ids = (level.id for level in path.levels)
        return cls(path, (None, *ids), (-1, *rungs), (0, *marked))

    def reached(self, stands: Sequence[Stand]) -> tuple[int, int]:
        """The rank that is held from below, and the next one; 0 for none."""
        reached = 0
        for rank in range(1, len(self.rungs)):
            held = stands[self.rungs[rank]][3]
            if held is False:
                return reached, rank
            reached = rank if held else reached
        return reached, 0


class _Pair:
    """Both paths, made ready for people who answered one list of skills."""

    def __init__(self, before: PathSpec, after: PathSpec, skills: Sequence[str]) -> None:
        bit = _bits((before, after), skills)
        levels = [*before.levels, *after.levels]
        # A level that is asked as before is looked at once.
        self._terms = list(dict.fromkeys(Terms.of(level, bit) for level in levels))
        self._skills = skills
        self._was, self._now = (_Ladder.of(path, self._terms, bit) for path in (before, after))
        known = {name: rank for rank, name in enumerate(self._was.ids) if name}
        self._both = [
            (known[name], rank)
            for rank, name in enumerate(self._now.ids)
            if name in known and self._was.rungs[known[name]] != self._now.rungs[rank]
        ]
        self._directions = [
            [direction(before, after, one, other) for other in self._now.ids]
            for one in self._was.ids
        ]

    def moves(self, answers: str) -> Iterator[Move]:
        """The groups that this person is in, and their part of the sums."""
        said = said_in(answers)
        stands = [terms.stand(said) for terms in self._terms]
        (was, aim_was), (now, aim_now) = self._was.reached(stands), self._now.reached(stands)
        for rank, rank_now in self._both:
            one, other = stands[self._was.rungs[rank]], stands[self._now.rungs[rank_now]]
            rise = _rise(one, other)
            if rise:
                key = (What.READINESS, rank, rank_now, 1 if rise > 0 else -1)
                terms, terms_now = self._was.rungs[rank], self._now.rungs[rank_now]
                best, best_now = self._at_best(terms, said), self._at_best(terms_now, said)
                yield key, _ready(one, best), _ready(other, best_now)
        stays = self._was.ids[was] == self._now.ids[now]
        same = self._was.ids[aim_was] == self._now.ids[aim_now]
        if stays and same and self._is_as_far(said, aim_was, aim_now):
            return
        before = self._ahead(self._was, aim_was, said, stands, answers)
        after = self._ahead(self._now, aim_now, said, stands, answers)
        if not stays:
            key = (What.LEVEL, was, now, self._directions[was][now])
            yield key, _numbers(*before), _numbers(*after)
        elif not same:
            yield (What.NEXT_LEVEL, aim_was, aim_now, 0), _numbers(*before), _numbers(*after)
        if same:
            yield from _compared(aim_was, aim_now, before, after)

    def _is_as_far(self, said: Said, aim_was: int, aim_now: int) -> bool:
        """Whether the next level is asked as before, and no level below it can matter."""
        marked = self._was.marked[aim_was] | self._now.marked[aim_now]
        same = self._was.rungs[aim_was] == self._now.rungs[aim_now]
        return same and not said[1] & marked

    def _ahead(
        self, ladder: _Ladder, aim: int, said: Said, stands: Sequence[Stand], answers: str
    ) -> _Ahead:
        """Gaps and way to the next level."""
        if not aim:
            return 0, Distance(), 0, Distance()
        terms, stand = self._terms[ladder.rungs[aim]], stands[ladder.rungs[aim]]
        best = terms.at_best(said)
        stand_best = terms.stand(best)
        if said[1] & ladder.marked[aim]:
            ratings = {s: rating_of(a) for s, a in zip(self._skills, answers, strict=True)}
            far, near = (rule(ladder.path, ratings, aim) for rule in (distance, nearest))
            return stand[2], far, stand_best[2], near
        ends = terms.distance(said, stand), terms.distance(best, stand_best)
        far, near = (Distance(*end) if end else None for end in ends)
        return stand[2], far, stand_best[2], near

    def _at_best(self, rung: int, said: Said) -> Stand:
        """A level's numbers where all that is unrated of it is met."""
        return self._terms[rung].stand(self._terms[rung].at_best(said))


def _compared(aim_was: int, aim_now: int, before: _Ahead, after: _Ahead) -> Iterator[Move]:
    """What is more and what is less on the way to the same level."""
    more, far = after[0] - before[0], longer(before[1], after[1])
    numbers = _numbers(*before), _numbers(*after)
    if more:
        yield (What.GAPS, aim_was, aim_now, 1 if more > 0 else -1), *numbers
    if far:
        reachable = before[1] is not None and after[1] is not None
        what = What.WAY if reachable else What.REACH
        yield (what, aim_was, aim_now, far), *numbers


def _numbers(gaps: int, way: Distance | None, least_gaps: int, least: Distance | None) -> Numbers:
    if way is None or least is None:
        return 0, gaps, 0, 0, 1, 0, least_gaps, 0, 0
    return 0, gaps, way.steps, way.skills, 0, 0, least_gaps, least.steps, least.skills


def _ready(stand: Stand, best: Stand) -> Numbers:
    """Thousandths of what counts that is met; where nothing counts, all of it."""
    low, high = ((2000 * met + of) // (2 * of) if of else 1000 for of, met, *_ in (stand, best))
    return low, 0, 0, 0, 0, high, 0, 0, 0


def _bits(paths: Iterable[PathSpec], skills: Sequence[str]) -> dict[str, int]:
    """Each skill's bit: those answered as they stand in the text, then those only asked."""
    asked = [asks.skill for path in paths for level in path.levels for asks in level.requirements]
    only_asked = dict.fromkeys(set(asked) - set(skills))
    in_order = [*reversed(skills), *only_asked]
    return {skill: 1 << n for n, skill in enumerate(in_order)}


def _rise(was: Stand, now: Stand) -> int:
    """Above 0 where the share that is met rises; where nothing counts, all of it is met."""
    of_before, met_before = was[:2] if was[0] else (1, 1)
    of, met = now[:2] if now[0] else (1, 1)
    return met * of_before - met_before * of
