from __future__ import annotations

import os
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


@pytest.mark.parametrize(
    ("arguments", "address"),
    [([], "http://localhost:8000/"), (["--host", "192.0.2.7"], "http://192.0.2.7:8000/")],
)
def test_the_address_that_is_said_has_a_name_on_ones_own_machine(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    address: str,
) -> None:
    """Passkeys work at localhost and not at 127.0.0.1."""
    monkeypatch.setattr(sys, "argv", ["serve", *arguments])
    monkeypatch.setattr(serve, "port_is_free", lambda *_: True)
    monkeypatch.setattr(os, "execv", lambda *_: None)
    serve.main()
    assert capsys.readouterr().out == f"careerpath is on {address} (Ctrl+C stops it)\n"


@pytest.mark.parametrize("port", ["0", "65536", "-1"])
def test_no_port_at_all_is_said(port: str) -> None:
    done = run(f"--port={port}")
    assert done.returncode == 1
    assert done.stderr == (
        f"{port} is no port: choose one from 1 to 65535, as in make run PORT=8123.\n"
    )


def test_workers_that_serve_nobody_are_refused() -> None:
    done = run("--workers", "0")
    assert (done.returncode, done.stderr) == (1, "0 workers serve nobody: choose 1 or more.\n")


def test_a_variable_that_makes_no_sense_is_one_sentence_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CAREERPATH_TRUSTED_PROXIES", "many")
    done = run("--port", "8123")
    said = "CAREERPATH_TRUSTED_PROXIES must be a whole number from 0 to 20, not 'many'.\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)
