"""Nobody finds out who has an account: known and unknown addresses get the same answers.

Each pair asks for one address that belongs to Ada and one that belongs to nobody, both of the same
length, and compares what comes back byte for byte once the address itself is blotted out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careerpath.accounts.adapter import AccountAdapter
from careerpath.accounts.models import User
from tests.accounts.conftest import PASSWORD, confirmed, sign_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mailing")]
KNOWN, UNKNOWN = "ada@example.org", "bea@example.org"


def blotted(answer: Any, email: str) -> tuple[int, str | None, set[str], str]:
    """What a stranger sees of an answer: status, where it leads, cookies, and the page."""
    page = re.sub(
        r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"', "", text_of(answer)
    )
    return (
        answer.status_code,
        answer.headers.get("Location"),
        set(answer.cookies),
        page.replace(email, "*"),
    )


@pytest.fixture
def known(db: None) -> User:
    return confirmed(User.objects.create_user(KNOWN, PASSWORD))


def test_sign_in_with_a_wrong_password(known: User) -> None:
    answers = [blotted(sign_in(Client(), email, "wrong"), email) for email in (KNOWN, UNKNOWN)]
    assert answers[0] == answers[1]
    assert "belong together" in answers[0][3]


def test_sign_in_above_the_limit(known: User) -> None:
    answers = []
    for email in (KNOWN, UNKNOWN):
        for n in range(21):
            answer = sign_in(Client(), email, "wrong", REMOTE_ADDR=f"192.0.2.{n}")
        answers.append(blotted(answer, email))
    assert answers[0] == answers[1]
    assert "Too many failed attempts" in answers[0][3]


def test_reset(known: User) -> None:
    answers = []
    for email in (KNOWN, UNKNOWN):
        client = Client()
        answer = client.post("/accounts/password/reset/", {"email": email})
        answers.append((blotted(answer, email), blotted(client.get(answer["Location"]), email)))
    assert answers[0] == answers[1]
    assert [m.to for m in mail.outbox] == [[KNOWN], [UNKNOWN]]


def test_sign_up_and_all_that_follows(known: User) -> None:
    """The same answers at sign-up, on the page after it, and on every page one goes on to."""
    answers = []
    for email in (KNOWN, UNKNOWN):
        client = Client()
        steps = [
            client.post("/accounts/signup/?next=/roadmap/", {"email": email}),
            client.get("/accounts/confirm-email/"),
            client.get("/account/"),
            sign_in(client, email, "some other long words"),
            client.post("/accounts/signup/", {"email": email}),
        ]
        answers.append([blotted(step, email) for step in steps])
    assert answers[0] == answers[1]
    assert [m.to for m in mail.outbox] == [[KNOWN], [KNOWN], [UNKNOWN], [UNKNOWN]]
    assert User.objects.count() == 1


@pytest.mark.parametrize("what", ["signup", "password/reset"])
def test_more_mails_than_go_to_an_address_look_the_same(known: User, what: str) -> None:
    answers = []
    for email in (KNOWN, UNKNOWN):
        asked = [Client().post(f"/accounts/{what}/", {"email": email}) for _ in range(8)]
        answers.append([blotted(answer, email) for answer in asked])
    assert answers[0] == answers[1]
    assert [m.to for m in mail.outbox] == [[KNOWN]] * 5 + [[UNKNOWN]] * 5


def test_adding_a_known_address_to_an_account(known: User) -> None:
    answers = []
    for email in (KNOWN, UNKNOWN):
        mal, client = confirmed(User.objects.create_user("mal@example.org", PASSWORD)), Client()
        sign_in(client, mal.email)
        client.get("/account/")  # says that one is in
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        client.post("/accounts/email/", {"email": email, "action_add": ""})
        answers.append(blotted(client.get("/accounts/email/"), email))
        mal.delete()
    assert answers[0] == answers[1]
    assert [(m.to, m.subject) for m in mail.outbox] == [
        ([KNOWN], "You already have an account"),
        ([UNKNOWN], "Confirm your email address"),
    ]


Work = tuple[int, list[str], list[str], int]
VALUES = r"'[^']*'|\"s\d+_x\d+\"|\b[0-9a-f.]+\b"  # and names of savepoints


class Counted:
    """What the server does for a request: hashes, statements, templates of mails, mails."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.hashes = 0
        self.templates: list[str] = []
        hasher, render = PBKDF2PasswordHasher.encode, AccountAdapter.render_mail

        def encode(*args: Any, **kwargs: Any) -> str:
            self.hashes += 1
            return hasher(*args, **kwargs)

        def render_mail(adapter: Any, name: str, *args: Any, **kwargs: Any) -> Any:
            self.templates.append(name)
            return render(adapter, name, *args, **kwargs)

        monkeypatch.setattr(PBKDF2PasswordHasher, "encode", encode)
        monkeypatch.setattr(AccountAdapter, "render_mail", render_mail)

    def of(self, ask: Callable[[], Any]) -> Work:
        """What one request takes."""
        self.hashes, self.templates = 0, []
        sent = len(mail.outbox)
        with CaptureQueriesContext(connection) as queries:
            ask()
        asked = [re.sub(VALUES, "?", query["sql"]) for query in queries]
        return self.hashes, asked, self.templates, len(mail.outbox) - sent


@pytest.mark.parametrize("state", ["confirmed", "added elsewhere", "never confirmed", "inactive"])
@pytest.mark.parametrize("way", ["login", "signup", "password/reset"])
def test_the_same_work_whatever_is_there(
    settings: Any, monkeypatch: pytest.MonkeyPatch, state: str, way: str
) -> None:
    """One comparison where there is a password, else one mail, and the same statements."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 10)
    stand(KNOWN, state)
    counted, form = Counted(monkeypatch), {"password": "a wrong one"} if way == "login" else {}

    def ask(email: str) -> Any:
        cache.clear()
        return Client().post(f"/accounts/{way}/", {"email": email, "login": email, **form})

    ask("warming@example.org")
    done = [counted.of(partial(ask, email)) for email in (KNOWN, UNKNOWN)]
    assert done[0] == done[1]
    hashes, _, templates, sent = done[0]
    assert (hashes, len(templates), sent) == ((1, 0, 0) if way == "login" else (0, 2, 1))


@pytest.mark.parametrize("state", ["confirmed", "added elsewhere", "never confirmed", "inactive"])
def test_adding_an_address_takes_the_same_work(monkeypatch: pytest.MonkeyPatch, state: str) -> None:
    stand(KNOWN, state)
    eve, client = confirmed(User.objects.create_user("eve@example.org", PASSWORD)), Client()
    sign_in(client, eve.email)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    counted = Counted(monkeypatch)

    def add(email: str) -> Work:
        cache.clear()
        EmailAddress.objects.filter(user=eve, primary=False).delete()
        client.get("/account/")  # says what became of the last one
        return counted.of(
            partial(client.post, "/accounts/email/", {"email": email, "action_add": ""})
        )

    add("warming@example.org")
    done = [add(email) for email in (KNOWN, UNKNOWN)]
    assert done[0] == done[1]
    hashes, _, templates, sent = done[0]
    assert (hashes, len(templates), sent) == (0, 2, 1)


def stand(email: str, state: str) -> None:
    """An address in one of the ways it can be there."""
    if state == "added elsewhere":
        other = confirmed(User.objects.create_user("mal@example.org", PASSWORD))
        EmailAddress.objects.create(user=other, email=email)
        return
    person = User.objects.create_user(email, PASSWORD, is_active=state != "inactive")
    if state != "never confirmed":
        confirmed(person)
