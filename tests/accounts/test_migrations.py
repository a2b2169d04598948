"""Accounts from when an address could have several: one keeps it, nobody's words are lost."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.utils import timezone

from assessments.models import Assessment
from careerpath.accounts import addresses
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath

BEFORE = [("accounts", "0004_erasures")]
SPRING = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
PASSWORD = "a long enough password"


@pytest.fixture
def of_then(transactional_db: None) -> Any:
    """The models of 0.1.0 on its tables, and `upgrade` back to today's."""
    MigrationExecutor(connection).migrate(BEFORE)
    executor = MigrationExecutor(connection)
    state = executor.loader.project_state(BEFORE).apps
    yield state.get_model("accounts", "User")
    upgrade()


def upgrade() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("accounts"))


def person(of_then: Any, email: str, day: int, **more: Any) -> int:
    """Somebody who last came on this day of March."""
    came = SPRING + dt.timedelta(days=day)
    row = of_then.objects.create(
        email=email, password=make_password(PASSWORD), date_joined=SPRING, last_login=came, **more
    )
    return int(row.pk)


def address(pk: int, email: str, *, verified: bool = False, primary: bool = True) -> None:
    EmailAddress.objects.create(user_id=pk, email=email, verified=verified, primary=primary)


def emails() -> dict[int, str]:
    return dict(User.objects.values_list("pk", "email"))


def test_one_keeps_the_address_and_the_others_keep_everything_else(of_then: Any) -> None:
    first = person(of_then, "ada@example.org", 1)
    proven = person(of_then, "ada@example.org", 2)
    last = person(of_then, "ada@example.org", 3)
    for pk in (first, proven, last):
        address(pk, "ada@example.org", verified=pk == proven)
    older, newer = (person(of_then, "bea@example.org", day) for day in (1, 2))
    upper = person(of_then, "Cleo@example.org", 1)
    address(older, "bea@example.org")
    path = CareerPath.objects.create(name="Gardener")
    for pk in (first, older):
        Assessment.objects.create(owner_id=pk, path=path, started_at=SPRING)
    words = list(Assessment.objects.order_by("pk").values())
    passwords = dict(of_then.objects.values_list("pk", "password"))
    upgrade()
    assert emails() == {
        first: f"{first}@set-aside.invalid",
        proven: "ada@example.org",
        last: f"{last}@set-aside.invalid",
        older: f"{older}@set-aside.invalid",
        newer: "bea@example.org",
        upper: "cleo@example.org",
    }
    assert list(Assessment.objects.order_by("pk").values()) == words
    assert dict(User.objects.values_list("pk", "password")) == passwords
    for owner, theirs in ((proven, [first, last]), (newer, [older])):
        found = addresses.earlier_accounts(User.objects.get(pk=owner))
        assert [one.pk for one in found] == theirs


def test_an_account_goes_by_an_address_it_proved(of_then: Any) -> None:
    mal = person(of_then, "ada@example.org", 1)
    address(mal, "ada@example.org")
    address(mal, "mal@example.org", verified=True, primary=False)
    upgrade()
    assert emails() == {mal: "mal@example.org"}
    rows = EmailAddress.objects.order_by("email").values_list("email", "verified", "primary")
    assert list(rows) == [("ada@example.org", False, False), ("mal@example.org", True, True)]


def test_an_editor_made_on_the_command_line_stays_in(of_then: Any) -> None:
    edith = person(of_then, "edith@example.org", 1, is_staff=True)
    promoted = person(of_then, "paul@example.org", 1, is_staff=True)
    address(promoted, "paul@example.org")
    upgrade()
    rows = EmailAddress.objects.order_by("email").values_list("user", "email", "verified")
    assert list(rows) == [(edith, "edith@example.org", True), (promoted, "paul@example.org", False)]


@pytest.mark.parametrize(("sends", "in_now"), [(True, [200, 302]), (False, [200, 200])])
def test_nobody_stays_in_by_an_address_they_never_proved(
    of_then: Any, settings: Any, sends: bool, in_now: list[int]
) -> None:
    settings.SENDS_MAIL = sends
    browsers = []
    for email in ("ada@example.org", "bea@example.org"):
        pk, browser = person(of_then, email, 1), Client()
        address(pk, email, verified=email.startswith("ada"))
        browser.force_login(User.objects.get(pk=pk))
        key = browser.session.session_key
        UserSession.objects.create(user_id=pk, session_key=key, ip="192.0.2.1")
        browsers.append(browser)
    upgrade()
    assert [browser.get("/account/").status_code for browser in browsers] == in_now
    assert Session.objects.count() == UserSession.objects.count() == in_now.count(200)


@pytest.mark.django_db
def test_the_database_keeps_it_however_it_is_written() -> None:
    User.objects.create_user("ada@example.org", PASSWORD)
    with pytest.raises(IntegrityError):
        User.objects.create(email="Ada@Example.org", date_joined=timezone.now())
