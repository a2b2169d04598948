"""Take each defence in breaks.toml down and see its test fail: `make breaks`.

Works on copies of the checkout's files, so that nothing here is ever left broken, as many at once
as JOBS says (two by default), each with databases of its own. `make breaks ONLY=word` tries those
whose name holds the word. Beside each stands the line its test failed with: a test can fail for
another reason than the break. Migrations run once; what says `fresh = true` breaks them, or what
comes after them, and runs its own.

Row locks and counters are PostgreSQL's: an entry that says `database = "postgresql"` is tried
there, the others on SQLite. DATABASE_URL names the PostgreSQL to use; without one a cluster of this
run's own is started, and where none is installed, what needs it is said to be skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest

from tests.proofs.machines import Cluster

ROOT = Path(__file__).resolve().parents[2]
LIST = Path(__file__).with_name("breaks.toml")
WIDTH = 200  # of the line that a test failed with
NOT_BEGUN = -1  # pytest says the same of a test that failed and of one that could not begin
FAILED = 1  # pytest's word for "a test failed", and not "none was found" or "could not be read"


def copy_of(folder: Path) -> Path:
    """The project's files as they are now."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard"],  # noqa: S607  # git is on the path
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_file():
            shutil.copy2(ROOT / name, target)
    return folder


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL to test on; empty where there is none."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
        return
    with ExitStack() as stack:
        try:
            cluster = stack.enter_context(Cluster().started())
        except pytest.skip.Exception as missing:
            sys.stdout.write(f"No PostgreSQL: {missing}\n")
            yield ""
        else:
            yield cluster.url()


def beside(url: str, number: int) -> str:
    """The same server with another name of a database, from which pytest makes that of its own."""
    parts = urlsplit(url)
    return parts._replace(path=f"{parts.path}_{number}").geturl() if url else ""


def environment(url: str) -> dict[str, str]:
    """Of a command in a copy; SQLite as it comes without a URL."""
    extra = {"PYTHONDONTWRITEBYTECODE": "1", "CAREERPATH_SECRET_KEY": "only for breaking " * 3}
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | extra
    return env | ({"DATABASE_URL": url} if url else {})


@contextmanager
def migrated(folder: Path, postgresql: str) -> Iterator[tuple[str, str]]:
    """What test databases are copied from: SQLite's file, and the name of PostgreSQL's or ""."""
    file, name = folder / "migrated.sqlite3", f"breaks_{uuid4().hex}" if postgresql else ""
    urls, server = [f"sqlite:///{file}"], urlsplit(postgresql)
    with ExitStack() as stack:
        if name:
            there = server._replace(path="/postgres").geturl()
            database = stack.enter_context(psycopg.connect(there, autocommit=True))
            database.execute(f"CREATE DATABASE {name}")
            stack.callback(database.execute, f"DROP DATABASE {name}")
            urls.append(server._replace(path=f"/{name}").geturl())
        for url in urls:
            subprocess.run(  # our own command
                [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
                cwd=folder, env=environment(url), check=True,
            )  # fmt: skip
        yield str(file), name


def run(folder: Path, test: str, url: str, start: str) -> tuple[int, str]:
    """Run one test there, on SQLite without a URL; gives pytest's exit code and what failed.

    `start`: what its database is copied from; empty where it runs the migrations itself.
    """
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "-p", "no:cacheprovider"]
    command += ["--reuse-db"] if start and not url else []  # the copy is its own anyway
    done = subprocess.run(  # noqa: S603  # our own tests
        [*command, *test.split()], cwd=folder, capture_output=True, check=False, text=True,
        env=environment(url) | {"CAREERPATH_TEST_START": start},
    )  # fmt: skip
    lines = done.stdout.splitlines()
    why = next((line[1:].strip() for line in lines if line.startswith("E  ")), "")[:WIDTH]
    if done.returncode == FAILED and not any(line.startswith("FAILED ") for line in lines):
        return NOT_BEGUN, why
    return done.returncode, why


def attempt(folder: Path, entry: dict[str, Any], postgresql: str, starts: tuple[str, str]) -> str:
    """Break one thing, run its test, mend it; gives what came of it."""
    on_postgresql = entry.get("database") == "postgresql"
    if on_postgresql and not postgresql:
        return "SKIPPED, for it needs PostgreSQL"
    file = folder / entry["file"]
    whole = file.read_text(encoding="utf-8")
    if whole.count(entry["old"]) != 1:
        return f"STALE: the text stands {whole.count(entry['old'])} times in {entry['file']}"
    file.write_text(whole.replace(entry["old"], entry["new"]), encoding="utf-8")
    start = "" if entry.get("fresh") else starts[on_postgresql]
    try:
        code, why = run(folder, entry["test"], postgresql if on_postgresql else "", start)
    finally:
        file.write_text(whole, encoding="utf-8")
    end = "caught" if code == FAILED else f"NOT CAUGHT (pytest ended with {code})"
    return f"{end}, {why!r}"


def main() -> None:
    """Try all, say a line each, and end in failure if anything went unnoticed."""
    only, jobs = (sys.argv[1] if len(sys.argv) > 1 else ""), int(os.environ.get("JOBS") or 2)
    entries = tomllib.loads(LIST.read_text(encoding="utf-8"))["break"]
    chosen = [entry for entry in entries if only in entry["name"]]
    needs = any(entry.get("database") == "postgresql" for entry in chosen)
    free: SimpleQueue[tuple[Path, str]] = SimpleQueue()
    ends = []
    with ExitStack() as stack:
        there = stack.enter_context(postgres()) if needs else ""
        for number in range(jobs):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            free.put((copy_of(folder), beside(there, number)))
        starts = stack.enter_context(migrated(folder, there))

        def tried(entry: dict[str, Any]) -> str:
            place = free.get()
            try:
                return attempt(place[0], entry, place[1], starts)
            finally:
                free.put(place)

        pool = stack.enter_context(ThreadPoolExecutor(jobs))
        trials = {pool.submit(tried, entry): entry for entry in chosen}
        for done in as_completed(trials):
            ends.append(done.result())
            entry = trials[done]
            sys.stdout.write(f"{ends[-1]}: {entry['name']} ({entry['test']})\n")
            sys.stdout.flush()
    caught = sum(end.startswith("caught") for end in ends)
    skipped = sum(end.startswith("SKIPPED") for end in ends)
    sys.stdout.write(f"{caught} of {len(ends)} breaks caught, {skipped} skipped\n")
    wrong = len(ends) - caught - skipped
    sys.exit(bool(wrong or (skipped and os.environ.get("CAREERPATH_NO_SKIPS"))))


if __name__ == "__main__":
    main()
