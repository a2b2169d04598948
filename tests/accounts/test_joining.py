"""What was in an account that shared an address comes over with its password, and only with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from assessments import services
from assessments.models import Assessment
from assessments.rating_data import RatingData
from careerpath.accounts.models import User
from careerpath.accounts.security_log import account_pseudonym
from careerpath.framework.models import CareerPath, Skill
from tests.accounts.conftest import text_of

pytestmark = pytest.mark.django_db
OLD = "quiet harbour of then"
PAGE = "/account/earlier/"


def set_aside(email: str, password: str = OLD) -> User:
    """An account as the upgrade leaves it where somebody else keeps its address."""
    person = User.objects.create_user("x@example.org", password)
    User.objects.filter(pk=person.pk).update(email=f"{person.pk}@set-aside.invalid")
    EmailAddress.objects.create(user=person, email=email)
    return person


def said_by(owner: User, path: CareerPath, note: str) -> Assessment:
    now = timezone.now()
    begun = services.start(owner=owner, path=path, now=now)
    skill = Skill.objects.get(public_id="gardener-1-1")
    services.save_rating(
        assessment=begun, skill=skill, said=RatingData(2, note=note), seen="", now=now
    )
    return begun


def test_its_password_brings_everything_over(
    as_alice: Client, alice: User, path: CareerPath, written: Callable[[], list[Any]]
) -> None:
    earlier = set_aside(alice.email)
    done = services.complete(assessment=said_by(earlier, path, "of then"), now=timezone.now())
    about = account_pseudonym(earlier)
    assert "An earlier account had your address" in text_of(as_alice.get("/account/"))
    answer = as_alice.post(PAGE, {"earlier": earlier.pk, "password": OLD}, follow=True)
    assert answer.redirect_chain == [("/assessments/", 302)]
    assert "What was in the earlier account is in this one now." in text_of(answer)
    assert list(Assessment.objects.values_list("pk", "owner")) == [(done.pk, alice.pk)]
    earlier.refresh_from_db()
    assert (earlier.has_usable_password(), EmailAddress.objects.count()) == (False, 0)
    line = {"account": account_pseudonym(alice), "route": PAGE, "method": "POST", "about": about}
    assert written() == [("earlier account brought over", line)]
    assert as_alice.get(PAGE).status_code == 404


def test_open_ones_become_one_and_no_word_is_lost(
    as_alice: Client, alice: User, path: CareerPath
) -> None:
    earlier = set_aside(alice.email)
    said_by(earlier, path, "of then")
    held = said_by(alice, path, "of now")
    as_alice.post(PAGE, {"earlier": earlier.pk, "password": OLD})
    assert list(Assessment.objects.all()) == [held]
    note = held.ratings.get().note
    assert ("of then" in note, "of now" in note) == (True, True)


def test_another_password_brings_nothing_and_is_limited(
    as_alice: Client, alice: User, path: CareerPath
) -> None:
    earlier = set_aside(alice.email)
    said_by(earlier, path, "of then")
    form = {"earlier": earlier.pk, "password": "a guess"}
    answers = [as_alice.post(PAGE, form) for _ in range(22)]
    assert Assessment.objects.get().owner == earlier
    assert [answer.status_code for answer in answers] == [200] * 20 + [429] * 2
    assert answers[0].context["form"].errors == {
        "password": ["This is not the password of that account."]
    }


def test_nobody_reaches_one_that_had_another_address(
    as_alice: Client, as_bob: Client, alice: User, bob: User
) -> None:
    """Neither by the page nor by its number, whatever password."""
    earlier = set_aside(alice.email)
    set_aside(bob.email, "another password of then")
    EmailAddress.objects.create(user=bob, email=alice.email)  # added, never confirmed
    answer = as_bob.post(PAGE, {"earlier": earlier.pk, "password": OLD})
    assert User.objects.get(pk=earlier.pk).has_usable_password()  # nothing was brought over
    assert list(answer.context["form"].errors) == ["earlier"]
    assert Client().get(PAGE).status_code == 302
