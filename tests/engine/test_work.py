"""Each naive rule that stands here says something false of somebody, and ours does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.engine.placement import place
from careerpath.engine.types import PathSpec, Rating, Ratings, SkillGap
from careerpath.engine.work import Comparison, Kind, Work, compare

from . import brute
from .build import asks, gap, level, path, paths, people, rated, thorough

THREE = path(
    level(1, asks("a"), asks("b", must=True)),
    level(2, asks("b", 4), asks("c"), asks("d")),
    level(3, asks("c"), asks("e"), asks("f", must=True), threshold=50),
)
JUNIOR = rated(a=3, b=3, c=2, d=0)
MID = rated(a=3, b=4, c=3, d=3)
MARKED = Rating(None, not_relevant=True)


def of(ratings: Ratings, *done: tuple[int, int], asked: PathSpec = THREE) -> Comparison:
    """`done` are ticked and shown of each level, from below."""
    work = {
        one.id: Work(shown, ticked)
        for one, (ticked, shown) in zip(asked.levels, done, strict=False)
    }
    return compare(asked, ratings, place(asked, ratings), work)


def missing(skill: str, required: int, value: int | None) -> SkillGap:
    """A gap at level 2."""
    return replace(gap(skill, "level-2"), required=required, rated=value)


def highest_tick(done: Mapping[int, tuple[int, int]]) -> int:
    """The naive rule: where the highest tick stands, there the person works."""
    return max((rank for rank, (ticked, _) in done.items() if ticked), default=0)


def most_ticks(done: Mapping[int, tuple[int, int]]) -> int:
    """The naive rule: where the most ticks stand."""
    return max(done, key=lambda rank: (done[rank][0], rank))


def highest_half(done: Mapping[int, tuple[int, int]]) -> int:
    """The naive rule: the highest level of which half was done, however little was shown."""
    return max((rank for rank, (ticked, of) in done.items() if of and 2 * ticked >= of), default=0)


def by_rank(*done: tuple[int, int]) -> dict[int, tuple[int, int]]:
    return dict(enumerate(done, start=1))


# --- What naive rules say -------------------------------------------------------------------------


def test_one_tick_high_up_is_no_work_up_there() -> None:
    """Who once stood in for somebody is told that their ratings are two levels too low."""
    done = (4, 5), (4, 6), (1, 6)

    assert highest_tick(by_rank(*done)) == 3
    assert of(MID, *done) == Comparison(Kind.AGREE, "level-2")


def test_a_long_list_does_not_outweigh_a_short_one() -> None:
    """Four of ten beginners' tasks and all three of the next level's: that is where they work."""
    done = (4, 10), (3, 3), (0, 6)

    assert most_ticks(by_rank(*done)) == 1
    assert (of(JUNIOR, *done).kind, of(JUNIOR, *done).level) == (Kind.WORK_ABOVE, "level-2")


def test_who_still_helps_out_below_works_where_they_stand() -> None:
    done = (5, 5), (3, 6), (0, 6)

    assert most_ticks(by_rank(*done)) == 1
    assert of(MID, *done) == Comparison(Kind.AGREE, "level-2")


def test_of_two_shown_one_tick_says_nothing() -> None:
    """A level with a single responsibility would be done by one slip of the finger."""
    assert highest_half(by_rank((4, 5), (3, 6), (1, 2))) == 3
    assert of(MID, (4, 5), (3, 6), (1, 2)) == Comparison(Kind.AGREE, "level-2")
    assert of(MID, (4, 5), (3, 6), (1, 1)) == Comparison(Kind.AGREE, "level-2")


def test_of_two_shown_no_tick_says_nothing_either() -> None:
    assert of(MID, (4, 5), (0, 2), (0, 6)) == Comparison(Kind.SILENT, "level-2")


def test_work_below_need_not_go_on() -> None:
    """Level by level, the ratings of everybody who leads would lack the beginners' work."""
    done = (0, 5), (3, 6), (0, 6)

    assert [rank for rank, (ticked, _) in by_rank(*done).items() if rank <= 2 and not ticked]
    assert of(MID, *done) == Comparison(Kind.AGREE, "level-2")


def test_what_was_never_rated_was_not_rated_low() -> None:
    """Unrated taken as 0, they would be told that they had rated five skills too low."""
    told = of(rated(a=3, b=4), (4, 5), (4, 6), (0, 6))
    assert (told.kind, told.level, told.low) == (Kind.OPEN, "level-2", ())
    assert [(one.skill, one.rated) for one in told.unrated] == [("c", None), ("d", None)]


