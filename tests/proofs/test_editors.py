"""Two editors at the same moment on pages that have a row in common. COUNT is rounds.

One page is the row's own, the other one its level's: what one changes there is no reason for the
other to lose what they changed here.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from careerpath.accounts.models import User
from careerpath.framework.models import Requirement
from tests.factories import make_path
from tests.framework.admin.pages import address, fields_of
from tests.proofs.counts import count
from tests.proofs.test_races import at_once

WHATEVER = {"_save": "x", "_seen": "", "_whatever": "on"}
"""Saved whomever it moves: asking is tried elsewhere."""


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_one_moment_lose_nothing() -> None:
    person, clients = User.objects.create_superuser("edith@example.org", "a long password"), []
    for _ in range(2):
        clients.append(Client())
        clients[-1].force_login(person)
    level = make_path(levels=1).levels.get()
    rows = (level.requirements.earliest("pk"), level)
    with ThreadPoolExecutor(2) as pool:
        for n in range(count(few=8, full=2_000)):
            pages = [opened(*each) for each in zip(clients, rows, strict=True)]
            pages[0]["must_have"] = "on" if n % 2 else None
            pages[1]["requirements-0-proficiency"] = str(1 + n % 4)
            posts = [save(*each) for each in zip(clients, rows, pages, strict=True)]
            assert at_once(posts[0], posts[1], pool) == [302, 302]
            stored = Requirement.objects.get(pk=rows[0].pk)
            assert (stored.must_have, stored.proficiency) == (bool(n % 2), 1 + n % 4), f"round {n}"


def opened(client: Client, row: Any) -> dict[str, Any]:
    """A page as a browser holds it."""
    return fields_of(client.get(address(row)).content.decode())


def save(client: Client, row: Any, page: dict[str, Any]) -> Any:
    """The press, in a thread with a connection of its own."""

    def press() -> int:
        try:
            sent = {name: value for name, value in page.items() if value is not None}
            return client.post(address(row), sent | WHATEVER).status_code
        finally:
            connections.close_all()

    return press
