"""Which question comes next, and when one comes again."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.engine.practice import Memory, Turns, practised, strength, turns

DAY = dt.date(2026, 3, 28)  # a night before the clocks change
later = dt.timedelta


def memory(due: int, *, stability: float = 5.0, ago: int = 5) -> Memory:
    return Memory(DAY - later(days=ago), DAY + later(days=due), stability, 5.0)


def test_who_was_sure_is_asked_later() -> None:
    first = [(practised(None, sure, DAY).due_on - DAY).days for sure in (1, 2, 3, 4)]
    assert first == [1, 1, 2, 8]


def test_shaky_once_a_month_is_no_matter_of_minutes() -> None:
    """With the scheduler's own steps it stays “in ten minutes” for ever."""
    kept, days = practised(None, 2, DAY), []
    for n in range(1, 4):
        kept = practised(kept, 2, DAY + later(days=30 * n))
        days.append((kept.due_on - kept.practised_on).days)
    assert days == sorted(days)
    assert days[0] > 1


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 4)), min_size=1, max_size=12))
def test_it_always_comes_again_on_a_later_day_and_the_same_answers_give_the_same_one(
    answers: list[tuple[int, int]],
) -> None:
    def lived() -> list[Memory]:
        kept, day, found = None, DAY, []
        for wait, sure in answers:
            day += later(days=wait)
            kept = practised(kept, sure, day)
            found.append(kept)
        return found

    memories = lived()
    assert memories == lived()
    assert all(kept.due_on > kept.practised_on for kept in memories)
    assert all(a.practised_on <= b.practised_on for a, b in pairwise(memories))


def test_a_day_before_the_last_one_is_refused() -> None:
    kept = practised(None, 3, DAY)
    with pytest.raises(ValueError, match="is before"):
        practised(kept, 3, DAY - later(days=1))


@pytest.mark.parametrize("sure", [0, 5])
def test_a_confidence_that_is_none_is_refused(sure: int) -> None:
    with pytest.raises(ValueError, match="no confidence"):
        practised(None, sure, DAY)


def test_the_weakest_that_is_due_comes_first_then_what_was_never_answered() -> None:
    known = {
        "sure": memory(0, stability=30.0),
        "new": None,
        "shaky": memory(0, stability=0.5),
        "later": memory(9),
        "soon": memory(1),
        "other": None,
    }
    told = turns(known, DAY)
    assert told == Turns(("shaky", "sure"), ("new", "other"), ("soon", "later"))
    assert told.next == "shaky"
    assert turns({"new": None}, DAY).next == "new"
    assert turns({"later": memory(1)}, DAY).next is None


def test_unanswered_is_unknown_and_not_weakest() -> None:
    """The scheduler calls a new card's strength 0: sorted by that, nothing due would come first."""
    assert turns({"new": None, "due": memory(-3)}, DAY).next == "due"


def test_strength_fades_and_a_clock_that_was_set_back_raises_none_above_one() -> None:
    kept = practised(None, 3, DAY)
    faded = [strength(kept, DAY + later(days=n)) for n in (-2, 0, 1, 9)]
    assert faded[:2] == [1.0, 1.0]
    assert 1 > faded[2] > faded[3] > 0
