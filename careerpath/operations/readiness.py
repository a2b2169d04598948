"""What the app can't do now, found out by trying it for real.

The database is read, and written in a transaction that is rolled back; where it is a file, its
disk has to have room for more. That happens in a thread of its own, one look at a time, so that
whoever asks has an answer within a second even where nothing answers us.
"""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from django.core.cache import caches
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

PATIENCE = 0.8  # seconds until whoever asks is told that there is no answer
WAIT = 0.3  # seconds for SQLite's lock
ROOM = 1024 * 1024  # bytes that a file has to be able to grow by


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether the app can work, and in one line what it can't do; empty where it can do all."""

    ready: bool
    trouble: str


class _Look:
    """The look that is being taken, or was last."""

    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="readiness")
    lock = Lock()
    last: Future[Finding] | None = None


def find_out() -> Finding:
    """What a look of now says; who asks while one is being taken waits for that one."""
    with _Look.lock:
        if _Look.last is None or _Look.last.done():
            _Look.last = _Look.thread.submit(look)
        taken = _Look.last
    try:
        return taken.result(timeout=PATIENCE)
    except TimeoutError:
        return Finding(ready=False, trouble="database: does not answer")


def look() -> Finding:
    """Try everything; what only makes it slower is told last, and does not count."""
    trouble = _trouble_of_database()
    return Finding(ready=not trouble, trouble=trouble or _trouble_of_redis())


def _trouble_of_redis() -> str:
    check: Callable[[], str] = getattr(caches["default"], "trouble", str)
    why = check()
    return f"redis: {why}; the database counts sign-ins instead, which is slower" if why else ""


def _trouble_of_database() -> str:
    trying = "can't be read"
    try:
        with _own_connection() as connection:
            executor = MigrationExecutor(connection)
            if due := executor.migration_plan(executor.loader.graph.leaf_nodes()):
                return f"migrations: {len(due)} to be applied"
            trying = "can't be written"
            _write(connection)
            trying = "can't grow"
            _grow(connection)
    except (DatabaseError, OSError) as error:
        return f"database: {trying}: {_reason(error)}"
    return ""


@contextmanager
def _own_connection() -> Iterator[BaseDatabaseWrapper]:
    """One beside those of the requests, not of their pool, that waits for no lock for long.

    This thread's own until the block ends: what looks for migrations asks for it by its name.
    """
    before = connections["default"]
    connection = connections["default"] = before.copy()
    options = connection.settings_dict["OPTIONS"]
    options.pop("pool", None)
    if connection.vendor == "sqlite":
        # Exclusive: a commit also waits for everyone who reads, which a mere beginning does not.
        options |= {"timeout": WAIT, "transaction_mode": "EXCLUSIVE"}
    try:
        yield connection
    finally:
        connection.close()
        connections["default"] = before


def _write(connection: BaseDatabaseWrapper) -> None:
    """Write a row as every save does, and take it back."""
    expires = connection.ops.adapt_datetimefield_value(timezone.now())
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO careerpath_cache (cache_key, value, expires) VALUES (%s, '', %s)",
                [f"readiness:{uuid.uuid4()}", expires],
            )
    finally:
        connection.rollback()


def _grow(connection: BaseDatabaseWrapper) -> None:
    """Make and drop a file of some size where SQLite keeps its own; a rollback needs no room."""
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():  # type: ignore[attr-defined]  # SQLite's
        folder = Path(connection.settings_dict["NAME"]).parent
        with tempfile.TemporaryFile(dir=folder) as file:
            os.posix_fallocate(file.fileno(), 0, ROOM)


def _reason(error: BaseException) -> str:
    """The system's or the database's own words, which name no host, person or password.

    PostgreSQL has such words for what it refuses; those of a failed connection are left out.
    """
    said = error.__cause__ or error
    if isinstance(said, OSError):
        return os.strerror(said.errno or 0)
    if hasattr(said, "diag"):
        return said.diag.message_primary or "does not answer"
    return str(said)
