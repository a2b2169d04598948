"""What the environment says, for settings.py: what makes no sense is refused by its name."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

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


OUTBOX = "careerpath.mail.outbox.Outbox"
# What EMAIL_URL may begin with: Django's backend, and the port where none is named.
MAIL_SCHEMES = {
    "smtp": (OUTBOX, 25),
    "smtp+tls": (OUTBOX, 25),
    "smtp+ssl": (OUTBOX, 465),
    "smtps": (OUTBOX, 465),
    "consolemail": ("django.core.mail.backends.console.EmailBackend", 0),
    "filemail": ("django.core.mail.backends.filebased.EmailBackend", 0),
    "memorymail": ("django.core.mail.backends.locmem.EmailBackend", 0),
    "dummymail": ("django.core.mail.backends.dummy.EmailBackend", 0),
}
MAIL_HOST = "mail.example.org:587"
TLS_SCHEMES = {"smtp+ssl", "smtps"}
STARTTLS_PORTS = {25, 587}
MAIL_TIMEOUT, LONGEST_MAIL_TIMEOUT = 10, 60
"""Seconds that one answer of a mail server may take, unless EMAIL_URL says another."""


@dataclass(frozen=True)
class MailServer:
    """Where mail goes, as Django's settings want to know it; `timeout` in seconds."""

    backend: str
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False
    timeout: int = MAIL_TIMEOUT
    folder: str = ""


def mail_server(name: str, *, default: str) -> MailServer:
    """Where mail goes; refuses what it does not understand instead of leaving it out."""
    address = split_address(
        name, default=default, schemes=MAIL_SCHEMES, example=f"smtp+tls://user:password@{MAIL_HOST}"
    )
    scheme = address.scheme
    backend, port = MAIL_SCHEMES[scheme]
    timeout = _mail_timeout(name, address.query)
    if backend != OUTBOX:
        return MailServer(backend, folder=unquote(address.path))
    if not address.hostname:
        raise ImproperlyConfigured(
            f"{name} names no mail server; for example smtp+tls://{MAIL_HOST}."
        )
    if scheme == "smtps" and address.port in STARTTLS_PORTS:
        raise ImproperlyConfigured(
            f"{name}: smtps:// is TLS from the start, which port {address.port} does not speak. "
            "Write smtp+tls:// for STARTTLS, or leave the port out for 465."
        )
    return MailServer(
        backend,
        host=address.hostname,
        port=address.port or port,
        user=unquote(address.username or ""),
        password=unquote(address.password or ""),
        starttls=scheme == "smtp+tls",
        tls=scheme in TLS_SCHEMES,
        timeout=timeout,
    )


def _mail_timeout(name: str, query: str) -> int:
    options = parse_qs(query, keep_blank_values=True)
    if unknown := sorted(set(options) - {"timeout"}):
        raise ImproperlyConfigured(f"{name} has no option {unknown[0]!r}; it has one: timeout.")
    seconds = options.get("timeout", [str(MAIL_TIMEOUT)])[-1]
    if not (seconds.isascii() and seconds.isdigit()) or not (
        1 <= int(seconds[:9]) <= LONGEST_MAIL_TIMEOUT
    ):
        raise ImproperlyConfigured(
            f"{name}: timeout must be whole seconds from 1 to {LONGEST_MAIL_TIMEOUT}."
        )
    return int(seconds)


def split_address(
    name: str, *, default: str, schemes: Collection[str], example: str
) -> SplitResult:
    """A variable that holds an address, in its parts; refuses one that can't be taken apart.

    No sentence shows anything of it: a password stands in it.
    """
    try:
        address = urlsplit(os.environ.get(name, default).strip())
        cut_short = address.port == 0 or bool(address.fragment)
    except ValueError:  # its own words show a piece of the address
        address, cut_short = urlsplit(""), True
    # What follows an unwritten / ? or # of a password is no part of the host any more.
    if cut_short or "@" in address.path + address.query:
        raise ImproperlyConfigured(
            f"{name} can't be taken apart; it must look like {example}. In user and password "
            "write % as %25, / as %2F, ? as %3F, # as %23, @ as %40 and : as %3A."
        )
    if address.scheme not in schemes:
        begin = ", ".join(f"{scheme}://" for scheme in schemes)
        raise ImproperlyConfigured(f"{name} must begin with one of: {begin}.")
    return address
