"""PostgreSQL, PgBouncer, Redis and hosts of a proof's own, on this machine and gone at the end.

Where a tool is missing `make test` skips the proof and says which; `make proof-hosts` fails.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psycopg
import pytest

from tests.proofs.counts import IN_FULL
from tests.proofs.server import free_port

HERE = "127.0.0.1"
PATIENCE = 30


def need(what: str, *, found: object) -> None:
    """Go on where it is there."""
    if not found:
        (pytest.fail if IN_FULL else pytest.skip)(f"This proof needs {what}.")


def tool(name: str) -> str:
    """The program's full name; PostgreSQL's own are not on the path of Debian."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    places = os.pathsep.join([*map(str, folders), os.environ["PATH"], "/usr/sbin", "/sbin"])
    found = shutil.which(name, path=places)
    need(name, found=found)
    return str(found)


def run(*command: str) -> None:
    """Run it; what it says is shown where it fails."""
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603  # our own commands
    assert done.returncode == 0, f"{' '.join(command)}: {done.stderr}{done.stdout}"


def until(answers: Callable[[], object], what: str) -> None:
    """Wait until it does."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError, psycopg.Error):
            if answers():
                return
        time.sleep(0.05)
    raise AssertionError(f"{what} does not answer.")


@contextlib.contextmanager
def running(*command: str) -> Iterator[None]:
    """A program that runs until the block ends; if it can, not as root."""
    as_other = not_root()
    with subprocess.Popen([*as_other, *command], stdout=subprocess.DEVNULL) as process:  # noqa: S603  # our own commands
        try:
            yield
        finally:
            process.terminate()


def not_root() -> list[str]:
    """What a command begins with so that PostgreSQL, which refuses root, can be started."""
    if os.geteuid():
        return []
    users = {user.pw_name for user in pwd.getpwall()}
    need("the user postgres, since root may not start PostgreSQL", found="postgres" in users)
    return [tool("setpriv"), "--reuid=postgres", "--regid=postgres", "--init-groups"]


class Cluster:
    """PostgreSQL with data and a port of its own; anyone who reaches it may do everything."""

    def __init__(self, *, listen: Sequence[str] = (HERE,), of: Cluster | None = None) -> None:
        self.port, self.hosts = free_port(), listen
        # Not below pytest's folders, where only root may look.
        self.folder = folder = Path(tempfile.mkdtemp(prefix="careerpath-proof-"))
        if not_root():
            shutil.chown(folder, "postgres")
        if of is None:
            self._ctl("initdb", "-U", "postgres", "--encoding=UTF8", "--auth=trust", "--no-sync")
            with (folder / "data" / "pg_hba.conf").open("a") as rules:
                rules.writelines(f"host all all {host}/24 trust\n" for host in listen)
        else:
            source = f"host={HERE} port={of.port} user=postgres"
            self._ctl("pg_basebackup", "-d", source, "-R", "-c", "fast", "--no-sync")

    def url(self, name: str = "postgres", *, host: str = HERE, port: int = 0) -> str:
        """Where a database of it is."""
        return f"postgresql://postgres@{host}:{port or self.port}/{name}"

    def ask(self, sql: str, name: str = "postgres") -> list[tuple[object, ...]]:
        """What one statement gives."""
        with psycopg.connect(self.url(name), autocommit=True) as db:
            asked = db.execute(sql)
            return list(asked) if asked.description else []

    @contextlib.contextmanager
    def started(self) -> Iterator[Cluster]:
        """It runs until the block ends."""
        options = f"-p {self.port} -c listen_addresses={','.join(self.hosts)}"
        options += f" -c unix_socket_directories={self.folder} -c fsync=off"
        self._ctl("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")
        try:
            yield self
        finally:
            self._ctl("pg_ctl", "-m", "immediate", "stop")
            shutil.rmtree(self.folder)

    def _ctl(self, name: str, *arguments: str) -> None:
        run(*not_root(), tool(name), "-D", str(self.folder / "data"), *arguments)


@contextlib.contextmanager
def replica(of: Cluster) -> Iterator[Cluster]:
    """One that streams from a running cluster, and begins with all it has."""
    copy = Cluster(of=of)
    with copy.started():
        until(lambda: copy.ask("SELECT pg_is_in_recovery()") == [(True,)], "The replica")
        yield copy


@contextlib.contextmanager
def pgbouncer(cluster: Cluster, *, connections: int) -> Iterator[int]:
    """PgBouncer in transaction mode before the cluster, with so few connections; its port."""
    port, settings = free_port(), cluster.folder / "pgbouncer.ini"
    settings.write_text(
        f"[databases]\n* = host={HERE} port={cluster.port} user=postgres\n[pgbouncer]\n"
        f"listen_addr = {HERE}\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\n"
        f"pool_mode = transaction\ndefault_pool_size = {connections}\nmax_client_conn = 500\n"
    )
    with running(tool("pgbouncer"), "-q", str(settings)):
        until(lambda: _opens(cluster.url(port=port)), "PgBouncer")
        yield port


def _opens(url: str) -> bool:
    psycopg.connect(url).close()
    return True


@contextlib.contextmanager
def redis(*hosts: str) -> Iterator[int]:
    """A Redis that keeps nothing on disk; its port."""
    port = free_port()
    command = [tool("redis-server"), "--port", str(port), "--save", "", "--protected-mode", "no"]
    with running(*command, "--loglevel", "warning", "--bind", *hosts):
        import redis as client

        until(client.Redis(HERE, port).ping, "Redis")
        yield port


@contextlib.contextmanager
def host(number: int) -> Iterator[tuple[str, str, str]]:
    """A host of its own: the name of its network namespace, its address, and ours on its wire.

    The addresses are of the range that RFC 2544 sets aside for measuring.
    """
    need("Linux and root, to make a network namespace", found=os.geteuid() == 0)
    ip, name = tool("ip"), f"cp{os.getpid()}h{number}"
    ours, theirs = f"198.18.{number}.1", f"198.18.{number}.2"
    made = subprocess.run([ip, "netns", "add", name], check=False, capture_output=True, text=True)  # noqa: S603  # our own commands
    need(f"to be allowed a network namespace ({made.stderr.strip()})", found=not made.returncode)
    try:
        run(ip, "link", "add", name, "type", "veth", "peer", "name", "wire", "netns", name)
        run(ip, "address", "add", f"{ours}/24", "dev", name)
        run(ip, "link", "set", name, "up")
        run(ip, "-n", name, "address", "add", f"{theirs}/24", "dev", "wire")
        for link in ("wire", "lo"):
            run(ip, "-n", name, "link", "set", link, "up")
        yield name, theirs, ours
    finally:
        subprocess.run([ip, "link", "delete", name], check=False, capture_output=True)  # noqa: S603  # our own
        run(ip, "netns", "delete", name)
