"""Several hosts, PgBouncer and a replica, served for real. COUNT is rounds.

Two hosts are two network namespaces with nothing in common but PostgreSQL and Redis, which run on
this machine at the other end of their wires. Needs root, iproute2, PostgreSQL, Redis and PgBouncer;
`make test` skips what can't be had, `make proof-hosts` fails on it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from statistics import median

import pytest
from django.db import connection

from tests.proofs.counts import IN_FULL, count
from tests.proofs.machines import Cluster, host, need, pgbouncer, redis, replica, tool, until
from tests.proofs.server import PASSWORD, Rater, Server, Visitor, skills_on

pytestmark = pytest.mark.xdist_group("servers")
NAME = "http://careers.test"
KEY = "only-for-this-proof-on-every-host-" * 2
SIGN_IN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _once() -> None:
    """In `make test` with the other proofs on PostgreSQL: SQLite has no part in it."""
    need("DATABASE_URL to be PostgreSQL", found=IN_FULL or connection.vendor == "postgresql")


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """On this machine alone."""
    with Cluster().started() as started:
        yield started


@contextmanager
def serving(folder: Path, url: str, **more: str) -> Iterator[Server]:
    """A server of two processes on a database of its own that is there already."""
    folder.mkdir()
    server = Server(folder, url, 2, extra={"CAREERPATH_SECRET_KEY": KEY, **more})
    copied_static(folder)
    try:
        server.start()
        yield server
    finally:
        server.kill()


def furnish(folder: Path, cluster: Cluster) -> None:
    """The tables and the shipped paths, and static files where they are served by name."""
    folder.mkdir()
    server = Server(folder, cluster.url(), 1, extra={"CAREERPATH_SECRET_KEY": KEY})
    server.manage("migrate", "-v0")
    server.manage("load_paths")


def copied_static(folder: Path) -> None:
    """Names of static files are made on each host."""
    if IN_FULL:
        server = Server(folder, "sqlite://:memory:", 1, extra={"CAREERPATH_SECRET_KEY": KEY})
        server.manage("collectstatic", "--noinput", "-v0")


# --- Two hosts --------------------------------------------------------------------------------


def test_two_hosts_are_one_app(tmp_path: Path) -> None:
    rounds = count(few=1, full=50)
    tool("redis-server")
    with ExitStack() as stack:
        wires = [stack.enter_context(host(n)) for n in (1, 2)]
        ours = ["127.0.0.1", *(wire[2] for wire in wires)]
        data = stack.enter_context(Cluster(listen=ours).started())
        port = stack.enter_context(redis(*ours))
        furnish(tmp_path / "made", data)
        hosts = [
            stack.enter_context(_app_on(tmp_path / name, wire, data, port))
            for name, wire in zip(("one", "two"), wires, strict=True)
        ]
        took = [_one_round(hosts[n % 2], hosts[1 - n % 2], n) for n in range(rounds)]
        _an_edit_shows_everywhere(*hosts)
    print(  # noqa: T201  # the figure
        f"two hosts: {rounds} rounds of signing in on one, rating on the other, ending a session on"
        f" one: refused on the other with the next request, {1000 * median(took):.0f} ms later"
    )


@contextmanager
def _app_on(folder: Path, wire: tuple[str, str, str], data: Cluster, port: int) -> Iterator[Server]:
    namespace, address, ours = wire
    folder.mkdir()
    settings = {
        "CAREERPATH_SECRET_KEY": KEY,
        "CAREERPATH_URL": NAME,
        "REDIS_URL": f"redis://{ours}:{port}/0",
    }
    within = (tool("ip"), "netns", "exec", namespace)
    url = data.url(host=ours)
    server = Server(folder, url, 2, host=address, within=within, extra=settings)
    copied_static(folder)
    try:
        server.start()
        yield server
    finally:
        server.kill()


def at(server: Server, visitor: Visitor) -> Visitor:
    """The same browser, sent to another host."""
    moved = Visitor(server)
    moved.cookies, moved.token = visitor.cookies, visitor.token
    return moved


def _one_round(one: Server, two: Server, number: int) -> float:
    """Sign up on one, rate on two; a second browser signs in on two, and is put out from one."""
    email = f"ada{number}@example.org"
    laptop = Visitor(one)
    laptop.sign_up(email)
    there = at(two, laptop)
    screen = there.begin()
    rater = Rater(there, screen, skills_on(there.get(screen).text)[0])
    assert rater.save().status == 200
    assert 'value="1" checked' in re.sub(r"\s+", " ", at(one, there).get(screen).text)
    phone = Visitor(two)
    phone.get(SIGN_IN)
    assert phone.post(SIGN_IN, {"login": email, "password": PASSWORD}).status == 302
    assert at(one, phone).get("/account/").status == 200
    back = at(one, laptop)
    _sign_others_out(back)
    ended = time.perf_counter()
    refused = phone.get("/account/")
    took = time.perf_counter() - ended
    assert (refused.status, refused.location) == (302, SIGN_IN)
    assert at(one, phone).get("/account/").location == SIGN_IN
    assert at(two, back).get("/account/").status == 200
    return took


def _sign_others_out(browser: Visitor) -> None:
    """Which asks for the password once more."""
    sessions, again = "/accounts/sessions/", "/accounts/reauthenticate/"
    browser.get(again)
    assert browser.post(again, {"password": PASSWORD}).status == 302
    browser.get(sessions)
    answer = browser.post(sessions, {})
    assert (answer.status, answer.location) == (302, sessions)


def _an_edit_shows_everywhere(one: Server, two: Server) -> None:
    """Both have the page in their memory; an edit on one shows on both at once."""
    for name in ("First name", "Second name"):
        for _ in range(4):  # each of the processes
            assert all(Visitor(server).get("/").status == 200 for server in (one, two))
        one.manage("shell", "-v0", "-c", _rename(name))
        assert all(name in Visitor(server).get("/").text for server in (one, two) * 4)


def _rename(name: str) -> str:
    return (
        "from careerpath.framework.models import CareerPath as P;"
        f"P.objects.filter(public_id='ml-engineer').update(name='{name}')"
    )


# --- PgBouncer --------------------------------------------------------------------------------


def test_behind_pgbouncer_in_transaction_mode(tmp_path: Path, cluster: Cluster) -> None:
    saves, tabs = count(few=40, full=2_000), 8
    furnish(tmp_path / "made", cluster)
    with pgbouncer(cluster, connections=3) as port:
        url = cluster.url(port=port)
        with serving(tmp_path / "app", url, CAREERPATH_PGBOUNCER="yes") as server:
            raters = [_rater(server, number) for number in range(tabs)]
            with ThreadPoolExecutor(tabs) as pool:
                each = partial(_save, times=saves // tabs)
                answers = [a for some in pool.map(each, raters) for a in some]
            server.manage("backup", str(tmp_path / "backup.gz"))
            assert "Internal Server Error" not in server.log()
        served = cluster.ask("SELECT count(*) FROM pg_stat_activity WHERE datname = 'postgres'")
    stored = cluster.ask("SELECT note FROM assessments_skillrating ORDER BY id")
    print(f"PgBouncer: {saves} saves of {tabs} people over 3 connections, all stored")  # noqa: T201  # the figure
    assert set(answers) == {200}
    assert sorted(str(note) for (note,) in stored) == sorted(str(r.tried) for r in raters)
    assert served[0][0] <= 4  # type: ignore[operator]  # a number


def _save(rater: Rater, times: int) -> list[int]:
    return [rater.save().status for _ in range(times)]


def _rater(server: Server, number: int) -> Rater:
    person = Visitor(server)
    person.sign_up(f"person{number}@example.org")
    screen = person.begin()
    return Rater(person, screen, skills_on(person.get(screen).text)[0])


# --- A replica --------------------------------------------------------------------------------


def test_public_pages_are_read_from_the_replica_and_all_else_is_not(
    tmp_path: Path, cluster: Cluster
) -> None:
    furnish(tmp_path / "made", cluster)
    runs = ExitStack()
    copy = runs.enter_context(replica(cluster))
    with runs, serving(tmp_path / "app", cluster.url(), DATABASE_REPLICA_URL=copy.url()) as server:
        rater = _rater(server, 0)
        copy.ask("SELECT pg_wal_replay_pause()")
        server.manage("shell", "-v0", "-c", _rename("Another name"))
        assert "Another name" not in Visitor(server).get("/").text  # as the replica has it
        assert rater.save().status == 200  # written, and read back, where it is written
        assert 'value="1" checked' in rater.visitor.get(rater_screen(rater)).text
        assert "Another name" in rater.visitor.get("/assessments/").text
        copy.ask("SELECT pg_wal_replay_resume()")
        until(lambda: "Another name" in Visitor(server).get("/").text, "The replica")
        with pytest.raises(Exception, match="read-only"):
            copy.ask("DELETE FROM assessments_skillrating")
        runs.close()
        server.manage("shell", "-v0", "-c", _rename("A third name"))
        assert "A third name" in Visitor(server).get("/").text  # read where it is written
    print("replica: public pages as it has them, and as they are written once it is gone")  # noqa: T201  # the figure


def rater_screen(rater: Rater) -> str:
    """The screen of the skill they rate."""
    return str(rater.visitor.get(f"/assessments/{rater.assessment}/").location)
