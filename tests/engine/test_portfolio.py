from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from careerpath.engine.gaps import gaps
from careerpath.engine.portfolio import fewest, portfolio
from careerpath.engine.types import PathSpec, Portfolio, ProjectChoice, ProjectSpec, Rating
from careerpath.engine.way import shortest_way

from .build import SKILLS, asks, level, path, paths, people, project, thorough

Projects = list[ProjectSpec]
ALL = path(level(1, *map(asks, "abcdef"), threshold=100))
HALF = path(level(1, *map(asks, "abcdef"), threshold=50))  # a, b, c are the way


def read(
    asked: PathSpec, projects: Projects, target: int = 1, ratings: dict[str, Rating] | None = None
) -> Portfolio:
    known = ratings or {}
    way = shortest_way(asked, known, target, projects)
    return portfolio(projects, way, gaps(asked, known, target))


def picks(read: Portfolio) -> list[tuple[str, str]]:
    """The chosen projects with what each adds."""
    return [(choice.project, "".join(choice.adds)) for choice in read.chosen]


def test_portfolio_is_the_fewest_projects_largest_gain_first() -> None:
    projects = [project("one", "ab"), project("two", "cdex"), project("three", "bc")]
    assert read(ALL, projects) == Portfolio(
        chosen=(
            ProjectChoice("two", "level-1", covers=("c", "d", "e"), adds=("c", "d", "e")),
            ProjectChoice("one", "level-1", covers=("a", "b"), adds=("a", "b")),
        ),
        others=(ProjectChoice("three", "level-1", covers=("b", "c"), adds=()),),
        uncovered=("f",),
    )


def test_portfolio_is_for_the_way_and_tells_what_else_a_project_exercises() -> None:
    projects = [project("one", "abe"), project("two", "cdef"), project("three", "e")]
    assert read(HALF, projects) == Portfolio(
        chosen=(ProjectChoice("one", "level-1", tuple("abe"), tuple("abe")),),
        others=(
            ProjectChoice("two", "level-1", ("e",), (), besides=("c", "d", "f")),
            ProjectChoice("three", "level-1", ("e",), ()),
        ),
    )


def test_portfolio_is_smaller_than_taking_the_largest_first() -> None:
    projects = [project("left", "abc"), project("middle", "bcde"), project("right", "def")]
    found = read(ALL, projects)
    assert picks(found) == [("left", "abc"), ("right", "def")]
    assert [other.project for other in found.others] == ["middle"]


def test_portfolio_shows_what_each_adds_to_those_before_it() -> None:
    projects = [project("one", "abc"), project("two", "cd"), project("three", "ae")]
    chosen = read(ALL, projects).chosen
    assert [("".join(one.covers), "".join(one.adds)) for one in chosen] == [
        ("abc", "abc"),
        ("cd", "d"),
        ("ae", "e"),
    ]


def test_portfolio_breaks_ties_by_order() -> None:
    projects = [project("one", "ab"), project("two", "ab"), project("three", "cd")]
    assert picks(read(ALL, projects)) == [("one", "ab"), ("three", "cd")]
    assert picks(read(ALL, projects[::-1])) == [("three", "cd"), ("two", "ab")]


def test_portfolio_names_projects_that_exercise_nothing_or_are_not_mapped() -> None:
    projects = [project("blank"), project("one", "xyz"), project("other blank")]
    assert read(ALL, projects) == Portfolio(
        others=(ProjectChoice("one", "level-1", (), ()),),
        unmapped=("blank", "other blank"),
        uncovered=tuple("abcdef"),
    )


def test_portfolio_counts_a_skill_once_however_often_it_is_mapped() -> None:
    assert picks(read(HALF, [project("one", "aab")])) == [("one", "ab")]


def test_portfolio_of_a_way_without_raises_is_empty() -> None:
    everything = {skill: Rating(3) for skill in "abcdef"}
    assert read(ALL, [project("one", "a"), project("blank")], ratings=everything) == Portfolio()
    assert read(path(), []) == Portfolio()


