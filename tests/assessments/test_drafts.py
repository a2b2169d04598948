"""What was typed and could not be saved waits, within bounds."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory

from assessments import drafts
from assessments.rating_data import RatingData, seen_of


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
    assert drafts.posted(request(data)) == {
        "sql": {"answer": "3", "note": "a - b", "link": "", "seen": "1.abc"},
        "event-driven-design": {"answer": "not-relevant"},
    }


def test_kept_words_wait_under_their_key_until_saved() -> None:
    first = request({"sql-answer": "3", "git-answer": "1"})
    assert drafts.keep(first, "one") == {}
    later = request({}, first.session)
    assert drafts.waiting(later, "one") == {"git": {"answer": "1"}, "sql": {"answer": "3"}}
    assert drafts.waiting(later, "two") == {}
    saved = request({"sql-answer": "3", "git-answer": "1"}, first.session)
    drafts.forget(saved, {"sql"}, "one")
    assert drafts.waiting(later, "one") == {"git": {"answer": "1"}}


def test_later_words_stand_beside_earlier_ones_of_the_same_skill() -> None:
    first = request({"sql-answer": "3", "sql-note": "in spring", "git-answer": "1"})
    drafts.keep(first, "one")
    later = {"sql-answer": "2", "sql-note": "in spring and summer"}
    drafts.keep(request(later, first.session), "one")
    assert drafts.waiting(first, "one") == {
        "git": {"answer": "1"},
        "sql": {"answer": "2", "answer-before": "3", "note": "in spring and summer"},
    }


def test_words_of_two_keys_stand_beside_each_other() -> None:
    made = request({"sql-note": "old"})
    drafts.keep(made, "path")
    drafts.keep(request({"sql-note": "new"}, made.session), "own")
    assert drafts.waiting(made, "path", "own") == {"sql": {"note": "new", "note-before": "old"}}


def test_untouched_and_empty_skills_do_not_wait() -> None:
    seen = seen_of(4, RatingData(3))
    made = request(
        {
            "sql-answer": "3",
            "sql-seen": seen,
            "git-answer": "",
            "git-seen": seen,
            "css-answer": "",
            "css-seen": seen_of(0, RatingData()),
        }
    )
    drafts.keep(made, "one")
    assert drafts.waiting(made, "one") == {"git": {"answer": "", "seen": seen}}  # was cleared


def test_a_page_that_never_showed_the_words_does_not_end_their_waiting() -> None:
    made = request({"sql-note": "an hour of typing"})
    drafts.keep(made, "one")
    older = request({"sql-answer": "3"}, made.session)
    drafts.forget(older, {"sql"}, "one")
    waits = {"note": "an hour of typing"}
    assert drafts.waiting(made, "one") == {"sql": waits}
    shown = {"sql-answer": "3", "sql-waited": drafts.name_of(waits)}
    drafts.forget(request(shown, made.session), {"sql"}, "one")
    assert drafts.waiting(made, "one") == {}
    assert made.session[drafts.UNSAVED] == {}


def test_moved_words_wait_elsewhere() -> None:
    made = request({"sql-note": "old"})
    drafts.keep(made, "one")
    assert drafts.move(made, "one", "two") is True
    assert drafts.move(made, "one", "two") is False
    assert made.session[drafts.UNSAVED] == {"two": {"sql": {"note": "old"}}}


def test_what_does_not_fit_is_handed_back_and_pushes_nothing_out() -> None:
    too_long = "x" * drafts.MOST_LETTERS
    made = request({"a-note": too_long, "b-answer": "3", "c-note": "short"})
    assert drafts.keep(made, "one") == {"a": {"note": too_long}}
    assert drafts.waiting(made, "one") == {"b": {"answer": "3"}, "c": {"note": "short"}}


def test_what_waits_for_one_sitting_is_never_pushed_out_by_another() -> None:
    half = "x" * (drafts.MOST_LETTERS // 2)
    made = request({"sql-note": half})
    assert drafts.keep(made, "one") == {}
    assert drafts.keep(made, "two") == {"sql": {"note": half}}
    assert drafts.waiting(made, "one") == {"sql": {"note": half}}
    assert drafts.waiting(made, "two") == {}
