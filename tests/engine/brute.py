"""Twins of the rules, small and slow, so that they can be seen to be right: everything is tried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, replace
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from careerpath.engine.counting import Counts, Group, Sums, What
from careerpath.engine.effects import Effect, Standing, effect
from careerpath.engine.placement import place, relevant, verdict
from careerpath.engine.settling import must_haves
from careerpath.engine.types import (
    LevelSpec,
    LevelVerdict,
    PathSpec,
    ProjectSpec,
    Rating,
    Ratings,
    Way,
)
from careerpath.engine.way import on_the_way

People = dict[str, Rating]
Effort = tuple[int, int]
"""Steps, then undertakings."""


def lifted(asked: PathSpec, ratings: People, target: int) -> People:
    """The ratings once the must-haves up to the target are no longer marked."""
    musts = {e.skill for one in asked.levels[:target] for e in one.requirements if e.must_have}
    return {
        skill: Rating() if rating.not_relevant and skill in musts else rating
        for skill, rating in ratings.items()
    }


def end_of(asked: PathSpec, ratings: People, target: int) -> int:
    """The highest rank up to which every level is measured."""
    for rank in range(min(target, len(asked.levels)), 0, -1):
        known = lifted(asked, ratings, rank)
        if all(verdict(one, known).measured for one in asked.levels[:rank]):
            return rank
    return 0


def every_way(asked: PathSpec, ratings: People, end: int) -> list[People]:
    """Every set of ratings that holds all levels up to `end`, nothing lowered, nothing unmarked."""
    known = lifted(asked, ratings, end)
    counted = dict.fromkeys(
        each.skill for one in asked.levels[:end] for each in relevant(one, known)
    )
    start = {skill: (known.get(skill) or Rating()).proficiency or 0 for skill in counted}
    found = []
    for values in product(*(range(start[skill], 5) for skill in counted)):
        raised = {s: Rating(v) for s, v in zip(counted, values, strict=True) if v > start[s]}
        if all(verdict(one, {**known, **raised}).held for one in asked.levels[:end]):
            found.append(raised)
    return found


def undertakings(raised: set[str], projects: list[ProjectSpec]) -> int:
    """The fewest projects for all that any exercises, and one for each raise that none does."""
    able = raised & {skill for one in projects for skill in one.skills}
    fewest = min(
        sum(taken)
        for taken in product((False, True), repeat=len(projects))
        if able <= {s for one, yes in zip(projects, taken, strict=True) if yes for s in one.skills}
    )
    return fewest + len(raised - able)


def best(asked: PathSpec, ratings: People, target: int, projects: list[ProjectSpec]) -> Effort:
    """The least effort of all that reaches the target, or the last level that is measured."""
    end = end_of(asked, ratings, target)
    known = lifted(asked, ratings, end)
    near = on_the_way(asked, known, end, projects)
    start = {skill: rating.proficiency or 0 for skill, rating in known.items()}
    return min(
        (
            sum((r.proficiency or 0) - start.get(s, 0) for s, r in raised.items()),
            undertakings(set(raised), near),
        )
        for raised in every_way(asked, ratings, end)
    )


def as_brute_force_sees(
    way: Way, asked: PathSpec, ratings: People, target: int, projects: list[ProjectSpec]
) -> Effort:
    """The effort of a way whose projects exercise every raise that any exercises."""
    end = end_of(asked, ratings, target)
    near = on_the_way(asked, lifted(asked, ratings, end), end, projects)
    exercised = {skill for one in near if one.id in way.projects for skill in one.skills}
    able = {skill for one in near for skill in one.skills} & set(way.skills)
    assert able <= exercised
    return way.points, len(way.projects) + len(set(way.skills) - able)


def one_by_one(before: PathSpec, after: PathSpec, crowd: Sequence[Ratings]) -> Counts:
    """Whom a change moves: the rules applied to everyone in turn."""
    return added_up(before, after, ((effect(before, after, ratings), 1) for ratings in crowd))


def added_up(before: PathSpec, after: PathSpec, told: Iterable[tuple[Effect, int]]) -> Counts:
    """The effects on people, each with how many there are of whom the same is true, as counts."""
    ranks = [
        {None: 0, **{level.id: level.rank for level in path.levels}} for path in (before, after)
    ]
    people = moved = 0
    groups: dict[Any, list[tuple[int, Sums, Sums]]] = defaultdict(list)
    for one, many in told:
        people += many
        moved += many * one.moves
        for what, was, now, direction, then, today in groups_of(one):
            key = (what, ranks[0][was], ranks[1][now], direction, was, now)
            groups[key].append((many, then, today))
    return Counts(
        people,
        moved,
        tuple(
            Group(
                what, was, now, direction, sum(many for many, _, _ in rows),
                total((many, sums) for many, sums, _ in rows),
                total((many, sums) for many, _, sums in rows),
            )
            for (what, _, _, direction, was, now), rows in sorted(groups.items(), key=ranked)
        ),
    )  # fmt: skip


def ranked(group: tuple[Any, object]) -> Any:
    return group[0][:4]


def total(parts: Iterable[tuple[int, Sums]]) -> Sums:
    rows = [tuple(many * value for value in astuple(sums)) for many, sums in parts]
    return Sums(*map(sum, zip(*rows, strict=True)))


def groups_of(told: Effect) -> Iterator[tuple[What, str | None, str | None, int, Sums, Sums]]:
    """What a person is counted in."""
    was, now = told.before, told.after
    shares = [
        {
            one.level: (share_of(one.met, one), share_of(one.met + len(one.unrated), one))
            for one in each.placement.levels
        }
        for each in (was, now)
    ]
    for level, rise in told.readiness:
        then, today = (
            Sums(readiness=share[level][0], most_ready=share[level][1]) for share in shares
        )
        yield What.READINESS, level, level, rise, then, today
    ahead = ahead_of(was), ahead_of(now)
    if was.level != now.level:
        yield What.LEVEL, was.level, now.level, told.level, *ahead
    elif was.aim != now.aim:
        yield What.NEXT_LEVEL, was.aim, now.aim, 0, *ahead
    if told.gaps:
        yield What.GAPS, was.aim, now.aim, told.gaps, *ahead
    if told.way:
        what = What.WAY if was.way and now.way else What.REACH
        yield what, was.aim, now.aim, told.way, *ahead


def ahead_of(told: Standing) -> Sums:
    sums = Sums(gaps=told.gaps, least_gaps=told.least_gaps)
    if told.way is None or told.least_way is None:
        return replace(sums, unreachable=1)
    return replace(
        sums,
        steps=told.way.steps,
        skills=told.way.skills,
        least_steps=told.least_way.steps,
        least_skills=told.least_way.skills,
    )


def share_of(met: int, told: LevelVerdict) -> int:
    """In thousandths; where nothing counts, all of it."""
    return (2000 * met + told.relevant) // (2 * told.relevant) if told.relevant else 1000


# --- Settled levels -----------------------------------------------------------------------------

NUMBERS, MARKED = [Rating(value) for value in range(5)], Rating(not_relevant=True)


class Completions:
    """Every way to answer what is open, and the rank of each.

    A must-have that was marked is open where it is one, and left out elsewhere: the two are told
    apart by an apostrophe. What no level insists on can be marked as well. Levels above `top` are
    left out.
    """

    def __init__(self, asked: PathSpec, ratings: Ratings, top: int | None = None) -> None:
        self.ratings, self.insisted = ratings, must_haves(asked)
        self.path = replace(asked, levels=tuple(map(self._told_apart, asked.levels[:top])))
        skills = dict.fromkeys(each.skill for one in self.path.levels for each in one.requirements)
        self.open = [skill for skill in skills if not answered(ratings.get(skill, Rating()))]
        able = [NUMBERS if self._insists(skill) else [*NUMBERS, MARKED] for skill in self.open]
        self.ranks = {
            said: place(
                self.path, {**ratings, **dict(zip(self.open, said, strict=True))}
            ).current_rank
            for said in product(*able)
        }

    @property
    def settled(self) -> bool:
        """Whether all of them stand at one rank."""
        return len(set(self.ranks.values())) == 1

    def can_matter(self) -> set[str]:
        """The skills of which two answers, all else equal, stand at two ranks."""
        return {skill.rstrip("'") for n, skill in enumerate(self.open) if self._turns(n)}

    def _turns(self, n: int) -> bool:
        others: dict[tuple[Rating, ...], set[int | None]] = {}
        for said, rank in self.ranks.items():
            others.setdefault((*said[:n], *said[n + 1 :]), set()).add(rank)
        return any(len(ranks) > 1 for ranks in others.values())

    def _insists(self, skill: str) -> bool:
        return skill.rstrip("'") in self.insisted

    def _told_apart(self, one: LevelSpec) -> LevelSpec:
        return replace(
            one,
            requirements=tuple(
                replace(each, skill=f"{each.skill}'")
                if each.must_have and self.ratings.get(each.skill, Rating()).not_relevant
                else each
                for each in one.requirements
            ),
        )


def answered(said: Rating) -> bool:
    """Rated or marked."""
    return said.not_relevant or said.proficiency is not None


def fewest_that_settle(asked: PathSpec, ratings: Ratings) -> int | None:
    """How many of the answers settle the level, trying all sets; None if all of them do not."""
    rank = place(asked, ratings).current_rank
    skills = {each.skill for one in asked.levels for each in one.requirements}
    given = [skill for skill in ratings if skill in skills and answered(ratings[skill])]
    for size in range(len(given) + 1):
        for kept in combinations(given, size):
            ranks = Completions(asked, {skill: ratings[skill] for skill in kept}).ranks
            if set(ranks.values()) == {rank}:
                return size
    return None


# --- The check against last year's work ---------------------------------------------------------


def of_work(
    asked: PathSpec, ratings: People, work: dict[str, tuple[int, int]]
) -> tuple[str, str | None, set[str], set[str], set[str], set[str]]:
    """How the pictures lie, the level, and the skills low, unrated, marked and claimed.

    `work` is by level id: how many were shown, and how many were done.
    """
    held = place(asked, ratings).current_rank or 0
    shown = {one.id: work.get(one.id, (0, 0)) for one in asked.levels}
    half = {
        level: of >= 3 and Fraction(done, of) >= Fraction(1, 2)
        for level, (of, done) in shown.items()
    }
    nothing: set[str] = set()
    for one in asked.levels[held:]:
        left = len(relevant(one, ratings))
        if half[one.id] and one.requirements and 2 * left >= len(one.requirements):
            return ("above", one.id, *_kept_from(asked, ratings, held, one.rank), nothing)
    if held == 0:
        first = next((one.id for one in asked.levels if one.requirements), None)
        speaks = first is not None and shown[first][0] >= 3
        return ("agree" if speaks else "silent", None, nothing, nothing, nothing, nothing)
    here = asked.levels[held - 1]
    ticked = sum(shown[one.id][1] for one in asked.levels[held - 1 :])
    kind = "agree" if half[here.id] else "partly" if ticked else "ratings above"
    if shown[here.id][0] < 3:
        kind = "silent"
    claims = _beyond(asked, ratings, here) if kind == "ratings above" else nothing
    return (kind, here.id, nothing, nothing, nothing, claims)


def _kept_from(
    asked: PathSpec, ratings: People, held: int, rank: int
) -> tuple[set[str], set[str], set[str]]:
    """Skills that keep these ratings from a rank: rated too low, unrated, marked."""
    low, unknown, marked = set(), set(), set()
    for one in asked.levels[held:rank]:
        if verdict(one, ratings).held:
            continue
        for each in one.requirements:
            rating = ratings.get(each.skill, Rating())
            if rating.not_relevant and not each.must_have:
                marked |= {each.skill} if not verdict(one, ratings).measured else set()
            elif rating.not_relevant or rating.proficiency is None:
                unknown.add(each.skill)
            elif rating.proficiency < each.proficiency:
                low.add(each.skill)
    return low, unknown, marked


def _beyond(asked: PathSpec, ratings: People, here: LevelSpec) -> set[str]:
    """Skills met at a level that were not asked as high below; all met ones, where none is."""
    met = {
        each.skill: each.proficiency
        for each in here.requirements
        if verdict(replace(here, requirements=(each,), threshold_percent=100), ratings).met
    }
    below = [each for one in asked.levels[: here.rank - 1] for each in one.requirements]
    new = {
        skill
        for skill, least in met.items()
        if not any(each.skill == skill and each.proficiency >= least for each in below)
    }
    return new or set(met)
