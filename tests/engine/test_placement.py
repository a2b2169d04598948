from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.engine.placement import is_met, number_needed, place, verdict
from careerpath.engine.placement import rated as rated_at
from careerpath.engine.types import LevelSpec, LevelVerdict, PathSpec, Placement, Rating

from .build import SKILLS, asks, level, levels, needs, path, paths, people, rated, rating, thorough

People = dict[str, Rating]


# --- A requirement ------------------------------------------------------------------------------


def test_requirement_is_met_from_the_proficiency_it_asks() -> None:
    answers = [is_met(asks("a"), rated(a=value)) for value in (0, 1, 2, 3, 4)]
    assert answers == [False, False, False, True, True]


def test_requirement_unrated_is_unknown_and_not_met() -> None:
    assert rated_at(asks("a"), {}) is None
    assert rated_at(asks("a"), rated(a=None)) is None
    assert not is_met(asks("a"), {})


def test_requirement_rated_zero_is_not_unrated() -> None:
    assert rated_at(asks("a"), rated(a=0)) == 0


def test_must_have_marked_not_relevant_is_read_as_unrated() -> None:
    marked = {"a": Rating(4, not_relevant=True)}
    assert rated_at(asks("a", must=True), marked) is None
    assert not is_met(asks("a", must=True), marked)


# --- The number needed --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("threshold", "relevant", "needed"),
    [
        (80, 20, 16),  # 16.0 exactly, where floats say 16.000000000000004
        (80, 17, 14),  # 13.6
        (80, 22, 18),  # 17.6
        (80, 16, 13),  # 12.8
        (80, 13, 11),  # 10.4
        (80, 1, 1),  # 0.8
        (80, 0, 0),
        (1, 1, 1),  # 0.01
        (1, 100, 1),
        (1, 101, 2),  # 1.01
        (100, 7, 7),
        (35, 20, 7),  # 7.0 exactly, where floats say 7.000000000000001
    ],
)
def test_number_needed_rounds_up(threshold: int, relevant: int, needed: int) -> None:
    assert number_needed(threshold, relevant) == needed


@thorough
@given(st.integers(1, 100), st.integers(0, 1000))
def test_number_needed_is_the_smallest_that_reaches_the_share(threshold: int, count: int) -> None:
    needed = number_needed(threshold, count)
    assert needed == needs(threshold, count)
    assert needed * 100 >= threshold * count
    assert needed == 0 or Fraction(needed - 1, count) < Fraction(threshold, 100)


# --- One level ----------------------------------------------------------------------------------


def test_verdict_gives_the_rule_with_its_numbers() -> None:
    asked = level(2, asks("a", must=True), asks("b"), asks("c"), asks("d", 4), asks("e"), asks("f"))
    ratings = {
        "a": Rating(3, has_evidence=True),
        "b": Rating(4),
        "c": Rating(2, has_evidence=True),  # not met, so its evidence backs nothing
        "d": Rating(3),  # 4 asked
        "f": Rating(4, not_relevant=True, has_evidence=True),
    }
    # 6 asked, f left out: 5 relevant. 80 % of 5 is 4. Met: a and b. c and d known, e unknown:
    # at best 2 + 1 = 3 of 4.
    assert verdict(asked, ratings) == LevelVerdict(
        level="level-2",
        rank=2,
        threshold_percent=80,
        relevant=5,
        needed=4,
        met=2,
        backed=1,
        not_relevant=1,
        must_haves=1,
        missing_must_haves=(),
        unmet=("c", "d"),
        unrated=("e",),
        held=False,
        could_hold=False,
    )


def test_level_is_held_from_the_number_needed_on() -> None:
    asked = level(1, *map(asks, "abcde"))  # 80 % of 5 is 4
    assert not verdict(asked, rated(a=3, b=3, c=3, d=2, e=2)).held
    assert verdict(asked, rated(a=3, b=3, c=3, d=3, e=2)).held
    assert verdict(asked, rated(a=3, b=3, c=3, d=3, e=3)).held


def test_level_with_enough_by_number_is_blocked_by_a_must_have() -> None:
    asked = level(1, *map(asks, "abcd"), asks("e", must=True))
    told = verdict(asked, rated(a=4, b=4, c=4, d=4, e=2))
    assert (told.met, told.needed) == (4, 4)
    assert (told.held, told.could_hold) == (False, False)
    assert (told.must_haves, told.missing_must_haves) == (1, ("e",))


