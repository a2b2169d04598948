"""A browser's requests on a connection kept open, and the pages that are measured."""

from __future__ import annotations

import gzip
import http.client
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import cycle

from tests.bench.furnishing import Ada, Growth
from tests.bench.serving import Server

TOKEN = re.compile(r"csrftoken=(\w+)")
SEEN = re.compile(rb'value="(\d+\.[0-9a-f]{16})"')
GZIP = b"\x1f\x8b"  # how what is compressed begins


@dataclass
class Browser:
    """Someone at a server; without a cookie a stranger."""

    server: Server
    cookie: str = ""
    csrf: str = ""
    etag: str = ""
    _line: http.client.HTTPConnection | None = field(default=None, repr=False)

    def get(self, address: str, *, again: bool = False) -> tuple[int, bytes]:
        """Ask for a page; `again` as a browser that has kept the last one. What comes is left
        compressed: reading it is no work of the server's."""
        more = {"If-None-Match": self.etag} if again and self.etag else {}
        return self._ask("GET", address, None, more)

    def post(self, address: str, body: str) -> tuple[int, bytes]:
        """Send a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self.csrf}
        return self._ask("POST", address, body, {**kind, "HX-Request": "true"})

    def _ask(
        self, method: str, address: str, body: str | None, more: dict[str, str]
    ) -> tuple[int, bytes]:
        cookies = "; ".join(filter(None, [self.cookie, self.csrf and f"csrftoken={self.csrf}"]))
        headers = {"Accept-Encoding": "gzip", **({"Cookie": cookies} if cookies else {}), **more}
        line = self._line or http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        try:
            line.request(method, address, body, headers)
            answer = line.getresponse()
        except (http.client.HTTPException, OSError):  # the server ends a quiet connection
            line.close()
            line.request(method, address, body, headers)
            answer = line.getresponse()
        self._line = line
        if found := TOKEN.search(answer.headers.get("Set-Cookie", "")):
            self.csrf = found[1]
        self.etag = answer.headers.get("ETag", self.etag)
        return answer.status, answer.read()


@dataclass(frozen=True)
class Subject:
    """One line of the table. `before` runs outside the clock.

    `most` is the ratio to reach: to the floor, or, by processor time alone, to the subject named
    `than`.
    """

    what: str
    server: Server
    ask: Callable[[], int]
    most: float | None = None
    before: Callable[[], None] | None = None
    than: str = ""

    def burst(self, times: int) -> tuple[float, list[float]]:
        """Ask so many times: processor time a request, and the time each took, in seconds."""
        cpu, took = 0.0, []
        if not self.before:
            self.ask()  # the edits of another subject make the first one cold
        for _ in range(times):
            if self.before:
                self.before()
            cpu_then, then = self.server.cpu(), time.perf_counter()
            status = self.ask()
            took.append(time.perf_counter() - then)
            cpu += self.server.cpu() - cpu_then
            if status not in {200, 304}:
                raise SystemExit(f"{self.what} answered {status}.")
        return cpu / times, took


def floor(server: Server, ada: Ada) -> Subject:
    """What the pages are compared with."""
    return Subject("floor", server, _getting(Browser(server, ada.cookie), "/"))


def pages(app: Server, ada: Ada, edit: Callable[[], None]) -> list[Subject]:
    """What is measured of one app, with the ratio to the floor to reach."""
    level = f"/paths/ml-engineer/levels/{ada.screen.split('/')[4]}/"
    reading = Browser(app, ada.cookie)
    found = [
        Subject("roadmap", app, _getting(reading, ada.roadmap), 2.0),
        Subject("roadmap after an edit", app, _getting(reading, ada.roadmap), 4.0, before=edit),
        Subject("assessment screen", app, _getting(reading, ada.screen), 2.5),
        Subject("saving one rating", app, _saving(Browser(app, ada.cookie), ada), 2.0),
    ]
    for name, address in (("home", "/"), ("path", "/paths/ml-engineer/"), ("level", level)):
        for who, cookie in (("stranger", ""), ("signed in", ada.cookie)):
            browser = Browser(app, cookie)
            found.append(Subject(f"{name}, {who}", app, _getting(browser, address), 1.0))
            found.append(
                Subject(f"{name}, {who}, again", app, _getting(browser, address, again=True), 1.0)
            )
    return found


def growth(app: Server, those: Iterable[Growth]) -> list[Subject]:
    """The pages of who comes back, each to be compared with their own roadmap."""
    found = []
    for one in those:
        browser = Browser(app, one.cookie)
        roadmap = f"roadmap, {one.whose}"
        found.append(Subject(roadmap, app, _getting(browser, one.roadmap)))
        for name, address in one.pages.items():
            ask = _getting(browser, address)
            found.append(Subject(f"{name}, {one.whose}", app, ask, 1.3, than=roadmap))
    return found


def _getting(browser: Browser, address: str, *, again: bool = False) -> Callable[[], int]:
    return lambda: browser.get(address, again=again)[0]


def _saving(browser: Browser, ada: Ada) -> Callable[[], int]:
    """Another answer each time; each form says what the last answer showed, as a page does."""
    browser.get(ada.screen)  # for the token
    answers, seen = cycle("01234"), [ada.seen]

    def save() -> int:
        form = f"{ada.skill}-answer={next(answers)}&{ada.skill}-seen={seen.pop()}"
        status, content = browser.post(ada.rate, form)
        found = SEEN.search(gzip.decompress(content) if content.startswith(GZIP) else content)
        seen.append(found[1].decode() if found else "")
        return status

    return save
