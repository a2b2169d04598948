"""The database: SQLite in a file, or PostgreSQL."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from careerpath.environment.addresses import HOW_TO_WRITE, refuse_cut_short
from careerpath.environment.options import A_FILE, ANYTHING, Option, one_of, options, whole
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
PATIENCE = 5
"""Seconds to connect in: a database that does not answer is an error page soon."""
LOCK = 10
"""Seconds to wait for somebody else's lock: then what was typed comes back, on either database."""
MEMORY = "sqlite://:memory:"


def database(data_dir: Path) -> dict[str, Any]:
    """SQLite in the data folder, or what DATABASE_URL names."""
    variable = "DATABASE_URL"
    postgresql(pooled=_pooled())  # judged where SQLite has no use for it, too
    if not (value := text(variable, default="")):
        return _sqlite(f"sqlite:///{data_dir / 'careerpath.sqlite3'}")
    refuse_cut_short(variable, value, schemes=("sqlite", *POSTGRESQL), example=EXAMPLE)
    if value.startswith("sqlite:"):
        _refuse_no_file(variable, value)
        return _sqlite(value)
    return _server(variable, value, patience=PATIENCE)


def replica() -> dict[str, Any] | None:
    """The PostgreSQL that DATABASE_REPLICA_URL names, if it is set."""
    variable = "DATABASE_REPLICA_URL"
    if not (value := text(variable, default="")):
        return None
    refuse_cut_short(variable, value, schemes=POSTGRESQL, example=EXAMPLE)
    config = _server(variable, value, patience=2)
    # No connection is kept open: whoever got one that has frozen since would wait for ever.
    config["OPTIONS"].pop("pool", None)
    return config | {"TEST": {"MIRROR": "default"}}


def _refuse_no_file(variable: str, value: str) -> None:
    file = value.removeprefix("sqlite:///")
    if value != MEMORY and (file in {"", value} or "?" in file):
        raise ImproperlyConfigured(
            f"{variable} must name a file after three slashes, and no options: "
            "sqlite:////srv/careerpath/var/careerpath.sqlite3."
        )
    if value != MEMORY and (Path(file).is_dir() or not Path(file).parent.is_dir()):
        raise ImproperlyConfigured(f"{variable} must name a file, in a folder that is there.")


def _sqlite(value: str) -> dict[str, Any]:
    config: dict[str, Any] = environ.Env.db_url_config(value)
    journal = "WAL" if wal_is_safe(sqlite3.sqlite_version_info) else "PERSIST"
    return config | {
        "ENGINE": "careerpath.operations.sqlite3",
        # Each thread keeps its own: opening one reads the whole schema, half of what a page costs.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # Deferred transactions that read, then write, fail as "locked" under load.
            "transaction_mode": "IMMEDIATE",
            "timeout": LOCK,
            "init_command": f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL;",
        },
    }


def _server(variable: str, value: str, *, patience: int) -> dict[str, Any]:
    """PostgreSQL, by django-environ, which takes a plus in a password for a blank."""
    try:
        address = urlsplit(value)
        config: dict[str, Any] = environ.Env.db_url_config(value.partition("?")[0])
    except ValueError:  # its own words show a piece of the address
        raise ImproperlyConfigured(f"{variable} must look like {EXAMPLE}. {HOW_TO_WRITE}") from None
    given = options(variable, address.query, _known_to_postgresql())
    for part in ("host", "port"):
        if part in given and config[part.upper()]:
            raise ImproperlyConfigured(f"{variable} names its {part} twice.")
    if not config["NAME"] and "service" not in given:
        raise ImproperlyConfigured(f"{variable} names no database: {EXAMPLE}.")
    pooled = _pooled()
    ours = postgresql(pooled=pooled)
    if pooled:  # PgBouncer takes no such options: docs/deploy.md
        given["options"] = f"-c lock_timeout={LOCK}s {given.get('options', '')}".rstrip()
    exactly = {
        "USER": unquote(address.username or ""), "PASSWORD": unquote(address.password or ""),
        "HOST": unquote(config["HOST"]),  # of a socket's folder the slashes are written %2F
    }  # fmt: skip
    more = {"connect_timeout": patience} | given | ours.get("OPTIONS", {})
    return config | exactly | ours | {"OPTIONS": more}


# Those of libpq whose values it would refuse with the first connection only, or take for another.
TLS_VERSION = one_of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3")
SWITCH = one_of("0", "1")
JUDGED = {
    "channel_binding": one_of("disable", "prefer", "require"),
    "connect_timeout": whole(1, 60),
    "gssdelegation": SWITCH,
    "gssencmode": one_of("disable", "prefer", "require"),
    "keepalives": SWITCH,
    "keepalives_count": whole(0, 1000),
    "keepalives_idle": whole(0, 86_400),
    "keepalives_interval": whole(0, 86_400),
    "load_balance_hosts": one_of("disable", "random"),
    "passfile": A_FILE,
    "port": whole(1, 65_535),
    "ssl_max_protocol_version": TLS_VERSION,
    "ssl_min_protocol_version": TLS_VERSION,
    "sslcert": A_FILE,
    "sslcertmode": one_of("disable", "allow", "require"),
    "sslcompression": SWITCH,
    "sslcrl": A_FILE,
    "sslkey": A_FILE,
    "sslmode": one_of("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
    "sslnegotiation": one_of("postgres", "direct"),
    "sslrootcert": Option(f"{A_FILE.must}, or system", lambda v: v == "system" or A_FILE.allows(v)),
    "sslsni": SWITCH,
    "target_session_attrs": one_of(
        "any", "read-write", "read-only", "primary", "standby", "prefer-standby"
    ),
    "tcp_user_timeout": whole(0, 3_600_000),
}
NOT_OPTIONS = {"client_encoding", "dbname", "password", "replication", "user"}
"""Parts of the address, and what Django sets."""


def _known_to_postgresql() -> dict[str, Option]:
    """What its library on this machine knows."""
    from psycopg.pq import Conninfo

    names = {option.keyword.decode() for option in Conninfo.get_defaults()} - NOT_OPTIONS
    return {name: JUDGED.get(name, ANYTHING) for name in names}


def _pooled() -> bool:
    return not boolean("CAREERPATH_PGBOUNCER", default=False)


def postgresql(*, pooled: bool) -> dict[str, Any]:
    """A connection a request, or a few kept open where asked for; else it is PgBouncer's work.

    In its transaction mode a connection is another one after each commit, so nothing may live on
    it: no server-side cursors, no prepared statements.
    """
    most = whole_number("CAREERPATH_DATABASE_CONNECTIONS", default=0, least=0, most=1000)
    if not pooled:
        return {"DISABLE_SERVER_SIDE_CURSORS": True, "OPTIONS": {"prepare_threshold": None}}
    if most == 0:
        return {}
    return {"OPTIONS": {"pool": {"min_size": 1, "max_size": most, "timeout": 5}}}