def test_portfolio_of_several_levels_is_one_set() -> None:
    asked = path(level(1, *map(asks, "abc"), threshold=100), level(2, *map(asks, "de")))
    projects = [project("low", "abcde", "level-1"), project("high", "de", "level-2")]
    assert picks(read(asked, projects, 2)) == [("low", "abcde")]
    assert [other.project for other in read(asked, projects, 2).others] == ["high"]


some_projects = st.lists(st.tuples(st.text(SKILLS, max_size=4), st.integers(1, 3)), max_size=9).map(
    lambda drawn: [project(f"p{i}", s, f"level-{r}") for i, (s, r) in enumerate(drawn)]
)


@thorough
@given(paths(least=1), people(), some_projects, st.integers(1, 3))
def test_portfolio_mentions_every_project_on_the_way_once_and_every_raise(
    asked: PathSpec, ratings: dict[str, Rating], projects: Projects, target: int
) -> None:
    way = shortest_way(asked, ratings, target, projects)
    found = portfolio(projects, way, gaps(asked, ratings, target))
    if not way.parts:
        assert found == Portfolio()
        return
    told = [*(one.project for one in (*found.chosen, *found.others)), *found.unmapped]
    assert sorted(told) == sorted(way.nearby)
    assert all(one.adds for one in found.chosen)
    assert not any(one.adds for one in found.others)
    added = [skill for one in found.chosen for skill in one.adds]
    assert sorted([*added, *found.uncovered]) == sorted(way.skills)
    gains = [len(one.adds) for one in found.chosen]
    assert gains == sorted(gains, reverse=True)
    for one in (*found.chosen, *found.others):
        assert set(one.adds) <= set(one.covers) <= set(way.skills)
        assert not set(one.covers) & set(one.besides)


# --- Some are done ------------------------------------------------------------------------------


def test_what_is_done_is_left_out_and_what_it_leaves_open_takes_the_fewest_others() -> None:
    projects = [project("one", "abc"), project("two", "ab"), project("three", "cde")]
    way = shortest_way(HALF, {}, 1, projects)
    missing = gaps(HALF, {}, 1)
    assert portfolio(projects, way, missing, done={"one"}) == Portfolio(
        chosen=(
            ProjectChoice("two", "level-1", tuple("ab"), tuple("ab")),
            ProjectChoice("three", "level-1", ("c",), ("c",), besides=("d", "e")),
        ),
    )
    assert portfolio(projects, way, missing, done={"one", "three"}) == Portfolio(
        chosen=(ProjectChoice("two", "level-1", tuple("ab"), tuple("ab")),), uncovered=("c",)
    )


def test_skills_to_rate_again_need_no_project() -> None:
    projects = [project("one", "abc"), project("two", "ab"), project("three", "cde")]
    way = shortest_way(HALF, {}, 1, projects)
    found = portfolio(projects, way, gaps(HALF, {}, 1), done={"two"}, to_rate={"a", "b", "z"})
    assert picks(found) == [("one", "c")]
    assert ([one.project for one in found.others], found.uncovered) == (["three"], ())


@thorough
@given(some_projects, st.sets(st.sampled_from(SKILLS)))
def test_fewest_is_what_trying_every_set_finds(projects: Projects, raised: set[str]) -> None:
    able = {skill for one in projects for skill in one.skills} & raised
    sets = [
        tuple(one.id for one in those)
        for size in range(len(projects) + 1)
        for those in combinations(projects, size)
        if able <= {skill for one in those for skill in one.skills}
    ]
    found = fewest(projects, sorted(raised))
    assert found in sets
    assert len(found) == min(map(len, sets))
    order = [one.id for one in projects]
    places = [
        sum(order.index(one) + 1 for one in those) for those in sets if len(those) == len(found)
    ]
    assert sum(order.index(one) + 1 for one in found) == min(places)
