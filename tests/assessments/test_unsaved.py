"""What was typed and could not be saved waits, within bounds."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory

from assessments import unsaved


def request(data: dict[str, str], session: Any = None) -> Any:
    made: Any = RequestFactory().post("/", data)
    made.session = session if session is not None else SessionStore()
    return made


def test_posted_is_read_skill_by_skill() -> None:
    data = {
        "sql-answer": "3",
        "sql-note": "a - b",
        "sql-link": "",
        "event-driven-design-answer": "not-relevant",
        "sql-seen": "1.abc",
        "csrfmiddlewaretoken": "x",
        "go": "next",
    }
    assert unsaved.posted(request(data)) == {
        "sql": {"answer": "3", "note": "a - b"},
        "event-driven-design": {"answer": "not-relevant"},
    }


def test_kept_words_wait_under_their_key_until_saved() -> None:
    first = request({"sql-answer": "3", "git-answer": "1"})
    assert unsaved.keep(first, "one") == {}
    later = request({}, first.session)
    assert unsaved.waiting(later, "one") == {"git": {"answer": "1"}, "sql": {"answer": "3"}}
    assert unsaved.waiting(later, "two") == {}
    unsaved.forget(later, {"sql"}, "one")
    assert unsaved.waiting(later, "one") == {"git": {"answer": "1"}}


def test_later_words_replace_earlier_ones_of_the_same_skill_only() -> None:
    first = request({"sql-answer": "3", "git-answer": "1"})
    unsaved.keep(first, "one")
    unsaved.keep(request({"sql-answer": "2"}, first.session), "one")
    assert unsaved.waiting(first, "one") == {"git": {"answer": "1"}, "sql": {"answer": "2"}}


def test_what_does_not_fit_is_handed_back_and_pushes_nothing_out() -> None:
    too_long = "x" * unsaved.MOST_LETTERS
    made = request({"a-note": too_long, "b-answer": "3", "c-note": "short"})
    assert unsaved.keep(made, "one") == {"a": {"note": too_long}}
    assert unsaved.waiting(made, "one") == {"b": {"answer": "3"}, "c": {"note": "short"}}


def test_only_so_many_sittings_wait() -> None:
    made = request({"sql-answer": "3"})
    for key in ("one", "two", "three", "four"):
        unsaved.keep(made, key)
    assert unsaved.waiting(made, "one") == {}
    assert unsaved.waiting(made, "four") == {"sql": {"answer": "3"}}
    assert len(made.session[unsaved.UNSAVED]) == unsaved.MOST_KEYS
