from __future__ import annotations

import random
from itertools import combinations, count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.engine import cover
from careerpath.engine.portfolio import choose
from careerpath.engine.types import Portfolio, ProjectChoice, ProjectSpec, SkillGap

from .build import SKILLS, asks, gap, level, path, project, thorough

THREE = path(level(1, asks("a")), level(2, asks("b")), level(3, asks("c")))
Projects = list[ProjectSpec]


def picks(portfolio: Portfolio) -> list[tuple[str, str]]:
    """The chosen projects with what each adds."""
    return [(choice.project, "".join(choice.adds)) for choice in portfolio.chosen]


def gaps_of(skills: str, at: str = "level-1") -> list[SkillGap]:
    return [gap(skill, at) for skill in skills]


# --- One level ----------------------------------------------------------------------------------


def test_portfolio_is_the_fewest_projects_largest_gain_first() -> None:
    projects = [project("one", "ab"), project("two", "cdex"), project("three", "bc")]
    assert choose(THREE, projects, gaps_of("abcdef"), 1) == Portfolio(
        chosen=(
            ProjectChoice("two", "level-1", covers=("c", "d", "e"), adds=("c", "d", "e")),
            ProjectChoice("one", "level-1", covers=("a", "b"), adds=("a", "b")),
        ),
        others=(ProjectChoice("three", "level-1", covers=("b", "c"), adds=()),),
        unmapped=(),
        uncovered=("f",),
        smallest=True,
    )


def test_portfolio_is_smaller_than_taking_the_largest_first() -> None:
    projects = [project("left", "abc"), project("middle", "bcde"), project("right", "def")]
    portfolio = choose(THREE, projects, gaps_of("abcdef"), 1)
    assert picks(portfolio) == [("left", "abc"), ("right", "def")]
    assert [other.project for other in portfolio.others] == ["middle"]


def test_portfolio_shows_what_each_adds_to_those_before_it() -> None:
    projects = [project("one", "abc"), project("two", "cd"), project("three", "ae")]
    chosen = choose(THREE, projects, gaps_of("abcde"), 1).chosen
    assert [("".join(one.covers), "".join(one.adds)) for one in chosen] == [
        ("abc", "abc"),
        ("cd", "d"),
        ("ae", "e"),
    ]


def test_portfolio_breaks_ties_by_order() -> None:
    projects = [project("one", "ab"), project("two", "ab"), project("three", "cd")]
    assert picks(choose(THREE, projects, gaps_of("abcd"), 1)) == [("one", "ab"), ("three", "cd")]
    assert picks(choose(THREE, projects[::-1], gaps_of("abcd"), 1)) == [
        ("three", "cd"),
        ("two", "ab"),
    ]


def test_portfolio_lists_projects_that_exercise_no_gap_with_the_others() -> None:
    portfolio = choose(THREE, [project("one", "xyz")], gaps_of("a"), 1)
    assert portfolio == Portfolio(
        chosen=(),
        others=(ProjectChoice("one", "level-1", (), ()),),
        unmapped=(),
        uncovered=("a",),
    )


def test_portfolio_says_which_projects_are_not_mapped() -> None:
    projects = [project("blank"), project("one", "a"), project("other blank")]
    portfolio = choose(THREE, projects, gaps_of("a"), 1)
    assert portfolio.unmapped == ("blank", "other blank")
    assert (picks(portfolio), portfolio.others) == ([("one", "a")], ())


def test_portfolio_counts_a_skill_once_however_often_it_is_mapped() -> None:
    assert picks(choose(THREE, [project("one", "aab")], gaps_of("ab"), 1)) == [("one", "ab")]


# --- The levels on the way ----------------------------------------------------------------------


