"""How long a level may take, and what is no reason to say anything."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import combinations, pairwise
from math import ceil, floor
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.engine.forecast import (
    APART,
    MOST,
    SHORTEST,
    Ahead,
    Answered,
    Forecast,
    Held,
    Last,
    Outlook,
    Silence,
    Stood,
    enough_from,
    filled,
    forecast,
    is_enough,
    marks,
    outlook,
    steps,
    stood,
)
from careerpath.engine.types import PathSpec, Rating
from careerpath.engine.way import shortest_way

from .build import asks, level, path, paths, people, rated, thorough

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
MARKED = Rating(not_relevant=True)
ONE = path(level(1, *map(asks, "abcd"), threshold=100), level(2, *map(asks, "efgh")))
Person = dict[str, Rating]


def on(day: float) -> dt.datetime:
    return START + dt.timedelta(days=day)


def days(*those: float) -> list[dt.datetime]:
    return [on(day) for day in those]


def answered(*said: tuple[int, Person]) -> list[Answered]:
    return [Answered(on(day), ratings) for day, ratings in said]


def all_at(value: int) -> Person:
    return dict.fromkeys("abcd", Rating(value))


# --- Which are looked at, and whether they are enough ---------------------------------------------


def best_marks(times: list[dt.datetime]) -> list[int]:
    """Tried out: the most that lie apart, the latest of equals; the first for the earliest."""
    last = len(times) - 1
    fitting = [
        (*some, last)
        for size in range(last + 1)
        for some in combinations(range(last), size)
        if all(times[b] - times[a] >= APART for a, b in pairwise((*some, last)))
    ]
    most = max(map(len, fitting))
    found = list(max(some for some in fitting if len(some) == most))
    return [0, *found[1:]] if most > 1 else found


@given(st.lists(st.integers(0, 200), min_size=1, max_size=8, unique=True).map(sorted))
def test_the_most_that_lie_four_weeks_apart_are_looked_at(those: list[int]) -> None:
    times = days(*those)
    assert marks(times) == best_marks(times)


def test_a_year_of_them_is_looked_at_however_many_there_are() -> None:
    times = days(*range(1000))
    assert marks(times) == [999 - 28 * n for n in reversed(range(MOST))]


@pytest.mark.parametrize(
    ("those", "enough"),
    [
        ((), False),
        ((0,), False),
        ((0, 61), False),
        ((0, 30, 60), False),
        ((0, 30, 61), True),
        ((0, 27, 61), False),
        ((0, 50, 61), False),
        ((0, 1, 2, 59, 60, 61), False),
        ((0, 20, 48, 76), True),
    ],
)
def test_three_four_weeks_apart_over_two_months_are_enough(
    those: tuple[int, ...], *, enough: bool
) -> None:
    assert is_enough(days(*those)) is enough


@given(st.lists(st.integers(0, 150), min_size=1, max_size=5).map(sorted), st.integers(0, 100))
def test_it_is_told_from_when_on_one_more_is_enough(those: list[int], wait: int) -> None:
    """Day by day, tried out; where it takes more than one, no day does."""
    times, now = days(*those), on(those[-1] + wait)
    tried = (now + dt.timedelta(days=n) for n in range(200))
    assert enough_from(times, now) == next((d for d in tried if is_enough([*times, d])), None)


# --- The range ------------------------------------------------------------------------------------


def tried_range(history: list[tuple[int, int]], ahead: Ahead) -> tuple[int, int | None] | None:
    """By fractions, and every span looked at: months of 365.25 / 12 days."""
    month = Fraction(1461, 48)
    whole = history[-1][0] - history[0][0]
    paces = [
        Fraction(b[1] - a[1], a[0] - b[0])
        for a, b in combinations(history, 2)
        if b[0] - a[0] >= max(Fraction(28), Fraction(whole, 3))
    ]
    if max(paces) <= 0:
        return None
    least = min(floor(ahead.least / (2 * max(paces) * month)), 60)
    if min(paces) <= 0:
        return least, None
    most = ceil(2 * ahead.most / (min(paces) * month))
    return least, (max(most, least + 1) if most <= 60 else None)


@thorough
@given(
    st.lists(st.tuples(st.integers(28, 120), st.integers(0, 60)), min_size=3, max_size=MOST),
    st.integers(1, 60),
    st.integers(0, 60),
)
def test_the_range_is_what_trying_out_gives(
    said: list[tuple[int, int]], least: int, more: int
) -> None:
    at, history = 0, []
    for wait, missing in said:
        history.append((at, missing))
        at += wait
    ahead = Ahead(least, least + more)
    told = forecast([Stood(on(day), missing) for day, missing in history], ahead)
    if history[-1][0] < SHORTEST.days:
        assert told is Silence.TOO_FEW
    elif isinstance(told, Forecast):
        assert (told.least, told.most) == tried_range(history, ahead)
        assert told.most is None or told.least < told.most
    else:
        assert (told, tried_range(history, ahead)) == (Silence.NO_HEADWAY, None)


def test_it_reaches_from_twice_the_fastest_to_half_the_slowest() -> None:
    """12, 6 and 8 steps in two months each: 6 and 3 a month, and 5 and 3.5 over four."""
    month = 365.25 / 12
    history = [Stood(on(2 * n * month), left) for n, left in enumerate((50, 38, 32, 24))]
    told = forecast(history, Ahead(24, 24))
    assert isinstance(told, Forecast)
    assert (round(told.slowest, 6), round(told.fastest, 6)) == (3.0, 6.0)
    assert (told.least, told.most) == (2, 16)


def test_summer_time_and_the_place_of_a_clock_change_nothing() -> None:
    """The last Sundays of March and October lie in it."""
    at = [dt.datetime(2026, m, 20, 23, 30, tzinfo=dt.UTC) for m in (2, 5, 8, 11)]
    told = forecast([Stood(one, 40 - 9 * n) for n, one in enumerate(at)], Ahead(13, 13))
    berlin = [one.astimezone(ZoneInfo("Europe/Berlin")) for one in at]
    assert forecast([Stood(one, 40 - 9 * n) for n, one in enumerate(berlin)], Ahead(13, 13)) == told


# --- What is no headway ---------------------------------------------------------------------------


def test_a_skill_rated_for_the_first_time_is_no_headway() -> None:
    """Unrated taken as 0, twelve steps shrink to three, and the level would be near."""
    said = answered((0, {}), (40, rated(a=3, b=3)), (80, rated(a=3, b=3, c=2, d=1)))
    assert [shortest_way(ONE, one.ratings, 1).points for one in said] == [12, 6, 3]
    assert [one.steps for one in stood(ONE, said, 1)] == [3, 3, 3]
    assert outlook(ONE, said) == Outlook("level-1", Silence.NO_HEADWAY)


def test_what_was_marked_not_relevant_is_no_headway() -> None:
    before = rated(a=3, b=3, c=0, d=0)
    said = answered((0, before), (40, before), (80, before | {"c": MARKED}))
    assert [shortest_way(ONE, one.ratings, 1).points for one in said] == [6, 6, 3]
    assert outlook(ONE, said) == Outlook("level-1", Silence.NO_HEADWAY)


@thorough
@given(paths(), paths(), people())
def test_what_the_path_did_is_no_headway(before: PathSpec, now: PathSpec, said: Person) -> None:
    """Whatever it was, everything is counted by today's; the same answers came no nearer."""
    del before
    told = outlook(now, answered((0, said), (40, said), (80, said), (120, said)))
    assert told.said in {Silence.NO_HEADWAY, Silence.TOP, Silence.NO_WAY}
    assert told.last is None


