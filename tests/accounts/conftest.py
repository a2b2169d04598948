"""Someone who signed up through the form, and short ways to post forms."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client

from careerpath.accounts.models import User

PASSWORD = "quiet harbour lantern"


@pytest.fixture(autouse=True)
def _quick_hashes(settings: Any) -> None:
    """Passwords are hashed for safety in earnest and for speed here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def mailing(settings: Any) -> None:
    """A server that sends mail, as EMAIL_URL makes it; without, one is on one's own machine."""
    settings.SENDS_MAIL = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_PREVENT_ENUMERATION = True


def confirmed(person: User) -> User:
    """As if the person had followed the link in a mail to the main address."""
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
    return person


def follow(client: Client, link: str = "", password: str = PASSWORD) -> Any:
    """Choose a password behind the link, by default of the newest mail."""
    return client.post(link or link_in_mail(), {"password1": password})


def sign_up(client: Client, email: str = "ada@example.org", **extra: str) -> Any:
    return client.post("/accounts/signup/", {"email": email, "password1": PASSWORD, **extra})


def sign_in(client: Client, email: str, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password}, **extra)


def link_in_mail(index: int = -1) -> str:
    """The path of the first link in a sent mail that is not the home page."""
    found = re.search(r"https?://[^/\s]+(/accounts/\S+)", str(mail.outbox[index].body))
    assert found, mail.outbox[index].body
    return found[1]


def someone_in(client: Client) -> str | None:
    """The number of who is signed in, as the session has it."""
    return client.session.get("_auth_user_id")


@pytest.fixture
def ada(client: Client, db: None) -> User:
    """Signed up through the form, and signed in as `client`."""
    sign_up(client)
    mail.outbox.clear()
    cache.clear()  # what was counted on the way here
    return User.objects.get(email="ada@example.org")


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def written(caplog: pytest.LogCaptureFixture) -> Callable[[], list[Any]]:
    """What the security log got since the last call: event and facts, without the session."""
    caplog.set_level(logging.INFO, "careerpath.security")

    def lines() -> list[Any]:
        found = [
            (r.getMessage(), {k: v for k, v in r.facts.items() if k != "session"})  # type: ignore[attr-defined]  # ours
            for r in caplog.records
            if r.name == "careerpath.security"
        ]
        caplog.clear()
        return found

    return lines
