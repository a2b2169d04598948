from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerpath.engine.gaps import gaps, shortest_way, target_rank
from careerpath.engine.placement import place, unmet, verdict
from careerpath.engine.placement import rated as rated_at
from careerpath.engine.types import LevelSpec, LevelWay, PathSpec, Rating, SkillGap, Step, Way

from .build import after, asks, level, levels, path, paths, people, rated, thorough

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
def test_gaps_are_empty_exactly_when_every_level_up_to_the_target_is_held(
    asked: PathSpec, ratings: People, target: int
) -> None:
    told = [one for one in place(asked, ratings).levels if one.rank <= target]
    assert (gaps(asked, ratings, target) == ()) == all(one.held for one in told)


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
        one.id for one in unheld
    }


# --- The shortest way ---------------------------------------------------------------------------


def skills(way: Way) -> list[str]:
    return [step.skill for part in way.parts for step in part.steps]


def test_way_takes_the_cheapest_requirements_up_to_the_number_needed() -> None:
    asked = path(level(1, *map(asks, "abcde")))  # 80 % of 5 is 4
    way = shortest_way(asked, rated(a=3, b=0, c=2, d=1, e=2), 1)
    # One is met, three more are needed: c and e for a step each, d for two, not b for three.
    assert way == Way(
        (
            LevelWay(
                level="level-1",
                rank=1,
                needed=4,
                met_before=1,
                steps=(
                    Step("c", "C", "group", "Group", 2, 3, must_have=False, unrated=False),
                    Step("e", "E", "group", "Group", 2, 3, must_have=False, unrated=False),
                    Step("d", "D", "group", "Group", 1, 3, must_have=False, unrated=False),
                ),
            ),
        )
    )
    assert way.points == 1 + 1 + 2


def test_way_takes_every_missing_must_have_however_dear() -> None:
    asked = path(level(1, asks("a"), asks("b"), asks("c", 4, must=True), threshold=50))
    # 50 % of 3 is 2: a is met, and the must-have's four steps make the second. b's one is spared.
    way = shortest_way(asked, rated(a=3, b=2, c=0), 1)
    assert [(step.skill, step.points) for step in way.parts[0].steps] == [("c", 4)]


def test_way_takes_must_haves_even_beyond_the_number_needed() -> None:
    asked = path(level(1, asks("a", must=True), asks("b", must=True), asks("c"), threshold=30))
    # 30 % of 3 is 1 (0.9), but there are two must-haves.
    way = shortest_way(asked, rated(a=2, b=2, c=2), 1)
    assert (skills(way), way.parts[0].needed) == (["a", "b"], 1)


def test_way_puts_must_haves_first_and_breaks_ties_by_order() -> None:
    asked = path(level(1, asks("d"), asks("b"), asks("a"), asks("c", must=True)))
    # 80 % of 4 is 4 (3.2): all, the must-have first, then by steps, then in the level's order.
    assert skills(shortest_way(asked, rated(d=2, b=1, a=2, c=0), 1)) == ["c", "d", "a", "b"]


def test_way_starts_unrated_skills_at_zero_and_says_so() -> None:
    way = shortest_way(path(level(1, asks("a"), asks("b", 1))), rated(b=0), 1)
    assert [(s.skill, s.start, s.goal, s.unrated) for s in way.parts[0].steps] == [
        ("b", 0, 1, False),
        ("a", 0, 3, True),
    ]


def test_way_goes_level_by_level_and_remembers_the_steps_taken() -> None:
    asked = path(
        level(1, asks("a", 2), asks("b", 4), threshold=50),
        level(2, asks("a", 3), asks("c", 3), threshold=100),
    )
    way = shortest_way(asked, rated(a=1, b=1, c=3), 2)
    # Level 1 needs one of two: a for one step. Level 2 needs both: c is met, a lacks one more.
    assert [(p.rank, p.needed, p.met_before, p.points) for p in way.parts] == [
        (1, 1, 0, 1),
        (2, 2, 1, 1),
    ]
    assert [(s.skill, s.start, s.goal) for p in way.parts for s in p.steps] == [
        ("a", 1, 2),
        ("a", 2, 3),
    ]


