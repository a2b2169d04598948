"""A guest's ratings on the way into an account, with words about what was done."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import services
from assessments.models import Assessment
from assessments.said import Said
from careerpath.accounts.models import User
from careerpath.engine.types import Rating
from careerpath.framework.models import CareerPath, Skill

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
MERGED = (
    "You had an open assessment on Gardener already. What you rated before signing in has been "
    "added to it: of each skill the newer rating counts, and the evidence of both is kept."
)


def guest_who_rated(path: CareerPath) -> tuple[Client, Assessment]:
    client = Client()
    client.post(reverse("assessments:start", args=[path.public_id]))
    guest = Assessment.objects.get(owner=None)
    screen = reverse("assessments:screen", args=[guest.public_id, "level-1", "craft"])
    client.post(screen, {"gardener-1-1-answer": "3"})
    return client, guest


def words_after(client: Client) -> list[str]:
    page = client.get(reverse("assessments:list"))
    return [str(message) for message in page.context["messages"]]


def test_sign_up_takes_what_a_guest_rated(path: CareerPath) -> None:
    client, guest = guest_who_rated(path)
    account = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_signup"), account)
    guest.refresh_from_db()
    assert str(guest.owner) == "new@example.org"
    assert guest.ratings_by_skill() == {"gardener-1-1": Rating(3)}
    assert "What you rated before signing in is in your account now." in words_after(client)


def test_sign_in_merges_into_the_open_one_and_says_so(alice: User, path: CareerPath) -> None:
    now = timezone.now()
    held = services.start(owner=alice, path=path, now=now)
    skill = Skill.objects.get(public_id="gardener-1-2")
    services.save_rating(assessment=held, skill=skill, said=Said(2), seen="", now=now)
    client, guest = guest_who_rated(path)
    client.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    assert not Assessment.objects.filter(pk=guest.pk).exists()
    assert held.ratings_by_skill() == {"gardener-1-1": Rating(3), "gardener-1-2": Rating(2)}
    assert MERGED in words_after(client)


def test_sign_in_without_anything_rated_says_nothing_of_it(alice: User) -> None:
    client = Client()
    client.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    assert not [text for text in words_after(client) if "rated" in text]


def test_session_names_nobody_elses(alice: User, bob: User, path: CareerPath) -> None:
    """A session that names an assessment with an owner, however that came about, gets nothing."""
    client, guest = guest_who_rated(path)
    services.claim(owner=alice, public_ids=[str(guest.public_id)])
    client.post(reverse("account_login"), {"login": bob.email, "password": PASSWORD})
    guest.refresh_from_db()
    assert guest.owner == alice
