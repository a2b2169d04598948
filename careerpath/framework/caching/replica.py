"""Reads of the framework from a replica, where a moment's staleness harms nobody.

Only the public pages ask for it. Everything of people, and all that is decided on, is read where
it is written.
"""

from __future__ import annotations

import logging
import socket
import struct
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.db import OperationalError
from django.db.models import Model

Value = TypeVar("Value")
DEFAULT, REPLICA = "default", "replica"
TLS_REQUEST = struct.pack("!ii", 8, 80877103)
PATIENCE = 0.2  # seconds until it has said a word
PAUSE = 10  # seconds until it is asked again
QUIET = 60  # seconds between two lines in the log, of all processes together
log = logging.getLogger(__name__)
_harmless: ContextVar[bool] = ContextVar("staleness_is_harmless", default=False)


class Away:
    """What this process knows of the replica, on the monotonic clock."""

    until = look_again = 0.0


def read_anywhere(read: Callable[[], Value]) -> Value:
    """What is read, from the replica if there is one that answers, else from where it is written.

    A replica is lost sooner than what it follows, and ends a reading that is in the way of what it
    has to replay; neither is a reason to show an error, nor to wait.
    """
    if REPLICA not in settings.DATABASES or not _answers():
        return read()
    try:
        with staleness_is_harmless():
            return read()
    except OperationalError as error:
        _go_away(error)
        return read()


def _answers() -> bool:
    """Whether a PostgreSQL speaks there; looked at anew each second, and not while it is away.

    A connection that is never answered is given up after two seconds at the soonest, for each page:
    libpq and psycopg allow no less.
    """
    now = time.monotonic()
    if now < Away.until:
        return False
    if now >= Away.look_again:
        Away.look_again = now + 1
        try:
            _hear_a_word(settings.DATABASES[REPLICA])
        except OSError as error:
            _go_away(error)
            return False
    return True


def _hear_a_word(there: Mapping[str, Any]) -> None:
    """Ask the server whether it speaks TLS, as every connection begins; raises OSError."""
    host = str(there.get("HOST", ""))
    if not host or "/" in host or "," in host:  # a socket of this machine, or several servers
        return
    with socket.create_connection((host, int(there.get("PORT") or 5432)), PATIENCE) as line:
        line.sendall(TLS_REQUEST)
        if line.recv(1) not in {b"S", b"N"}:
            raise OSError("what is there is no PostgreSQL")


def _go_away(why: Exception) -> None:
    Away.until = time.monotonic() + PAUSE
    # Not Redis: it may go away at the same moment, and then another process would say it again.
    if caches["database"].add("replica-is-away", 1, timeout=QUIET):
        log.warning("The replica could not be read, so what it follows is asked: %s", why)


@contextmanager
def staleness_is_harmless() -> Iterator[None]:
    """Within the block the framework is read from the replica, if there is one."""
    before = _harmless.set(True)
    try:
        yield
    finally:
        _harmless.reset(before)


def alias() -> str:
    """Where the framework is read from now; the stamp has to come from there too."""
    return REPLICA if _harmless.get() and REPLICA in settings.DATABASES else DEFAULT


class ReplicaRouter:
    """Tells Django where to read; writes and migrations never go to the replica."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str | None:
        """The replica for the framework's rows, within the block."""
        return alias() if model._meta.app_label == "framework" else None

    def db_for_write(self, _model: type[Model], **_hints: Any) -> str:
        """Never the replica."""
        return DEFAULT

    def allow_relation(self, *_rows: Model, **_hints: Any) -> bool:
        """It is one database, seen twice."""
        return True

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool:
        """The replica gets its tables from the database it follows."""
        return db != REPLICA
