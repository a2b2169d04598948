"""The counters that number new rows, after rows were put in with numbers of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import connection
from django.db.models import AutoField, Model

GAP = 1_000_000  # more rows than any table gets between two backups
MARK = re.compile(r"\bnumbers-to-([0-9]+)\b")


def follow(tables: Iterable[type[Model]]) -> None:
    """Let the next new row of each table get a number above those that are and were there.

    SQLite does so by itself. Django's own statements forget on PostgreSQL what a table had before.
    """
    if connection.vendor == "postgresql":
        for table, column in _counted(tables):
            _catch_up(table, column)


def leave_a_gap(tables: Iterable[type[Model]], *, above: int) -> int:
    """Let no new row get a number that another one had in a time that was lost.

    Mails of that time carry such numbers, the security log is written in them, and processes that
    still run may remember what they stood for. `above`: what an earlier gap returned, 0 for none;
    a database that was put back has forgotten it. Returns the highest number left out.
    """
    return max(_leap(table, column, above) for table, column in _counted(tables))


def mark_of(number: int) -> str:
    """How the highest number left out is written where it outlives the database."""
    return f"numbers-to-{number}"


def left_out(files: Iterable[Path]) -> int:
    """The highest number that any of these files says was left out; 0 where none does."""
    found = [0]
    for file in files:
        if file.exists():
            with file.open(encoding="utf-8", errors="replace") as lines:
                found += [int(number) for line in lines for number in MARK.findall(line)]
    return max(found)


def _counted(tables: Iterable[type[Model]]) -> Iterator[tuple[str, str]]:
    """Table and column of each counter."""
    for model in tables:
        key = model._meta.pk
        if isinstance(key, AutoField) and key.column:
            yield model._meta.db_table, key.column


def _catch_up(table: str, column: str) -> None:
    counter, highest = _counter(table, column), _highest(table, column)
    last = f"pg_sequence_last_value({counter}::regclass)"
    number = f"GREATEST({highest}, COALESCE({last}, 1))"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT setval({counter}, {number}, {highest} > 0 OR {last} IS NOT NULL)")


def _counter(table: str, column: str) -> str:
    return f"pg_get_serial_sequence('{connection.ops.quote_name(table)}', '{column}')"


def _highest(table: str, column: str) -> str:
    quote = connection.ops.quote_name
    return f"(SELECT COALESCE(MAX({quote(column)}), 0) FROM {quote(table)})"  # noqa: S608  # names of Django's


def _leap(table: str, column: str, above: int) -> int:
    """Skip to GAP above every number that is or was there; returns where the counter stands."""
    highest = _highest(table, column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            counter = _counter(table, column)
            number = f"GREATEST(nextval({counter}), {highest}, %s) + {GAP}"
            cursor.execute(f"SELECT setval({counter}, {number})", [above])
            (leapt,) = cursor.fetchone()
            return int(leapt)
        last = "(SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s)"
        cursor.execute(
            f"SELECT MAX({last}, {highest}, %s) + {GAP}", [table, above]
        )  # the same names
        (leapt,) = cursor.fetchone()
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, leapt])
        return int(leapt)
