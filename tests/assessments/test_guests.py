"""A guest may have this browser forget them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath
from tests.pages import text_of

pytestmark = pytest.mark.django_db

FORGET = "/assessments/forget/"


def guest(path: CareerPath) -> Client:
    client = Client()
    client.post(reverse("assessments:start", args=[path.public_id]))
    return client


def test_a_guest_is_forgotten_after_a_second_press(path: CareerPath) -> None:
    client, other = guest(path), guest(path)
    assert f'href="{FORGET}"' in client.get("/assessments/").content.decode()
    asked = client.get(FORGET)
    assert "Forget on this browser?" in text_of(asked)
    assert Assessment.objects.count() == 2
    assert client.post(FORGET)["Location"] == "/"
    assert Assessment.objects.count() == 1  # the other guest's
    assert "This browser knows nothing of your ratings any more." in text_of(client.get("/"))
    assert other.get(FORGET).status_code == 200
    assert client.get(FORGET)["Location"] == "/assessments/"


def test_an_account_is_not_forgotten_that_way(
    as_alice: Client, alice: User, path: CareerPath
) -> None:
    as_alice.post(reverse("assessments:start", args=[path.public_id]))
    assert as_alice.post(FORGET)["Location"] == "/assessments/"
    assert alice.assessments.count() == 1
    assert FORGET not in as_alice.get("/assessments/").content.decode()
