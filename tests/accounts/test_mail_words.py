"""No mail carries what a stranger may put into a request's headers: a port, a program's name."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from careerpath.accounts.models import User
from tests.accounts.conftest import PASSWORD, follow, sign_up, text_of
from tests.accounts.test_flows import switch_on_totp

AGENT = "Your account is closed, see https://evil.example:6666/ at once"
FORGED: dict[str, Any] = {
    "HTTP_HOST": "localhost:6666",
    "HTTP_USER_AGENT": AGENT,
    "HTTP_X_FORWARDED_HOST": "evil.example",
    "HTTP_X_FORWARDED_PORT": "6666",
    "HTTP_FORWARDED": "host=evil.example",
    "HTTP_REFERER": "http://evil.example:6666/",
}


def words_of(message: mail.EmailMessage) -> str:
    """Everything that is sent: subject, headers and both forms."""
    assert isinstance(message, mail.EmailMultiAlternatives)
    html = "".join(str(part[0]) for part in message.alternatives)
    return f"{message.subject}\n{message.body}\n{html}\n{message.extra_headers}\n{message.to}"


@pytest.mark.django_db(transaction=True)  # some mails wait for the commit
def test_every_mail_leads_to_the_public_address_alone(mailing: None) -> None:
    client = Client(**FORGED)
    sign_up(client)
    follow(client)
    sign_up(Client(**FORGED))  # known by now
    client.post("/accounts/password/reset/", {"email": "ada@example.org"})
    client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    client.post("/accounts/email/", {"action_add": "", "email": "ada@example.net"})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    switch_on_totp(client)
    client.post("/accounts/2fa/totp/deactivate/")
    client.post("/accounts/password/change/", new_password())
    assert len({message.subject for message in mail.outbox}) >= 6
    for message in mail.outbox:
        words = words_of(message)
        links = set(re.findall(r"https?://([^/\s\"<]+)", words))
        assert links == {settings.HOST}, words
        assert not re.search(r"evil|6666|closed", words), words


def new_password() -> dict[str, str]:
    return {
        "oldpassword": PASSWORD,
        "password1": "amber kettle road",
        "password2": "amber kettle road",
    }


@pytest.mark.django_db
def test_sign_ins_name_browsers_in_our_words(client: Client, ada: User) -> None:
    other: Any = Client(HTTP_USER_AGENT=AGENT)
    other.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    page = text_of(client.get("/accounts/sessions/"))
    assert "evil" not in page
    assert "unknown" in page
