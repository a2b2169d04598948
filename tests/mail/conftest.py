"""Mail that really goes to a server, of ours, in a thread beside the test."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from pytest_django import Settings

from careerpath.mail.models import OutgoingMail
from careerpath.mail.sender import OUTBOX

LINK = "https://careers.example.org/accounts/password/reset/key/3-secret-word/"
SUBJECT = "Choose a new password – jetzt"


@pytest.fixture
def to_server(settings: Settings) -> Callable[[int], None]:
    """Let mail go by the outbox to a port of ours."""

    def use(port: int) -> None:
        settings.EMAIL_BACKEND, settings.SENDS_MAIL = OUTBOX, True
        settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
        settings.ACCOUNT_PREVENT_ENUMERATION = True
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False

    return use


def write(to: str = "ada@example.org") -> OutgoingMail:
    """A mail as the app writes one, and its row."""
    message = mail.EmailMultiAlternatives(SUBJECT, f"Grüße!\n{LINK}\n", "app@example.org", [to])
    message.attach_alternative(f"<p>Grüße! <a href='{LINK}'>Hier</a></p>", "text/html")
    assert message.send() == 1
    return OutgoingMail.objects.latest("pk")


@pytest.fixture
def impatient(settings: Settings) -> None:
    """For servers that say nothing: an answer may take a tenth of a second."""
    settings.EMAIL_TIMEOUT = 0.1
