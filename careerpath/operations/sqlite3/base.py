"""How a transaction waits for SQLite's one lock.

SQLite looks again after 1, 2, 5 ... and at last every 100 milliseconds: who has waited long looks
less often than who has just come, all that looking is in the way of the one who wants to commit,
and with fifty people saving somebody looks in vain until the time is over ("database is locked").
So whoever begins a transaction first waits for a turn, with the operating system's lock of a file
beside the database: everyone looks equally often, and only one at a time touches the database. The
lock goes with a process that dies.
"""

from __future__ import annotations

import fcntl
import time
from pathlib import Path
from typing import IO

from django.db import OperationalError
from django.db.backends.sqlite3 import base

LOOK_AGAIN = 0.01
"""Seconds between two looks."""


class DatabaseWrapper(base.DatabaseWrapper):
    """What Django makes of `ENGINE`; waits as long as the option `timeout` says, in seconds."""

    _turn: IO[bytes] | None = None

    def _start_transaction_under_autocommit(self) -> None:
        """Begin; raises OperationalError where no turn comes in all that time."""
        self._wait_for_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except BaseException:
            self._end_turn()
            raise

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

    def _wait_for_turn(self) -> None:
        if self._turn or self.is_in_memory_db():  # begun already, which SQLite says; or ours alone
            return
        until = time.monotonic() + float(self.settings_dict["OPTIONS"].get("timeout", 5))
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
