"""What a person may say of a skill."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from assessments.forms import (
    ScreenForm,
    SkillRatingForm,
    answers,
    initial_of,
    typed_over,
)
from assessments.rating_data import RatingData, seen_of

NOTHING = seen_of(0, RatingData())
TODAY = dt.date(2026, 11, 25)


def form(must_have: bool = False, **data: str) -> SkillRatingForm:
    posted = {f"sql-{name}": value for name, value in data.items()}
    return SkillRatingForm(posted, today=TODAY, prefix="sql", must_have=must_have)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("0", RatingData(0)),
        ("4", RatingData(4)),
        ("", RatingData()),
        ("not-relevant", RatingData(not_relevant=True)),
    ],
)
def test_answer_is_a_number_or_one_of_two_words(answer: str, said: RatingData) -> None:
    rated = form(answer=answer)
    assert rated.is_valid()
    assert rated.said() == said


@pytest.mark.parametrize("answer", ["5", "-1", "3.0", "03", "x", "٣"])
def test_answer_is_nothing_else(answer: str) -> None:
    assert form(answer=answer).errors == {"answer": ["Choose one of the answers offered here."]}


def test_must_have_offers_no_way_out() -> None:
    assert [value for value, _ in answers(must_have=True)] == ["0", "1", "2", "3", "4", ""]
    assert form(must_have=True, answer="not-relevant").errors == {
        "answer": ["Choose one of the answers offered here."]
    }


@pytest.mark.parametrize("link", ["http://a.example", "https://a.example/x?y=1#z"])
def test_link_is_kept_as_typed(link: str) -> None:
    rated = form(answer="1", link=link)
    assert rated.is_valid()
    assert rated.said() == RatingData(1, link=link)


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "ftp://a.example", "data:text/html,x", "a.example", "//a.example"],
)
def test_link_is_http_or_https(link: str) -> None:
    assert form(link=link).errors == {
        "link": ["Enter a whole link, like https://example.org/work."]
    }


def test_note_holds_10000_letters_and_no_more() -> None:
    assert form(note="x" * 10_000).is_valid()
    assert not form(note="x" * 10_001).is_valid()


def test_touched_is_what_differs_from_what_the_page_showed() -> None:
    row: Any = SimpleNamespace(
        version=4, proficiency=3, not_relevant=False, note="a", link="", last_used=None
    )
    seen = str(initial_of(row)["seen"])
    same, other = form(answer="3", note="a", seen=seen), form(answer="3", note="b", seen=seen)
    assert same.is_valid()
    assert other.is_valid()
    assert (same.shown(), same.was_touched()) == (seen, False)
    assert (other.shown(), other.was_touched()) == (seen, True)


@pytest.mark.parametrize("seen", ["", "x", "1.short", "-1.0123456789abcdef"])
def test_seen_that_is_no_version_of_ours_counts_as_none_or_wrong(seen: str) -> None:
    rated = form(answer="3", seen=seen)
    assert not rated.is_valid() or (rated.shown(), rated.was_touched()) == (NOTHING, True)


def test_initial_of_nothing_is_unrated() -> None:
    assert initial_of(None) == {
        "answer": "",
        "note": "",
        "link": "",
        "last_used": None,
        "seen": NOTHING,
    }


def test_typed_over_replaces_only_what_the_form_has() -> None:
    start = {"answer": "1", "note": "old", "seen": NOTHING}
    assert typed_over(start, {"answer": "3", "owner": "me"}) == {**start, "answer": "3"}


def test_last_used_is_not_in_the_future() -> None:
    assert form(last_used="2026-11-26").is_valid()  # tomorrow here is today somewhere
    assert form(last_used="2026-11-27").errors == {"last_used": ["This day is still to come."]}


def test_set_all_takes_a_point_of_the_scale() -> None:
    assert ScreenForm({"set_all": "2"}).is_valid()
    assert ScreenForm({"set_all": ""}).errors == {"set_all": ["Choose an answer to set."]}
    assert not ScreenForm({"set_all": "not-relevant"}).is_valid()