def test_level_with_an_unrated_must_have_could_be_held() -> None:
    asked = level(1, *map(asks, "abcd"), asks("e", must=True))
    told = verdict(asked, rated(a=4, b=4, c=4, d=4))
    assert (told.held, told.could_hold) == (False, True)
    assert (told.missing_must_haves, told.unrated, told.unmet) == (("e",), ("e",), ())


def test_level_with_its_must_haves_still_needs_the_number() -> None:
    asked = level(1, *map(asks, "abcd"), asks("e", must=True))
    told = verdict(asked, rated(a=4, b=4, c=0, d=0, e=4))
    assert (told.met, told.needed, told.missing_must_haves) == (3, 4, ())
    assert (told.held, told.could_hold) == (False, False)


def test_missing_must_haves_stand_in_the_order_of_the_level_rated_or_not() -> None:
    asked = level(1, asks("c", must=True), asks("a", must=True), asks("b"), asks("d", must=True))
    told = verdict(asked, rated(a=0, b=0, d=3))
    assert told.missing_must_haves == ("c", "a")
    assert told.must_haves == 3


def test_not_relevant_leaves_the_count() -> None:
    asked = level(1, *map(asks, "abcde"))
    ratings = {**rated(a=3, b=3, c=3, d=0), "e": Rating(not_relevant=True)}
    told = verdict(asked, ratings)
    # 4 relevant, 80 % is 3.2, so 4 are needed and 3 are met.
    assert (told.relevant, told.not_relevant, told.needed, told.met) == (4, 1, 4, 3)
    assert not told.held


def test_not_relevant_never_takes_a_must_have_out_of_the_count() -> None:
    asked = level(1, asks("a", must=True), asks("b"))
    told = verdict(asked, {"a": Rating(not_relevant=True), "b": Rating(3)})
    assert (told.relevant, told.not_relevant, told.unrated) == (2, 0, ("a",))
    assert (told.held, told.could_hold) == (False, True)


def test_level_without_requirements_is_held_and_needs_none() -> None:
    told = verdict(level(1), {})
    assert (told.relevant, told.needed, told.held, told.could_hold) == (0, 0, True, True)


def test_level_with_everything_marked_not_relevant_is_not_measured() -> None:
    told = verdict(
        level(1, asks("a"), asks("b")),
        {"a": Rating(not_relevant=True), "b": Rating(0, not_relevant=True)},
    )
    assert (told.relevant, told.not_relevant, told.needed) == (0, 2, 0)
    assert (told.measured, told.held, told.could_hold) == (False, False, False)


@pytest.mark.parametrize(
    ("asked", "marked", "measured"),
    [
        ("ab", "a", True),
        ("abc", "a", True),
        ("abc", "ab", False),
        ("abcd", "ab", True),
        ("", "", True),
    ],
)
def test_level_is_measured_where_half_of_it_is_relevant(
    asked: str, marked: str, measured: bool
) -> None:
    ratings = {
        **rated(**dict.fromkeys(asked, 3)),
        **dict.fromkeys(marked, Rating(not_relevant=True)),
    }
    told = verdict(level(1, *map(asks, asked)), ratings)
    assert (told.measured, told.held, told.could_hold) == (measured,) * 3
    assert told.asked == len(asked)


def test_must_haves_are_relevant_whatever_is_marked() -> None:
    marked = dict.fromkeys("ab", Rating(not_relevant=True))
    told = verdict(level(1, asks("a", must=True), asks("b")), marked)
    assert (told.measured, told.relevant, told.could_hold) == (True, 1, True)


def test_a_person_stands_below_a_level_that_is_not_measured() -> None:
    asked = path(level(1, asks("a")), level(2, asks("b")), level(3, asks("c")))
    marked = {**rated(a=3, c=3), "b": Rating(not_relevant=True)}
    assert place(asked, marked).current_rank == place(asked, marked).possible_rank == 1


def test_levels_that_ask_nothing_are_passed_over() -> None:
    asked = path(level(1), level(2, asks("a")), level(3), level(4, asks("b")), level(5))
    assert place(asked, {}).current_rank is None
    assert place(asked, rated(a=3)).current_rank == 2
    assert place(asked, rated(a=3, b=3)).current_rank == 4
    assert place(path(level(1)), {}).possible_rank is None


