"""What the five points mean: beside the first screens, until it is closed or something is rated."""

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
from tests.assessments.addresses import level_url, screen_url
from tests.assessments.shown import shown_by
from tests.factories import make_path

pytestmark = pytest.mark.django_db

BESIDE, FOLDED = '<section class="cp-scale cp-explained"', '<details class="cp-scale"'


@pytest.fixture
def begun(alice: User, path: CareerPath) -> Assessment:
    return services.start(owner=alice, path=path, now=timezone.now())


def looks(response: Any) -> tuple[bool, bool]:
    """Whether it stands beside the screen, and whether it is folded above the skills."""
    html = response.content.decode()
    return BESIDE in html, FOLDED in html


def press(client: Client, url: str, said: dict[str, str], go: str = "close-scale") -> Any:
    fields = {
        f"{skill}-{name}": text
        for skill, one in shown_by(client.get(url)).items()
        for name, text in one.fields.items()
    }
    return client.post(url, fields | said | {"go": go})


def said_by(assessment: Assessment) -> dict[str, RatingData]:
    return {row.skill.public_id: data_in(row) for row in assessment.ratings.select_related("skill")}


@pytest.mark.parametrize("url", [level_url, screen_url])
def test_it_stands_beside_the_first_screens_until_something_is_rated(
    as_alice: Client, begun: Assessment, url: Any
) -> None:
    assert looks(as_alice.get(url(begun))) == (True, False)

    press(as_alice, url(begun), {"gardener-1-1-answer": "3"}, go="stay")

    assert looks(as_alice.get(url(begun))) == (False, True)


@pytest.mark.parametrize("url", [level_url, screen_url])
def test_closed_it_stays_closed_and_what_was_said_is_saved(
    as_alice: Client, alice: User, begun: Assessment, url: Any
) -> None:
    response = press(as_alice, url(begun), {})

    cookie = response.cookies["scale"]
    assert (response.status_code, response.headers["Location"]) == (302, url(begun))
    assert (cookie.value, cookie["max-age"], cookie["samesite"], cookie["httponly"]) == (
        "closed",
        31_536_000,
        "Lax",
        True,
    )
    assert (said_by(begun), looks(as_alice.get(url(begun)))) == ({}, (False, True))
    elsewhere = services.start(owner=alice, path=make_path("Baker"), now=timezone.now())
    assert looks(as_alice.get(level_url(elsewhere))) == (False, True)
    press(as_alice, url(begun), {"gardener-1-1-answer": "2"})
    assert said_by(begun) == {"gardener-1-1": RatingData(2)}


def test_closed_on_a_screen_that_could_not_be_saved_keeps_the_words(
    as_alice: Client, begun: Assessment
) -> None:
    wrong = {"gardener-1-1-answer": "3", "gardener-1-1-link": "nonsense"}

    response = press(as_alice, level_url(begun), wrong)

    assert (response.status_code, looks(response)) == (422, (False, True))
    assert response.cookies["scale"].value == "closed"
    assert shown_by(response)["gardener-1-1"]["link"] == "nonsense"


def test_a_cookie_with_another_word_closes_nothing(as_alice: Client, begun: Assessment) -> None:
    as_alice.cookies["scale"] = "open"

    assert looks(as_alice.get(level_url(begun))) == (True, False)
