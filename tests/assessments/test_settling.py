from __future__ import annotations

from assessments.settling import Standing, standing
from careerpath.engine.types import PathSpec, Rating
from tests.engine.build import asks, level, path, rated

JUNIOR = level(1, *map(asks, "abcde"))  # 4 of 5 are needed
EMPTY = level(2)
MID = level(3, asks("a", 4), asks("f"))
SENIOR = level(4, asks("g"))
LADDER = path(JUNIOR, EMPTY, MID, SENIOR)


def left_out(asked: PathSpec, ratings: dict[str, Rating]) -> list[str]:
    """Of each level, the skills that need no answer."""
    told = standing(asked, ratings)
    return ["".join(told.left_out(one, ratings)) for one in asked.levels]


def test_before_anything_is_said_the_first_level_is_asked() -> None:
    told = standing(LADDER, {})
    assert told == Standing(JUNIOR, ("a", "b", "c", "d", "e"), None, JUNIOR)
    assert not told.is_settled
    assert left_out(LADDER, {}) == ["", "", "", ""]


def test_what_a_decided_level_leaves_open_is_left_out() -> None:
    ratings = rated(a=4, b=3, c=3, d=3)
    told = standing(LADDER, ratings)
    assert told == Standing(MID, ("f",), JUNIOR, MID)
    assert left_out(LADDER, ratings) == ["e", "", "", ""]


def test_once_settled_what_is_left_of_the_next_level_is_left_out_and_nothing_above() -> None:
    ratings = rated(a=3, b=3, c=3, d=3)
    told = standing(LADDER, ratings)
    assert told == Standing(None, (), JUNIOR, MID)
    assert told.is_settled
    assert left_out(LADDER, ratings) == ["e", "", "f", ""]


def test_of_the_level_that_is_asked_what_can_not_decide_it_is_left_out() -> None:
    asked = path(level(1, asks("a", must=True), asks("b"), asks("c"), asks("d"), threshold=50))
    ratings = rated(b=3, c=3)
    assert standing(asked, ratings).can_decide == ("a",)
    assert left_out(asked, ratings) == ["d"]


def test_at_the_top_no_level_follows() -> None:
    ratings = rated(a=4, b=3, c=3, d=3, f=3, g=3)
    assert standing(LADDER, ratings) == Standing(None, (), SENIOR, None)
    assert left_out(LADDER, ratings) == ["e", "", "", ""]


def test_a_path_that_asks_nothing_is_settled_below_everything() -> None:
    assert standing(path(EMPTY), {}) == Standing(None, (), None, None)


def later(asked: PathSpec, ratings: dict[str, Rating]) -> list[str]:
    """Of each level, the skills that wait for those before them."""
    told = standing(asked, ratings)
    return ["".join(told.later(one, ratings)) for one in asked.levels]


def test_what_comes_after_enough_to_hold_the_level_waits() -> None:
    assert later(LADDER, {}) == ["e", "", "", ""]
    assert later(LADDER, rated(a=3, b=3)) == ["e", "", "", ""]
    assert later(LADDER, rated(a=3, b=0)) == ["", "", "", ""]
    assert later(LADDER, rated(a=4, b=3, c=3, d=3)) == ["", "", "", ""]


def test_nothing_waits_where_only_must_haves_decide() -> None:
    asked = path(level(1, asks("a", must=True), asks("b"), asks("c"), asks("d"), threshold=50))
    assert later(asked, {}) == ["cd"]  # a and b would do
    assert later(asked, rated(b=3)) == [""]
    assert standing(asked, rated(b=3)).can_decide == ("a",)
