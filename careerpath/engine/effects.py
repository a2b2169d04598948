"""What a change of the path does to people: where they stand before and after, and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from .changes import LADDER, NUMBER, Change, Kind, compare, matters
from .distance import Distance, distance, nearest
from .gaps import target_rank
from .placement import is_met, number_needed, place, rated, relevant, verdict
from .types import LevelSpec, PathSpec, Placement, Ratings, is_answer
from .way import unmarked

Stands = dict[tuple[str, str], tuple[int, bool]]
"""Level and skill to the steps that are missing there, and whether it blocks as a must-have."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands, and how far the next level is.

    `level` is the level's id (None below the first), `aim` the next one's (None at the top).
    `readiness` holds level id, met and relevant; `gaps` counts the skills missing to the next
    level, 0 at the top. `way` is the shortest way there; None where no rating reaches it. Both take
    what is unrated as not met, `least_gaps` and `least_way` as met: the ends of a range.
    """

    placement: Placement
    level: str | None
    aim: str | None
    readiness: tuple[tuple[str, int, int], ...]
    gaps: int
    way: Distance | None
    least_gaps: int
    least_way: Distance | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to one person.

    `level` is 1 for a higher level than before, -1 for a lower one, else 0. `readiness` holds the
    ids of the levels where it differs, each with 1 for more and -1 for less; levels that came or
    went have none to compare. `gaps` and `way` are 1 for more and -1 for fewer (steps; where these
    are equal, skills; a way that ends is longer than any), 0 where the next level is another one:
    how far two levels are says nothing about the change.
    """

    before: Standing
    after: Standing
    level: int
    readiness: tuple[tuple[str, int], ...]
    gaps: int
    way: int

    @property
    def goes_elsewhere(self) -> bool:
        """Whether the person stands at another level, or has another one before them."""
        return (self.before.level, self.before.aim) != (self.after.level, self.after.aim)

    @property
    def moves(self) -> bool:
        """Whether the person would notice."""
        return bool(self.goes_elsewhere or self.readiness or self.gaps or self.way)


def standing(path: PathSpec, ratings: Ratings) -> Standing:
    """Where these ratings place a person on the path."""
    placement = place(path, ratings)
    rank, target = placement.current_rank, target_rank(path, placement, None)
    unheld = [one for one in placement.levels if not one.held and one.rank <= (target or 0)]
    known = {skill for told in unheld for skill in told.unmet}
    unknown = {skill for told in unheld for skill in told.unrated}
    return Standing(
        placement=placement,
        level=None if rank is None else path.levels[rank - 1].id,
        aim=None if target is None else path.levels[target - 1].id,
        readiness=tuple((told.level, told.met, told.relevant) for told in placement.levels),
        gaps=len(known | unknown),
        way=distance(path, ratings, target),
        least_gaps=len(known),
        least_way=nearest(path, ratings, target),
    )


def effect(before: PathSpec, after: PathSpec, ratings: Ratings) -> Effect:
    """What the change from one path to the other does to a person with these ratings."""
    was, now = standing(before, ratings), standing(after, ratings)
    same = was.aim == now.aim
    return Effect(
        before=was,
        after=now,
        level=direction(before, after, was.level, now.level),
        readiness=_rises(was, now),
        gaps=_sign(now.gaps - was.gaps) if same else 0,
        way=longer(was.way, now.way) if same else 0,
    )


def longer(was: Distance | None, now: Distance | None) -> int:
    """1 where the way is longer than it was, -1 where it is shorter, 0 where it is as long."""
    if was is None or now is None:
        return (now is None) - (was is None)
    return (now > was) - (now < was)


def reasons(before: PathSpec, after: PathSpec, ratings: Ratings) -> tuple[Change, ...]:
    """The changes that this person's verdicts follow from: whoever is moved has at least one.

    A change of words is none, nor is a requirement that is met, or misses as many steps, as before.
    A must-have marked not relevant counts on the way wherever it is asked.
    """
    told = effect(before, after, ratings)
    was, now = _stands(before, ratings), _stands(after, ratings)
    levels = {level.id: level for level in after.levels}
    turned = _measured(before, ratings) ^ _measured(after, ratings)
    counted = unmarked(before.levels, unmarked(after.levels, ratings))
    again = {skill for skill, rating in ratings.items() if counted[skill] != rating}

    def counts(change: Change) -> bool:
        if change.kind in LADDER:
            return bool(told.goes_elsewhere or told.gaps or told.way)
        if change.kind == Kind.THRESHOLD:
            level = levels[change.level]
            return any(_needs_another_number(change, level, them) for them in (ratings, counted))
        if change.skill in again and matters(change):
            return True
        if change.kind in NUMBER and not turned.isdisjoint((change.level, change.before)):
            return True
        if change.kind == Kind.MOVED:
            return (str(change.before), change.skill) in was or (change.level, change.skill) in now
        place = (change.level, change.skill)
        return was.get(place) != now.get(place)

    return tuple(change for change in compare(before, after) if counts(change))


