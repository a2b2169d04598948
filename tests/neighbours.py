"""Servers that the app talks to, behaving badly: on this machine, gone with the block."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

OK, NOTHING = b"+OK\r\n", b"_\r\n"
Serve = Callable[[socket.socket], None]


@dataclass
class Neighbour:
    """A listening server: where it is, and who has come (a connection each)."""

    port: int
    came: list[socket.socket] = field(default_factory=list)


def silent(caller: socket.socket) -> None:
    """Takes the call and says nothing for as long as the caller waits."""
    while caller.recv(4096):
        pass


def cut(caller: socket.socket) -> None:
    """Hears the question and hangs up in the middle of the answer."""
    caller.recv(4096)
    caller.sendall(b"$10\r\nab")


def hangs_up(caller: socket.socket) -> None:
    """Hears the question and says nothing."""
    caller.recv(4096)


def speaks_postgresql(caller: socket.socket) -> None:
    """Says, as PostgreSQL does to whoever asks, that it speaks no TLS."""
    while caller.recv(4096):
        caller.sendall(b"N")


def nonsense(caller: socket.socket) -> None:
    """Answers in another language."""
    while caller.recv(4096):
        caller.sendall(b"220 mail.example.org ESMTP\r\n")


@contextlib.contextmanager
def neighbour(serve: Serve) -> Iterator[Neighbour]:
    """One that listens and serves each caller like this."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        here = Neighbour(listener.getsockname()[1])
        threading.Thread(target=_listen, args=(listener, here, serve), daemon=True).start()
        try:
            yield here
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            for caller in here.came:
                with contextlib.suppress(OSError):
                    caller.shutdown(socket.SHUT_RDWR)


def _listen(listener: socket.socket, here: Neighbour, serve: Serve) -> None:
    with contextlib.suppress(OSError):  # closed with the block
        while True:
            caller, _ = listener.accept()
            here.came.append(caller)
            threading.Thread(target=_serve, args=(caller, serve), daemon=True).start()


def _serve(caller: socket.socket, serve: Serve) -> None:
    with contextlib.suppress(OSError), caller:
        serve(caller)


@contextlib.contextmanager
def refusing() -> Iterator[Neighbour]:
    """A port that is held and not listened on: whoever comes is turned away."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield Neighbour(held.getsockname()[1])


@dataclass
class Redis:
    """As much of Redis as Django's cache asks, in memory; `serve` is what a neighbour needs.

    Before each answer it does what `before` says: nothing, or wait.
    """

    before: Callable[[], object] = lambda: None
    kept: dict[bytes, bytes] = field(default_factory=dict)
    asked: list[bytes] = field(default_factory=list)

    def serve(self, caller: socket.socket) -> None:
        """Answer one command after the other."""
        # A caller who is cut off in the middle of a command leaves no number to read.
        with contextlib.suppress(ValueError), caller.makefile("rb") as lines:
            while first := lines.readline():
                words = [
                    lines.read(int(lines.readline()[1:]) + 2)[:-2] for _ in range(int(first[1:]))
                ]
                self.before()
                caller.sendall(self._answer(words[0].upper(), words[1:]))

    def _answer(self, command: bytes, words: list[bytes]) -> bytes:
        """In the protocol that HELLO settles, RESP3."""
        if command in {b"HELLO", b"CLIENT"}:  # how a connection begins
            return b"%1\r\n+proto\r\n:3\r\n" if command == b"HELLO" else OK
        self.asked.append(command)
        answers: dict[bytes, Callable[..., bytes]]
        answers = {b"GET": self._get, b"SET": self._set, b"DEL": self._del, b"EXISTS": self._exists}
        return answers[command](*words)

    def _get(self, key: bytes) -> bytes:
        value = self.kept.get(key)
        return NOTHING if value is None else b"$%d\r\n%s\r\n" % (len(value), value)

    def _set(self, key: bytes, value: bytes, *options: bytes) -> bytes:
        if b"NX" in options and key in self.kept:
            return NOTHING
        self.kept[key] = value
        return OK

    def _exists(self, key: bytes) -> bytes:
        return b":%d\r\n" % (key in self.kept)

    def _del(self, key: bytes) -> bytes:
        return b":%d\r\n" % (self.kept.pop(key, None) is not None)
