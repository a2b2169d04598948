"""SQLite's connections: how a transaction waits for the one lock, and when one kept open is let go.

SQLite looks again after 1, 2, 5 ... and at last every 100 milliseconds: who has waited long looks
less often than who has just come, all that looking is in the way of the one who wants to commit,
and with fifty people saving somebody looks in vain until the time is over ("database is locked").
So whoever begins a transaction first waits for a turn, with the operating system's lock of a file
beside the database: everyone looks equally often, and only one at a time touches the database. The
lock goes with a process that dies.

Whoever only reads a page is not kept by one who writes: what reading writes by the way (a session)
waits a moment, then is told that the database is locked.

A connection stays open for its thread's next request (CONN_MAX_AGE), as long as the file it has
open is the one that the path names.
"""

from __future__ import annotations

import fcntl
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import IO, Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base, features

LOOK_AGAIN = 0.01
"""Seconds between two looks."""
MOMENT = 0.4
"""Seconds that a reader waits for a turn, twice at most in a request."""
_reading: ContextVar[bool] = ContextVar("reading", default=False)


@contextmanager
def reading() -> Iterator[None]:
    """Within the block no transaction of this thread waits for longer than a moment to begin."""
    before = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(before)


class DatabaseFeatures(features.DatabaseFeatures):
    """Many rows go in one statement, as on PostgreSQL."""

    # Django reckons with what SQLite took before 3.32. It takes 32,766 since, and a statement of a
    # million characters, of which a row that is updated takes 30 for each.
    max_query_params = 9_999 if sqlite3.sqlite_version_info >= (3, 32) else 999


class DatabaseWrapper(base.DatabaseWrapper):
    """What Django makes of `ENGINE`; waits as long as the option `timeout` says, in seconds."""

    features_class = DatabaseFeatures
    _turn: IO[bytes] | None = None
    _file: tuple[int, int] | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open, and note which file that is."""
        # Looked at before: where it is replaced meanwhile, the next request opens once more.
        self._file = None if self.is_in_memory_db() else self._file_there()
        return super().get_new_connection(conn_params)

    def close_if_unusable_or_obsolete(self) -> None:
        """Before and after each request: also let go of a file that another one has replaced.

        What is written into one that has no name any more is lost.
        """
        open_ = self.connection is not None and not self.is_in_memory_db()
        if open_ and (self._file is None or self._file != self._file_there()):
            self.close()
        else:
            super().close_if_unusable_or_obsolete()

    def is_usable(self) -> bool:
        """Never after an error: SQLite may have opened a file read-only that no longer is."""
        return False

    def _file_there(self) -> tuple[int, int] | None:
        try:
            found = Path(self.settings_dict["NAME"]).stat()
        except OSError:  # none yet: SQLite makes it, or says why it can't
            return None
        return found.st_dev, found.st_ino

    def _start_transaction_under_autocommit(self) -> None:
        """Begin; raises OperationalError where no turn comes in all that time."""
        patience = self._patience()
        self._wait_for_turn(patience)
        try:
            with self._others_waited_for(patience):
                super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except BaseException:
            self._end_turn()
            raise

    def _patience(self) -> float:
        """Seconds to wait for the lock."""
        whole = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        return min(whole, MOMENT) if _reading.get() else whole

    @contextmanager
    def _others_waited_for(self, patience: float) -> Iterator[None]:
        """Wait as long for those who take no turn: another program that writes into the file."""
        if not _reading.get():
            yield
            return
        whole = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        self.connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
        try:
            yield
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(whole * 1000)}")

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # where it fails Django rolls back, and that ends the turn
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _wait_for_turn(self, patience: float) -> None:
        if self._turn or self.is_in_memory_db():  # begun already, which SQLite says; or ours alone
            return
        until = time.monotonic() + patience
        turn = self._open_turn()
        while not _taken(turn):
            if time.monotonic() > until:
                turn.close()
                raise OperationalError("database is locked: no turn to write came in time")
            time.sleep(LOOK_AGAIN)
        self._turn = turn

    def _open_turn(self) -> IO[bytes]:
        try:
            return Path(f"{self.settings_dict['NAME']}-turn").open("ab")
        except OSError as error:  # the file or its folder is somebody else's, or read-only
            raise OperationalError("no turn to write can be taken") from error

    def _end_turn(self) -> None:
        if self._turn:
            self._turn.close()
            self._turn = None


def _taken(turn: IO[bytes]) -> bool:
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
