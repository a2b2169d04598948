"""Mail, Redis and the replica silent, refusing, slow or cutting the line, while people live.

COUNT is seconds, a quarter for each way. They rate, sign up and read; before that they do the same
with neighbours that answer, which is what is usual. The replica streams from the database, both
PostgreSQL of the proof's own; on SQLite there is none.
"""

from __future__ import annotations

import itertools
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from socket import SO_LINGER, SOL_SOCKET, create_connection, socket
from urllib.parse import urlsplit

import pytest
from django.db import connection

from tests import neighbours
from tests.mail_servers import MailServer
from tests.proofs.counts import IN_FULL, count
from tests.proofs.databases import database
from tests.proofs.machines import Cluster, replica
from tests.proofs.server import PASSWORD, Answer, Rater, Server, Visitor, fill, skills_on
from tests.proofs.test_load import lost

pytestmark = pytest.mark.xdist_group("servers")
WAYS = ("silent", "refusing", "slow", "cut")
SLOWNESS = 0.5  # seconds that each piece takes longer
MORE_THAN_USUAL = 2.0  # seconds that the slowest answer may take
PAGES = ("/", "/paths/ml-engineer/", "/paths/ml-engineer/projects/", "/health/live/")


class Gate:
    """Stands before a server and does to whoever calls what `way` says."""

    def __init__(self, port: int) -> None:
        self.behind, self.way = port, "usual"

    def serve(self, caller: socket) -> None:
        """Pass on, in both directions."""
        if self.way == "refusing":
            caller.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))  # a reset
            return
        with create_connection(("127.0.0.1", self.behind)) as server:
            back = threading.Thread(target=self._pass, args=(server, caller), daemon=True)
            back.start()
            self._pass(caller, server)

    def _pass(self, one: socket, other: socket) -> None:
        with suppress(OSError):
            while piece := one.recv(65_536):
                if self.way == "cut":
                    other.sendall(piece[: len(piece) // 2])
                    break
                if self.way == "slow":
                    time.sleep(SLOWNESS)
                if self.way != "silent":
                    other.sendall(piece)
        for each in (one, other):
            with suppress(OSError):
                each.shutdown(2)


@dataclass
class Tally:
    """What was answered, and how long the slowest of each kind took."""

    answers: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)

    def note(self, what: str, ask: Callable[[], Answer]) -> Answer:
        """Ask, and count."""
        begun = time.monotonic()
        answer = ask()
        took = time.monotonic() - begun
        self.slowest[what] = max(self.slowest.get(what, 0), took)
        self.answers[f"{what} {answer.status}"] += 1
        return answer


@dataclass
class Life:
    """For so long some rate, one signs up and one reads."""

    server: Server
    tally: Tally
    until: float

    def rate(self, rater: Rater) -> None:
        while time.monotonic() < self.until:
            self.tally.note("save", rater.save)

    def read(self) -> None:
        for page in itertools.cycle(PAGES):
            if time.monotonic() >= self.until:
                return
            self.tally.note(f"read {page}", partial(Visitor(self.server).get, page))

    def sign_up(self) -> None:
        while time.monotonic() < self.until:
            someone, n = Visitor(self.server), next(PEOPLE)
            someone.get("/accounts/signup/")
            form = {"email": f"person{n}@example.org", "password1": PASSWORD}
            where = {"X-Forwarded-For": f"198.51.{n // 250}.{n % 250}"}
            self.tally.note("sign up", partial(someone.post, "/accounts/signup/", form, **where))


def live(server: Server, raters: list[Rater], tally: Tally, seconds: float) -> None:
    """All of it at once, until the time is over."""
    life = Life(server, tally, time.monotonic() + seconds)
    with ThreadPoolExecutor(len(raters) + 2) as pool:
        jobs = [pool.submit(life.rate, rater) for rater in raters]
        jobs += [pool.submit(life.read), pool.submit(life.sign_up)]
        for job in jobs:
            job.result()


PEOPLE = itertools.count()


@contextmanager
def serving_behind_gates(folder: Path) -> Iterator[tuple[Server, list[Gate]]]:
    """A server whose neighbours all stand behind gates."""
    (folder / "secret-key").write_text("only for this proof " * 4)
    with ExitStack() as stack:
        url, copied = stack.enter_context(_database_and_replica(folder))
        redis = stack.enter_context(neighbours.neighbour(neighbours.Redis().serve)).port
        mail = stack.enter_context(MailServer()).port
        gates = {"redis": Gate(redis), "mail": Gate(mail)}
        if copied:
            gates["replica"] = Gate(urlsplit(copied).port or 0)
        at = {
            name: stack.enter_context(neighbours.neighbour(gate.serve)).port
            for name, gate in gates.items()
        }
        extra = {
            "REDIS_URL": f"redis://127.0.0.1:{at['redis']}/0",
            "EMAIL_URL": f"smtp://127.0.0.1:{at['mail']}",
            "CAREERPATH_TRUSTED_PROXIES": "1",
        }
        if copied:
            extra["DATABASE_REPLICA_URL"] = copied.replace(
                f":{urlsplit(copied).port}/", f":{at['replica']}/"
            )
        server = Server(folder, url, 2, extra=extra)
        if IN_FULL:
            server.manage("collectstatic", "--noinput", "-v0")
        stack.callback(server.kill)
        server.start()
        yield server, list(gates.values())


@contextmanager
def _database_and_replica(folder: Path) -> Iterator[tuple[str, str]]:
    """Their addresses, with tables and paths in both; "" for no replica."""
    if connection.vendor == "sqlite":
        with database(folder) as url:
            fill(Server(folder, url, 1))
            yield url, ""
        return
    with Cluster().started() as cluster:
        fill(Server(folder, cluster.url(), 1))
        with replica(cluster) as copy:
            yield cluster.url(), copy.url()


def test_bad_neighbours_cost_nobody_a_page(tmp_path: Path) -> None:
    seconds, people = count(few=8, full=120) / len(WAYS), 3
    usual, told = Tally(), {way: Tally() for way in WAYS}
    with serving_behind_gates(tmp_path) as (server, gates):
        raters = [_rater(server) for _ in range(people)]
        live(server, raters, usual, seconds)
        for way, tally in told.items():
            for gate in gates:
                gate.way = way
            live(server, raters, tally, seconds)
        missing, log = lost(server, raters), server.log()
    for way, tally in {"usual": usual, **told}.items():
        worst = ", ".join(f"{what} {took:.2f} s" for what, took in tally.slowest.items())
        print(f"{way}: {sum(tally.answers.values())} requests, slowest: {worst}")  # noqa: T201  # the figure
    assert {answer for tally in told.values() for answer in tally.answers} <= {
        "save 200", "sign up 302", *(f"read {page} 200" for page in PAGES),
    }  # fmt: skip
    assert missing == []
    assert "Internal Server Error" not in log
    minutes = 1 + int(seconds * (1 + len(WAYS)) / 60)
    for name in ("Redis is passed by", "The replica could not be read"):
        assert log.count(name) <= minutes, log
    if IN_FULL:
        late = {
            (way, what): took
            for way, tally in told.items()
            for what, took in tally.slowest.items()
            if took > usual.slowest.get(what, 0) + MORE_THAN_USUAL
        }
        assert late == {}


def _rater(server: Server) -> Rater:
    visitor = Visitor(server)
    screen = visitor.begin()
    return Rater(visitor, screen, skills_on(visitor.get(screen).text)[0])
