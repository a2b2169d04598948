"""What the environment says, for settings.py: what makes no sense is refused by its name."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()


def boolean(name: str, *, default: bool) -> bool:
    """An on/off variable; anything but a clear yes or no is refused."""
    words = {"1": True, "true": True, "yes": True, "on": True}
    words |= {"0": False, "false": False, "no": False, "off": False}
    value = env.str(name, default=str(default)).strip().lower()
    if value not in words:
        raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")
    return words[value]


def positive(name: str, *, default: int) -> int:
    """A whole number of at least 1; anything else is refused."""
    value = env.str(name, default=str(default)).strip()
    if not (value.isascii() and value.isdigit() and int(value) >= 1):
        raise ImproperlyConfigured(f"{name} must be a whole number of at least 1, not {value!r}.")
    return int(value)


def public_address(name: str, *, default: str) -> tuple[str, str]:
    """The scheme and host[:port] people reach the app at."""
    address = urlsplit(env.str(name, default=default))
    if address.scheme not in {"http", "https"} or not address.netloc or address.path.strip("/"):
        raise ImproperlyConfigured(f"{name} must look like https://careers.example.org, no path.")
    return address.scheme, address.netloc


def secret_key(data_dir: Path) -> str:
    """The key from CAREERPATH_SECRET_KEY, or the local one that `make run` generates."""
    key: str = env.str("CAREERPATH_SECRET_KEY", default="")
    if key:
        return key
    local = data_dir / "secret-key"
    if local.exists():
        return local.read_text(encoding="utf-8").strip()
    raise ImproperlyConfigured(
        "Set CAREERPATH_SECRET_KEY, or run `make run` once: it writes a local one to "
        f"{local} (never into git)."
    )


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite has the mended write-ahead log.

    Before 3.51.3, but for the mended 3.50.7 and 3.44.6, a rare checkpoint race between several
    connections can corrupt the file (https://sqlite.org/wal.html).
    """
    mended = {(3, 44): (3, 44, 6), (3, 50): (3, 50, 7)}
    return version >= mended.get((version[0], version[1]), (3, 51, 3))


def database(data_dir: Path, variable: str = "DATABASE_URL") -> dict[str, Any]:
    """SQLite in the data folder, or what the variable names."""
    config: dict[str, Any] = env.db_url(
        variable, default=f"sqlite:///{data_dir / 'careerpath.sqlite3'}"
    )
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["ENGINE"] = "careerpath.operations.sqlite3"
        journal = "WAL" if wal_is_safe(sqlite3.sqlite_version_info) else "PERSIST"
        config["OPTIONS"] = {
            # Deferred transactions that read, then write, fail as "locked" under load.
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL;",
        }
    if config["ENGINE"] == "django.db.backends.postgresql":
        ours = postgresql(pooled=not boolean("CAREERPATH_PGBOUNCER", default=False))
        # A database that does not answer is an error page soon, not a browser that waits.
        patience = {"connect_timeout": 5}
        options = patience | config.get("OPTIONS", {}) | ours.get("OPTIONS", {})
        config |= ours | {"OPTIONS": options}
    return config


def postgresql(*, pooled: bool) -> dict[str, Any]:
    """A connection a request, or a few kept open where asked for; else it is PgBouncer's work.

    In its transaction mode a connection is another one after each commit, so nothing may live on
    it: no server-side cursors, no prepared statements.
    """
    if not pooled:
        return {"DISABLE_SERVER_SIDE_CURSORS": True, "OPTIONS": {"prepare_threshold": None}}
    most = env.int("CAREERPATH_DATABASE_CONNECTIONS", default=0)
    if most < 0:
        raise ImproperlyConfigured(f"CAREERPATH_DATABASE_CONNECTIONS must be 0 or more, not {most}")
    if most == 0:
        return {}
    return {"OPTIONS": {"pool": {"min_size": 1, "max_size": most, "timeout": 5}}}