def test_it_is_open_as_far_as_unrated_skills_could_bring_the_ratings_and_no_further() -> None:
    said = rated(a=3, b=4, f=1)
    assert place(THREE, said).possible_rank == 2
    assert of(said, (4, 5), (4, 6), (0, 6)).kind == Kind.OPEN
    assert of(said, (4, 5), (0, 6), (4, 6)).kind == Kind.WORK_ABOVE


# --- Both ways ------------------------------------------------------------------------------------


def test_work_above_leads_to_what_was_rated_low_and_apart_to_what_was_not() -> None:
    assert of(rated(a=3, b=3, c=2), (0, 5), (3, 6), (0, 6)) == Comparison(
        Kind.WORK_ABOVE,
        "level-2",
        low=(missing("b", 4, 3), missing("c", 3, 2)),
        unrated=(missing("d", 3, None),),
    )


def test_the_lowest_level_that_is_done_comes_first_and_the_others_are_named() -> None:
    told = of(JUNIOR, (0, 5), (3, 6), (5, 6))
    assert (told.level, told.further) == ("level-2", ("level-3",))
    assert [one.skill for one in told.low] == ["b", "c", "d"]


def test_a_level_between_that_is_not_held_is_looked_at_too() -> None:
    """The ratings hold level 3 by itself; what keeps them from it is level 2's."""
    told = of(rated(a=3, b=3, c=3, d=0, e=3, f=3), (0, 5), (0, 6), (3, 6))
    assert (told.kind, told.level) == (Kind.WORK_ABOVE, "level-3")
    assert [one.skill for one in told.low] == ["b", "d"]


def test_marks_that_leave_a_level_unmeasured_are_what_to_look_at() -> None:
    said = {**rated(a=3, b=3, f=3, e=3), "c": MARKED, "d": MARKED}
    told = of(said, (0, 5), (6, 6), (4, 6))
    assert (told.kind, told.level) == (Kind.WORK_ABOVE, "level-3")
    assert [one.skill for one in told.marked] == ["c", "d"]


def test_a_mark_counts_once_and_on_a_must_have_as_unrated() -> None:
    two = path(
        level(1, asks("a")),
        level(2, asks("a"), asks("b", must=True), asks("c"), asks("d"), asks("e")),
        level(3, asks("b"), asks("c"), asks("d")),
        level(4, asks("a")),
    )
    said = {"a": Rating(3), **dict.fromkeys("bcde", MARKED)}
    told = of(said, (3, 3), (0, 3), (0, 3), (3, 3), asked=two)
    assert (told.kind, told.low) == (Kind.WORK_ABOVE, ())
    assert [one.skill for one in told.unrated] == ["b"]
    assert [one.skill for one in told.marked] == ["c", "d", "e"]


def test_a_level_that_is_not_measured_is_not_spoken_of() -> None:
    said = {**rated(a=3, b=3), "c": MARKED, "d": MARKED}
    assert of(said, (3, 5), (6, 6), (0, 6)) == Comparison(Kind.AGREE, "level-1")


def test_no_work_behind_the_ratings_leads_to_what_the_level_asks_beyond_those_below() -> None:
    assert of(MID, (5, 5), (0, 6), (0, 6)) == Comparison(
        Kind.RATINGS_ABOVE, "level-2", claims=(asks("b", 4), asks("c"), asks("d"))
    )
    same = path(level(1, asks("a"), asks("b")), level(2, asks("a"), asks("b")))
    assert of(rated(a=4, b=3), (5, 5), (0, 6), asked=same).claims == (asks("a"), asks("b"))


def test_what_any_level_below_asks_as_high_is_no_claim_of_this_one() -> None:
    three = path(
        level(1, asks("a", 4)), level(2, asks("a", 2), asks("b")), level(3, asks("a"), asks("c"))
    )
    told = of(rated(a=4, b=3, c=3), (3, 3), (3, 3), (0, 3), asked=three)
    assert told.claims == (asks("c"),)


def test_some_of_it_neither_bears_out_nor_doubts() -> None:
    assert of(MID, (5, 5), (2, 6), (0, 6)) == Comparison(Kind.PARTLY, "level-2")
    assert of(MID, (5, 5), (0, 6), (1, 6)) == Comparison(Kind.PARTLY, "level-2")
    assert of(MID, (5, 5), (0, 6), (1, 1)) == Comparison(Kind.PARTLY, "level-2")


