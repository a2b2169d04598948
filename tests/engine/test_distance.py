"""The length of the shortest way to the next level is that of the way itself."""

from __future__ import annotations

import pytest
from hypothesis import given

from careerpath.engine.distance import Distance, asked_higher_below, distance, nearest
from careerpath.engine.gaps import target_rank
from careerpath.engine.placement import place
from careerpath.engine.types import HIGHEST, PathSpec, Rating
from careerpath.engine.way import shortest_way

from .build import asks, level, path, paths, people, rated, thorough

Person = dict[str, Rating]
NOT_RELEVANT = Rating(not_relevant=True)


def test_must_haves_and_the_cheapest_of_the_rest() -> None:
    asked = path(level(1, asks("a"), asks("b", must=True), *map(asks, "cde"), threshold=60))
    assert distance(asked, rated(a=2, b=1, c=0, d=2), 1) == Distance(steps=4, skills=3)
    assert distance(asked, rated(b=3, c=3, d=2), 1) == Distance(steps=1, skills=1)


def test_nothing_at_the_top_and_none_where_no_rating_helps() -> None:
    asked = path(level(1, asks("a"), asks("b"), asks("c")))
    assert distance(asked, rated(a=3, b=3, c=3), None) == Distance(0, 0)
    assert distance(asked, dict.fromkeys("ab", NOT_RELEVANT), 1) is None


def test_a_marked_must_have_counts_below_as_well_where_that_asks_more() -> None:
    """A is rated to 3 for L2; then L1, which asks it at 4, misses one of two: four steps."""
    higher = path(level(1, asks("a", 4), asks("b")), level(2, asks("a", must=True)))
    said = {"a": NOT_RELEVANT, **rated(b=3)}
    assert distance(higher, said, 2) == Distance(steps=4, skills=1)
    lower = path(level(1, asks("a", 2), asks("b")), level(2, asks("a", must=True)))
    assert distance(lower, said, 2) == Distance(steps=3, skills=1)


def test_which_must_haves_are_asked_higher_below() -> None:
    asked = path(
        level(1, asks("a", 4), asks("b", 2), asks("c", 4)),
        level(2, asks("a", 2), asks("d", 4)),
        level(3, asks("a", must=True), asks("b", must=True), asks("c"), asks("d", must=True)),
    )
    assert asked_higher_below(asked, 3) == ["a", "d"]
    assert asked_higher_below(asked, 1) == []


@thorough
@given(paths(), people())
def test_it_is_as_long_as_the_way_that_is_found(spec: PathSpec, ratings: Person) -> None:
    rank = target_rank(spec, place(spec, ratings), None)
    way = shortest_way(spec, ratings, rank)
    told = distance(spec, ratings, rank)
    assert told == (None if way.unmeasured else Distance(way.points, len(way.skills)))


def test_at_best_all_that_is_unrated_is_met() -> None:
    asked = path(level(1, asks("a"), asks("b", must=True), *map(asks, "cde"), threshold=80))
    assert distance(asked, rated(a=2, c=1), 1) == Distance(steps=9, skills=4)
    assert nearest(asked, rated(a=2, c=1), 1) == Distance(steps=1, skills=1)
    assert nearest(asked, rated(a=2, b=0, c=1, d=0, e=0), 1) == Distance(steps=9, skills=4)
    assert nearest(asked, rated(a=2), 1) == Distance()
    assert nearest(asked, {}, None) == Distance()
    assert nearest(asked, dict.fromkeys("acde", NOT_RELEVANT), 1) is None


@thorough
@given(paths(), people())
def test_at_best_it_is_as_long_as_the_way_without_unrated_skills(
    spec: PathSpec, ratings: Person
) -> None:
    """What a roadmap shows as the near end of the range."""
    placement = place(spec, ratings)
    rank = target_rank(spec, placement, None)
    unknown = placement.levels[rank - 1].unrated if rank else ()
    met = {**ratings, **dict.fromkeys(unknown, Rating(HIGHEST))}
    way = shortest_way(spec, met, rank)
    told = nearest(spec, ratings, rank)
    assert told == (None if way.unmeasured else Distance(way.points, len(way.skills)))


@pytest.mark.parametrize("threshold", [70, 50])
def test_a_threshold_alone_makes_it_shorter(threshold: int) -> None:
    """What an editor's 50 % instead of 70 % does while level, readiness and gaps stay."""
    asked = path(level(1, *map(asks, "abcdefghij"), threshold=threshold))
    told = distance(asked, rated(**dict.fromkeys("abcd", 3)), 1)
    assert told == {70: Distance(9, 3), 50: Distance(3, 1)}[threshold]
