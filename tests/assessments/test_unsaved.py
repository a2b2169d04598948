"""What was typed and could not be saved waits, within bounds."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory

from assessments import unsaved
from assessments.said import Said, seen_of


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
        "sql": {"answer": "3", "note": "a - b", "link": "", "seen": "1.abc"},
        "event-driven-design": {"answer": "not-relevant"},
    }


def test_kept_words_wait_under_their_key_until_saved() -> None:
    first = request({"sql-answer": "3", "git-answer": "1"})
    assert unsaved.keep(first, "one") == {}
    later = request({}, first.session)
    assert unsaved.waiting(later, "one") == {"git": {"answer": "1"}, "sql": {"answer": "3"}}
    assert unsaved.waiting(later, "two") == {}
    saved = request({"sql-answer": "3", "git-answer": "1"}, first.session)
    unsaved.forget(saved, {"sql"}, "one")
    assert unsaved.waiting(later, "one") == {"git": {"answer": "1"}}


def test_later_words_stand_beside_earlier_ones_of_the_same_skill() -> None:
    first = request({"sql-answer": "3", "sql-note": "in spring", "git-answer": "1"})
    unsaved.keep(first, "one")
    later = {"sql-answer": "2", "sql-note": "in spring and summer"}
    unsaved.keep(request(later, first.session), "one")
    assert unsaved.waiting(first, "one") == {
        "git": {"answer": "1"},
        "sql": {"answer": "2", "answer-before": "3", "note": "in spring and summer"},
    }


def test_words_of_two_keys_stand_beside_each_other() -> None:
    made = request({"sql-note": "old"})
    unsaved.keep(made, "path")
    unsaved.keep(request({"sql-note": "new"}, made.session), "own")
    assert unsaved.waiting(made, "path", "own") == {"sql": {"note": "new", "note-before": "old"}}


def test_untouched_and_empty_skills_do_not_wait() -> None:
    seen = seen_of(4, Said(3))
    made = request(
        {
            "sql-answer": "3",
            "sql-seen": seen,
            "git-answer": "",
            "git-seen": seen,
            "css-answer": "",
            "css-seen": seen_of(0, Said()),
        }
    )
    unsaved.keep(made, "one")
    assert unsaved.waiting(made, "one") == {"git": {"answer": "", "seen": seen}}  # was cleared


def test_a_page_that_never_showed_the_words_does_not_end_their_waiting() -> None:
    made = request({"sql-note": "an hour of typing"})
    unsaved.keep(made, "one")
    older = request({"sql-answer": "3"}, made.session)
    unsaved.forget(older, {"sql"}, "one")
    waits = {"note": "an hour of typing"}
    assert unsaved.waiting(made, "one") == {"sql": waits}
    shown = {"sql-answer": "3", "sql-waited": unsaved.name_of(waits)}
    unsaved.forget(request(shown, made.session), {"sql"}, "one")
    assert unsaved.waiting(made, "one") == {}
    assert made.session[unsaved.UNSAVED] == {}


def test_moved_words_wait_elsewhere() -> None:
    made = request({"sql-note": "old"})
    unsaved.keep(made, "one")
    assert unsaved.move(made, "one", "two") is True
    assert unsaved.move(made, "one", "two") is False
    assert made.session[unsaved.UNSAVED] == {"two": {"sql": {"note": "old"}}}


def test_what_does_not_fit_is_handed_back_and_pushes_nothing_out() -> None:
    too_long = "x" * unsaved.MOST_LETTERS
    made = request({"a-note": too_long, "b-answer": "3", "c-note": "short"})
    assert unsaved.keep(made, "one") == {"a": {"note": too_long}}
    assert unsaved.waiting(made, "one") == {"b": {"answer": "3"}, "c": {"note": "short"}}


def test_what_waits_for_one_sitting_is_never_pushed_out_by_another() -> None:
    half = "x" * (unsaved.MOST_LETTERS // 2)
    made = request({"sql-note": half})
    assert unsaved.keep(made, "one") == {}
    assert unsaved.keep(made, "two") == {"sql": {"note": half}}
    assert unsaved.waiting(made, "one") == {"sql": {"note": half}}
    assert unsaved.waiting(made, "two") == {}
