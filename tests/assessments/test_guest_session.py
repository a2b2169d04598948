"""Whatever ends the session of who signed in: a guest's work stays in that browser alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import services
from assessments.guest_session import reachable_ids
from assessments.models import Assessment
from careerpath.accounts import sessions
from careerpath.accounts.models import User
from careerpath.accounts.services import delete_person
from careerpath.framework.models import CareerPath
from tests.assessments.addresses import screen_url
from tests.assessments.shown import shown_by
from tests.assessments.test_claiming import CLAIM, PASSWORD, guest_who_rated, say, sign_in
from tests.pages import text_of

pytestmark = pytest.mark.django_db

NOTE, LATER = "the guest's own", "typed while the question stood"


def signs_out(client: Client, _person: User) -> None:
    client.post(reverse("account_logout"))


def erases_the_account(client: Client, _person: User) -> None:
    answer = client.post(reverse("accounts:delete"), {"password": PASSWORD, "sure": "on"})
    assert answer.status_code == 302


def is_signed_out_elsewhere(_client: Client, person: User) -> None:
    assert sessions.end_all(person) == 1


def has_a_new_password(_client: Client, person: User) -> None:
    person.set_password("another long password")
    person.save()


def is_in_for_too_long(client: Client, _person: User) -> None:
    mine = Session.objects.filter(session_key=client.session.session_key)
    assert mine.update(expire_date=timezone.now() - dt.timedelta(minutes=1)) == 1


def is_swept_away(client: Client, person: User) -> None:
    is_in_for_too_long(client, person)
    call_command("clearsessions")


def is_switched_off(_client: Client, person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


def is_erased_elsewhere(_client: Client, person: User) -> None:
    delete_person(person=person)


WAYS = [
    *[signs_out, erases_the_account, is_signed_out_elsewhere, has_a_new_password],
    *[is_in_for_too_long, is_swept_away, is_switched_off, is_erased_elsewhere],
]
End = Callable[[Client, User], None]


@pytest.fixture
def left(bob: User, path: CareerPath) -> tuple[Client, Assessment]:
    """Bob signed in where a guest had rated."""
    client, guest = guest_who_rated(path, **{"gardener-1-1-note": NOTE})
    sign_in(client, bob)
    return client, guest


def note_in(client: Client, guest: Assessment) -> str:
    answer = client.get(screen_url(guest))
    assert answer.status_code == 200
    return shown_by(answer)["gardener-1-1"]["note"]


@pytest.mark.parametrize("end", WAYS)
@pytest.mark.parametrize("answer", ["", "not-mine"])
def test_however_it_ends_the_guests_work_is_there_again(
    end: End, answer: str, left: tuple[Client, Assessment], bob: User, alice: User
) -> None:
    client, guest = left
    if answer:
        say(client, answer)
        assert client.get(screen_url(guest)).status_code == 404
    end(client, bob)
    assert note_in(client, guest) == NOTE
    assert Client().get(screen_url(guest))["Location"].startswith("/accounts/login/")
    sign_in(client, alice)
    assert client.get(screen_url(guest))["Location"].startswith(CLAIM)
    say(client, "not-mine")
    assert client.get(screen_url(guest)).status_code == 404


@pytest.mark.parametrize("end", WAYS)
def test_words_typed_while_the_question_stood_are_there_too(
    end: End, left: tuple[Client, Assessment], bob: User
) -> None:
    client, guest = left
    asked = client.post(screen_url(guest), {"gardener-1-3-note": LATER, "gardener-1-1-note": LATER})
    assert asked["Location"].startswith(CLAIM)
    end(client, bob)
    assert LATER in text_of(client.get(screen_url(guest)))


def test_words_of_who_signed_in_stay_theirs(
    left: tuple[Client, Assessment], bob: User, path: CareerPath
) -> None:
    """Typed in a tab of an assessment that was finished elsewhere: it waits for the next."""
    client, guest = left
    done = services.start(owner=bob, path=path, now=timezone.now())
    services.complete(assessment=done, now=timezone.now())
    assert client.post(screen_url(done), {"gardener-1-1-note": "Bob's own"}).status_code == 409
    say(client, "not-mine")
    client.post(reverse("assessments:start", args=[path.public_id]))
    assert note_in(client, Assessment.objects.open().get(owner=bob)) == "Bob's own"
    signs_out(client, bob)
    services.complete(assessment=guest, now=timezone.now())
    client.post(reverse("assessments:start", args=[path.public_id]))
    assert note_in(client, Assessment.objects.open().get(owner=None)) == NOTE


@pytest.mark.parametrize("answer", ["", "not-mine"])
def test_who_signs_in_over_another_is_asked_like_anybody(
    answer: str, left: tuple[Client, Assessment], alice: User
) -> None:
    """Django ends the one session for the other within one request."""
    client, guest = left
    if answer:
        say(client, answer)
    client.force_login(alice)
    assert client.get(screen_url(guest))["Location"].startswith(CLAIM)
    say(client, "not-mine")
    assert client.get(screen_url(guest)).status_code == 404
    signs_out(client, alice)
    assert note_in(client, guest) == NOTE


def test_what_was_claimed_is_nowhere_kept(left: tuple[Client, Assessment], bob: User) -> None:
    client, guest = left
    assert reachable_ids(now=timezone.now()) == {str(guest.public_id)}
    say(client, "account")
    assert reachable_ids(now=timezone.now()) == set()
    assert client.cookies["guest"].value == ""
    signs_out(client, bob)
    assert client.get(screen_url(guest))["Location"].startswith("/accounts/login/")


def test_who_has_it_forgotten_has_no_word_left(
    left: tuple[Client, Assessment], bob: User, path: CareerPath
) -> None:
    client, guest = left
    client.post(screen_url(guest), {"gardener-1-1-note": LATER})
    signs_out(client, bob)
    client.post(reverse("assessments:forget"))
    assert reachable_ids(now=timezone.now()) == set()
    client.post(reverse("assessments:start", args=[path.public_id]))
    assert note_in(client, Assessment.objects.get(owner=None)) == ""


def test_the_key_is_as_new_as_the_sign_in(
    left: tuple[Client, Assessment], bob: User, alice: User
) -> None:
    """Who put a cookie of their own into this browser reads nothing of what comes later."""
    client, _guest = left
    before = client.cookies["guest"].value
    signs_out(client, bob)
    sign_in(client, alice)
    client.get("/assessments/")
    signs_out(client, alice)
    client.get("/assessments/")
    sign_in(client, alice)
    assert client.cookies["guest"].value not in {before, ""}
    assert not Session.objects.filter(session_key=before).exists()


def test_a_guests_days_begin_where_the_session_beside_it_would_have_ended(
    left: tuple[Client, Assessment], bob: User
) -> None:
    client, guest = left
    kept = Session.objects.get(session_key=client.cookies["guest"].value)
    assert kept.expire_date > timezone.now() + dt.timedelta(days=59)
    assert client.cookies["guest"]["max-age"] == 60 * 24 * 60 * 60
    Assessment.objects.update(started_at=timezone.now() - dt.timedelta(days=59))
    is_swept_away(client, bob)
    call_command("delete_forgotten")
    assert note_in(client, guest) == NOTE