@thorough
@given(levels(1), people())
def test_verdict_adds_up(asked: LevelSpec, ratings: People) -> None:
    told = verdict(asked, ratings)
    counted = [
        one
        for one in asked.requirements
        if one.must_have or not ratings.get(one.skill, Rating()).not_relevant
    ]
    order = [one.skill for one in counted]
    assert told.relevant == len(counted) == told.met + len(told.unmet) + len(told.unrated)
    assert told.relevant + told.not_relevant == len(asked.requirements)
    assert told.needed == needs(asked.threshold_percent, told.relevant)
    assert told.backed <= told.met
    assert [skill for skill in order if skill in told.unmet] == list(told.unmet)
    assert [skill for skill in order if skill in told.unrated] == list(told.unrated)
    musts = {one.skill for one in counted if one.must_have}
    missing = {*told.unmet, *told.unrated}
    assert told.must_haves == len(musts)
    assert list(told.missing_must_haves) == [s for s in order if s in musts & missing]


@thorough
@given(levels(1), people())
def test_verdict_follows_the_rule_in_fractions(asked: LevelSpec, ratings: People) -> None:
    told = verdict(asked, ratings)
    share = Fraction(told.met, told.relevant) if told.relevant else Fraction(1)
    best = Fraction(told.met + len(told.unrated), told.relevant) if told.relevant else Fraction(1)
    threshold = Fraction(asked.threshold_percent, 100)
    lost = set(told.missing_must_haves) - set(told.unrated)
    assert told.measured == (2 * told.relevant >= len(asked.requirements))
    assert told.held == (told.measured and share >= threshold and not told.missing_must_haves)
    assert told.could_hold == (told.measured and best >= threshold and not lost)


@thorough
@given(levels(1), people(marks=False))
def test_evidence_decides_nothing_but_is_counted(asked: LevelSpec, ratings: People) -> None:
    none = {skill: Rating(one.proficiency) for skill, one in ratings.items()}
    full = {skill: Rating(one.proficiency, has_evidence=True) for skill, one in ratings.items()}
    without, backed = verdict(asked, none), verdict(asked, full)
    assert (without.held, without.met) == (backed.held, backed.met)
    assert (without.backed, backed.backed) == (0, backed.met)


# --- A path -------------------------------------------------------------------------------------

THREE = path(level(1, asks("a")), level(2, asks("b")), level(3, asks("c")))


@pytest.mark.parametrize(
    ("ratings", "current", "possible"),
    [
        ({}, None, 3),
        (rated(a=0, b=0, c=0), None, None),
        (rated(a=3), 1, 3),
        (rated(a=3, b=0), 1, 1),
        (rated(a=3, b=3), 2, 3),
        (rated(a=3, b=3, c=3), 3, 3),
        (rated(a=0, b=3, c=3), None, None),  # held above does not carry what is not held below
        (rated(a=3, b=0, c=3), 1, 1),
        (rated(a=3, c=0), 1, 2),
    ],
)
def test_current_level_and_all_below_it_are_held(
    ratings: People, current: int | None, possible: int | None
) -> None:
    placement = place(THREE, ratings)
    assert (placement.current_rank, placement.possible_rank) == (current, possible)


def test_placement_carries_a_verdict_for_each_level() -> None:
    placement = place(THREE, rated(a=3, b=1))
    assert placement.levels == tuple(verdict(one, rated(a=3, b=1)) for one in THREE.levels)
    assert [told.held for told in placement.levels] == [True, False, False]


def test_path_without_levels_places_nobody() -> None:
    assert place(path(), rated(a=4)) == Placement(None, None, ())


def test_path_with_one_level() -> None:
    one = path(level(1, asks("a")))
    assert place(one, rated(a=3)).current_rank == 1
    assert place(one, rated(a=2)).current_rank is None


def test_skills_nobody_asks_for_change_nothing() -> None:
    assert place(THREE, rated(a=3, z=4)) == place(THREE, rated(a=3))


def lowered(rank: int | None) -> int:
    return rank or 0


