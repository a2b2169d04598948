"""Counting by bits says what `effect` says of each person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.engine import counting
from careerpath.engine.bits import answer_of, rating_of
from careerpath.engine.counting import Count, Counts, Group, Sums, What, as_text, count
from careerpath.engine.types import PathSpec, Rating, Ratings

from .brute import one_by_one
from .build import SKILLS, asks, level, path, paths, people, rated, thorough

JUNIOR = level(1, asks("a"), asks("b"))
MID = level(2, asks("c"), asks("d"))
SENIOR = level(3, asks("e"))
LADDER = path(JUNIOR, MID, SENIOR)
ADA = rated(a=3, b=3, c=3, d=1)  # holds level 1; at level 2 one of two is met


def texts(crowd: Sequence[Ratings], skills: str = "abcdex") -> list[tuple[str, str]]:
    return [(skills, as_text(skills, ratings)) for ratings in crowd]


def of_level(was: int, now: int | None, direction: int, people: int, *sums: Sums) -> Group:
    to = f"level-{now}" if now else None
    before, after = sums
    return Group(What.LEVEL, f"level-{was}", to, direction, people, before, after)


def ahead(gaps: int, steps: int, skills: int, least: tuple[int, int, int] | None = None) -> Sums:
    """To the next level; `least` where all that is unrated is met, the same without any."""
    least_gaps, least_steps, least_skills = least or (gaps, steps, skills)
    return Sums(
        gaps=gaps,
        steps=steps,
        skills=skills,
        least_gaps=least_gaps,
        least_steps=least_steps,
        least_skills=least_skills,
    )


UNKNOWN = 0, 0, 0


def ready(thousandths: int, most: int | None = None) -> Sums:
    return Sums(readiness=thousandths, most_ready=thousandths if most is None else most)


def test_count_adds_up_what_happens_to_each() -> None:
    """D of Mid is asked at 1: whoever holds Junior is there once they rate C."""
    now = path(JUNIOR, level(2, asks("c"), asks("d", 1)), SENIOR)
    crowd: list[Ratings] = [ADA, ADA, {}, rated(a=3, b=3), rated(d=1)]
    mid = "level-2", "level-2"
    assert count(LADDER, now, texts(crowd)) == Counts(
        people=5,
        moved=4,
        groups=(
            of_level(1, 2, 1, 2, ahead(2, 4, 2), ahead(2, 6, 2, UNKNOWN)),
            Group(What.READINESS, *mid, 1, 3, ready(1000, 1500), ready(2500, 3000)),
            Group(
                What.WAY, *mid, -1, 1,
                ahead(2, 6, 2, UNKNOWN), ahead(2, 4, 2, UNKNOWN),
            ),
        ),
    )  # fmt: skip
    assert count(now, LADDER, texts([ADA])) == Counts(
        people=1,
        moved=1,
        groups=(
            of_level(2, 1, -1, 1, ahead(1, 3, 1, UNKNOWN), ahead(1, 2, 1)),
            Group(What.READINESS, *mid, -1, 1, ready(1000), ready(500)),
        ),
    )
    assert count(LADDER, now, []) == Counts()


def test_a_threshold_alone_makes_the_way_shorter() -> None:
    """Level, readiness and gaps stay; three skills to go are one: such an edit moved nobody."""
    asked = [asks(skill) for skill in "abcdefghij"]
    strict, mild = path(level(1, *asked, threshold=70)), path(level(1, *asked, threshold=50))
    crowd: list[Ratings] = [rated(**dict.fromkeys("abcd", 3)), rated(**dict.fromkeys("abc", 3))]
    assert count(strict, mild, texts(crowd, "abcdefghij")) == Counts(
        people=2,
        moved=2,
        groups=(
            Group(
                What.WAY, "level-1", "level-1", -1, 2,
                ahead(13, 21, 7, UNKNOWN), ahead(13, 9, 3, UNKNOWN),
            ),
        ),
    )  # fmt: skip


def test_whoever_is_demoted_has_no_fewer_gaps_but_another_next_level() -> None:
    """Two gaps to Senior become one to Mid: nothing is said of gaps that "go down"."""
    two_more = path(JUNIOR, MID, level(3, asks("e"), asks("f")))
    now = path(JUNIOR, level(2, *MID.requirements, asks("x")), two_more.levels[2])
    assert count(two_more, now, texts([rated(a=3, b=3, c=3, d=3)])) == Counts(
        people=1,
        moved=1,
        groups=(
            of_level(2, 1, -1, 1, ahead(2, 6, 2, UNKNOWN), ahead(1, 3, 1, UNKNOWN)),
            Group(
                What.READINESS, "level-2", "level-2", -1, 1,
                ready(1000), ready(667, 1000),
            ),
        ),
    )  # fmt: skip


def test_another_next_level_is_said_of_those_who_stay() -> None:
    now = path(JUNIOR, level(2), replace(MID, id="mid", rank=3))
    was = path(JUNIOR, MID, level(3))
    assert count(was, now, texts([ADA])).groups[0] == Group(
        What.NEXT_LEVEL, "level-2", "mid", 0, 1,
        ahead(1, 2, 1), ahead(1, 2, 1),
    )  # fmt: skip


def test_a_way_that_ends_is_no_longer_one() -> None:
    """Five asked, three of them marked: no rating reaches that."""
    marked = dict.fromkeys("xyz", Rating(not_relevant=True))
    now = path(JUNIOR, level(2, *MID.requirements, *map(asks, "xyz")), SENIOR)
    told = count(LADDER, now, texts([{**ADA, **marked}], "abcdxyz"))
    assert told.groups == (
        Group(
            What.REACH, "level-2", "level-2", 1, 1,
            ahead(1, 2, 1), Sums(gaps=1, unreachable=1, least_gaps=1),
        ),
    )  # fmt: skip


def test_whoever_marked_a_must_have_that_is_asked_higher_below_is_looked_at_closely() -> None:
    """A, to be rated to 3 for L2, counts at L1 as well, which asks it at 4: four steps, not 3."""
    low = level(1, asks("a", 4), asks("b"))
    said: Ratings = {"a": Rating(not_relevant=True), **rated(b=3)}
    was, now = path(low, level(2, asks("a"))), path(low, level(2, asks("a", must=True)))
    assert count(was, now, texts([said], "ab")).groups[-1] == Group(
        What.REACH, "level-2", "level-2", -1, 1,
        Sums(unreachable=1), ahead(1, 4, 1, UNKNOWN),
    )  # fmt: skip
    assert count(now, was, texts([said], "ab")).groups[-1] == Group(
        What.REACH, "level-2", "level-2", 1, 1,
        ahead(1, 4, 1, UNKNOWN), Sums(unreachable=1),
    )  # fmt: skip


def test_gaps_go_up_and_down_where_the_way_is_as_long() -> None:
    """Two of four at Mid are enough, as are two of three."""
    was = path(JUNIOR, level(2, *map(asks, "cdef"), threshold=50))
    now = path(JUNIOR, level(2, *map(asks, "cdf"), threshold=50))
    crowd: list[Ratings] = [rated(a=3, b=3, c=3, d=2)]
    more, fewer = ahead(3, 1, 1, (1, 0, 0)), ahead(2, 1, 1, (1, 0, 0))
    mid = "level-2", "level-2"
    assert count(was, now, texts(crowd, "abcdef")).groups[-1] == Group(
        What.GAPS, *mid, -1, 1, more, fewer
    )
    assert count(now, was, texts(crowd, "abcdef")).groups[-1] == Group(
        What.GAPS, *mid, 1, 1, fewer, more
    )


def test_whoever_loses_the_top_has_something_missing() -> None:
    now = path(JUNIOR, MID, level(3, asks("e"), asks("x")))
    told = count(LADDER, now, texts([rated(a=3, b=3, c=3, d=3, e=3)]))
    lost = of_level(3, 2, -1, 1, Sums(), ahead(1, 3, 1, UNKNOWN))
    assert told.groups[0] == lost


def test_what_is_not_relevant_is_no_other_skill() -> None:
    six = [asks(skill) for skill in "abcdef"]
    strict = path(level(1, *six, threshold=100))
    said = {**rated(a=0, b=3, c=3, e=3, f=3), "d": Rating(not_relevant=True)}  # 4 of 5 are met
    lost = of_level(1, None, -1, 1, Sums(), ahead(1, 3, 1))
    told = count(path(level(1, *six)), strict, texts([said], "abcdef"))
    assert told == Counts(people=1, moved=1, groups=(lost,))


def test_what_is_found_so_far_can_be_asked_between_two_people() -> None:
    found = Count(LADDER, path(JUNIOR, level(2, asks("c")), SENIOR))
    assert found.counts == Counts()
    found.add("abcd", as_text("abcd", ADA))
    first = found.counts
    assert (first.people, first.moved, [group.people for group in first.groups]) == (1, 1, [1, 1])
    found.add("xyz", "444")
    assert found.counts == replace(first, people=2)


@given(paths(), paths(), st.lists(people(), max_size=4), st.permutations(SKILLS), st.data())
@thorough
def test_everyone_is_counted_as_the_rules_place_them(
    before: PathSpec, after: PathSpec, crowd: list[Ratings], skills: list[str], data: st.DataObject
) -> None:
    """People may have answered any list of skills, asked or not, in any order."""
    lists = [[s for s in skills if s in said or data.draw(st.booleans())] for said in crowd]
    given = [(tuple(s), as_text(s, said)) for s, said in zip(lists, crowd, strict=True)]
    assert count(before, after, given) == one_by_one(before, after, crowd)


def test_more_lists_than_are_kept_ready_count_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_LISTS", 2)
    now = path(JUNIOR, level(2, asks("c")), SENIOR)
    lists = ("abcd", "dcba", "abc", "abcd", "bcda")
    given = [(skills, as_text(skills, ADA)) for skills in lists]
    crowd = [{skill: ADA[skill] for skill in skills} for skills in lists]
    assert count(LADDER, now, given) == one_by_one(LADDER, now, crowd)


@pytest.mark.parametrize(
    ("rating", "answer"),
    [
        (Rating(), "-"),
        (Rating(0), "0"),
        (Rating(4, has_evidence=True), "4"),
        (Rating(not_relevant=True), "n"),
        (Rating(3, not_relevant=True), "n"),
    ],
)
def test_a_rating_as_a_character(rating: Rating, answer: str) -> None:
    assert answer_of(rating) == answer
    assert rating_of(answer) == Rating(
        None if rating.not_relevant else rating.proficiency, rating.not_relevant
    )
