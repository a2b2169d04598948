"""`move_to` and `restore --new`: everything at once into a database that has nothing yet."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.db.models import AutoField
from environ import Env
from pytest_django import Settings

from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath
from careerpath.operations.archive import row_hashes
from careerpath.operations.management.commands import move_to
from tests.factories import UserFactory
from tests.proofs.databases import database

ROOT = Path(__file__).resolve().parents[2]
AWAY = "postgresql://app:a-secret-word@127.0.0.1:1/careerpath"  # nothing listens there

pytestmark = pytest.mark.django_db


@pytest.fixture
def target(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A new database of the kind the tests run on."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setenv("CAREERPATH_SECRET_KEY", "only-for-this-test-" * 3)
    with database(tmp_path) as url:
        yield url


def hashes_at(url: str) -> list[str]:
    done = subprocess.run(  # our own command
        [sys.executable, "manage.py", "row_hashes"],
        cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    return done.stdout.splitlines()


def test_move_brings_every_row_and_takes_nothing_twice(
    target: str, tmp_path: Path, path: CareerPath, alice: User
) -> None:
    before, out = row_hashes(), StringIO()
    call_command("move_to", target, stdout=out)
    rows = sum(table.rows for table in before.values())
    assert out.getvalue().splitlines() == [
        f"Restored {rows} rows of {len(before)} tables; every hash is equal.",
        "Set DATABASE_URL to it and start the app; nothing changed here.",
    ]
    there = [f"{label} {table.rows} {table.sha256}" for label, table in before.items()]
    assert (row_hashes(), hashes_at(target)) == (before, there)
    with pytest.raises(CommandError, match=r"^Not moved, and nothing changed here\. The database "
                       r"is not empty: it has \d+ tables\. Make a new one for it\.$"):  # fmt: skip
        call_command("move_to", target)
    assert hashes_at(target) == there
    assert list(tmp_path.glob("tmp*")) == []


def counters_at(url: str) -> dict[str, tuple[int, int]]:
    """Of each table with a counter: the number it gives next, and the highest one that is there."""
    connections["there"] = connections["default"].copy("there")
    there = connections["there"]
    there.settings_dict = {**there.settings_dict, **Env.db_url_config(url)}
    keys = {
        model._meta.db_table: str(model._meta.pk.column)
        for model in apps.get_models(include_auto_created=True)
        if isinstance(model._meta.pk, AutoField)
    }
    try:
        with there.cursor() as cursor:
            return {table: counter(cursor, table, key) for table, key in keys.items()}
    finally:
        there.close()
        del connections["there"]


def counter(cursor: Any, table: str, key: str) -> tuple[int, int]:
    following = {
        "postgresql": f"SELECT nextval(pg_get_serial_sequence('{table}', '{key}'))",
        "sqlite": f"SELECT COALESCE(MAX(seq), 0) + 1 FROM sqlite_sequence WHERE name = '{table}'",  # noqa: S608  # ours
    }
    cursor.execute(following[connection.vendor])
    (after,) = cursor.fetchone()
    cursor.execute(f"SELECT COALESCE(MAX({key}), 0) FROM {table}")  # noqa: S608  # ours
    return after, cursor.fetchone()[0]


def test_new_rows_of_every_table_follow_those_that_were_moved(
    target: str, path: CareerPath, alice: User
) -> None:
    UserFactory.create_batch(3)
    call_command("move_to", target, stdout=StringIO())
    found = counters_at(target)
    assert len(found) > 40
    assert {table: after for table, (after, _) in found.items()} == {
        table: highest + 1 for table, (_, highest) in found.items()
    }
    assert found["accounts_user"][1] >= 4


def test_move_says_when_something_was_saved_meanwhile(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path

    def save_meanwhile(file: Path, url: str) -> str:
        UserFactory(email="late@example.org")
        return "Restored.\n"

    monkeypatch.setattr(move_to, "_restore_there", save_meanwhile)
    with pytest.raises(CommandError) as refused:
        call_command("move_to", AWAY, stdout=StringIO())
    assert str(refused.value) == (
        "Something was saved here while it moved (accounts.User), and is not there. Stop the "
        "app, make the other database anew, and move again."
    )


def test_move_to_a_database_that_is_away_says_so_without_the_password(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setenv("CAREERPATH_SECRET_KEY", "only-for-this-test-" * 3)
    with pytest.raises(CommandError) as refused:
        call_command("move_to", AWAY)
    said = str(refused.value)
    assert said.startswith(
        "Not moved, and nothing changed here. The database can't be used: connection failed"
    )
    assert "a-secret-word" not in said
