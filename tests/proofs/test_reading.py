"""Whoever reads waits for no writer: every page while somebody keeps SQLite's lock for ever.

The clock between two looks at the lock is the test's own: it says how long somebody would wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from careerpath.accounts.models import User
from careerpath.operations.sqlite3 import base
from tests.accounts.conftest import PASSWORD
from tests.pages import text_of
from tests.proofs.conftest import SKILLS, Person
from tests.proofs.routes import Route, routes
from tests.proofs.test_csrf import address
from tests.proofs.test_locks import DOCUMENT, bring

pytestmark = [
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no lock for all"),
    pytest.mark.django_db(transaction=True),
]
Answers = dict[tuple[str, str], int]
NOT_NOW = 503
LONGEST = 2 * (base.MOMENT + 2 * base.LOOK_AGAIN)
"""Seconds: a page that writes, and its session."""


class Waiting:
    """A clock that only goes on while somebody waits for the lock."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        clock = SimpleNamespace(sleep=self.sleep, monotonic=lambda: self.now)
        monkeypatch.setattr(base, "time", clock)

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@contextmanager
def standing_still() -> Iterator[None]:
    """Somebody begins to write and does nothing more."""
    other = connection.copy("another")
    other.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        yield
    finally:
        other.close()


def without_a_turn(execute: Any, sql: str, *rest: Any) -> Any:
    """A write outside a transaction waits for SQLite itself, as long as a save does."""
    if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
        assert connection.in_atomic_block, sql
    return execute(sql, *rest)


@pytest.fixture
def readers(alice_and_bob: tuple[Person, Person], as_editor: Client) -> dict[str, Client]:
    """Each with what a page notes by the way still to be noted."""
    guest = Client()
    guest.post("/assessments/start/gardener/")
    session = guest.session
    session["guest_was_here"] = "2026-01-01"
    session.save()
    alice, bob = alice_and_bob
    return {"alice": alice.client, "bob": bob.client, "editor": as_editor, "guest": guest,
            "nobody": Client()}  # fmt: skip


def test_no_page_waits_for_a_writer(
    readers: dict[str, Client], alice_and_bob: tuple[Person, Person],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    waiting, slow = Waiting(monkeypatch), {}

    def read(client: Client, route: Route) -> int:
        client.raise_request_exception = False
        begun = waiting.now
        status = client.get(address(route, alice_and_bob[0])).status_code
        if waiting.now - begun > LONGEST:
            slow[route.template] = waiting.now - begun
        return int(status)

    def read_all() -> Answers:
        return {(w, r.template): read(c, r) for w, c in readers.items() for r in routes()}

    with standing_still(), connection.execute_wrapper(without_a_turn):
        kept_waiting = read_all()
    assert slow == {}
    free = read_all()
    others = {
        route: (free[who, route], status)
        for (who, route), status in kept_waiting.items()
        if free[who, route] != status
    }
    assert others == {}


def test_what_the_next_step_needs_says_in_a_moment_that_it_can_not_be_done(
    as_editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A secret or a challenge in the session; and a trial of a change, to say whom it moves."""
    waiting = Waiting(monkeypatch)
    as_editor.raise_request_exception = False
    editor = User.objects.get(is_superuser=True)
    bring(DOCUMENT, editor)()
    brought = bring(DOCUMENT.replace("Wheat", "Spelt"), editor)()
    as_editor.post("/accounts/reauthenticate/", {"password": PASSWORD})
    trial = f"/admin/framework/documentimport/{brought}/change/"
    pages = ["/accounts/2fa/totp/activate/", trial]
    with standing_still(), connection.execute_wrapper(without_a_turn):
        held = [as_editor.get(page) for page in pages]
    assert waiting.now <= 2 * LONGEST
    assert [answer.status_code for answer in held] == [NOT_NOW] * 2
    assert ["can't be shown just now" in text_of(answer) for answer in held] == [True] * 2
    assert [as_editor.get(page).status_code for page in pages] == [200] * 2


def test_a_post_that_ends_in_the_session_gives_its_words_back(
    monkeypatch: pytest.MonkeyPatch, alice_and_bob: tuple[Person, Person]
) -> None:
    """What was typed after signing out waits in the session, which is no less locked."""
    Waiting(monkeypatch)
    guest = Client(raise_request_exception=False)
    guest.post("/assessments/start/gardener/")
    screen = f"/assessments/{alice_and_bob[0].open.public_id}/levels/level-1/craft/"
    with standing_still():
        answer = guest.post(screen, {f"{SKILLS[0]}-note": "What I typed."})
    assert (answer.status_code, "What I typed." in text_of(answer)) == (NOT_NOW, True)