def test_numbers_reach_back_to_where_nothing_was_said_and_on_from_there() -> None:
    said = [rated(b=2, c=None), {**rated(a=1, b=3), "c": MARKED}, {"b": MARKED}]
    assert filled(said) == [
        {"a": Rating(1), "b": MARKED},
        {"a": Rating(1), "b": MARKED},
        {"a": Rating(1), "b": MARKED},
    ]
    assert filled(said[:2]) == [
        {"a": Rating(1), "b": Rating(2), "c": MARKED},
        {"a": Rating(1), "b": Rating(3), "c": MARKED},
    ]


@thorough
@given(paths(), people(), st.integers(1, 3))
def test_the_steps_are_those_of_the_shortest_way(spec: PathSpec, said: Person, rank: int) -> None:
    target = min(rank, len(spec.levels))
    if not target or not spec.levels[target - 1].requirements:
        return
    way = shortest_way(spec, said, target)
    assert steps(spec, said, target) == (None if way.unmeasured else way.points)


# --- What is said ---------------------------------------------------------------------------------


def test_of_what_is_unrated_both_ends_are_kept() -> None:
    said = answered((0, rated(a=0, b=0)), (40, rated(a=1, b=1)), (80, rated(a=2, b=2)))
    told = outlook(ONE, said)
    assert isinstance(told.said, Forecast)
    assert told.said.ahead == Ahead(least=2, most=8)
    assert (told.said.least, told.said.most) == (0, 11)


