from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.engine import solver
from careerpath.engine.gaps import gaps, target_rank
from careerpath.engine.placement import place, verdict
from careerpath.engine.placement import rated as rated_at
from careerpath.engine.types import LevelWay, PathSpec, ProjectSpec, Rating, Step, Way
from careerpath.engine.way import on_the_way, shortest_way

from .brute import as_brute_force_sees, best, end_of, lifted
from .build import SKILLS, after, asks, level, path, paths, people, project, rated, thorough

People = dict[str, Rating]
THREE = path(level(1, asks("a")), level(2, asks("b")), level(3, asks("c")))


def skills(way: Way) -> list[str]:
    return [step.skill for part in way.parts for step in part.steps]


def raises(way: Way) -> list[tuple[int, str, int, int]]:
    """Each step as level, skill, start, goal."""
    return [(p.rank, s.skill, s.start, s.goal) for p in way.parts for s in p.steps]


# --- To the next level --------------------------------------------------------------------------


def test_way_takes_the_cheapest_requirements_up_to_the_number_needed() -> None:
    asked = path(level(1, *map(asks, "abcde")))  # 80 % of 5 is 4
    way = shortest_way(asked, rated(a=3, b=0, c=2, d=1, e=2), 1)
    # One is met, three more are needed: c and e for a step each, d for two, not b for three.
    assert way == Way(
        (
            LevelWay(
                level="level-1",
                rank=1,
                threshold_percent=80,
                relevant=5,
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


def test_way_leaves_what_is_not_relevant_alone() -> None:
    ratings = {"a": Rating(2, not_relevant=True), **rated(b=0, c=3)}
    # b and c count, 50 % of 2 is 1, and c is it; at 100 % b has to go the whole way.
    assert shortest_way(path(level(1, *map(asks, "abc"), threshold=50)), ratings, 1) == Way()
    full = path(level(1, *map(asks, "abc"), threshold=100))
    assert skills(shortest_way(full, ratings, 1)) == ["b"]


def test_way_without_a_target_or_to_a_held_level_has_no_parts() -> None:
    assert shortest_way(THREE, {}, None) == Way()
    assert shortest_way(THREE, rated(a=3), 1) == Way()


def test_thresholds_one_and_hundred() -> None:
    ratings = rated(a=0, b=1, c=2)
    lowest = path(level(1, *map(asks, "abc"), threshold=1))
    full = path(level(1, *map(asks, "abc"), threshold=100))
    assert skills(shortest_way(lowest, ratings, 1)) == ["c"]
    assert skills(shortest_way(full, ratings, 1)) == ["c", "b", "a"]


# --- Over several levels ------------------------------------------------------------------------


def test_way_is_the_fewest_steps_over_all_levels_together() -> None:
    asked = path(
        level(1, asks("a", 1), asks("b", 2), threshold=50),
        level(2, asks("b", 2), threshold=100),
    )
    # From below it would be a for one step, then b for two. b alone does for both in two.
    assert raises(shortest_way(asked, rated(a=0, b=0), 2)) == [(1, "b", 0, 2)]
    assert raises(shortest_way(asked, rated(a=0, b=0), 1)) == [(1, "a", 0, 1)]


def test_way_shows_a_raise_at_the_lowest_level_that_needs_it() -> None:
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
    assert raises(way) == [(1, "a", 1, 2), (2, "a", 2, 3)]
    assert way.skills == ("a",)


def test_way_has_no_part_for_levels_that_earlier_steps_or_the_ratings_hold() -> None:
    asked = path(level(1, asks("a")), level(2, asks("a", 2)), level(3, asks("b")))
    assert [part.rank for part in shortest_way(asked, {}, 3).parts] == [1, 3]
    assert [part.rank for part in shortest_way(THREE, rated(b=3), 3).parts] == [1, 3]


def test_way_counts_a_must_have_marked_not_relevant_wherever_it_is_asked() -> None:
    asked = path(
        level(1, asks("a", 4), asks("b"), threshold=100),
        level(2, asks("a", 2, must=True)),
    )
    ratings = {"a": Rating(not_relevant=True), "b": Rating(3)}
    # Level 1 is held without a. Level 2 insists on it, and once it is rated level 1 asks 4 of it.
    way = shortest_way(asked, ratings, 2)
    assert raises(way) == [(1, "a", 0, 4)]
    assert way.parts[0].steps[0].unrated
    assert place(asked, after(ratings, way)).current_rank == 2
    assert shortest_way(asked, ratings, 1) == Way()


# --- Levels that are not measured ---------------------------------------------------------------

HALF = path(level(1, asks("a")), level(2, *map(asks, "bcd")), level(3, asks("e")))


def test_way_ends_below_a_level_that_is_not_measured() -> None:
    marked = {skill: Rating(not_relevant=True) for skill in "bc"}
    way = shortest_way(HALF, marked, 3)
    assert (raises(way), way.unmeasured) == ([(1, "a", 0, 3)], "level-2")
    assert shortest_way(HALF, {**marked, **rated(a=3)}, 2) == Way(unmeasured="level-2")


def test_way_goes_through_a_level_that_a_must_have_above_makes_measured() -> None:
    asked = path(level(1, *map(asks, "abc")), level(2, asks("a", must=True), asks("d")))
    marked = {skill: Rating(not_relevant=True) for skill in "ab"}
    assert shortest_way(asked, marked, 1) == Way(unmeasured="level-1")
    # Level 2 insists on a; with it two of level 1's three skills are relevant.
    way = shortest_way(asked, marked, 2)
    assert raises(way) == [(1, "a", 0, 3), (1, "c", 0, 3), (2, "d", 0, 3)]
    assert way.unmeasured is None
    assert place(asked, after(marked, way)).current_rank == 2


# --- Undertakings -------------------------------------------------------------------------------


def test_way_takes_what_fewer_projects_exercise_among_equally_short_ones() -> None:
    asked = path(level(1, *map(asks, "abc"), threshold=50))  # 50 % of 3 is 2
    ways = [
        shortest_way(asked, {}, 1, projects)
        for projects in (
            [],
            [project("one", "bc")],
            [project("one", "b"), project("two", "c")],
            [project("one", "a"), project("two", "bc")],
        )
    ]
    assert [(skills(way), way.projects) for way in ways] == [
        (["a", "b"], ()),  # the first in order
        (["b", "c"], ("one",)),  # one undertaking, where a alone would make two
        (["a", "b"], ("one",)),  # two either way: the first in order
        (["b", "c"], ("two",)),
    ]


def test_way_never_takes_another_step_to_spare_a_project() -> None:
    asked = path(level(1, asks("a"), asks("b"), asks("c"), threshold=50))
    way = shortest_way(asked, rated(a=2, b=2, c=1), 1, [project("one", "bc"), project("two", "a")])
    # c takes two steps: a and b in two projects are shorter than b and c in one.
    assert (skills(way), way.projects) == (["a", "b"], ("one", "two"))


def test_way_looks_at_projects_of_the_target_and_of_unheld_levels_below() -> None:
    projects = [
        project("held", "bc", "level-1"),
        project("low", "b", "level-2"),
        project("blank", "", "level-2"),
        project("high", "c", "level-3"),
        project("elsewhere", "bc", "another"),
    ]
    ratings = rated(a=3)
    assert [one.id for one in on_the_way(THREE, ratings, 3, projects)] == ["low", "blank", "high"]
    assert shortest_way(THREE, ratings, 3, projects).projects == ("low", "high")
    assert shortest_way(THREE, ratings, 2, projects).projects == ("low",)


def test_way_says_when_the_search_was_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shortest_way(THREE, {}, 3).proven is True
    real = solver._least
    monkeypatch.setattr(
        solver, "_least", lambda *asked: solver.Choice(real(*asked).chosen, proven=False)
    )
    assert shortest_way(THREE, {}, 3).proven is False


# --- Against brute force ------------------------------------------------------------------------


few_projects = st.lists(
    st.tuples(st.text(SKILLS[:6], max_size=4), st.integers(1, 3)), max_size=4
).map(lambda drawn: [project(f"p{i}", s, f"level-{r}") for i, (s, r) in enumerate(drawn)])


@thorough
@given(paths(least=1, most=3, skills=4), people(), st.integers(1, 3), few_projects)
def test_way_is_as_short_and_as_few_undertakings_as_brute_force_finds(
    asked: PathSpec, ratings: People, target: int, projects: list[ProjectSpec]
) -> None:
    way = shortest_way(asked, ratings, target, projects)
    assert as_brute_force_sees(way, asked, ratings, target, projects) == best(
        asked, ratings, target, projects
    )
    assert way.proven


@thorough
@given(paths(least=1), people(), st.integers(1, 4))
def test_way_taken_reaches_the_target_or_the_level_below_one_not_measured(
    asked: PathSpec, ratings: People, target: int
) -> None:
    way = shortest_way(asked, ratings, target)
    end = end_of(asked, ratings, target)
    told = place(asked, {**lifted(asked, ratings, end), **after({}, way)}).levels
    assert all(one.held for one in told[:end])
    assert (way.unmeasured is None) == (end == min(target, len(asked.levels)))


@thorough
@given(paths(), people(), st.integers(1, 4))
def test_way_has_a_part_only_for_levels_with_gaps_and_one_each_from_below(
    asked: PathSpec, ratings: People, target: int
) -> None:
    way = shortest_way(asked, ratings, target)
    ranks = [part.rank for part in way.parts]
    assert ranks == sorted(set(ranks))
    assert all(part.steps for part in way.parts)
    if not any(rating.not_relevant for rating in ratings.values()):
        required = {gap.skill: gap.required for gap in gaps(asked, ratings, target)}
        assert all(step.goal <= required[step.skill] for part in way.parts for step in part.steps)
        assert (way.parts == ()) == (required == {})


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


@thorough
@given(paths(), people(), st.integers(1, 4))
def test_way_tells_the_numbers_of_each_level_as_they_are_once_it_comes_to_it(
    asked: PathSpec, ratings: People, target: int
) -> None:
    so_far = lifted(asked, ratings, end_of(asked, ratings, target))
    for part in shortest_way(asked, ratings, target).parts:
        told = verdict(asked.levels[part.rank - 1], so_far)
        assert not told.held
        assert (part.threshold_percent, part.relevant) == (told.threshold_percent, told.relevant)
        assert (part.needed, part.met_before) == (told.needed, told.met)
        asked_here = {each.skill: each for each in asked.levels[part.rank - 1].requirements}
        for step in part.steps:
            assert step.start == (rated_at(asked_here[step.skill], so_far) or 0)
            assert step.goal == asked_here[step.skill].proficiency
        so_far = after(so_far, Way((part,)))
        assert verdict(asked.levels[part.rank - 1], so_far).held


# --- Extremes -----------------------------------------------------------------------------------


def test_five_hundred_skills_with_nothing_rated() -> None:
    big = path(*(level(r, *(asks(f"{r}-{i}") for i in range(100))) for r in range(1, 6)))
    way = shortest_way(big, {}, 5)
    assert len(gaps(big, {}, 5)) == 500
    assert [(part.needed, part.points) for part in way.parts] == [(80, 240)] * 5
    assert place(big, after({}, way)).current_rank == 5


def test_five_hundred_skills_asked_at_eight_rising_levels() -> None:
    big = path(
        *(level(r, *(asks(f"s{i}", 1 + (r + i % 3) // 3) for i in range(500))) for r in range(1, 9))
    )
    way = shortest_way(big, {}, 8)
    # At the top 167 skills are asked at 3 and 333 at 4; 400 of them are needed: 167 * 3 + 233 * 4.
    assert (way.points, len(way.skills), way.proven) == (1433, 400, True)
    assert place(big, after({}, way)).current_rank == 8


def test_everything_at_four_leaves_nothing_to_do() -> None:
    best = rated(a=4, b=4, c=4)
    assert (gaps(THREE, best, 3), shortest_way(THREE, best, 3)) == ((), Way())


def test_everything_not_relevant_is_not_measured() -> None:
    marked = {skill: Rating(not_relevant=True) for skill in "abc"}
    assert place(THREE, marked).current_rank is None
    assert target_rank(THREE, place(THREE, marked), None) == 1
    assert (gaps(THREE, marked, 3), shortest_way(THREE, marked, 3)) == (
        (),
        Way(unmeasured="level-1"),
    )
