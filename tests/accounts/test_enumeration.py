"""Nobody finds out who has an account: known and unknown addresses get the same answers.

Each pair asks for one address that belongs to Ada and one that belongs to nobody, both of the same
length, and compares what comes back byte for byte once the address itself is blotted out.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from careerpath.accounts.models import User
from tests.accounts.conftest import PASSWORD, sign_in, sign_up, someone_in, text_of

pytestmark = pytest.mark.django_db
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


@pytest.fixture(params=["confirmed", "not confirmed"])
def known(request: pytest.FixtureRequest, ada: User) -> User:
    EmailAddress.objects.update(verified=request.param == "confirmed")
    return ada


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
    """The same answers at sign-up, on the account page, and when signing out and in again."""
    answers = []
    password = "some other long words"
    for email in (KNOWN, UNKNOWN):
        client = Client()
        form = {"email": email, "password1": password}
        steps = [
            client.post("/accounts/signup/", form),
            client.get("/account/"),
            client.post("/accounts/logout/"),
            sign_in(client, email, password),
            client.get("/account/"),
            client.get("/accounts/email/"),
        ]
        answers.append([blotted(step, email) for step in steps])
    assert answers[0] == answers[1]
    assert [m.to for m in mail.outbox] == [[KNOWN], [UNKNOWN]]


def test_sign_up_with_a_refused_password(known: User) -> None:
    answers = [
        blotted(Client().post("/accounts/signup/", {"email": email, "password1": "short"}), email)
        for email in (KNOWN, UNKNOWN)
    ]
    assert answers[0] == answers[1]


def test_adding_a_known_address_to_an_account(known: User) -> None:
    answers = []
    for email in (KNOWN, UNKNOWN):
        client = Client()
        sign_up(client, "mal@example.org")
        client.get("/account/")  # the greeting
        mail.outbox.clear()
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        client.post("/accounts/email/", {"email": email, "action_add": ""})
        answers.append(blotted(client.get("/accounts/email/"), email))
        assert [m.to for m in mail.outbox] == [[email]]
        User.objects.filter(email="mal@example.org").delete()
    assert answers[0] == answers[1]


def test_owner_of_a_confirmed_address_is_told_and_unharmed(ada: User) -> None:
    """A stranger who signs up with Ada's address gets an empty account, she a mail, and no more."""
    EmailAddress.objects.update(verified=True)
    stranger = Client()
    stranger.post("/accounts/signup/", {"email": KNOWN, "password1": "some other long words"})
    assert someone_in(stranger) not in {None, str(ada.pk)}
    assert [m.subject for m in mail.outbox] == ["You already have an account"]
    assert "/confirm-email/" not in mail.outbox[0].body

    owner = Client()
    assert sign_in(owner, KNOWN, PASSWORD).status_code == 302
    assert someone_in(owner) == str(ada.pk)
    mail.outbox.clear()
    owner.post("/accounts/password/reset/", {"email": KNOWN})
    assert len(mail.outbox) == 1  # one link, to the account that confirmed


def test_same_password_at_both_accounts_leads_to_the_confirmed_one(ada: User) -> None:
    """Ada forgot that she has an account and signs up again as she always does."""
    EmailAddress.objects.update(verified=True)
    sign_up(Client(), KNOWN)
    client = Client()
    sign_in(client, KNOWN)
    assert someone_in(client) == str(ada.pk)