def test_way_is_minimal_level_by_level_even_where_the_sum_is_not() -> None:
    asked = path(
        level(1, asks("a", 1), asks("b", 2), threshold=50),
        level(2, asks("b", 2), threshold=100),
    )
    # b alone would do for both in two steps; from below it is a for one, then b for two.
    assert [part.points for part in shortest_way(asked, rated(a=0, b=0), 2).parts] == [1, 2]


def test_way_spares_levels_that_earlier_steps_have_reached() -> None:
    asked = path(level(1, asks("a")), level(2, asks("a", 2)), level(3, asks("b")))
    assert [part.rank for part in shortest_way(asked, {}, 3).parts] == [1, 3]


def test_way_spares_levels_that_are_held_by_themselves() -> None:
    way = shortest_way(THREE, rated(b=3), 3)
    assert [part.rank for part in way.parts] == [1, 3]


def test_way_without_a_target_has_no_parts() -> None:
    assert shortest_way(THREE, {}, None) == Way(())


def test_way_to_a_held_level_has_no_parts() -> None:
    assert shortest_way(THREE, rated(a=3), 1) == Way(())


def test_way_leaves_what_is_not_relevant_alone() -> None:
    ratings = {"a": Rating(2, not_relevant=True), **rated(b=0, c=3)}
    # b and c count, 50 % of 2 is 1, and c is it; at 100 % b has to go the whole way.
    assert shortest_way(path(level(1, *map(asks, "abc"), threshold=50)), ratings, 1) == Way(())
    full = path(level(1, *map(asks, "abc"), threshold=100))
    assert skills(shortest_way(full, ratings, 1)) == ["b"]


def test_way_repairs_a_level_that_a_lifted_mark_takes_out_of_reach() -> None:
    asked = path(
        level(1, asks("a", 4), asks("b"), threshold=100),
        level(2, asks("a", 2, must=True)),
    )
    ratings = {"a": Rating(not_relevant=True), "b": Rating(3)}
    # Level 1 is held without a. Level 2 insists on it, so from there on it counts at level 1 too.
    way = shortest_way(asked, ratings, 2)
    assert [
        (p.rank, [(s.skill, s.start, s.goal, s.unrated) for s in p.steps]) for p in way.parts
    ] == [
        (2, [("a", 0, 2, True)]),
        (1, [("a", 2, 4, False)]),
    ]
    assert place(asked, after(ratings, way)).current_rank == 2


@thorough
@given(paths(least=1), people(), st.integers(1, 4))
def test_way_taken_makes_the_target_held(asked: PathSpec, ratings: People, target: int) -> None:
    way = shortest_way(asked, ratings, target)
    reached = place(asked, after(ratings, way)).current_rank
    assert (reached or 0) >= min(target, len(asked.levels))


@thorough
@given(paths(), people(), st.integers(1, 4))
def test_way_has_no_parts_exactly_when_there_are_no_gaps(
    asked: PathSpec, ratings: People, target: int
) -> None:
    assert (shortest_way(asked, ratings, target).parts == ()) == (
        gaps(asked, ratings, target) == ()
    )


@thorough
@given(paths(), people(marks=False), st.integers(1, 4))
def test_way_is_part_of_the_gaps_with_one_part_for_a_level(
    asked: PathSpec, ratings: People, target: int
) -> None:
    way = shortest_way(asked, ratings, target)
    required = {gap.skill: gap.required for gap in gaps(asked, ratings, target)}
    ranks = [part.rank for part in way.parts]
    assert ranks == sorted(set(ranks))
    assert all(step.goal <= required[step.skill] for part in way.parts for step in part.steps)


@thorough
@given(paths(), people(), st.integers(1, 4))
def test_way_steps_come_must_haves_first_then_by_points_then_in_order(
    asked: PathSpec, ratings: People, target: int
) -> None:
    by_id = {one.id: [each.skill for each in one.requirements] for one in asked.levels}
    for part in shortest_way(asked, ratings, target).parts:
        order = by_id[part.level]
        others = [step for step in part.steps if not step.must_have]
        musts = [step for step in part.steps if step.must_have]
        assert part.steps == (*musts, *others)
        assert musts == sorted(musts, key=lambda step: order.index(step.skill))
        assert others == sorted(others, key=lambda s: (s.points, order.index(s.skill)))


# --- The shortest way, against brute force ------------------------------------------------------


