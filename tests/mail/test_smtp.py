"""What one delivery ends in, whatever the server does, and what is known of the mail after it."""

from __future__ import annotations

import smtplib
from collections.abc import Callable

import pytest
from django.core.mail import EmailMessage
from pytest_django import Settings

from careerpath.mail import smtp
from careerpath.mail.models import Trouble
from careerpath.mail.smtp import NotSent, Unsure, deliver
from tests.mail_servers import MailServer, dripping
from tests.neighbours import neighbour, refusing, silent

UseServer = Callable[[int], None]
MAIL = EmailMessage("Hello", "a secret word", "app@example.org", ["ada@example.org"])


def outcome() -> tuple[str, str, bool, bool] | str:
    """Trouble, answer, whether for good, whether any mail would meet it; or a word."""
    try:
        deliver(MAIL, lambda: None)
    except NotSent as error:
        return error.trouble.value, error.answer, error.for_good, error.is_server
    except Unsure:
        return "unsure"
    return "sent"


def test_a_mail_that_is_taken(to_server: UseServer) -> None:
    with MailServer() as server:
        to_server(server.port)
        assert outcome() == "sent"
    [taken] = server.taken
    assert b"a secret word" in taken
    assert server.steps[:6] == ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "TEXT"]


@pytest.mark.parametrize(
    ("says", "ends"),
    [
        ({"CONNECT": None}, ("away", "", False, True)),
        ({"CONNECT": ""}, ("away", "", False, True)),
        ({"CONNECT": "554 5.7.1 not you"}, ("not taken", "554 5.7.1", False, True)),
        ({"EHLO": None}, ("away", "", False, True)),
        ({"MAIL": None}, ("away", "", False, True)),
        ({"MAIL": "451 4.3.0 later"}, ("not taken", "451 4.3.0", False, True)),
        ({"MAIL": "550 5.7.1 app@example.org?"}, ("not taken", "550 5.7.1", False, True)),
        ({"RCPT": None}, ("away", "", False, True)),
        ({"RCPT": "450 4.2.0 greylisted"}, ("said no", "450 4.2.0", False, False)),
        ({"RCPT": "550 5.1.1 <ada@example.org>"}, ("said no", "550 5.1.1", True, False)),
        ({"RCPT": "550 no such user here"}, ("said no", "550", True, False)),
        ({"DATA": None}, ("away", "", False, True)),
        ({"DATA": "451 4.3.0 later"}, ("said no", "451 4.3.0", False, False)),
        # The server has all of it, and only its answer says whether it keeps it.
        ({"TEXT": "452 4.3.1 full"}, ("said no", "452 4.3.1", False, False)),
        ({"TEXT": "554 5.7.1 spam: a secret word"}, ("said no", "554 5.7.1", True, False)),
        ({"TEXT": None}, "unsure"),
        ({"TEXT": ""}, "unsure"),
        ({"TEXT": "what?"}, "unsure"),
        # It is taken; whether the goodbye is heard changes nothing.
        ({"QUIT": None}, "sent"),
        ({"QUIT": ""}, "sent"),
    ],
    ids=str,
)
def test_each_step_at_which_a_server_can_fail(
    says: dict[str, str | list[str | None] | None],
    ends: object,
    to_server: UseServer,
    settings: Settings,
) -> None:
    if None in says.values():
        settings.EMAIL_TIMEOUT = 0.1
    with MailServer(**says) as server:
        to_server(server.port)
        assert outcome() == ends


def test_nobody_there_or_somebody_who_says_nothing(to_server: UseServer, impatient: None) -> None:
    with refusing() as there:
        to_server(there.port)
        assert outcome() == ("away", "", False, True)
    with neighbour(silent) as there:
        to_server(there.port)
        assert outcome() == ("away", "", False, True)


def test_somebody_who_never_stops_talking(
    to_server: UseServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each byte comes in time, the whole does not: the connection is cut."""
    monkeypatch.setattr(smtp, "WHOLE", 0.5)
    with dripping(b"220-" + b"well " * 10_000, every=0.05) as port:
        to_server(port)
        assert outcome() == ("away", "", False, True)


def test_something_that_speaks_no_smtp(to_server: UseServer) -> None:
    with MailServer(CONNECT="HTTP/1.1 400 Bad Request") as server:
        to_server(server.port)
        assert outcome() == ("away", "", False, True)


def test_a_server_that_can_no_tls_where_it_is_wanted(
    to_server: UseServer, settings: Settings
) -> None:
    with MailServer() as server:
        to_server(server.port)
        settings.EMAIL_USE_TLS = True
        assert outcome() == ("tls", "", False, True)
    assert server.taken == []


def test_tls_from_the_start(to_server: UseServer, settings: Settings) -> None:
    """Not a word goes out in the clear: the server hears the beginning of TLS, and no EHLO."""
    with MailServer(CONNECT="220 this is no TLS") as server:
        to_server(server.port)
        settings.EMAIL_USE_SSL = True
        assert outcome() == ("tls", "", False, True)
        assert issubclass(smtp.Delivery(lambda: None).connection_class.func, smtplib.SMTP_SSL)
    assert "EHLO" not in server.steps


def test_a_server_that_refuses_the_password(to_server: UseServer, settings: Settings) -> None:
    with MailServer(EHLO="250-here\r\n250 AUTH PLAIN", AUTH="535 5.7.8 wrong") as server:
        to_server(server.port)
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "app", "secret"
        assert outcome() == ("sign-in", "535 5.7.8", False, True)


def test_what_the_note_before_the_text_raises_stops_it(to_server: UseServer) -> None:
    def somebody_else_has_it() -> None:
        raise LookupError

    with MailServer() as server:
        to_server(server.port)
        with pytest.raises(LookupError):
            deliver(MAIL, somebody_else_has_it)
    assert server.taken == []
    assert Trouble(NotSent(Trouble.AWAY).trouble) is Trouble.AWAY
