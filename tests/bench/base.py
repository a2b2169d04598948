"""An older commit of the app in a folder of its own, with its own database and its own Ada.

It runs on the packages that are installed now: what they have made faster since counts for both.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.db import connections

from tests.bench.furnishing import Ada
from tests.bench.serving import Server, free_port, started

ALIAS = "base"
"""What its database is known by here, for the edits."""
FURNISH = """
import dataclasses, json, django
django.setup()
from tests.bench.furnishing import furnish
print(json.dumps(dataclasses.asdict(furnish())))
"""


@dataclass(frozen=True, slots=True)
class Base:
    """A checkout; `url` is its database."""

    folder: Path
    url: str

    def furnish(self) -> Ada:
        """Fill its database by its own code."""
        done = subprocess.run(  # noqa: S603  # our own words
            [sys.executable, "-c", FURNISH],
            cwd=self.folder, env=self._environment(), check=True, capture_output=True, text=True,
        )  # fmt: skip
        return Ada(**json.loads(done.stdout.splitlines()[-1]))

    @contextmanager
    def serve(self) -> Iterator[Server]:
        """Its server, as it starts it itself."""
        port = free_port()
        command = [sys.executable, "-m", "careerpath.operations.serve", "--port", str(port)]
        with started(command, port, cwd=self.folder, env=self._environment()) as server:
            yield server

    def _environment(self) -> dict[str, str]:
        data = {"CAREERPATH_DATA_DIR": str(self.folder / "var"), "DATABASE_URL": self.url}
        return {**os.environ, **data}


@contextmanager
def checked_out(commit: str, folder: Path) -> Iterator[Base]:
    """The commit's files below the folder and an empty database; both are gone afterwards."""
    there = folder / "base"
    (there / "var").mkdir(parents=True)
    packed = subprocess.run(  # noqa: S603  # our own repository
        ["git", "archive", commit],  # noqa: S607
        check=True, capture_output=True,
    )  # fmt: skip
    with tarfile.open(fileobj=BytesIO(packed.stdout)) as files:
        files.extractall(there, filter="data")
    with _database(there) as url:
        yield Base(there, url)


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    """Beside the one that is measured: another file, or another database of the same server."""
    connection = connections["default"].copy(ALIAS)
    if connection.vendor == "sqlite":
        file = folder / "var" / "base.sqlite3"
        connection.settings_dict["NAME"] = str(file)
        connections[ALIAS] = connection
        yield f"sqlite:///{file}"
        return
    ours = urlsplit(os.environ["DATABASE_URL"])
    name = f"{ours.path.strip('/')}_base"
    connection.settings_dict["NAME"] = name
    connections[ALIAS] = connection
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield ours._replace(path=f"/{name}").geturl()
        finally:
            connection.close()
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
