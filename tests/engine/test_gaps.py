from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.engine.gaps import gaps, target_rank
from careerpath.engine.placement import place, unmet, verdict
from careerpath.engine.placement import rated as rated_at
from careerpath.engine.types import PathSpec, Rating, SkillGap

from .build import asks, level, path, paths, people, rated, thorough

People = dict[str, Rating]

# --- The target ---------------------------------------------------------------------------------

THREE = path(level(1, asks("a")), level(2, asks("b")), level(3, asks("c")))


@pytest.mark.parametrize(
    ("ratings", "wanted", "target"),
    [
        ({}, None, 1),
        (rated(a=3), None, 2),
        (rated(a=3), 3, 3),
        (rated(a=3), 2, 2),
        (rated(a=3), 1, 2),  # held already
        (rated(a=3), 4, 2),  # no such level
        (rated(a=3), 0, 2),
        (rated(a=3, c=3), 3, 3),  # held by itself, but not with what is below
        (rated(a=3, b=3, c=3), None, None),
        (rated(a=3, b=3, c=3), 3, None),
    ],
)
def test_target_is_the_next_level_or_a_higher_wanted_one(
    ratings: People, wanted: int | None, target: int | None
) -> None:
    assert target_rank(THREE, place(THREE, ratings), wanted) == target


def test_target_is_a_level_that_asks_something() -> None:
    asked = path(level(1), level(2, asks("a")), level(3), level(4, asks("b")), level(5))
    assert target_rank(asked, place(asked, {}), None) == 2
    assert target_rank(asked, place(asked, {}), 3) == 2
    assert target_rank(asked, place(asked, rated(a=3)), None) == 4
    assert target_rank(asked, place(asked, rated(a=3, b=3)), None) is None


def test_target_of_a_path_without_levels_is_none() -> None:
    assert target_rank(path(), place(path(), {}), 1) is None


# --- Gaps ---------------------------------------------------------------------------------------


def test_gaps_name_what_is_missing_and_by_how_much() -> None:
    asked = path(level(1, asks("a"), asks("b", 4, must=True), asks("c"), asks("d"), asks("e")))
    ratings = {**rated(a=3, b=3, c=0), "e": Rating(not_relevant=True)}
    found = gaps(asked, ratings, 1)
    assert found == (
        SkillGap("b", "B", "group", "Group", "level-1", 4, 3, must_have=True),
        SkillGap("c", "C", "group", "Group", "level-1", 3, 0, must_have=False),
        SkillGap("d", "D", "group", "Group", "level-1", 3, None, must_have=False),
    )
    assert [gap.steps for gap in found] == [1, 3, 3]


def test_gaps_without_a_target_are_none() -> None:
    assert gaps(THREE, {}, None) == ()


def test_gaps_include_every_unheld_level_on_the_way() -> None:
    found = gaps(THREE, rated(a=1), 2)
    assert [(gap.skill, gap.level) for gap in found] == [("a", "level-1"), ("b", "level-2")]


def test_gaps_leave_out_held_levels_on_the_way() -> None:
    asked = path(level(1, asks("a")), level(2, *map(asks, "bc"), threshold=50), level(3, asks("d")))
    # Level 2 is held by b alone, so c is nothing that stands in the way of level 3.
    assert [gap.skill for gap in gaps(asked, rated(b=3), 3)] == ["a", "d"]


def test_gap_asked_at_several_levels_is_one_at_the_highest_proficiency() -> None:
    asked = path(
        level(1, asks("b"), asks("a", 2)),
        level(2, asks("a", 4, must=True)),
        level(3, asks("a", 3)),
    )
    assert gaps(asked, rated(a=1), 3) == (
        SkillGap("b", "B", "group", "Group", "level-1", 3, None, must_have=False),
        SkillGap(
            skill="a",
            skill_name="A",
            group="group",
            group_name="Group",
            level="level-1",
            required=4,
            rated=1,
            must_have=True,
            also_missing_at=("level-2", "level-3"),
        ),
    )


def test_gap_stays_a_must_have_where_a_higher_level_does_not_insist() -> None:
    asked = path(level(1, asks("a", 2, must=True)), level(2, asks("a", 3)))
    assert [gap.must_have for gap in gaps(asked, {}, 2)] == [True]


def test_gap_starts_at_the_first_level_where_it_is_missing() -> None:
    asked = path(level(1, asks("a", 2), asks("b")), level(2, asks("a", 3)))
    found = gaps(asked, rated(a=2), 2)
    assert [(gap.skill, gap.level, gap.required) for gap in found] == [
        ("b", "level-1", 3),
        ("a", "level-2", 3),
    ]


def test_gap_of_a_must_have_marked_not_relevant_is_unrated() -> None:
    asked = path(level(1, asks("a")), level(2, asks("a", must=True)))
    # Level 1 takes the mark, level 2 does not.
    found = gaps(asked, {"a": Rating(2, not_relevant=True)}, 2)
    assert [(gap.level, gap.rated, gap.steps) for gap in found] == [("level-2", None, 3)]


@thorough
@given(paths(least=1), people(), st.integers(1, 4))
def test_gaps_are_empty_exactly_when_every_level_up_to_the_target_is_held_or_not_measured(
    asked: PathSpec, ratings: People, target: int
) -> None:
    told = [one for one in place(asked, ratings).levels if one.rank <= target]
    open_levels = [one for one in told if not one.held and (one.unmet or one.unrated)]
    assert (gaps(asked, ratings, target) == ()) == (not open_levels)
    assert all(one.held or not one.measured for one in told if one not in open_levels)


@thorough
@given(paths(), people(), st.integers(1, 4))
def test_gaps_are_the_unmet_requirements_of_the_unheld_levels(
    asked: PathSpec, ratings: People, target: int
) -> None:
    unheld = [one for one in asked.levels if one.rank <= target and not verdict(one, ratings).held]
    missing = [(one, each) for one in unheld for each in unmet(one, ratings)]
    found = gaps(asked, ratings, target)
    assert [gap.skill for gap in found] == list(dict.fromkeys(each.skill for _, each in missing))
    for gap in found:
        mine = [(one, each) for one, each in missing if each.skill == gap.skill]
        assert [gap.level, *gap.also_missing_at] == [one.id for one, _ in mine]
        assert gap.required == max(each.proficiency for _, each in mine)
        assert gap.must_have == any(each.must_have for _, each in mine)
        assert gap.rated == rated_at(mine[0][1], ratings)
        assert gap.steps > 0
    assert {level for gap in found for level in (gap.level, *gap.also_missing_at)} == {
        one.id for one, _ in missing
    }