@thorough
@given(paths(), people(), st.sampled_from(SKILLS), st.integers(0, 4))
def test_raising_a_rating_never_lowers_the_level(
    asked: PathSpec, ratings: People, skill: str, value: int
) -> None:
    before = ratings.get(skill, Rating())
    raised = max(value, before.proficiency or 0)
    higher = {**ratings, skill: Rating(raised, before.not_relevant, before.has_evidence)}
    old, new = place(asked, ratings), place(asked, higher)
    assert lowered(new.current_rank) >= lowered(old.current_rank)
    if before.proficiency is not None:
        assert lowered(new.possible_rank) >= lowered(old.possible_rank)


@thorough
@given(paths(), people())
def test_range_contains_its_low_end(asked: PathSpec, ratings: People) -> None:
    placement = place(asked, ratings)
    assert lowered(placement.current_rank) <= lowered(placement.possible_rank)
    assert all(told.could_hold for told in placement.levels if told.held)


@thorough
@given(paths(), people(marks=False))
def test_range_ends_are_every_unrated_skill_at_zero_and_at_four(
    asked: PathSpec, ratings: People
) -> None:
    known = {skill: one for skill, one in ratings.items() if one.proficiency is not None}
    placement = place(asked, ratings)
    none = {**{skill: Rating(0) for skill in SKILLS}, **known}
    full = {**{skill: Rating(4) for skill in SKILLS}, **known}
    assert placement.current_rank == place(asked, none).current_rank
    assert placement.possible_rank == place(asked, full).current_rank


@thorough
@given(paths(), people(marks=False), st.data())
def test_rating_what_is_unrated_lands_inside_the_range(
    asked: PathSpec, ratings: People, data: st.DataObject
) -> None:
    known = {skill: one for skill, one in ratings.items() if one.proficiency is not None}
    more = data.draw(st.dictionaries(st.sampled_from(SKILLS), rating(marks=False)))
    before, after = place(asked, ratings), place(asked, {**more, **known})
    assert lowered(before.current_rank) <= lowered(after.current_rank)
    assert lowered(after.possible_rank) <= lowered(before.possible_rank)


@thorough
@given(paths(), people())
def test_place_agrees_with_the_words_of_the_rule(asked: PathSpec, ratings: People) -> None:
    held = [verdict(one, ratings).held for one in asked.levels]
    could = [verdict(one, ratings).could_hold for one in asked.levels]
    ranks = [one.rank for one in asked.levels if one.requirements]
    placement = place(asked, ratings)
    assert lowered(placement.current_rank) == max((r for r in ranks if all(held[:r])), default=0)
    assert lowered(placement.possible_rank) == max((r for r in ranks if all(could[:r])), default=0)
    assert placement.current_rank != 0


# --- Extremes -----------------------------------------------------------------------------------

BIG = path(
    *(level(rank, *(asks(f"{rank}-{i}") for i in range(100)), threshold=81) for rank in range(1, 6))
)


@pytest.mark.parametrize(("value", "rank"), [(0, None), (2, None), (3, 5), (4, 5)])
def test_five_hundred_skills_all_rated_alike(value: int, rank: int | None) -> None:
    ratings = {one.skill: Rating(value) for each in BIG.levels for one in each.requirements}
    placement = place(BIG, ratings)
    assert (placement.current_rank, placement.possible_rank) == (rank, rank)
    assert [told.needed for told in placement.levels] == [81] * 5
    assert len(ratings) == 500


def test_threshold_one_needs_a_single_skill() -> None:
    asked = path(level(1, *map(asks, "abc"), threshold=1))
    assert place(asked, rated(a=0, b=3, c=0)).current_rank == 1
    assert place(asked, rated(a=0, b=2, c=0)).current_rank is None


def test_threshold_hundred_needs_every_skill() -> None:
    asked = path(level(1, *map(asks, "abc"), threshold=100))
    assert place(asked, rated(a=3, b=3, c=3)).current_rank == 1
    assert place(asked, rated(a=4, b=4, c=2)).current_rank is None


def test_each_level_has_its_own_threshold() -> None:
    asked = path(
        level(1, *map(asks, "ab"), threshold=50), level(2, *map(asks, "cd"), threshold=100)
    )
    assert place(asked, rated(a=3, b=0, c=3, d=0)).current_rank == 1
