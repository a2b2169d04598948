"""Whoever watches is told what can't be done, whatever stands in the way."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.conf import settings as live
from django.db import connection
from django.test import Client

from careerpath.environment.databases import wal_is_safe
from careerpath.operations import readiness
from tests.operations.sqlite3.test_base import another, begin
from tests.operations.test_cache import BAD, redis_at

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="a file, and its lock")
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="a server")


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a look finds is told here however busy the machine is; one test is about its time."""
    monkeypatch.setattr(readiness, "PATIENCE", 60)


def asked() -> tuple[int, Any]:
    answer = Client(headers={"host": "10.0.0.9"}).get("/health/ready/")
    return answer.status_code, answer.json()


def not_ready(trouble: str) -> tuple[int, Any]:
    return 503, {"ready": False, "trouble": trouble}


def test_ready_where_everything_can_be_done() -> None:
    assert asked() == (200, {"ready": True, "trouble": ""})


def test_a_look_leaves_nothing_behind() -> None:
    asked()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM careerpath_cache")
        assert cursor.fetchone() == (0,)


@on_sqlite
def test_a_writer_that_stands_still() -> None:
    with another() as other:
        begin(other)
        assert asked() == not_ready(
            "database: can't be written: database is locked: no turn to write came in time"
        )
    assert asked()[0] == 200


@on_sqlite
@pytest.mark.parametrize(
    ("statement", "trouble"),
    [
        ("BEGIN IMMEDIATE", "database: can't be written: database is locked"),
        ("BEGIN EXCLUSIVE", "database: can't be read: database is locked"),
        ("BEGIN; SELECT * FROM sqlite_master", "database: can't be written: database is locked"),
    ],
)
def test_somebody_elses_lock(statement: str, trouble: str) -> None:
    if wal_is_safe(sqlite3.sqlite_version_info) and "IMMEDIATE" not in statement:
        pytest.skip("with a write-ahead log nobody who reads is in the way")
    name = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(name, isolation_level=None)) as other:
        *before, last = statement.split("; ")
        for each in before:
            other.execute(each)
        other.execute(last).fetchone()
        assert asked() == not_ready(trouble)


@on_postgresql
def test_a_database_that_may_only_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    options = connection.settings_dict["OPTIONS"]
    monkeypatch.setitem(options, "options", "-c default_transaction_read_only=on")
    assert asked() == not_ready(
        "database: can't be written: cannot execute INSERT in a read-only transaction"
    )


def test_a_migration_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = "careerpath.operations.readiness.MigrationExecutor.migration_plan"
    monkeypatch.setattr(plan, lambda *_: ["one", "two"])
    assert asked() == not_ready("migrations: 2 to be applied")


SLOWER = "the database counts sign-ins instead, which is slower"


@pytest.mark.parametrize("way", BAD)
def test_redis_costs_only_speed(way: str, settings: Any) -> None:
    with BAD[way]() as here:
        redis_at(settings, here.port)
        assert asked() == (
            200,
            {"ready": True, "trouble": f"redis: does not answer; {SLOWER}"},
        )


def test_no_answer_is_an_answer_and_is_waited_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    release, looks = Event(), []

    def look() -> readiness.Finding:
        looks.append(1)
        release.wait()
        return readiness.Finding(ready=True, trouble="")

    monkeypatch.setattr(readiness, "look", look)
    monkeypatch.setattr(readiness, "PATIENCE", 0.01)
    try:
        assert [asked() for _ in range(3)] == [not_ready("database: does not answer")] * 3
        assert len(looks) == 1
    finally:
        release.set()
        readiness._Look.thread.submit(int).result()  # it is free again


# --- A file that can't be written -------------------------------------------------------------

ASK = """
import django, json, os, resource, sys
django.setup()
from careerpath.operations.readiness import look
first = look()  # imports what is needed, where root's own folders can still be read
if sys.argv[1] == "as somebody" and os.geteuid() == 0:  # root may do everything
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
if sys.argv[1] == "without room":
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))
print(json.dumps([first.trouble, look().trouble]))
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder with the tests' database in it, where anybody may look."""
    made = Path(tempfile.mkdtemp(prefix="careerpath-test-"))
    shutil.copyfile(connection.settings_dict["NAME"], made / "careerpath.sqlite3")
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def told(folder: Path, how: str) -> Any:
    """What a process with this data folder finds, first as whoever we are, then in this way."""
    without = {"DATABASE_URL", "REDIS_URL", "DATABASE_REPLICA_URL"}
    env = {name: value for name, value in os.environ.items() if name not in without}
    env |= {
        "CAREERPATH_DATA_DIR": str(folder),
        "CAREERPATH_SECRET_KEY": live.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "careerpath.settings",
    }
    done = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", ASK, how],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


FREE = ""  # root finds nothing in its way; whoever runs this as somebody else meets it twice


@on_sqlite
@pytest.mark.parametrize(
    ("file", "turn", "inside", "trouble"),
    [
        (0o444, 0o444, 0o555, "can't be written: Permission denied"),
        (0o444, 0o666, 0o777, "can't be written: attempt to write a readonly database"),
        (0o666, 0o666, 0o555, "can't grow: Permission denied"),
    ],
    ids=["all of somebody else", "a file of somebody else", "a folder of somebody else"],
)
def test_what_may_not_be_written(
    folder: Path, file: int, turn: int, inside: int, trouble: str
) -> None:
    (folder / "careerpath.sqlite3").chmod(file)
    for beside in ("turn", "journal"):
        (folder / f"careerpath.sqlite3-{beside}").touch()
        (folder / f"careerpath.sqlite3-{beside}").chmod(turn)
    folder.chmod(inside)
    first, then = told(folder, "as somebody")
    folder.chmod(0o755)
    assert then == f"database: {trouble}"
    assert first in {FREE, then}


@on_sqlite
def test_a_disk_without_room(folder: Path) -> None:
    """As much as the tests may refuse without a disk of their own: a file may not grow."""
    assert told(folder, "without room") == [FREE, "database: can't grow: File too large"]
