"""Kill -9 the server while people save: nothing it acknowledged is lost. COUNT is kills.

Every 20th kill takes the whole process group, the others the worker that serves; its master starts
another at once. What happens when the power goes is SQLite's or PostgreSQL's own promise; the first
is asked for `synchronous=FULL` (settings.py).
"""

from __future__ import annotations

import contextlib
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from careerpath.folding import FUNCTION, folded
from tests.proofs.counts import count
from tests.proofs.server import GONE, Rater, Server, Visitor, serving, skills_on

pytestmark = pytest.mark.xdist_group("servers")
RATERS = 4
STORED = """SELECT skill.public_id, rating.note FROM assessments_skillrating rating
    JOIN framework_skill skill ON skill.id = rating.skill_id"""


def ask(server: Server, sql: str) -> list[tuple[Any, ...]]:
    """Look into the database past the app."""
    url = server.env["DATABASE_URL"]
    if url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20)) as db:
            db.create_function(FUNCTION, 1, folded, deterministic=True)  # an index is made of it
            return list(db.execute(sql))
    with psycopg.connect(url) as db:
        return list(db.execute(sql))


def raters(server: Server) -> list[Rater]:
    """One person at several skills, each in a browser tab of its own."""
    person = Visitor(server)
    screen = person.begin()
    skills = skills_on(person.get(screen).text)[:RATERS]
    found = []
    for skill in skills:
        tab = Visitor(server)
        tab.cookies, tab.token = person.cookies, person.token
        found.append(Rater(tab, screen, skill))
    return found


def keep_saving(rater: Rater, stop: threading.Event) -> None:
    """Save on, whatever happens to the server."""
    while not stop.is_set():
        with contextlib.suppress(*GONE):
            rater.save()
            continue
        time.sleep(0.01)


@contextlib.contextmanager
def together(
    jobs: Sequence[Callable[[], None]], stop: threading.Event
) -> Iterator[list[Future[None]]]:
    """Do all of it at once until told to stop; what one of them raises is raised here."""
    with ThreadPoolExecutor(len(jobs)) as pool:
        done = [pool.submit(job) for job in jobs]
        try:
            yield done
        finally:
            stop.set()
            for future in done:
                future.result()


def some_saves(at_work: list[Rater], more: int) -> None:
    """Wait until so many more saves are acknowledged: a server that has just started takes time."""
    wanted, until = sum(r.saves for r in at_work) + more, time.monotonic() + 60
    while sum(r.saves for r in at_work) < wanted:
        assert time.monotonic() < until, "Nobody can save any more."
        time.sleep(0.002)


def lost(server: Server, at_work: list[Rater], promised: dict[str, int]) -> list[str]:
    """The skills whose row is older than what was acknowledged before the look."""
    stored = {skill: int(note or 0) for skill, note in ask(server, STORED)}
    return [f"{r.skill}: {promised[r.skill]} acknowledged, {stored.get(r.skill)} stored"
            for r in at_work if stored.get(r.skill, 0) < promised[r.skill]]  # fmt: skip


def strike(server: Server, at_work: list[Rater], *, whole: bool) -> list[str]:
    """Kill, look what is lost, and have it back."""
    server.kill() if whole else server.kill_workers()
    missing = lost(server, at_work, {r.skill: r.acknowledged for r in at_work})
    server.start() if whole else server.wait()
    return missing


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    kills = count(few=6, full=2_000 if connection.vendor == "sqlite" else 500)
    chance = random.Random()  # noqa: S311  # moments to strike at, no secrets
    missing: list[str] = []
    with serving(tmp_path) as server:
        at_work, stop = raters(server), threading.Event()
        with together([partial(keep_saving, rater, stop) for rater in at_work], stop):
            for n in range(1, kills + 1):
                some_saves(at_work, more=chance.randrange(1, 4))
                time.sleep(chance.uniform(0, 0.03))  # in the middle of another
                missing += strike(server, at_work, whole=n % 20 == 6)
        missing += lost(server, at_work, {r.skill: r.acknowledged for r in at_work})
        saved = sum(r.saves for r in at_work)
        if connection.vendor == "sqlite":
            assert ask(server, "PRAGMA integrity_check") == [("ok",)]
    print(f"{connection.vendor}: {kills} kills, {saved} saves acknowledged, {len(missing)} lost")  # noqa: T201  # the figure
    assert missing == []
    assert saved > kills
