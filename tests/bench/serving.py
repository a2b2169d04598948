"""Servers as `make run` starts them, and the processor time their worker has used."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from careerpath.operations.serve import gunicorn

PATIENCE = 30  # seconds for a server to answer


@dataclass(frozen=True, slots=True)
class Server:
    """One that answers on 127.0.0.1; `worker` is the process that does the work."""

    port: int
    worker: int

    def cpu(self) -> float:
        """Seconds of processor time that the worker has used, all its threads together.

        The number of another process's clock is made as glibc's clock_getcpuclockid makes it.
        """
        return time.clock_gettime(~self.worker << 3 | 2)


@contextmanager
def serve(application: str) -> Iterator[Server]:
    """A server with one worker; it ends with the block."""
    port = free_port()
    command = gunicorn(application, host="127.0.0.1", port=port, workers=1)
    with started(command, port) as server:
        yield server


@contextmanager
def started(command: list[str], port: int, **more: Any) -> Iterator[Server]:
    """What the command serves there; `more` is Popen's. It ends with the block."""
    master = subprocess.Popen(command, **more)  # noqa: S603  # our own server
    try:
        _wait_for(port)
        yield Server(port, _child_of(master.pid))
    finally:
        master.terminate()
        master.wait(PATIENCE)


def need_linux() -> None:
    """Say so where processor time can't be read."""
    if not Path("/proc/self/task").exists():
        sys.exit("This reads processor time from Linux and runs nowhere else.")


def free_port() -> int:
    """A port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _child_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()[0])


def _wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()  # our own server
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit(f"The server on port {port} did not start.")
