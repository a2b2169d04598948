"""Whose assessment it is, and what a stranger learns."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import services
from assessments.drafts import MOST_LETTERS
from assessments.models import Assessment
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(alice: User, path: CareerPath) -> Assessment:
    return services.start(owner=alice, path=path, now=timezone.now())


def screen(public_id: uuid.UUID) -> str:
    return reverse("assessments:screen", args=[public_id, "level-1", "craft"])


def test_stranger_with_an_account_finds_neither_it_nor_a_missing_one(
    as_bob: Client, begun: Assessment
) -> None:
    urls = [screen(begun.public_id), screen(uuid.uuid4())]
    assert [as_bob.get(url).status_code for url in urls] == [404, 404]


def test_anonymous_is_asked_to_sign_in_whether_it_exists_or_not(begun: Assessment) -> None:
    login = reverse("account_login")
    for url in (screen(begun.public_id), screen(uuid.uuid4())):
        assert Client().get(url)["Location"] == f"{login}?next={url}"


def test_guest_sees_their_own_and_no_other_guests(path: CareerPath) -> None:
    mine, other = Client(), Client()
    mine.post(reverse("assessments:start", args=[path.public_id]))
    guest = Assessment.objects.get()
    assert mine.get(screen(guest.public_id)).status_code == 200
    assert other.get(screen(guest.public_id)).status_code == 302


def test_what_once_was_a_guests_is_the_owners_alone(alice: User, path: CareerPath) -> None:
    client = Client()
    client.post(reverse("assessments:start", args=[path.public_id]))
    guest = Assessment.objects.get()
    services.claim(owner=alice, public_ids=[str(guest.public_id)])
    assert client.get(screen(guest.public_id)).status_code == 302


def test_too_much_text_for_the_session_is_given_back_to_copy(begun: Assessment) -> None:
    client = Client()
    note = "n" * (MOST_LETTERS + 1)
    posted = {"gardener-1-1-note": note, "gardener-1-2-answer": "3"}
    response = client.post(screen(begun.public_id), posted)
    assert response.status_code == 401
    assert response.templates[0].name == "assessments/too_much.html"
    assert note in response.content.decode()
    waiting = client.session["unsaved_answers"]
    assert waiting == {str(begun.public_id): {"gardener-1-2": {"answer": "3"}}}
