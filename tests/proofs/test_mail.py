"""A mail server that says nothing, and one that takes mail, beside the server as it is served."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import CalledProcessError

import pytest

from tests.mail_servers import MailServer
from tests.neighbours import neighbour, silent
from tests.proofs.server import Server, Visitor, serving

THREE_MINUTES_LATER = """from careerpath.mail.models import OutgoingMail
OutgoingMail.objects.update(due="2000-01-01T00:00Z")"""
pytestmark = pytest.mark.xdist_group("servers")


def sign_up(server: Server, n: int) -> None:
    Visitor(server).sign_up(f"person{n}@example.org")


def test_a_silent_mail_server_keeps_nobody_waiting(tmp_path: Path) -> None:
    """Eight people sign up at once, as many as there are threads to serve them."""
    with (
        neighbour(silent) as there,
        serving(tmp_path, EMAIL_URL=f"smtp://127.0.0.1:{there.port}?timeout=60") as server,
    ):
        with ThreadPoolExecutor(8) as pool:
            for done in [pool.submit(sign_up, server, n) for n in range(8)]:
                done.result()
        visitor = Visitor(server)
        pages = ("/", "/health/live/", "/health/ready/")
        assert [visitor.get(page).status for page in pages] == [200, 200, 200]
        assert "example.org" not in server.log()


def test_a_mail_goes_out_by_itself_and_stopping_waits_for_it(tmp_path: Path) -> None:
    """We are stopped while the mail server has the mail and has not answered yet."""
    with (
        MailServer() as mail,
        serving(tmp_path, EMAIL_URL=f"smtp://127.0.0.1:{mail.port}") as server,
    ):
        assert server.process
        mail.go_on.clear()
        sign_up(server, 1)
        assert mail.got.wait(20)
        server.process.terminate()
        mail.go_on.set()
        assert server.process.wait(60) == 0
        assert server.manage("send_mail_queue", "--list") == ""
        assert len(mail.taken) == 1


def test_who_is_killed_while_handing_over_leaves_it_at_that(tmp_path: Path) -> None:
    """Killed after the server got the text and before it answered: shown, and not sent again."""
    with (
        MailServer() as mail,
        serving(tmp_path, EMAIL_URL=f"smtp://127.0.0.1:{mail.port}") as server,
    ):
        mail.go_on.clear()
        sign_up(server, 1)
        assert mail.got.wait(20)
        server.kill()
        mail.go_on.set()
        server.manage("shell", "-c", THREE_MINUTES_LATER)
        server.start()
        visitor = Visitor(server)
        assert visitor.get("/health/live/").status == 200
        with pytest.raises(CalledProcessError) as said:
            server.manage("send_mail_queue")
        assert "may have arrived" in said.value.stdout
        assert len(mail.taken) == 1