def cheapest_by_raises(asked: LevelSpec, ratings: People) -> int:
    """The fewest points over every way to raise every skill of a level to anything up to 4."""
    musts = {each.skill for each in asked.requirements if each.must_have}
    free = [
        each.skill
        for each in asked.requirements
        if each.skill in musts or not ratings.get(each.skill, Rating()).not_relevant
    ]
    known = {each.skill: rated_at(each, ratings) or 0 for each in asked.requirements}
    best = []
    for values in product(*(range(known[skill], 5) for skill in free)):
        raised = {
            **ratings,
            **{s: Rating(v) for s, v in zip(free, values, strict=True) if v > known[s]},
        }
        if verdict(asked, raised).held:
            best.append(sum(values) - sum(known[skill] for skill in free))
    return min(best)


def first_by_subsets(asked: LevelSpec, ratings: People) -> tuple[int, set[str]]:
    """Of all sets of unmet requirements that make a level held, the cheapest, first in order."""
    missing = unmet(asked, ratings)
    candidates = []
    for size in range(len(missing) + 1):
        for chosen in combinations(range(len(missing)), size):
            raised = {missing[i].skill: Rating(missing[i].proficiency) for i in chosen}
            if verdict(asked, {**ratings, **raised}).held:
                cost = sum(
                    missing[i].proficiency - (rated_at(missing[i], ratings) or 0) for i in chosen
                )
                candidates.append((cost, chosen))
    cost, chosen = min(candidates)
    return cost, {missing[i].skill for i in chosen}


@settings(thorough, max_examples=60)
@given(levels(1, most=4), people())
def test_way_to_a_level_costs_what_brute_force_over_all_raises_finds(
    asked: LevelSpec, ratings: People
) -> None:
    assert shortest_way(path(asked), ratings, 1).points == cheapest_by_raises(asked, ratings)


@thorough
@given(levels(1), people())
def test_way_to_a_level_is_the_one_brute_force_over_all_subsets_finds(
    asked: LevelSpec, ratings: People
) -> None:
    way = shortest_way(path(asked), ratings, 1)
    assert (way.points, set(skills(way))) == first_by_subsets(asked, ratings)


@thorough
@given(paths(), people(), st.integers(1, 4))
def test_way_further_up_is_minimal_at_each_level_given_the_steps_taken(
    asked: PathSpec, ratings: People, target: int
) -> None:
    so_far = dict(ratings)
    by_id = {one.id: one for one in asked.levels}
    for part in shortest_way(asked, ratings, target).parts:
        held = [one.held for one in place(asked, so_far).levels]
        assert held[: part.rank] == [True] * (part.rank - 1) + [False]
        told = verdict(by_id[part.level], so_far)
        assert (part.needed, part.met_before) == (told.needed, told.met)
        cost, chosen = first_by_subsets(by_id[part.level], so_far)
        assert (part.points, {step.skill for step in part.steps}) == (cost, chosen)
        so_far = after(so_far, Way((part,)))


# --- Extremes -----------------------------------------------------------------------------------


def test_five_hundred_skills_with_nothing_rated() -> None:
    big = path(*(level(r, *(asks(f"{r}-{i}") for i in range(100))) for r in range(1, 6)))
    way = shortest_way(big, {}, 5)
    assert len(gaps(big, {}, 5)) == 500
    assert [(part.needed, part.points) for part in way.parts] == [(80, 240)] * 5
    assert place(big, after({}, way)).current_rank == 5


def test_everything_at_four_leaves_nothing_to_do() -> None:
    best = rated(a=4, b=4, c=4)
    assert (gaps(THREE, best, 3), shortest_way(THREE, best, 3)) == ((), Way(()))


def test_everything_not_relevant_leaves_nothing_to_do() -> None:
    marked = {skill: Rating(not_relevant=True) for skill in "abc"}
    assert target_rank(THREE, place(THREE, marked), None) is None
    assert (gaps(THREE, marked, 3), shortest_way(THREE, marked, 3)) == ((), Way(()))


def test_thresholds_one_and_hundred() -> None:
    ratings = rated(a=0, b=1, c=2)
    lowest = path(level(1, *map(asks, "abc"), threshold=1))
    full = path(level(1, *map(asks, "abc"), threshold=100))
    assert skills(shortest_way(lowest, ratings, 1)) == ["c"]
    assert skills(shortest_way(full, ratings, 1)) == ["c", "b", "a"]
