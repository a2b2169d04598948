"""The framework's stamp: one random text that every change of a framework row replaces.

Triggers do it, in the transaction of the change and whoever makes it: admin, a command, a fixture,
a bulk update, SQL by hand. A stamp never comes back, so what was made under a stamp that is read
now can't be stale, in any process on any host. `migrate` puts the triggers back where a migration
remade a table (SQLite drops them with it) and on new tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "framework_stamp"
RENEW = {
    "sqlite": f"UPDATE {TABLE} SET value = lower(hex(randomblob(16)))",  # noqa: S608  # no input
    "postgresql": f"UPDATE {TABLE} SET value = gen_random_uuid()::text",  # noqa: S608  # no input
}
RENEWING = "FOR EACH STATEMENT EXECUTE FUNCTION framework_renew_stamp()"
FUNCTION = f"""
CREATE OR REPLACE FUNCTION framework_renew_stamp() RETURNS trigger AS
$$ BEGIN {RENEW["postgresql"]}; RETURN NULL; END $$ LANGUAGE plpgsql
"""
_once: ContextVar[dict[str, str] | None] = ContextVar("stamps_read_once", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Within the block, one answer to one request, the stamp is read the first time only."""
    before = _once.set({})
    try:
        yield
    finally:
        _once.reset(before)


def now(using: str = "default") -> str:
    """The stamp as this connection sees it. One query; read it before what is made under it."""
    known = _once.get()
    if known is None:
        return _read(using)
    if using not in known:
        known[using] = _read(using)
    return known[using]


def _read(using: str) -> str:
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT value FROM {TABLE}")  # noqa: S608  # no input
        return str(cursor.fetchone()[0])


def tables() -> list[str]:
    """Every table of the framework but the edit history, which no page is made of."""
    models = apps.get_app_config("framework").get_models(include_auto_created=True)
    return sorted(m._meta.db_table for m in models if not m.__name__.startswith("Historical"))


def keep_stamp(*, using: str, **_kwargs: Any) -> None:
    """After a migration: a trigger on every table that has none, and a new stamp.

    Halfway through the migrations there may be no table for it yet: then nothing happens.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if TABLE not in there:
            return
        for table in there.intersection(tables()):
            for statement in _triggers(connection, table):
                cursor.execute(statement)
        cursor.execute(RENEW[connection.vendor])


def _triggers(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    """What makes a table's changes renew the stamp; nothing where it is so already."""
    if connection.vendor == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {table}_stamp_{event.lower()} AFTER {event} ON {table} "
            f"BEGIN {RENEW['sqlite']}; END"
            for event in ("INSERT", "UPDATE", "DELETE")
        ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_trigger WHERE tgname = %s", [f"{table}_stamp"])
        if cursor.fetchone():
            return []
    events = "AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE"
    return [
        FUNCTION,
        f"CREATE TRIGGER {table}_stamp {events} ON {table} {RENEWING}",
    ]
