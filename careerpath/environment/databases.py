"""The database: SQLite in a file, or PostgreSQL."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from careerpath.environment.addresses import HOW_TO_WRITE, refuse_cut_short
from careerpath.environment.words import boolean, text, whole_number


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite has the mended write-ahead log.

    Before 3.51.3, but for the mended 3.50.7 and 3.44.6, a rare checkpoint race between several
    connections can corrupt the file (https://sqlite.org/wal.html).
    """
    mended = {(3, 44): (3, 44, 6), (3, 50): (3, 50, 7)}
    return version >= mended.get((version[0], version[1]), (3, 51, 3))


POSTGRESQL = ("postgresql", "postgres", "psql", "pgsql")
EXAMPLE = "postgresql://user:password@host:5432/careerpath"
UNDERSTOOD = {"ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS"}
MEMORY = "sqlite://:memory:"


def database(data_dir: Path, variable: str = "DATABASE_URL") -> dict[str, Any]:
    """SQLite in the data folder, or what the variable names."""
    value = text(variable, default=f"sqlite:///{data_dir / 'careerpath.sqlite3'}")
    refuse_cut_short(variable, value, schemes=("sqlite", *POSTGRESQL), example=EXAMPLE)
    return _sqlite(variable, value) if value.startswith("sqlite:") else _server(variable, value)


def _sqlite(variable: str, value: str) -> dict[str, Any]:
    file = value.removeprefix("sqlite:///")
    if value != MEMORY and (file in {"", value} or "?" in file):
        raise ImproperlyConfigured(
            f"{variable} must name a file after three slashes, and no options: "
            "sqlite:////srv/careerpath/var/careerpath.sqlite3."
        )
    config: dict[str, Any] = environ.Env.db_url_config(value)
    journal = "WAL" if wal_is_safe(sqlite3.sqlite_version_info) else "PERSIST"
    return config | {
        "ENGINE": "careerpath.operations.sqlite3",
        "OPTIONS": {
            # Deferred transactions that read, then write, fail as "locked" under load.
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL;",
        },
    }


def _server(variable: str, value: str) -> dict[str, Any]:
    """PostgreSQL, by django-environ, which takes a plus in a password for a blank."""
    try:
        config: dict[str, Any] = environ.Env.db_url_config(value)
        address = urlsplit(value)
    except ValueError:  # its own words show a piece of the address
        raise ImproperlyConfigured(f"{variable} must look like {EXAMPLE}. {HOW_TO_WRITE}") from None
    if unknown := sorted(set(config) - UNDERSTOOD):  # django-environ takes Django's settings too
        raise ImproperlyConfigured(f"{variable} has no option {unknown[0].lower()!r}.")
    options = config.get("OPTIONS", {})
    _refuse_options(variable, options)
    if not config["NAME"] and "service" not in options:
        raise ImproperlyConfigured(f"{variable} names no database: {EXAMPLE}.")
    ours = postgresql(pooled=not boolean("CAREERPATH_PGBOUNCER", default=False))
    # A database that does not answer is an error page soon, not a browser that waits.
    patience = {"connect_timeout": 5}
    exactly = {
        "USER": unquote(address.username or ""), "PASSWORD": unquote(address.password or ""),
    }  # fmt: skip
    return config | exactly | ours | {"OPTIONS": patience | options | ours.get("OPTIONS", {})}


def _refuse_options(variable: str, options: dict[str, Any]) -> None:
    """An option that PostgreSQL's library does not know, by its name."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import make_conninfo

    for option, value in options.items():
        try:
            make_conninfo(**{option: value})
        except ProgrammingError:
            raise ImproperlyConfigured(
                f"{variable} has no option {option[:20]!r} that PostgreSQL knows."
            ) from None


def postgresql(*, pooled: bool) -> dict[str, Any]:
    """A connection a request, or a few kept open where asked for; else it is PgBouncer's work.

    In its transaction mode a connection is another one after each commit, so nothing may live on
    it: no server-side cursors, no prepared statements.
    """
    if not pooled:
        return {"DISABLE_SERVER_SIDE_CURSORS": True, "OPTIONS": {"prepare_threshold": None}}
    most = whole_number("CAREERPATH_DATABASE_CONNECTIONS", default=0, least=0, most=1000)
    if most == 0:
        return {}
    return {"OPTIONS": {"pool": {"min_size": 1, "max_size": most, "timeout": 5}}}
