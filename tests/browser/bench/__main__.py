"""Print what a first visit to the roadmap and an answer cost on a slow phone, against the targets.

The real server, with its compressed files, on a database of its own that is gone afterwards.
"""

from __future__ import annotations

import argparse
import io
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tests.browser.bench import measuring

PATIENCE = 30  # seconds for the server to answer
PHONE = {"width": 412, "height": 823}  # Lighthouse's
KEYS = ["3", "1", "ArrowRight", "ArrowDown", "2", "n", "ArrowUp", "4", "0", "ArrowDown", "1", "?"]
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@dataclass(frozen=True, slots=True)
class Target:
    """One line of the table; `most` is the largest value that is still good."""

    what: str
    ours: float
    most: float
    unit: str
    theirs: str

    def line(self) -> str:
        verdict = "ok" if self.ours <= self.most else "MISSED"
        ours, most = f"{self.ours:g} {self.unit}", f"{self.most:g} {self.unit}"
        return f"{self.what:<38}{ours:>12}{most:>13}{self.theirs:>13}   {verdict}"


def main() -> None:
    """Run it all; the exit code is 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="make bench-page")
    parser.add_argument("--runs", type=int, default=5, help="visits to take the median of")
    parser.add_argument("--files", action="store_true", help="list what went over the wire")
    args = parser.parse_args()
    if CHROMIUM is None:
        sys.exit("No Chromium on this machine; on Debian and Ubuntu: apt install chromium")
    with (
        tempfile.TemporaryDirectory() as folder,
        _site(Path(folder)) as site,
        _browser() as browser,
    ):
        rows = _measure(browser, site, args.runs, files=args.files)
    print(f"{'':<38}{'ours':>12}{'at most':>13}{'snowflake':>13}")  # noqa: T201  # it is for printing
    for row in rows:
        print(row.line())  # noqa: T201
    sys.exit(any(row.ours > row.most for row in rows))


@dataclass(frozen=True, slots=True)
class Site:
    """Where Ada's pages are, and the cookie that shows them."""

    roadmap: str
    screen: str
    cookie: dict[str, str]


def _measure(browser: Any, site: Site, runs: int, *, files: bool) -> list[Target]:
    visits = [
        _first(browser, site, lambda page: measuring.visit(page, site.roadmap)) for _ in range(runs)
    ]
    pressed = _first(browser, site, lambda page: measuring.keys(page, site.screen, KEYS))
    clicked = _first(browser, site, lambda page: measuring.clicks(page, site.screen))
    if files:
        for address, size in visits[-1].by_file:
            print(f"{size:>8,} {urlsplit(address).path}")  # noqa: T201
        print(", ".join(f"{key} {cost:g} ms" for key, cost in pressed))  # noqa: T201
    wire = median(visit.wire for visit in visits) / 1000
    return [
        Target("roadmap, first visit: on the wire", round(wire, 1), 70, "KB", "145 KB"),
        Target("requests", median(v.requests for v in visits), 20, "", ""),
        Target(
            "largest paint", round(median(v.largest_paint for v in visits)), 1148, "ms", "1148 ms"
        ),
        Target("blocking time", round(median(v.blocking for v in visits)), 50, "ms", "904 ms"),
        Target("layout shift", round(median(v.shift for v in visits), 4), 0.01, "", ""),
        Target("key to paint, median", median(cost for _, cost in pressed), 50, "ms", ""),
        Target("click to paint, median", median(clicked), 50, "ms", "88 ms"),
    ]


def _first(browser: Any, site: Site, do: Any) -> Any:
    """In a browser that has never been here."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=1.75, has_touch=True)
    context.add_cookies([site.cookie])
    try:
        return do(context.new_page())
    finally:
        context.close()


@contextmanager
def _browser() -> Iterator[Any]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def _site(folder: Path) -> Iterator[Site]:
    """The server as `make run` starts it, with Ada's three assessments."""
    port = _free_port()
    base = f"http://127.0.0.1:{port}"
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "careerpath.settings",
        "CAREERPATH_DATA_DIR": str(folder),
        "CAREERPATH_URL": base,
        "CAREERPATH_SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
    }
    site = _furnish(base)
    command = [sys.executable, "-m", "careerpath.operations.serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603  # our own module
    try:
        _wait_for(base)
        yield site
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _furnish(base: str) -> Site:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from assessments import services
    from careerpath.accounts.models import User
    from careerpath.framework.models import CareerPath
    from tests.browser import people

    for command in (["migrate"], ["load_paths"], ["collectstatic", "--noinput"]):
        call_command(*command, verbosity=0, stdout=io.StringIO())
    ada = User.objects.create_user("ada@example.org", "a long enough password")
    path = CareerPath.objects.get(public_id="ml-engineer")
    for patterns in (people.SPRING, people.SUMMER, people.PATTERNS):
        done = people.assess(ada, path, patterns, now=timezone.now())
    begun = services.start(owner=ada, path=path, now=timezone.now())
    client = Client()
    client.force_login(ada)
    name = settings.SESSION_COOKIE_NAME
    return Site(
        roadmap=f"{base}/roadmap/{done.public_id}/",
        screen=f"{base}/assessments/{begun.public_id}/levels/mid-level/mlops/",
        cookie={"name": name, "value": client.cookies[name].value, "url": base},
    )


def _wait_for(base: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(base, timeout=5).close()  # noqa: S310  # our own server
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit("The server did not start.")


if __name__ == "__main__":
    main()