def test_below_the_first_level_no_work_is_what_the_ratings_say() -> None:
    said = rated(a=0, b=0)
    assert of(said, (0, 5), (0, 6), (0, 6)) == Comparison(Kind.AGREE, None)
    assert of(said, (2, 5), (0, 6), (0, 6)) == Comparison(Kind.AGREE, None)
    assert of(said, (0, 2), (0, 6), (0, 6)) == Comparison(Kind.SILENT, None)
    assert of(said, (3, 5), (0, 6), (0, 6)).kind == Kind.WORK_ABOVE


def test_at_the_top_there_is_nothing_above() -> None:
    top = {**MID, **rated(e=3, f=3)}
    assert of(top, (0, 5), (0, 6), (3, 6)) == Comparison(Kind.AGREE, "level-3")
    assert of(top, (0, 5), (0, 6), (0, 6)).claims == (asks("e"), asks("f", must=True))


def test_a_path_that_asks_or_shows_nothing_is_told_nothing() -> None:
    assert of({}, (5, 5), asked=path(level(1))) == Comparison(Kind.SILENT, None)
    assert of(MID) == Comparison(Kind.SILENT, "level-2")
    assert compare(path(), {}, place(path(), {}), {}) == Comparison(Kind.SILENT, None)


def test_half_is_enough_and_less_is_not() -> None:
    assert [Work(shown, ticked).is_done for shown, ticked in [(3, 1), (3, 2), (6, 3), (6, 2)]] == [
        False,
        True,
        True,
        False,
    ]
    assert not Work(2, 2).is_done
    for wrong in [(2, 3), (2, -1)]:
        with pytest.raises(ValueError, match="can't be done"):
            Work(*wrong)


# --- Whatever path, person and work ---------------------------------------------------------------

works = st.dictionaries(
    st.sampled_from(["level-1", "level-2", "level-3", "level-4", "level-9"]),
    st.integers(0, 7).flatmap(lambda shown: st.tuples(st.just(shown), st.integers(0, shown))),
)


def told(asked: PathSpec, said: Ratings, work: Mapping[str, tuple[int, int]]) -> Comparison:
    counted = {level: Work(*one) for level, one in work.items()}
    return compare(asked, said, place(asked, said), counted)


@thorough
@given(paths(), people(), works)
def test_it_says_what_trying_everything_says(
    asked: PathSpec, said: dict[str, Rating], work: dict[str, tuple[int, int]]
) -> None:
    it = told(asked, said, work)
    kind, level, low, unrated, marked, claims = brute.of_work(asked, said, work)
    assert it.level == level
    assert {one.skill for one in it.unrated} == unrated
    assert {one.skill for one in it.claims} == claims
    if kind != "above":
        assert (str(it.kind), it.low, it.marked) == (kind, (), ())
        return
    there = next(one.rank for one in asked.levels if one.id == level)
    is_open = (place(asked, said).possible_rank or 0) >= there
    assert it.kind == (Kind.OPEN if is_open else Kind.WORK_ABOVE)
    named = ({one.skill for one in it.low}, {one.skill for one in it.marked})
    assert named == ((set(), set()) if is_open else (low, marked - unrated))


@thorough
@given(paths(least=1), people(), works)
def test_what_it_names_is_enough_to_bring_the_ratings_there(
    asked: PathSpec, said: dict[str, Rating], work: dict[str, tuple[int, int]]
) -> None:
    """And without it nothing does: the level is above the one that is held."""
    it = told(asked, said, work)
    if it.kind not in {Kind.WORK_ABOVE, Kind.OPEN}:
        return
    rank = next(one.rank for one in asked.levels if one.id == it.level)
    gaps = {one.skill for one in (*it.low, *it.unrated)}
    named = gaps | {one.skill for one in it.marked}
    raised = {**said, **{skill: Rating(4) for skill in named}}
    assert (place(asked, said).current_rank or 0) < rank <= (place(asked, raised).current_rank or 0)


@thorough
@given(paths(least=1), people(), works, st.data())
def test_more_work_never_casts_doubt_and_less_never_lifts(
    asked: PathSpec, said: dict[str, Rating], work: dict[str, tuple[int, int]], data: st.DataObject
) -> None:
    more = {
        level: (shown, data.draw(st.integers(ticked, shown)))
        for level, (shown, ticked) in work.items()
    }
    less, now = told(asked, said, work), told(asked, said, more)
    if less.kind != Kind.RATINGS_ABOVE:
        assert now.kind != Kind.RATINGS_ABOVE
    if less.kind in {Kind.WORK_ABOVE, Kind.OPEN}:
        assert now.kind in {Kind.WORK_ABOVE, Kind.OPEN}
