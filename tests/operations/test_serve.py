from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from careerpath.operations import serve


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "careerpath.operations.serve", *arguments]
    return subprocess.run(  # noqa: S603  # our own module, fixed arguments
        command, capture_output=True, text=True, timeout=30, check=False
    )


def test_taken_port_is_said_with_a_way_on() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert not serve.port_is_free("127.0.0.1", port)
        done = run("--port", str(port))
    assert done.returncode == 1
    assert done.stderr == (
        f"Port {port} on 127.0.0.1 can't be used; something else may be using it.\n"
        f"Choose another: make run PORT={port % 65_535 + 1}\n"
    )


def test_port_is_free_after_its_user_is_gone() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    assert serve.port_is_free("127.0.0.1", port)


@pytest.mark.parametrize("port", ["0", "65536", "-1"])
def test_no_port_at_all_is_said(port: str) -> None:
    done = run(f"--port={port}")
    assert done.returncode == 1
    assert done.stderr == (
        f"{port} is no port: choose one from 1 to 65535, as in make run PORT=8123.\n"
    )
