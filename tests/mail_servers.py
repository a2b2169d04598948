"""Mail servers that misbehave, beside those of neighbours.py. Each ends with its `with` block."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from io import BufferedIOBase
from threading import Event

from tests.neighbours import neighbour

STEPS = {"HELO": "EHLO"}


@contextlib.contextmanager
def dripping(words: bytes, *, every: float) -> Iterator[int]:
    """A port that says a byte each so many seconds: never silent, never done."""
    over = Event()

    def drip(caller: socket.socket) -> None:
        for byte in words:
            caller.sendall(bytes([byte]))
            if over.wait(every):
                return

    with neighbour(drip) as here:
        try:
            yield here.port
        finally:
            over.set()


class Cut(Exception):
    """Hang up without an answer."""


class MailServer:
    """A mail server that keeps what it is given.

    `says` has what it answers instead at a step: CONNECT, EHLO, MAIL, RCPT, DATA, TEXT (the mail
    itself) or QUIT. None is silence, "" hangs up; a list is one answer after the other, and then as
    usual. `taken` has each mail it got whole, whatever it answers then; `got` is set with each, and
    while `go_on` is cleared that answer waits.
    """

    def __init__(self, **says: str | list[str | None] | None) -> None:
        self.says = says
        self.taken: list[bytes] = []
        self.steps: list[str] = []
        self.got, self.go_on, self.over = Event(), Event(), Event()
        self.go_on.set()
        self.port = 0
        self._open = contextlib.ExitStack()

    def __enter__(self) -> MailServer:
        self.port = self._open.enter_context(neighbour(self.serve)).port
        return self

    def __exit__(self, *_error: object) -> None:
        self.go_on.set()
        self.over.set()
        self._open.close()

    def serve(self, caller: socket.socket) -> None:
        """Speak with one client until it leaves; what a neighbour needs."""
        with contextlib.suppress(Cut), caller.makefile("rwb") as line:
            self._talk(line)

    def _talk(self, line: BufferedIOBase) -> None:
        self._answer(line, "CONNECT", "220 ready")
        while said := line.readline():
            step = said.split()[0].upper().decode(errors="replace") if said.strip() else ""
            usual = "354 go on" if step == "DATA" else "250 2.0.0 fine"
            self._answer(line, STEPS.get(step, step), usual)
            if step == "DATA":
                self._take(line)
            if step == "QUIT":
                return

    def _take(self, line: BufferedIOBase) -> None:
        text = []
        while (said := line.readline()) != b".\r\n":
            if not said:
                raise Cut
            text.append(said)
        self.taken.append(b"".join(text))
        self.got.set()
        self.go_on.wait()
        self._answer(line, "TEXT", "250 2.0.0 taken")

    def _answer(self, line: BufferedIOBase, step: str, usual: str) -> None:
        self.steps.append(step)
        instead = self.says.get(step, usual)
        if isinstance(instead, list):
            instead = instead.pop(0) if instead else usual
        if instead is None:
            self.over.wait()
        if not instead:
            raise Cut
        line.write(f"{instead}\r\n".encode())
        line.flush()