def test_portfolio_takes_the_target_level_before_the_levels_on_the_way() -> None:
    gaps = [*gaps_of("abc", "level-1"), *gaps_of("de", "level-2")]
    projects = [
        project("low", "abcde", "level-1"),  # would do alone, but the target's come first
        project("high", "de", "level-2"),
        project("low again", "ab", "level-1"),
    ]
    portfolio = choose(THREE, projects, gaps, 2)
    assert portfolio.chosen == (
        ProjectChoice("high", "level-2", ("d", "e"), ("d", "e")),
        ProjectChoice("low", "level-1", ("a", "b", "c", "d", "e"), ("a", "b", "c")),
    )
    assert portfolio.others == (ProjectChoice("low again", "level-1", ("a", "b"), ()),)


def test_portfolio_target_projects_may_cover_gaps_of_lower_levels() -> None:
    gaps = [*gaps_of("a", "level-1"), *gaps_of("b", "level-2")]
    projects = [project("low", "a", "level-1"), project("high", "ab", "level-2")]
    assert picks(choose(THREE, projects, gaps, 2)) == [("high", "ab")]


def test_portfolio_looks_at_no_level_that_is_held_or_above_the_target() -> None:
    projects = [
        project("held", "b", "level-1"),
        project("blank", "", "level-1"),
        project("above", "b", "level-3"),
        project("blank above", "", "level-3"),
        project("elsewhere", "b", "another path"),
    ]
    assert choose(THREE, projects, gaps_of("b", "level-2"), 2) == Portfolio((), (), (), ("b",))


def test_portfolio_looks_at_every_unheld_level_even_one_without_a_gap_of_its_own() -> None:
    # a is missing at levels 1 and 2; the gap belongs to level 1, the project to level 2.
    gaps = [gap("a", "level-1", "level-2"), gap("c", "level-3")]
    projects = [project("middle", "a", "level-2"), project("blank", "", "level-2")]
    portfolio = choose(THREE, projects, gaps, 3)
    assert (picks(portfolio), portfolio.unmapped) == ([("middle", "a")], ("blank",))
    assert portfolio.uncovered == ("c",)


def test_portfolio_lists_others_and_unmapped_of_the_target_first() -> None:
    gaps = [*gaps_of("a", "level-1"), *gaps_of("b", "level-2")]
    projects = [
        project("low", "x", "level-1"),
        project("low blank", "", "level-1"),
        project("high", "x", "level-2"),
        project("high blank", "", "level-2"),
    ]
    portfolio = choose(THREE, projects, gaps, 2)
    assert [other.project for other in portfolio.others] == ["high", "low"]
    assert portfolio.unmapped == ("high blank", "low blank")


def test_portfolio_looks_at_the_target_even_where_it_is_held_by_itself() -> None:
    projects = [project("high", "a", "level-3"), project("middle", "a", "level-2")]
    assert picks(choose(THREE, projects, gaps_of("a", "level-1"), 3)) == [("high", "a")]


def test_portfolio_without_gaps_target_or_projects_is_empty() -> None:
    assert choose(THREE, [project("one", "a")], (), None) == Portfolio((), (), (), ())
    assert choose(path(), [], (), None) == Portfolio((), (), (), ())
    assert choose(THREE, [], gaps_of("a"), 1) == Portfolio((), (), (), ("a",))


# --- Giving up ----------------------------------------------------------------------------------


def test_portfolio_says_when_the_smallest_was_not_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    projects = [project("p", "abc"), project("q", "def"), project("r", "bcde"), project("s", "af")]
    proven = choose(THREE, projects, gaps_of("abcdef"), 1)
    monkeypatch.setattr(cover, "SEARCH_LIMIT", 1)
    greedy = choose(THREE, projects, gaps_of("abcdef"), 1)
    assert (picks(proven), proven.smallest) == ([("p", "abc"), ("q", "def")], True)
    assert (picks(greedy), greedy.smallest) == ([("r", "bcde"), ("s", "af")], False)
    assert greedy.uncovered == ()


def test_portfolio_says_so_when_only_the_levels_on_the_way_gave_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cover, "SEARCH_LIMIT", 1)
    gaps = [*gaps_of("abc", "level-1"), *gaps_of("x", "level-2")]
    projects = [project("high", "x", "level-2")]
    projects += [project(skills, skills, "level-1") for skills in ("ab", "bc", "ac")]
    portfolio = choose(THREE, projects, gaps, 2)
    assert picks(portfolio) == [("high", "x"), ("ab", "ab"), ("bc", "c")]
    assert portfolio.smallest is False


