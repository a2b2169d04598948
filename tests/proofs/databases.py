"""Databases of a proof's own, of the kind the tests run on, and copies of a filled one."""

from __future__ import annotations

import atexit
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from django.conf import settings
from django.db import connection

SQLITE = "proof.sqlite3"
# The filled one, once there is one: a file's bytes, or the name of a database to copy.
_file: list[bytes] = []
_template: list[str] = []


@contextlib.contextmanager
def database(folder: Path) -> Iterator[str]:
    """The URL of a new, empty database; gone afterwards."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / SQLITE}"
        return
    at, name = _server(), f"proof_{uuid4().hex}"
    _say(f"CREATE DATABASE {name}")
    try:
        secret = f":{at['password']}" if at["password"] else ""
        yield f"postgresql://{at['user']}{secret}@{at['host']}:{at['port']}/{name}"
    finally:
        _say(f"DROP DATABASE {name} WITH (FORCE)")


def keep(folder: Path, url: str) -> None:
    """Remember what is in this database as the filled one; nobody may be connected to it."""
    if connection.vendor == "sqlite":
        _file.append((folder / SQLITE).read_bytes())
        return
    if not _is_here(url):
        return
    name = f"proof_filled_{uuid4().hex}"
    _say(f"CREATE DATABASE {name} TEMPLATE {_name(url)}")
    _template.append(name)
    atexit.register(_say, f"DROP DATABASE {name}")


def copied(folder: Path, url: str) -> bool:
    """Put a copy of the filled one in this empty one's place.

    False where none is kept yet, or where this one is on a server of a proof's own.
    """
    if not _file and not (_template and _is_here(url)):
        return False
    if _file:
        (folder / SQLITE).write_bytes(_file[0])
    else:
        _say(
            f"DROP DATABASE {_name(url)} WITH (FORCE)",
            f"CREATE DATABASE {_name(url)} TEMPLATE {_template[0]}",
        )
    return True


def _is_here(url: str) -> bool:
    """Whether it is on the server that the tests run on."""
    return urlsplit(url).port == int(_server()["port"])


def _name(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


def _server() -> dict[str, Any]:
    there = settings.DATABASES["default"]
    return {
        "host": there["HOST"] or "localhost",
        "port": there["PORT"] or 5432,
        "user": there["USER"],
        "password": there["PASSWORD"],
    }


def _say(*statements: str) -> None:
    with psycopg.connect(**_server(), dbname="postgres", autocommit=True) as db:
        for statement in statements:
            db.execute(statement)
