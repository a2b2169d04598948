from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction

from careerpath.operations.sqlite3 import base
from tests.factories import UserFactory

pytestmark = [
    pytest.mark.skipif(connection.vendor != "sqlite", reason="how SQLite's lock is waited for"),
    pytest.mark.django_db(transaction=True),
]


@contextmanager
def another() -> Iterator[Any]:
    """A connection of somebody else."""
    other = connection.copy("another")
    try:
        yield other
    finally:
        other.close()


def begin(other: Any) -> None:
    other.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def waits(monkeypatch: pytest.MonkeyPatch, then: Callable[[int], None]) -> list[float]:
    """What is slept between two looks, not in earnest; `then` is told how often so far."""
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        then(len(slept))

    monkeypatch.setattr(base, "time", SimpleNamespace(sleep=sleep, monotonic=time.monotonic))
    return slept


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_the_next_turn_begins_when_one_ends(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with another() as other:
        begin(other)
        slept = waits(monkeypatch, lambda n: getattr(other, end)() if n == 30 else None)
        with transaction.atomic():
            UserFactory()
    assert slept == [base.LOOK_AGAIN] * 30


def test_who_gets_no_turn_in_time_is_told_and_is_in_nobodys_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.05)
    with another() as other:
        begin(other)
        with pytest.raises(OperationalError, match="database is locked"), transaction.atomic():
            UserFactory()
        other.commit()
        begin(other)
        other.rollback()
    assert connection.get_autocommit()


def test_a_turn_that_can_not_begin_is_given_back() -> None:
    with another() as other:
        other.ensure_connection()
        other.transaction_mode = "NONSENSE"
        with pytest.raises(OperationalError, match="syntax error"):
            begin(other)
        with transaction.atomic():  # waits for nobody
            UserFactory()


def test_reading_waits_for_no_turn() -> None:
    with another() as other:
        begin(other)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM accounts_user")
            assert cursor.fetchone() == (0,)


def test_whoever_reads_waits_a_moment_for_a_turn_and_for_another_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(base, "MOMENT", 0.0)
    told = []
    for takes_turns in (True, False):
        with another() as other, base.reading():
            other.ensure_connection()
            begin(other) if takes_turns else other.connection.execute("BEGIN IMMEDIATE")
            with pytest.raises(OperationalError, match="database is locked") as refused:
                transaction.atomic().__enter__()
            told.append("turn" in str(refused.value))
    assert told == [True, False]
    assert connection.connection.execute("PRAGMA busy_timeout").fetchone() == (10_000,)


@contextmanager
def of_a_file(file: Path) -> Iterator[Any]:
    """A connection to a file of its own, with one row that names it."""
    other = connection.copy("another")
    other.settings_dict["NAME"] = str(file)
    if not file.exists():
        other.cursor().execute("CREATE TABLE named (name TEXT)")
        other.cursor().execute("INSERT INTO named VALUES (%s)", [file.name])
        other.close()
    try:
        yield other
    finally:
        other.close()


def name_in(other: Any) -> str:
    with other.cursor() as cursor:
        cursor.execute("SELECT name FROM named")
        return str(cursor.fetchone()[0])


def next_request(other: Any) -> None:
    """What Django does with each connection when a request ends, and when one begins."""
    other.close_if_unusable_or_obsolete()


def test_a_connection_serves_the_next_request(tmp_path: Path) -> None:
    with of_a_file(tmp_path / "first") as other:
        assert name_in(other) == "first"
        opened = other.connection
        next_request(other)
        assert name_in(other) == "first"
        assert other.connection is opened
        assert settings.DATABASES["default"]["CONN_MAX_AGE"] is None


@pytest.mark.parametrize("how", ["moved over it", "deleted and made anew"])
def test_a_file_that_another_replaced_is_let_go(how: str, tmp_path: Path) -> None:
    with of_a_file(tmp_path / "second"), of_a_file(tmp_path / "first") as other:
        assert name_in(other) == "first"
        if how == "moved over it":
            (tmp_path / "second").replace(tmp_path / "first")
        else:
            held = (tmp_path / "first").open("rb")  # or its number may be given again
            (tmp_path / "first").unlink()
            shutil.copy(tmp_path / "second", tmp_path / "first")
            held.close()
        next_request(other)
        assert name_in(other) == "second"


def test_a_file_that_is_made_only_now_is_opened_once_more(tmp_path: Path) -> None:
    other = connection.copy("another")
    other.settings_dict["NAME"] = str(tmp_path / "new")
    other.ensure_connection()
    next_request(other)
    assert other.connection is None


def test_after_an_error_it_is_opened_anew(tmp_path: Path) -> None:
    with of_a_file(tmp_path / "first") as other:
        opened = other.connection
        with pytest.raises(OperationalError), other.cursor() as cursor:
            cursor.execute("SELECT nothing")
        next_request(other)
        assert other.connection is None
        assert name_in(other) == "first"
        assert other.connection is not opened