# --- Against brute force ------------------------------------------------------------------------

some_projects = st.lists(st.tuples(st.text(SKILLS, max_size=4), st.integers(1, 3)), max_size=9).map(
    lambda drawn: [project(f"p{i}", s, f"level-{r}") for i, (s, r) in enumerate(drawn)]
)
some_gaps = st.lists(
    st.tuples(st.sampled_from(SKILLS), st.integers(1, 3)), unique_by=lambda drawn: drawn[0]
).map(lambda drawn: [gap(skill, f"level-{rank}") for skill, rank in drawn])


def fewest(projects: Projects, missing: set[str]) -> list[ProjectSpec]:
    """The first of the smallest sets of projects that cover all that can be covered."""
    able = missing & {skill for one in projects for skill in one.skills}
    return next(
        list(chosen)
        for size in count(0)
        for chosen in combinations(projects, size)
        if able <= {skill for one in chosen for skill in one.skills}
    )


def by_gain(chosen: list[ProjectSpec], missing: set[str]) -> list[tuple[str, set[str]]]:
    """Largest gain first; max takes the earlier of equals."""
    shown, left, waiting = [], set(missing), list(chosen)
    while waiting:
        best = max(waiting, key=lambda one: len(left & set(one.skills)))
        waiting.remove(best)
        shown.append((best.id, left & set(best.skills)))
        left -= set(best.skills)
    return shown


@thorough
@given(some_projects, some_gaps, st.integers(1, 3))
def test_portfolio_is_what_brute_force_finds(
    projects: Projects, gaps: list[SkillGap], target: int
) -> None:
    gaps = [one for one in gaps if one.level <= f"level-{target}"]
    missing = {one.skill for one in gaps}
    unheld = {one.level for one in gaps}
    at_target = [one for one in projects if one.level == f"level-{target}"]
    below = [one for one in projects if one.level in unheld and one.level < f"level-{target}"]
    first = fewest(at_target, missing)
    left = missing - {skill for one in first for skill in one.skills}
    second = fewest(below, left)
    portfolio = choose(THREE, projects, gaps, target)
    shown = [(choice.project, set(choice.adds)) for choice in portfolio.chosen]
    assert shown == [*by_gain(first, missing), *by_gain(second, left)]
    assert set(portfolio.uncovered) == left - {skill for one in second for skill in one.skills}


@thorough
@given(some_projects, some_gaps, st.integers(1, 3))
def test_portfolio_mentions_every_project_of_its_levels_once(
    projects: Projects, gaps: list[SkillGap], target: int
) -> None:
    portfolio = choose(THREE, projects, gaps, target)
    told = [one.project for one in (*portfolio.chosen, *portfolio.others)] + [*portfolio.unmapped]
    levels = {f"level-{target}", *(one.level for one in gaps)}
    assert sorted(told) == sorted(one.id for one in projects if one.level in levels)
    order = [one.skill for one in gaps]
    for one in (*portfolio.chosen, *portfolio.others):
        assert [skill for skill in order if skill in one.covers] == list(one.covers)
        assert [skill for skill in order if skill in one.adds] == list(one.adds)
        assert set(one.adds) <= set(one.covers)
    assert all(one.adds for one in portfolio.chosen)
    assert not any(one.adds for one in portfolio.others)
    assert set(portfolio.unmapped) == {
        one.id for one in projects if one.level in levels and not one.skills
    }


@thorough
@given(some_projects, some_gaps, st.randoms())
def test_portfolio_does_not_depend_on_the_order_of_gaps(
    projects: Projects, gaps: list[SkillGap], dice: random.Random
) -> None:
    shuffled = list(gaps)
    dice.shuffle(shuffled)
    one, two = choose(THREE, projects, gaps, 3), choose(THREE, projects, shuffled, 3)
    assert [c.project for c in one.chosen] == [c.project for c in two.chosen]
    assert set(one.uncovered) == set(two.uncovered)