def explaining(
    before: PathSpec, after: PathSpec, ratings: Ratings, about: Collection[Change]
) -> tuple[Change, ...]:
    """Of the changes `about` a person the reasons that go the way they were moved.

    What made things easier explains no fall, and the other way round. Changes that go neither way
    by themselves (of the ladder, of marks, of what is measured) stay, and all do where the person
    went neither up nor down, or nothing else would be left.
    """
    found = tuple(one for one in reasons(before, after, ratings) if one in about)
    moved = _moved(effect(before, after, ratings))
    was, now = _stands(before, ratings), _stands(after, ratings)
    kept = tuple(one for one in found if not moved or _pulls(one, was, now) in {0, moved})
    return kept or found


def _moved(told: Effect) -> int:
    """1 for better and -1 for worse, by the first that differs of what a receipt says."""
    if told.level or told.goes_elsewhere:
        return told.level
    signs = {sign for _level, sign in told.readiness}
    return -told.way or -told.gaps or (signs.pop() if len(signs) == 1 else 0)


def _pulls(change: Change, was: Stands, now: Stands) -> int:
    """1 for a change that can only make it easier, -1 for one that can only make it harder."""
    place = (change.level, change.skill)
    if change.kind in {Kind.THRESHOLD, Kind.PROFICIENCY, Kind.MUST_HAVE}:
        return _sign(int(change.before or 0) - int(change.after or 0))
    if change.kind == Kind.ASKED and place in now:
        return -1 if now[place][0] else 1
    if change.kind == Kind.DROPPED and place in was:
        return 1 if was[place][0] else -1
    return 0


def concerning(before: PathSpec, after: PathSpec, ratings: Ratings) -> tuple[Change, ...]:
    """The changes that are about this person.

    That is what happens up to the level they aim at, before or after, and whatever happens to a
    skill they have an answer for. Whoever's level, next level, gaps or way
    change has a reason among them.
    """
    reach = _reach(before, ratings) | _reach(after, ratings)
    answered = {skill for skill, rating in ratings.items() if is_answer(rating)}

    def concerns(change: Change) -> bool:
        if change.kind in {Kind.LEVELS_REORDERED, Kind.GROUP_RENAMED}:
            return True
        if change.kind == Kind.MOVED and change.before in reach:
            return True
        return change.level in reach or change.skill in answered

    return tuple(change for change in compare(before, after) if concerns(change))


def _reach(path: PathSpec, ratings: Ratings) -> set[str]:
    """The levels up to the one this person aims at; at the top all of them."""
    target = target_rank(path, place(path, ratings), None)
    return {level.id for level in path.levels if target is None or level.rank <= target}


def _stands(path: PathSpec, ratings: Ratings) -> Stands:
    """For each relevant requirement, by level and skill: the steps it misses, and if it blocks."""
    return {
        (level.id, asks.skill): (
            0 if is_met(asks, ratings) else asks.proficiency - (rated(asks, ratings) or 0),
            asks.must_have and not is_met(asks, ratings),
        )
        for level in path.levels
        for asks in relevant(level, ratings)
    }


def _measured(path: PathSpec, ratings: Ratings) -> set[str]:
    """The levels that are measured."""
    return {level.id for level in path.levels if verdict(level, ratings).measured}


def _needs_another_number(change: Change, level: LevelSpec, ratings: Ratings) -> bool:
    """Whether a threshold's change asks more or less of this person, or only says so."""
    number = len(relevant(level, ratings))
    before, after = (int(value or 0) for value in (change.before, change.after))
    return number_needed(before, number) != number_needed(after, number)


def direction(before: PathSpec, after: PathSpec, was: str | None, now: str | None) -> int:
    """Whether one level is above another: by today's order where it has both, else by the old one.

    Where neither has both, by their ranks. Below the first level is below every level.
    """
    old, new = ({level.id: level.rank for level in path.levels} for path in (before, after))
    if was is None or now is None or was == now:
        return _sign(bool(now) - bool(was))
    if was in new:
        return _sign(new[now] - new[was])
    return _sign(old.get(now, new[now]) - old[was])


def _rises(was: Standing, now: Standing) -> tuple[tuple[str, int], ...]:
    """The levels there before and after whose share that is met is another one: 1 where it rose.

    Where nothing counts, all of it is met.
    """
    shares = {level: (met, of) if of else (1, 1) for level, met, of in was.readiness}
    rises = []
    for level, met, of in now.readiness:
        if level in shares:
            met_before, of_before = shares[level]
            share, whole = (met, of) if of else (1, 1)
            rises.append((level, _sign(share * of_before - met_before * whole)))
    return tuple(rise for rise in rises if rise[1])


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
