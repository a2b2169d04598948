"""A writer who stands still with a lock: everybody gets an answer, and health at once.

COUNT is how many save meanwhile. Whoever watches asks all the time; what could not be saved comes
back with its words, and is stored once it is sent again.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.framework.admin.pages import fields_of
from tests.proofs.counts import IN_FULL, count
from tests.proofs.databases import SQLITE
from tests.proofs.server import Rater, Server, Visitor, serving, skills_on

pytestmark = pytest.mark.xdist_group("servers")
NOTE = "Words of one who posts the whole page."


@contextmanager
def standing_still(server: Server) -> Iterator[None]:
    """Somebody begins to write and does nothing more.

    On SQLite that is a lock of everything; on PostgreSQL of what people rate, which the look at
    how the app is does not meet.
    """
    if connection.vendor == "postgresql":
        with psycopg.connect(server.env["DATABASE_URL"]) as other:
            other.execute("LOCK TABLE assessments_skillrating IN EXCLUSIVE MODE")
            yield
        return
    file = server.folder / SQLITE
    with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def watch(server: Server, until: list[Future[Any]]) -> tuple[set[int], set[int], float]:
    """How it is, asked all the time: what either route answered, and the longest wait."""
    alive, ready, slowest = set[int](), set[int](), 0.0
    while not all(each.done() for each in until):
        for route, told in (("live", alive), ("ready", ready)):
            begun = time.monotonic()
            told.add(Visitor(server).get(f"/health/{route}/").status)
            slowest = max(slowest, time.monotonic() - begun)
        wait(until, timeout=0.2)
    return alive, ready, slowest


def test_a_writer_that_stands_still_keeps_nobody_from_an_answer(tmp_path: Path) -> None:
    people = count(few=2, full=40)
    with serving(tmp_path, debug=False) as server, ThreadPoolExecutor(people + 1) as pool:
        raters = [_rater(server) for _ in range(people)]
        writer = Visitor(server)
        screen = writer.begin()
        skill = skills_on(writer.get(screen).text)[0]
        typed = {f"{skill}-answer": "3", f"{skill}-note": NOTE, "go": "stay"}
        with standing_still(server):
            saves = [pool.submit(rater.save) for rater in raters]
            posted = pool.submit(writer.post, screen, typed)
            alive, ready, slowest = watch(server, [*saves, posted])
        refused = posted.result()
        again = writer.post(screen, fields_of(refused.text))
        page = writer.get(screen).text
        saved = [rater.save().status for rater in raters]
    print(f"{people} saves behind a lock: health within {slowest:.2f} s")  # noqa: T201  # the figure
    assert (alive, ready) == ({200}, {503} if connection.vendor == "sqlite" else {200})
    assert {each.result().status for each in saves} == {503}
    assert (refused.status, NOTE in refused.text) == (503, True)
    assert (again.status, NOTE in page) == (302, True)
    assert set(saved) == {200}
    if IN_FULL:
        assert slowest < 1


def _rater(server: Server) -> Rater:
    visitor = Visitor(server)
    screen = visitor.begin()
    return Rater(visitor, screen, skills_on(visitor.get(screen).text)[0])
