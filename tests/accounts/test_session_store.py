"""One question tells the session and its person; what holds is decided as ever."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from careerpath.accounts import session_store
from careerpath.accounts.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def whose(client: Client) -> Any:
    """Whom a page greets; None where it asks to sign in."""
    user = client.get("/").wsgi_request.user
    return user.pk if user.is_authenticated else None


def test_a_session_brings_its_person(
    client: Client, ada: User, django_assert_num_queries: Callable[..., Any]
) -> None:
    store = session_store.SessionStore(client.session.session_key)
    with django_assert_num_queries(1):
        assert store["_auth_user_id"] == str(ada.pk)
    stored = User.objects.get(pk=ada.pk)
    assert store.person is not None
    assert store.person.__dict__ | {"_state": None} == stored.__dict__ | {"_state": None}


def test_a_page_asks_one_question_for_both(
    client: Client, ada: User, django_assert_num_queries: Callable[..., Any]
) -> None:
    client.get("/"), client.get("/")  # a greeting, then the page that is kept
    with django_assert_num_queries(2):  # and the framework's stamp
        answer = client.get("/")
        assert answer.wsgi_request.user == ada


def test_without_a_note_the_person_is_looked_up(client: Client, ada: User) -> None:
    UserSession.objects.all().delete()
    assert whose(client) == ada.pk


def test_a_guests_session_has_no_person(client: Client, db: None) -> None:
    session = client.session
    session["said"] = "something"
    session.save()
    store = session_store.SessionStore(client.session.session_key)
    assert (store["said"], store.person) == ("something", None)
    assert whose(client) is None


def test_a_note_signs_nobody_in(client: Client, ada: User) -> None:
    """The session says who it is; a note that names another is not believed."""
    bob = UserFactory()
    UserSession.objects.update(user=bob)
    assert whose(client) == ada.pk


def test_an_ended_session_is_nobodys(client: Client, ada: User) -> None:
    Session.objects.all().delete()
    assert whose(client) is None


def test_a_session_that_ran_out_is_nobodys(client: Client, ada: User) -> None:
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    assert whose(client) is None


def test_a_locked_account_is_nobody(client: Client, ada: User) -> None:
    User.objects.update(is_active=False)
    assert whose(client) is None


def test_another_password_ends_it(client: Client, ada: User) -> None:
    ada.set_password("another harbour lantern")
    ada.save()
    assert whose(client) is None


def test_what_was_read_for_one_request_is_not_taken_for_the_next(client: Client, ada: User) -> None:
    assert whose(client) == ada.pk
    assert session_store.person_read(ada.pk) is None
