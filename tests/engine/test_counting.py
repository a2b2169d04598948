"""Counting by bits says what `effect` says of each person."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.engine import counting
from careerpath.engine.counting import Count, Counts, answer_of, as_text, count
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


def test_count_adds_up_what_happens_to_each() -> None:
    now = path(JUNIOR, level(2, asks("c"), asks("d", 1)), SENIOR)
    crowd: list[Ratings] = [ADA, ADA, {}, rated(a=3, b=3), rated(d=1)]
    assert count(LADDER, now, texts(crowd)) == Counts(
        people=5, moved=3, level_up=2, readiness_up=3, gaps_more=0, gaps_fewer=0
    )
    assert count(now, LADDER, texts(crowd)) == Counts(
        people=5, moved=3, level_down=2, readiness_down=3
    )
    more = path(level(1, *JUNIOR.requirements, asks("x")), MID, SENIOR)
    assert count(LADDER, more, texts(crowd)) == Counts(
        people=5, moved=5, level_down=3, readiness_down=3, gaps_more=2, gaps_fewer=1
    )
    assert count(LADDER, now, []) == Counts()


def test_whoever_loses_the_top_has_something_missing() -> None:
    now = path(JUNIOR, MID, level(3, asks("e"), asks("x")))
    assert count(LADDER, now, texts([rated(a=3, b=3, c=3, d=3, e=3)])) == Counts(
        people=1, moved=1, level_down=1, readiness_down=1, gaps_more=1
    )


def test_what_is_not_relevant_is_no_other_skill() -> None:
    six = [asks(skill) for skill in "abcdef"]
    strict = path(level(1, *six, threshold=100))
    said = {**rated(a=0, b=3, c=3, e=3, f=3), "d": Rating(not_relevant=True)}  # 4 of 5 are met
    assert count(path(level(1, *six)), strict, texts([said], "abcdef")) == Counts(
        people=1, moved=1, level_down=1, gaps_more=1
    )


def test_what_is_found_so_far_can_be_asked_between_two_people() -> None:
    found = Count(LADDER, path(JUNIOR, level(2, asks("c")), SENIOR))
    assert found.counts == Counts()
    found.add("abcd", as_text("abcd", ADA))
    assert found.counts == Counts(people=1, moved=1, level_up=1, readiness_up=1)
    found.add("", "")
    assert found.counts == Counts(people=2, moved=1, level_up=1, readiness_up=1)


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
    given = [(skills, as_text(skills, ADA)) for skills in ("abcd", "dcba", "abc", "abcd", "bcda")]
    assert count(LADDER, now, given) == one_by_one(LADDER, now, [ADA] * 5)


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
