"""The stated range covers at least as often as it says, on simulated people of several kinds.

Each comes nearer by a day's steps of their own, is assessed every few weeks or months, and every
forecast along the way is held against the day on which nothing was missing. What counts is each
kind by itself, and the first forecast of everybody by itself: three assessments are the fewest. A
few in `make test`, 3,000 of each kind with `make proof-forecast`.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Callable, Iterator

import pytest

from careerpath.engine.forecast import HOLDS_PERCENT, MONTH, Ahead, Forecast, Stood, forecast
from tests.proofs.counts import count

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
LONGEST = 20_000  # days, after which somebody never came there
Days = Iterator[float]


def rate(dice: random.Random) -> float:
    """Half a step to six steps a month, as steps a day."""
    return dice.uniform(0.5, 6) / 30


def steady(dice: random.Random) -> Days:
    pace = rate(dice)
    while True:
        yield pace


def slowing(dice: random.Random) -> Days:
    """The pace halves within one to three years, again and again."""
    pace, half = rate(dice), dice.uniform(365, 1095)
    for day in range(LONGEST):
        yield pace * 0.5 ** (day / half)


def quickening(dice: random.Random) -> Days:
    """It doubles within one to three years, and once more."""
    pace, double = rate(dice), dice.uniform(365, 1095)
    for day in range(LONGEST):
        yield pace * 2 ** min(day / double, 2)


def pausing(dice: random.Random) -> Days:
    """Three weeks to four months of work, then as long of none, and so on."""
    pace, works = rate(dice), True
    while True:
        for _ in range(dice.randint(20, 120)):
            yield 2 * pace if works else 0
        works = not works


def in_jumps(dice: random.Random) -> Days:
    """Two to six steps at once, at chance."""
    pace = rate(dice)
    while True:
        yield dice.randint(2, 6) if dice.random() < pace / 4 else 0


def uneven(dice: random.Random) -> Days:
    """Each month's pace by chance around one's own, many small and few great."""
    pace = rate(dice)
    while True:
        month = dice.expovariate(1)
        for _ in range(30):
            yield pace * month


Kind = tuple[Callable[[random.Random], Days], int]
KINDS: dict[str, Kind] = {
    "steady": (steady, 0),
    "noisy": (steady, 2),  # answers that are up to two steps off, either way
    "slowing": (slowing, 0),
    "quickening": (quickening, 0),
    "pausing": (pausing, 0),
    "in jumps": (in_jumps, 0),
    "uneven": (uneven, 0),
    "uneven and noisy": (uneven, 2),
}


def missing(days: Days, steps: int) -> list[float]:
    """At the end of each day, until nothing is."""
    left = [float(steps)]
    for gain in days:
        left.append(left[-1] - gain)
        if left[-1] <= 0 or len(left) > LONGEST:
            break
    return left


def forecasts(kind: Kind, dice: random.Random) -> list[tuple[Forecast, float]]:
    """Each that one person was given, and the months that it took from there."""
    how, off = kind
    left = missing(how(dice), dice.randint(15, 60))
    there, day = len(left) - 1, 0
    rhythm = dice.choice([(14, 50), (30, 100)])
    history: list[Stood] = []
    given = []
    while day < there:
        seen = max(1, math.ceil(left[day]) + dice.randint(-off, off))
        history.append(Stood(START + day * DAY, seen))
        told = forecast(history, Ahead(seen, seen))
        if isinstance(told, Forecast):
            given.append((told, (there - day) * DAY / MONTH))
        day += dice.randint(*rhythm)
    return given


def holds(given: tuple[Forecast, float]) -> bool:
    told, took = given
    return told.least <= took and (told.most is None or took <= told.most)


@pytest.mark.parametrize("name", KINDS)
def test_the_range_covers_at_least_as_often_as_it_says(name: str) -> None:
    dice = random.Random(5)  # noqa: S311 - people, not secrets
    people = [forecasts(KINDS[name], dice) for _ in range(count(few=150, full=3_000))]
    every = [one for given in people for one in given]
    first = [given[0] for given in people if given]
    shares = [100 * sum(map(holds, some)) / len(some) for some in (every, first)]
    closed = 100 * sum(told.most is not None for told, _ in every) / len(every)
    print(  # noqa: T201
        f"{name}: {len(every)} forecasts, {shares[0]:.1f} % held; of {len(first)} first ones "
        f"{shares[1]:.1f} %; {closed:.0f} % with an end"
    )
    assert min(shares) >= HOLDS_PERCENT
    assert closed >= {"steady": 70, "quickening": 70}.get(name, 30)


def test_the_last_pace_going_on_would_not_have_held() -> None:
    """The naive rule: a month to each side of what the newest stretch gives, on uneven people."""
    dice = random.Random(5)  # noqa: S311 - people, not secrets
    held = tried = 0
    for _ in range(count(few=150, full=3_000)):
        left = missing(uneven(dice), dice.randint(15, 60))
        for day in range(60, len(left) - 1, 30):
            pace = (left[day - 30] - left[day]) / 30
            tried += 1
            held += pace > 0 and abs(left[day] / pace - (len(left) - 1 - day)) <= 30
    print(f"the naive rule: {100 * held / tried:.1f} % of {tried}")  # noqa: T201
    assert 100 * held / tried < HOLDS_PERCENT / 2
