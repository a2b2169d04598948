"""The real server in processes of its own, on a database of its own, and a client for it."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode, urlsplit

from careerpath.operations.serve import port_is_free
from tests.proofs.counts import IN_FULL
from tests.proofs.databases import copied, database, keep

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "quiet harbour lantern"
GONE = (OSError, http.client.HTTPException)
"""What a client sees of a server that died."""


def free_port() -> int:
    """A port below those of outgoing connections, or one may sit there when we come back."""
    for port in random.sample(range(20_000, 32_000), 100):
        if port_is_free("127.0.0.1", port):
            return port
    raise AssertionError("No port is free.")


class Server:
    """`careerpath.operations.serve` in a process group of its own, to be killed and started.

    `within` begins the command where it runs on a host of its own, at the address `host`; `extra`
    are settings on top.
    """

    def __init__(
        self,
        folder: Path,
        url: str,
        workers: int,
        *,
        host: str = "127.0.0.1",
        within: tuple[str, ...] = (),
        extra: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.folder, self.workers = folder, workers
        self.host, self.within, self.port = host, within, free_port()
        self.env = {k: v for k, v in os.environ.items() if k != "REDIS_URL"} | {
            "CAREERPATH_DATA_DIR": str(folder),
            "CAREERPATH_URL": f"http://127.0.0.1:{self.port}",
            # Static files with their own names, so that a quick run need not collect them.
            "CAREERPATH_DEBUG": "no" if IN_FULL else "yes",
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "careerpath.settings",
            "GUNICORN_CMD_ARGS": "--config python:tests.proofs.warm",
        }
        self.env |= extra
        self.name = urlsplit(self.env["CAREERPATH_URL"]).netloc
        self.process: subprocess.Popen[bytes] | None = None

    def manage(self, *arguments: str, **extra: str) -> str:
        """Run a management command on the server's database; gives what it printed."""
        done = subprocess.run(  # noqa: S603  # our own commands
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.env | extra, check=True, capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603  # our own module
                [*self.within, sys.executable, "-m", "careerpath.operations.serve",
                 "--host", self.host, "--port", str(self.port), "--workers", str(self.workers)],
                cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.wait()

    def wait(self) -> None:
        """Until a worker of ours answers.

        Another server on the port would answer before ours has found that out and ended. Ours has
        workers only once the port is its own.
        """
        assert self.process
        until = time.monotonic() + 60
        while time.monotonic() < until:
            assert self.process.poll() is None, f"Ours has ended: {self.log()}"
            with contextlib.suppress(*GONE):
                if self._workers() and Visitor(self).get("/health/live/").status == 200:
                    return
            time.sleep(0.005)
        raise AssertionError(f"The server does not answer: {self.log()}")

    def kill(self) -> None:
        """Kill all of it at once, without a word of warning."""
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            until = time.monotonic() + 30  # its workers are no children of ours: they go unseen
            here = not self.within
            while here and not port_is_free(self.host, self.port) and time.monotonic() < until:
                time.sleep(0.005)

    def kill_workers(self) -> int:
        """Kill what serves, not what watches over it; gives how many were hit."""
        workers = self._workers()
        for pid in workers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return len(workers)

    def _workers(self) -> list[int]:
        """The processes that serve, none before the port is ours."""
        assert self.process
        pid = self.process.pid
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def log(self) -> str:
        """What it wrote down so far."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")


@contextlib.contextmanager
def serving(
    folder: Path, *, workers: int = 1, debug: bool = not IN_FULL, **extra: str
) -> Iterator[Server]:
    """A server with the shipped paths, on the kind of database the tests run on.

    With `debug` it needs no static files collected, and its error pages are Django's own.
    """
    (folder / "secret-key").write_text("only for this proof " * 4)
    with database(folder) as url:
        more = {"CAREERPATH_DEBUG": "yes" if debug else "no", **extra}
        server = Server(folder, url, workers, extra=more)
        fill(server)
        if not debug:
            server.manage("collectstatic", "--noinput", "-v0")
        try:
            server.start()
            yield server
        finally:
            server.kill()


def fill(server: Server) -> None:
    """Give it the tables and the shipped paths: made once, then copied."""
    url = server.env["DATABASE_URL"]
    if copied(server.folder, url):
        return
    server.manage("migrate", "-v0")
    server.manage("load_paths", "-v0")
    keep(server.folder, url)


class Answer:
    """What came back: status, headers and the whole body."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        body = response.read()
        if self.headers["Content-Encoding"] == "gzip":
            body = gzip.decompress(body)
        self.text = body.decode(errors="replace")

    @property
    def location(self) -> str:
        """Where a redirect leads, on this server."""
        return urlsplit(self.headers.get("Location", "")).path


class Visitor:
    """A browser's bare bones: cookies, the CSRF token of the last page, one connection."""

    def __init__(self, server: Server) -> None:
        self.cookies: dict[str, str] = {}
        self.token = ""
        self.name = server.name
        self.line = http.client.HTTPConnection(server.host, server.port, timeout=60)
        self.answered = time.monotonic()

    def get(self, path: str, **headers: str) -> Answer:
        """Read a page."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, fields: dict[str, Any], **headers: str) -> Answer:
        """Send a form with the token of the last page read."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"} | headers
        body = urlencode({"csrfmiddlewaretoken": self.token} | fields)
        return self._ask("POST", path, body, headers)

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        cookies = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        headers |= {"Host": self.name, "Cookie": cookies}
        if time.monotonic() - self.answered > 1:
            self.line.close()  # the server is about to: it keeps an idle one for two seconds
        try:
            self.line.request(method, path, body, headers)
            answer = Answer(self.line.getresponse())
        except GONE:
            self.line.close()
            raise
        self.answered = time.monotonic()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if token := re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.text):
            self.token = token[1]
        return answer

    def begin(self, path: str = "ml-engineer") -> str:
        """Start an assessment; gives the address of its first screen."""
        self.get(f"/paths/{path}/")
        resume = self.post(f"/assessments/start/{path}/", {}).location
        screen = self.get(resume).location
        self.get(screen)
        return screen

    def sign_up(self, email: str) -> None:
        """Open an account and be signed in."""
        self.get("/accounts/signup/")
        assert self.post("/accounts/signup/", {"email": email, "password1": PASSWORD}).status == 302


class Rater:
    """Somebody who rates one skill again and again, and knows what was acknowledged.

    The note carries a number that only grows, so that one look at the row tells which save it is.
    """

    def __init__(self, visitor: Visitor, screen: str, skill: str) -> None:
        self.visitor, self.skill = visitor, skill
        self.assessment = screen.split("/")[2]
        self.address = f"/assessments/{self.assessment}/rate/{skill}/"
        self.seen = ""
        self.tried = self.acknowledged = self.saves = 0

    def save(self) -> Answer:
        """Try one save; counts it as acknowledged only once the page would say so."""
        self.tried += 1
        fields = {"answer": str(self.tried % 5), "note": str(self.tried), "seen": self.seen}
        answer = self.visitor.post(
            self.address,
            {f"{self.skill}-{k}": v for k, v in fields.items()},
            **{"HX-Request": "true"},
        )
        if seen := re.search(rf'name="{self.skill}-seen" value="([^"]*)"', answer.text):
            self.seen = seen[1]
        if answer.status == 200 and '<p class="cp-said">' in answer.text:
            self.acknowledged = self.tried
            self.saves += 1
        return answer


def skills_on(page: str) -> list[str]:
    """The public ids of the skills a screen asks."""
    return re.findall(r'data-skill="([^"]+)"', page)
