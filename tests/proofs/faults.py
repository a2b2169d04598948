"""A proxy that does, on purpose, all that can go wrong between a browser and the server."""

from __future__ import annotations

import contextlib
import http.client
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.proofs.server import GONE, Server, free_port

PORTAL = "<!doctype html><title>Hotel</title><h1>Welcome</h1><p>Your stay is saved.</p>"
HOP_BY_HOP = {"transfer-encoding", "connection", "keep-alive", "content-length"}
Reply = tuple[int, list[tuple[str, str]], bytes]


class Proxy:
    """Passes everything on; the next request to save goes wrong in the way that `fault` names.

    `done` lists what was done. A fault that never answers is let go by `let_go`.
    """

    def __init__(self, server: Server) -> None:
        self.server, self.port = server, free_port()
        self.fault: str | None = None
        self.done: list[str] = []
        self.waiting = threading.Event()

    def forward(self, asked: BaseHTTPRequestHandler, body: bytes) -> Reply:
        """Ask the real server the same; raises what a client sees of a dead one."""
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        with contextlib.closing(line):
            line.request(asked.command, asked.path, body, dict(asked.headers))
            answer = line.getresponse()
            headers = [(k, v) for k, v in answer.getheaders() if k.lower() not in HOP_BY_HOP]
            return answer.status, headers, answer.read()

    def let_go(self) -> None:
        """Close what waits for ever."""
        self.waiting.set()
        self.waiting = threading.Event()

    def take_fault(self, path: str) -> str:
        """What is to go wrong with this request; each only once."""
        if "/rate/" not in path or not self.fault:
            return ""
        fault, self.fault = self.fault, None
        self.done.append(fault)
        return fault


class Broken(Exception):
    """Close the connection; so many bytes of the answer were sent before."""

    def __init__(self, sent: Reply | None = None) -> None:
        super().__init__()
        self.sent = sent


Ask = Callable[[], Reply]


def _html(status: int, text: str) -> Reply:
    return status, [("Content-Type", "text/html; charset=utf-8")], text.encode()


def as_it_is(proxy: Proxy, ask: Ask) -> Reply:
    """Nothing goes wrong."""
    return ask()


def refused(proxy: Proxy, ask: Ask) -> Reply:
    """It never arrives."""
    raise Broken


def late(proxy: Proxy, ask: Ask) -> Reply:
    """It arrives half a second later."""
    time.sleep(0.5)
    return ask()


def answered_late(proxy: Proxy, ask: Ask) -> Reply:
    """It is saved at once, the answer takes half a second."""
    answer = ask()
    time.sleep(0.5)
    return answer


def lost(proxy: Proxy, ask: Ask) -> Reply:
    """It is saved, and nobody hears of it."""
    ask()
    raise Broken


def cut(proxy: Proxy, ask: Ask) -> Reply:
    """Half of the answer comes back."""
    raise Broken(ask())


def repeated(proxy: Proxy, ask: Ask) -> Reply:
    """It arrives twice; the second answer comes back."""
    ask()
    return ask()


def repeated_first(proxy: Proxy, ask: Ask) -> Reply:
    """It arrives twice; the first answer comes back."""
    answer = ask()
    ask()
    return answer


def silent(proxy: Proxy, ask: Ask) -> Reply:
    """It never arrives, and nobody says so."""
    proxy.waiting.wait(60)
    raise Broken


def silent_after(proxy: Proxy, ask: Ask) -> Reply:
    """It is saved, and the line stays open for ever."""
    ask()
    proxy.waiting.wait(60)
    raise Broken


def failed(proxy: Proxy, ask: Ask) -> Reply:
    """The server breaks before it does anything."""
    return _html(500, "<h1>Server error</h1>")


def bad_gateway(proxy: Proxy, ask: Ask) -> Reply:
    """It is saved, and something in between says that it is not."""
    ask()
    return _html(502, "<h1>Bad gateway</h1>")


def too_many(proxy: Proxy, ask: Ask) -> Reply:
    """Something in between has had enough."""
    return _html(429, "Too many requests")


def someone_else(proxy: Proxy, ask: Ask) -> Reply:
    """A hotel's sign-in page answers instead, and says that all is well."""
    return _html(200, PORTAL)


def elsewhere(proxy: Proxy, ask: Ask) -> Reply:
    """A redirect to that page."""
    return 302, [("Location", "/portal/")], b""


def wall(proxy: Proxy, ask: Ask) -> Reply:
    """Something in between wants a sign-in of its own."""
    return _html(401, PORTAL)


def nothing(proxy: Proxy, ask: Ask) -> Reply:
    """All is well, says an empty answer."""
    return _html(200, "")


def no_content(proxy: Proxy, ask: Ask) -> Reply:
    """All is well, and there is nothing to say."""
    return 204, [], b""


def killed(proxy: Proxy, ask: Ask) -> Reply:
    """The server is killed while it works; whatever comes back comes back."""
    killer = threading.Timer(0.01, proxy.server.kill_workers)
    killer.start()
    try:
        return ask()
    finally:
        killer.join()
        proxy.server.wait()


FAULTS: dict[str, Callable[[Proxy, Ask], Reply]] = {
    fault.__name__: fault
    for fault in (
        *(refused, late, answered_late, lost, cut, repeated, repeated_first, silent),
        *(silent_after, failed, bad_gateway, too_many, someone_else, elsewhere, wall),
        *(nothing, no_content, killed),
    )
}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    proxy: Proxy

    def log_message(self, *_: Any) -> None:
        """The faults are counted, not told."""

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = FAULTS.get(self.proxy.take_fault(self.path), as_it_is)
        try:
            if self.path == "/portal/":
                return self._answer(_html(200, PORTAL))
            ask = partial(self.proxy.forward, self, body)
            self._answer(fault(self.proxy, ask))
        except Broken as broken:
            if broken.sent:
                self._answer(broken.sent, half=True)
            self.close_connection = True
        except GONE:
            self.close_connection = True

    do_GET = do_POST = _pass_on  # noqa: N815  # http.server's names

    def _answer(self, reply: Reply, *, half: bool = False) -> None:
        status, headers, content = reply
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2] if half else content)


@contextlib.contextmanager
def faulty(server: Server) -> Iterator[Proxy]:
    """A proxy in front of the server, on a port of its own."""
    proxy = Proxy(server)
    handler = type("Handler", (_Handler,), {"proxy": proxy})
    listener = ThreadingHTTPServer(("127.0.0.1", proxy.port), handler)
    listener.daemon_threads = True
    thread = threading.Thread(target=listener.serve_forever, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.let_go()
        listener.shutdown()
        listener.server_close()
