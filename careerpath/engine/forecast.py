"""How long the way to a level may take, from the person's own history and nothing else.

A pace is steps a day over a span between two of their assessments. The range reaches from twice the
fastest pace to half the slowest (MARGIN) and is meant to hold at least four times in five
(HOLDS_PERCENT), which tests/proofs/test_forecast.py tries on simulated people. Where the slowest
span made no headway, how long it takes at most can't be told.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from .distance import distance
from .gaps import target_rank
from .placement import place
from .types import HIGHEST, PathSpec, Rating, Ratings, is_answer
from .way import shortest_way, unmarked

HOLDS_PERCENT = 80
FEWEST, SHORTEST = 3, dt.timedelta(days=61)
APART = dt.timedelta(days=28)
MOST = 13
"""How many assessments are looked at: a year of monthly ones."""
MARGIN = 2
PARTS = 3
"""A span counts from a third of the history on: shorter ones tell moods rather than paces."""
MONTH = dt.timedelta(days=365.25 / 12)
FARTHEST = 60
"""Months; what lies further ahead is not told apart."""


class Silence(StrEnum):
    """Why there is no forecast."""

    TOO_FEW = "too few"
    NO_HEADWAY = "no headway"
    TOP = "top"
    NO_WAY = "no way"


@dataclass(frozen=True, slots=True)
class Answered:
    """What was said at one assessment."""

    at: dt.datetime
    ratings: Ratings


@dataclass(frozen=True, slots=True)
class Stood:
    """How many steps were missing at one assessment, counted by today's path."""

    at: dt.datetime
    steps: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """The steps still missing: `least` if all that is unrated is met, `most` if none of it is."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """Whole months from `since`, the newest assessment, on.

    `most` is None where it can't be told, and greater than `least` otherwise; `least` is FARTHEST
    at most. `slowest` and `fastest` are steps a month; `slowest` is negative where steps were lost.
    """

    since: dt.datetime
    ahead: Ahead
    least: int
    most: int | None
    slowest: float
    fastest: float


class Held(StrEnum):
    """What became of a forecast so far."""

    SOONER = "sooner"
    REACHED = "reached"
    LATE = "late"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Last:
    """The forecast of the time before, for the level it was about, and what happened since.

    `fewest` to `greatest` steps were what it allowed for until `until`; `made` were.
    """

    said: Forecast
    level: str
    until: dt.datetime
    held: Held
    fewest: int
    greatest: int
    made: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is said of a level (its id; None at the top), and how last time's turned out."""

    level: str | None
    said: Forecast | Silence
    last: Last | None = None


# --- Which assessments are looked at --------------------------------------------------------------


def marks(times: Sequence[dt.datetime]) -> list[int]:
    """Those looked at, as places in `times`, oldest first as `times` is; any time zones.

    The newest, and from it back the newest that is APART from the one after it, MOST of them. Where
    the first of all is in reach it takes the place of the last found: the history begins with it.
    """
    times = [at.astimezone(dt.UTC) for at in times]  # within a zone a day may have 23 hours
    taken: list[int] = []
    for index in reversed(range(len(times))):
        if not taken or times[taken[-1]] - times[index] >= APART:
            taken.append(index)
        if len(taken) == MOST:
            return taken[::-1]
    if len(taken) > 1:
        taken[-1] = 0
    return taken[::-1]


def is_enough(times: Sequence[dt.datetime]) -> bool:
    """Whether there are FEWEST of them looked at, over SHORTEST."""
    taken = marks(times)
    return len(taken) >= FEWEST and times[-1] - times[taken[0]] >= SHORTEST


def enough_from(times: Sequence[dt.datetime], now: dt.datetime) -> dt.datetime | None:
    """From when on one more assessment is enough; None where it takes more than one more.

    `times` are oldest first.
    """
    soonest = max([now, *times])
    waits = (at + wait for at in times for wait in (APART, SHORTEST))
    days = sorted({soonest, *(max(soonest, day) for day in waits)})
    return next((day for day in days if is_enough([*times, day])), None)


# --- The range ------------------------------------------------------------------------------------


def forecast(history: Sequence[Stood], ahead: Ahead) -> Forecast | Silence:
    """The range for what is ahead, by the paces of a history, oldest first."""
    times = [one.at for one in history]
    if not is_enough(times):
        return Silence.TOO_FEW
    paces = list(_paces([_in_utc(history[index]) for index in marks(times)]))
    slowest, fastest = min(paces), max(paces)
    if fastest <= 0:
        return Silence.NO_HEADWAY
    least = min(math.floor(ahead.least / (MARGIN * fastest)), FARTHEST)
    most = math.ceil(MARGIN * ahead.most / slowest) if slowest > 0 else None
    if most is not None:
        most = max(most, least + 1) if most <= FARTHEST else None
    return Forecast(history[-1].at, ahead, least, most, slowest, fastest)


