from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from careerpath.mail.models import OutgoingMail
from tests.mail.conftest import write
from tests.mail_servers import MailServer
from tests.neighbours import refusing

pytestmark = pytest.mark.django_db
UseServer = Callable[[int], None]


def run(*arguments: str) -> tuple[str, str]:
    """What it printed, and what it ended with."""
    out, end = StringIO(), ""
    try:
        call_command("send_mail_queue", *arguments, stdout=out)
    except CommandError as error:
        end = str(error)
    return out.getvalue(), end


def test_it_sends_what_is_due_and_says_so(to_server: UseServer) -> None:
    with MailServer() as server:
        to_server(server.port)
        write()
        write("bea@example.org")
        assert run() == ("Sent 2.\n", "")
        assert run() == ("Sent 0.\n", "")
    assert len(server.taken) == 2


def test_it_says_what_waits_and_what_was_given_up_by_number(to_server: UseServer) -> None:
    with MailServer(RCPT=["550 5.1.1 who?"]) as server:
        to_server(server.port)
        refused = write()
        waits = write("bea@example.org")
        later = timezone.now() + dt.timedelta(hours=1)
        OutgoingMail.objects.filter(pk=waits.pk).update(due=later)
        written = refused.queued_at.strftime("%Y-%m-%d %H:%M UTC")
        said = (
            f"{waits.pk}, written {written}, tries 0: waits.\n"
            f"{refused.pk}, written {written}, tries 1: was refused. "
            "The mail server said no to this mail. 550 5.1.1\n"
        )
        assert run() == (f"Sent 0.\n{said}", "1 wait, 1 were given up.")
        assert run("--list") == (said, "1 wait, 1 were given up.")
    assert server.taken == []


def test_it_ends_with_an_error_where_the_server_is_away(to_server: UseServer) -> None:
    with refusing() as there:
        to_server(there.port)
        write()
        out, end = run()
    assert end == "1 wait, 0 were given up."
    assert out.endswith("waits. The mail server did not answer, or hung up.\n")


def test_without_a_mail_server_it_says_so(db: None) -> None:
    assert run() == ("", "EMAIL_URL names no mail server: nothing waits to be sent.")
