"""The counters that number new rows, after rows were put in with numbers of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import connection
from django.db.models import AutoField, Model

GAP = 1_000_000  # more rows than any table gets between two backups


def follow(tables: Iterable[type[Model]]) -> None:
    """Let the next new row of each table get a number above those that are and were there.

    SQLite does so by itself. Django's own statements forget on PostgreSQL what a table had before.
    """
    if connection.vendor == "postgresql":
        for table, column in _counted(tables):
            _catch_up(table, column)


def leave_a_gap(tables: Iterable[type[Model]]) -> None:
    """Let no new row get a number that another one had in a time that was lost.

    Mails of that time carry such numbers, the security log is written in them, and processes that
    still run may remember what they stood for.
    """
    for table, column in _counted(tables):
        _leap(table, column)


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


def _leap(table: str, column: str) -> None:
    highest = _highest(table, column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            counter = _counter(table, column)
            leap = f"SELECT setval({counter}, GREATEST(nextval({counter}), {highest}) + {GAP})"
            cursor.execute(leap)
            return
        last = "(SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s)"
        cursor.execute(f"SELECT MAX({last}, {highest}) + {GAP}", [table])  # the same names
        (number,) = cursor.fetchone()
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
