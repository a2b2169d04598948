from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from careerpath.accounts import sessions
from careerpath.accounts.models import User
from tests.accounts.conftest import PASSWORD, sign_in, sign_up
from tests.accounts.test_flows import switch_on_totp, totp_code

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def left(client: Client) -> dt.timedelta:
    return client.session.get_expiry_date() - timezone.now()


def in_future(client: Client, days: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """What a page of one's own answers in so many days."""
    then = timezone.now() + days * DAY
    monkeypatch.setattr("django.utils.timezone.now", lambda: then)
    return client.get("/account/").status_code


@pytest.mark.parametrize("way", ["sign up", "sign in", "code"])
def test_session_ends_30_days_after_any_sign_in(client: Client, ada: User, way: str) -> None:
    secret = switch_on_totp(client) if way == "code" else ""
    browser = Client()
    if way == "sign up":
        sign_up(browser, "bob@example.org")
    else:
        sign_in(browser, ada.email)
    if way == "code":
        browser.post("/accounts/2fa/authenticate/", {"code": totp_code(secret)})
    assert 30 * DAY - dt.timedelta(minutes=5) < left(browser) <= 30 * DAY


def test_use_does_not_lengthen_it(
    client: Client, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = client.session.get_expiry_date()
    assert in_future(client, 29, monkeypatch) == 200
    session = client.session
    session["used"] = True
    session.save()
    assert client.session.get_expiry_date() == ends
    assert Session.objects.get(pk=session.session_key).expire_date == ends
    assert in_future(client, 2, monkeypatch) == 302


def test_cookie_ends_with_the_session(ada: User) -> None:
    browser = Client()
    sign_in(browser, ada.email)
    lasts = int(browser.cookies[settings.SESSION_COOKIE_NAME]["max-age"])
    assert 30 * 86_400 - 300 < lasts <= 30 * 86_400


def test_editors_session_is_the_shorter_one(ada: User, settings: Any) -> None:
    settings.EDITOR_SESSION = dt.timedelta(hours=12)
    User.objects.update(is_staff=True)
    browser = Client()
    sign_in(browser, ada.email)
    assert dt.timedelta(hours=11, minutes=55) < left(browser) <= dt.timedelta(hours=12)


def test_signing_in_and_proving_give_a_new_key(client: Client, ada: User) -> None:
    client.post("/accounts/logout/")
    client.get("/accounts/login/")
    keys = [client.session.session_key]
    sign_in(client, ada.email)
    keys.append(client.session.session_key)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    keys.append(client.session.session_key)
    assert len({*keys}) == 3
    assert list(Session.objects.values_list("pk", flat=True)) == [keys[-1]]
    listed = UserSession.objects.filter(user=ada).values_list("session_key", flat=True)
    assert list(listed) == [keys[-1]]
    assert client.get("/account/").status_code == 200


def test_key_is_long_and_random(ada: User) -> None:
    """32 of 36 letters and figures are 165 bits."""
    keys = set()
    for _ in range(20):
        browser = Client()
        sign_in(browser, ada.email)
        keys.add(browser.session.session_key)
    assert len(keys) == 20
    assert all(key and re.fullmatch("[a-z0-9]{32}", key) for key in keys)


def test_end_all_ends_each_browser_at_once(client: Client, ada: User) -> None:
    other = Client()
    sign_in(other, ada.email)
    assert sessions.end_all(ada) == 2
    assert [b.get("/account/").status_code for b in (client, other)] == [302, 302]
    assert sessions.end_all(ada) == 0