def _in_utc(one: Stood) -> Stood:
    return replace(one, at=one.at.astimezone(dt.UTC))


def _paces(history: Sequence[Stood]) -> Iterator[float]:
    """Steps a month over every span of at least a third of the whole, and at least APART."""
    shortest = max(APART, (history[-1].at - history[0].at) / PARTS)
    for index, first in enumerate(history):
        for last in history[index + 1 :]:
            if last.at - first.at >= shortest:
                yield (first.steps - last.steps) / ((last.at - first.at) / MONTH)


# --- From answers to steps ------------------------------------------------------------------------


def outlook(path: PathSpec, said: Sequence[Answered], wanted: str | None = None) -> Outlook:
    """What can be said of the next level, or of a wanted one above it, by today's path.

    `said` are those looked at (`marks`), oldest first, at least one.
    """
    level, told = _told(path, said, wanted)
    return Outlook(level, told, _last(path, said, wanted) if len(said) > FEWEST else None)


def _told(
    path: PathSpec, said: Sequence[Answered], wanted: str | None
) -> tuple[str | None, Forecast | Silence]:
    newest = said[-1].ratings
    ranks = {one.id: one.rank for one in path.levels}
    rank = target_rank(path, place(path, newest), ranks.get(wanted or ""))
    if rank is None:
        return None, Silence.TOP
    level = path.levels[rank - 1].id
    most = steps(path, newest, rank)
    least = steps(path, _all_met(path, newest, rank), rank)
    if most is None or least is None:
        return level, Silence.NO_WAY
    return level, forecast(stood(path, said, rank), Ahead(least, most))


def _last(path: PathSpec, said: Sequence[Answered], wanted: str | None) -> Last | None:
    """Computed again from what was known then, and held against what was said since."""
    level, told = _told(path, said[:-1], wanted)
    if level is None or isinstance(told, Silence):
        return None
    rank = next(one.rank for one in path.levels if one.id == level)
    until = said[-1].at
    months = (until - told.since) / MONTH
    *_, before, after = stood(path, said, rank)
    is_there = (place(path, said[-1].ratings).current_rank or 0) >= rank
    return Last(
        told,
        level,
        until,
        _held(told, months, is_there=is_there),
        math.floor(max(0.0, told.slowest) * months / MARGIN),
        math.ceil(told.fastest * months * MARGIN),
        before.steps - after.steps,
    )


def _held(told: Forecast, months: float, *, is_there: bool) -> Held:
    """The level was reached at some time in these months, or not yet."""
    if is_there:
        return Held.SOONER if months < told.least else Held.REACHED
    return Held.LATE if told.most is not None and months > told.most else Held.PENDING


def stood(path: PathSpec, said: Sequence[Answered], rank: int) -> list[Stood]:
    """The steps that were missing each time, where nothing but answers moved.

    A skill counts before its first number as it does with it, since unrated is unknown, and after
    its last one as it did then. What is marked not relevant in the newest is left out all along.
    """
    return [
        Stood(one.at, steps(path, ratings, rank) or 0)
        for one, ratings in zip(said, filled([one.ratings for one in said]), strict=True)
    ]


def filled(said: Sequence[Ratings]) -> list[dict[str, Rating]]:
    """Each with a number for every skill that has one in any, and the newest's marks."""
    marked = {skill: one for skill, one in said[-1].items() if one.not_relevant}
    numbers: dict[str, Rating] = {}
    for ratings in reversed(said):
        numbers |= _numbers(ratings)
    found = []
    for ratings in said:
        numbers = numbers | _numbers(ratings)
        found.append(numbers | marked)
    return found


def _numbers(ratings: Ratings) -> dict[str, Rating]:
    return {
        skill: Rating(one.proficiency)
        for skill, one in ratings.items()
        if one.proficiency is not None and not one.not_relevant
    }


def steps(path: PathSpec, ratings: Ratings, rank: int) -> int | None:
    """Of the shortest way to a level; None where no raise leads there."""
    placement = place(path, ratings)
    if (placement.current_rank or 0) >= rank:
        return 0
    if target_rank(path, placement, None) == rank:  # all below is held: no need to look for it
        near = distance(path, ratings, rank)
        return near.steps if near else None
    way = shortest_way(path, ratings, rank)
    return None if way.unmeasured else way.points


def _all_met(path: PathSpec, ratings: Ratings, rank: int) -> Ratings:
    levels = path.levels[:rank]
    open_ = unmarked(levels, ratings)
    asked = {asks.skill for level in levels for asks in level.requirements}
    unrated = {skill for skill in asked if not is_answer(open_.get(skill))}
    return {**open_, **dict.fromkeys(unrated, Rating(HIGHEST))}