def test_nothing_is_said_of_the_top_nor_where_no_answer_leads() -> None:
    top = dict.fromkeys("abcdefgh", Rating(3))
    assert outlook(ONE, answered((0, top))) == Outlook(None, Silence.TOP)
    marked = dict.fromkeys("abc", MARKED)
    assert outlook(ONE, answered((0, marked))) == Outlook("level-1", Silence.NO_WAY)


def test_a_wanted_level_above_the_next_is_what_it_is_about() -> None:
    said = answered((0, all_at(0)), (40, all_at(1)), (80, all_at(2)))
    told = [outlook(ONE, said, wanted).level for wanted in (None, "level-2", "level-1", "gone")]
    assert told == ["level-1", "level-2", "level-1", "level-1"]


def after(*then: int, at: int, newest: Person) -> Last | None:
    """Four weeks apart, a step each on what was chosen, and the newest on a day."""
    said = [(31 * n, all_at(value)) for n, value in enumerate(then)]
    return outlook(ONE, answered(*said, (at, newest))).last


def test_how_the_time_befores_turned_out() -> None:
    """12, 8 and 4 steps missing, 31 days between: then up to three months."""
    told = after(0, 1, 2, at=95, newest=all_at(2))
    assert told is not None
    assert (told.said.least, told.said.most, told.level) == (0, 3, "level-1")
    assert (told.held, told.fewest, told.greatest, told.made) == (Held.PENDING, 2, 9, 0)
    late = after(0, 1, 2, at=180, newest=rated(a=3, b=2, c=2, d=1))
    assert late is not None
    assert (late.held, late.fewest, late.greatest, late.made) == (Held.LATE, 7, 31, 0)
    there = after(0, 1, 2, at=95, newest=all_at(3))
    assert there is not None
    assert (there.held, there.made, there.level) == (Held.REACHED, 4, "level-1")


def test_a_leap_is_told_as_sooner_than_was_said() -> None:
    slow = [(n * 60, {**all_at(0), "a": Rating(n)}) for n in range(3)]
    told = outlook(ONE, answered(*slow, (160, all_at(3))))
    assert told.level == "level-2"
    assert told.last is not None
    assert (told.last.said.least, told.last.level, told.last.held) == (9, "level-1", Held.SOONER)


def test_without_a_forecast_then_there_is_nothing_to_look_back_on() -> None:
    assert outlook(ONE, answered(*((31 * n, all_at(n)) for n in range(3)))).last is None
    same = answered(*((31 * n, all_at(1)) for n in range(3)), (95, all_at(2)))
    assert outlook(ONE, same).last is None
