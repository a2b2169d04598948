"""One answer for a whole screen replaces careful ones: one press takes it back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments import services
from assessments.models import Assessment
from assessments.rating_data import RatingData, data_in
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath
from tests.assessments.addresses import screen_url
from tests.assessments.saving import save
from tests.assessments.shown import shown_by
from tests.pages import text_of

pytestmark = pytest.mark.django_db

CAREFUL = {
    "gardener-1-1": RatingData(1, note="in spring"),
    "gardener-1-2": RatingData(not_relevant=True),
}
UNDO = "Undo “Set all”"


@pytest.fixture
def begun(alice: User, path: CareerPath) -> Assessment:
    begun = services.start(owner=alice, path=path, now=timezone.now())
    for skill, said in CAREFUL.items():
        save(begun, skill, said)
    return begun


def said_by(assessment: Assessment) -> dict[str, RatingData]:
    return {row.skill.public_id: data_in(row) for row in assessment.ratings.select_related("skill")}


def fields(response: Any) -> dict[str, str]:
    """What the browser posts of the page when nothing in it is touched."""
    return {
        f"{skill}-{name}": value
        for skill, shown in shown_by(response).items()
        for name, value in shown.fields.items()
    }


def press(client: Client, assessment: Assessment, go: str, **changed: str) -> Any:
    """A button of the screen as it is now, with what was changed in it before."""
    page = client.get(screen_url(assessment))
    return client.post(screen_url(assessment), fields(page) | {"go": go, "set_all": "3"} | changed)


def test_one_press_takes_it_back(as_alice: Client, begun: Assessment) -> None:
    assert press(as_alice, begun, "set-all").status_code == 302
    assert said_by(begun) == {
        "gardener-1-1": RatingData(3, note="in spring"),
        "gardener-1-2": RatingData(3),
    }
    page = as_alice.get(screen_url(begun))
    assert "“Set all” gave 2 skills another answer. Undo “Set all”" in text_of(page)
    press(as_alice, begun, "undo")
    assert said_by(begun) == CAREFUL
    page = as_alice.get(screen_url(begun))
    assert "2 skills are as they were before." in text_of(page)
    assert UNDO not in text_of(page)


def test_what_stood_on_the_page_is_what_it_is_taken_back_to(
    as_alice: Client, begun: Assessment
) -> None:
    """Chosen and typed without a script, and the wrong button pressed."""
    typed = {"gardener-1-1-answer": "2", "gardener-1-1-note": "in summer"}
    press(as_alice, begun, "set-all", **typed)
    assert said_by(begun)["gardener-1-1"] == RatingData(3, note="in summer")
    press(as_alice, begun, "undo")
    assert said_by(begun)["gardener-1-1"] == RatingData(2, note="in summer")


def test_what_was_said_since_stays(as_alice: Client, begun: Assessment) -> None:
    press(as_alice, begun, "set-all")
    save(begun, "gardener-1-1", RatingData(4, note="from the phone"))
    page = as_alice.get(screen_url(begun))
    assert "“Set all” gave 1 skill another answer." in text_of(page)
    press(as_alice, begun, "undo")
    assert said_by(begun) == {
        "gardener-1-1": RatingData(4, note="from the phone"),
        "gardener-1-2": RatingData(not_relevant=True),
    }


def test_what_is_corrected_in_the_same_press_stays(as_alice: Client, begun: Assessment) -> None:
    press(as_alice, begun, "set-all")
    press(as_alice, begun, "undo", **{"gardener-1-1-answer": "0"})
    assert said_by(begun) == {
        "gardener-1-1": RatingData(0, note="in spring"),
        "gardener-1-2": RatingData(not_relevant=True),
    }


def test_what_the_page_had_not_seen_is_told_and_not_replaced(
    as_alice: Client, begun: Assessment
) -> None:
    page = fields(as_alice.get(screen_url(begun)))
    save(begun, "gardener-1-1", RatingData(4, note="from the phone"))
    told = as_alice.post(screen_url(begun), page | {"go": "set-all", "set_all": "2"})
    assert told.status_code == 422
    assert "set this to “Leading” since this page was opened; here you chose “Practising”" in (
        shown_by(told)["gardener-1-1"].words
    )
    assert said_by(begun) == {
        "gardener-1-1": RatingData(4, note="from the phone"),
        "gardener-1-2": RatingData(2),
    }


@pytest.mark.parametrize("again", ["3", "1"])
def test_pressed_twice_it_is_taken_back_to_what_was_said_before_the_first(
    as_alice: Client, begun: Assessment, again: str
) -> None:
    press(as_alice, begun, "set-all")
    press(as_alice, begun, "set-all", set_all=again)
    press(as_alice, begun, "undo")
    assert said_by(begun) == CAREFUL


def test_sent_twice_by_a_double_click_it_is_taken_back_as_well(
    as_alice: Client, begun: Assessment
) -> None:
    page = fields(as_alice.get(screen_url(begun)))
    for _click in range(2):
        as_alice.post(screen_url(begun), page | {"go": "set-all", "set_all": "3"})
    press(as_alice, begun, "undo")
    assert said_by(begun) == CAREFUL


def test_skills_that_had_no_answer_have_none_again(
    as_alice: Client, alice: User, begun: Assessment
) -> None:
    url = screen_url(begun, group="soft-skills")
    as_alice.post(url, {"go": "set-all", "set_all": "4"})
    assert said_by(begun)["gardener-1-3"] == RatingData(4)
    as_alice.post(url, fields(as_alice.get(url)) | {"go": "undo"})
    assert said_by(begun)["gardener-1-3"] == RatingData()
    assert UNDO not in text_of(as_alice.get(screen_url(begun)))


def test_undo_without_anything_to_undo_changes_nothing(as_alice: Client, begun: Assessment) -> None:
    press(as_alice, begun, "undo")
    assert said_by(begun) == CAREFUL


def test_a_wrong_note_sets_nothing_yet(as_alice: Client, begun: Assessment) -> None:
    refused = press(as_alice, begun, "set-all", **{"gardener-1-1-link": "nonsense"})
    assert refused.status_code == 422
    assert said_by(begun) == CAREFUL
