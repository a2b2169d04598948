"""Reads of the framework from a replica, where a moment's staleness harms nobody.

Only the public pages ask for it. Everything of people, and all that is decided on, is read where
it is written.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.conf import settings
from django.db import OperationalError
from django.db.models import Model

Value = TypeVar("Value")
DEFAULT, REPLICA = "default", "replica"
log = logging.getLogger(__name__)
_harmless: ContextVar[bool] = ContextVar("staleness_is_harmless", default=False)


def read_anywhere(read: Callable[[], Value]) -> Value:
    """What is read, from the replica if there is one that answers, else from where it is written.

    A replica is lost sooner than what it follows, and ends a reading that is in the way of what it
    has to replay; neither is a reason to show an error.
    """
    if REPLICA not in settings.DATABASES:
        return read()
    try:
        with staleness_is_harmless():
            return read()
    except OperationalError as error:
        log.warning("The replica could not be read, so what it follows is asked: %s", error)
        return read()


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
