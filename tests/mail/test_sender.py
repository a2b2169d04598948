"""The thread that sends: woken by a commit, quiet in the log, and not ended by a mishap."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import DatabaseError
from pytest_django import Settings

from careerpath.mail import sender
from careerpath.mail.models import OutgoingMail
from careerpath.mail.sender import Sender, held_up
from careerpath.mail.sending import Round
from tests.mail.conftest import LINK, SUBJECT, write
from tests.mail_servers import MailServer
from tests.neighbours import refusing

pytestmark = pytest.mark.django_db
UseServer = Callable[[int], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds the sender reads; a test moves them on."""
    now = [1000.0]
    monkeypatch.setattr(sender, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Callable[[], list[Any]]:
    """What was logged since the last call."""

    def read() -> list[Any]:
        found = [
            (r.levelname, r.getMessage(), getattr(r, "facts", None))
            for r in caplog.records
            if r.name == "careerpath.mail.sender"
        ]
        caplog.clear()
        return found

    caplog.set_level(logging.WARNING)
    return read


@pytest.fixture
def stopped() -> Iterator[None]:
    """Whatever a test starts is ended with it."""
    yield
    sender.stop()


def test_trouble_is_said_once_a_minute_and_names_nobody(
    to_server: UseServer, clock: list[float], lines: Callable[[], list[Any]]
) -> None:
    one = Sender()
    with refusing() as there:
        to_server(there.port)
        for n in range(3):
            write(f"person{n}@example.org")
        assert one.look() is False
        facts = {"waiting": 3, "given_up": 0, "why": "away", "answer": ""}
        assert lines() == [("WARNING", "mail is held up", facts)]
        clock[0] += 30
        assert one.look() is False
        assert lines() == []
        clock[0] += 30
        assert one.look() is False
        assert lines() == [("WARNING", "mail is held up", facts)]
    clock[0] += 60
    assert one.look() is True  # nothing is due, so nothing went wrong
    assert lines() == []


def test_a_refusal_is_said_later_where_a_line_was_just_written(
    to_server: UseServer, clock: list[float], lines: Callable[[], list[Any]]
) -> None:
    one = Sender()
    with MailServer(RCPT=["550 5.1.1 who?", "550 5.1.1 who?"]) as server:
        to_server(server.port)
        write()
        assert one.look() is True
        assert [facts["given_up"] for _, _, facts in lines()] == [1]
        write()
        assert one.look() is True
        assert lines() == []
        clock[0] += 60
        assert one.look() is True
    facts = {"waiting": 0, "given_up": 2, "why": "said no", "answer": "550 5.1.1"}
    assert lines() == [("WARNING", "mail is held up", facts)]


def test_nothing_of_a_mail_is_in_the_log(
    to_server: UseServer, caplog: pytest.LogCaptureFixture
) -> None:
    with MailServer(RCPT=[f"550 5.1.1 <ada@example.org> {LINK}"]) as server:
        to_server(server.port)
        write()
        Sender().look()
    said = "".join(str(vars(record)) for record in caplog.records)
    assert "550 5.1.1" in said
    assert [word for word in ("ada@", LINK, "secret-word", SUBJECT) if word in said] == []


def test_a_database_that_fails_is_said_and_survived(
    monkeypatch: pytest.MonkeyPatch, clock: list[float], lines: Callable[[], list[Any]]
) -> None:
    def fail() -> Round:
        raise DatabaseError("gone")

    one = Sender()
    monkeypatch.setattr(sender, "send_due", fail)
    assert (one.look(), one.look()) == (False, False)
    assert lines() == [("ERROR", "mail can't be looked after", None)]
    monkeypatch.setattr(sender, "send_due", lambda: Round(sent=1))
    assert one.look() is True


def test_nothing_held_up() -> None:
    assert held_up() == {"waiting": 0, "given_up": 0, "why": "", "answer": ""}


@pytest.mark.django_db(transaction=True)
def test_a_commit_wakes_it_and_the_mail_is_gone(to_server: UseServer, stopped: None) -> None:
    with MailServer() as server:
        to_server(server.port)
        sender.start()
        sender.start()  # twice is once
        assert len(sender._at_work) == 1
        for n in range(3):  # it waits in between: each is sent because it was woken
            server.got.clear()
            write(f"person{n}@example.org")
            assert server.got.wait(20)
        [thread] = sender._at_work
        sender.stop()
        assert not thread.is_alive()
    assert len(server.taken) == 3
    assert OutgoingMail.objects.count() == 0


def test_without_a_mail_server_there_is_no_thread(settings: Settings, stopped: None) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    sender.start()
    assert sender._at_work == []
    sender.wake()
