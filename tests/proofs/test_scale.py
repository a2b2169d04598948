"""With many people a page costs what it costs with few, and everybody is counted. COUNT is people.

The same server and the same requests, with 1,000 people and with COUNT of them, in turns. Then an
editor asks whom an edit moves; the counts are compared with the rules applied to everyone. In full
it wants PostgreSQL, 5 GB of disk and half an hour. CAREERPATH_CROWD names a database that
crowd.py has filled already, and with CAREERPATH_READERS the file it wrote then: measure it again.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection

from tests.bench import serving as bench
from tests.framework.admin.pages import fields_of
from tests.proofs.counts import IN_FULL, count
from tests.proofs.crowd import Reader
from tests.proofs.plans import scanned
from tests.proofs.server import ROOT, Rater, Server, Visitor, serving

pytestmark = pytest.mark.xdist_group("servers")
FEW, MOST_TIMES = 1_000, 1.2
ROUNDS = 3
PATIENCE = 30  # seconds an editor waits for the counts
EDIT = {"threshold_percent": "100", "requirements-0-proficiency": "4"}


@dataclass
class Town:
    """A server with its people, and what its pages took: seconds, and of its processor."""

    server: Server
    readers: list[Reader]
    took: dict[str, list[float]] = field(default_factory=dict)
    cpu: dict[str, list[float]] = field(default_factory=dict)
    raters: dict[str, Rater] = field(default_factory=dict)

    def worker(self) -> bench.Server:
        """The process that serves."""
        assert self.server.process
        return bench.Server(self.server.port, bench._child_of(self.server.process.pid))

    def visitor(self, reader: Reader) -> Visitor:
        """Their browser."""
        visitor = Visitor(self.server)
        visitor.cookies["sessionid"] = reader.session
        return visitor

    def rater(self, reader: Reader) -> Rater:
        """Somebody at their open assessment, who has saved once already."""
        if reader.session not in self.raters:
            visitor = self.visitor(reader)
            visitor.get(reader.screen)
            rater = self.raters[reader.session] = Rater(visitor, reader.screen, reader.skill)
            for _ in range(2):  # the first is told what is there already
                rater.save()
        return self.raters[reader.session]

    def measure(self, what: str, ask: Callable[[], Any]) -> None:
        """Ask, and keep what it took."""
        worker, cpu, then = self.worker(), self.worker().cpu(), time.perf_counter()
        answer = ask()
        self.took.setdefault(what, []).append(time.perf_counter() - then)
        self.cpu.setdefault(what, []).append(worker.cpu() - cpu)
        assert answer.status == 200, answer.text[:500]


def crowd(server: Server, *arguments: str) -> Any:
    """Run crowd.py on the server's database."""
    return run(server, "tests.proofs.crowd", *arguments)


def run(server: Server, module: str, *arguments: str) -> Any:
    """Run a module of ours on the server's database; what it says is JSON."""
    done = subprocess.run(  # noqa: S603  # our own module
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT, env=server.env, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(done.stdout)


@contextmanager
def town(folder: Path, people: int) -> Iterator[Town]:
    """A server with so many people; or the database that is there already."""
    folder.mkdir()
    with serving(folder) as server:
        then = time.perf_counter()
        readers = crowd(server, "fill", str(people))
        print(f"{people:,} people made in {time.perf_counter() - then:.0f} s")  # noqa: T201  # the figure
        yield Town(server, [Reader(**reader) for reader in readers])


@contextmanager
def known_town(folder: Path, url: str, readers: str) -> Iterator[Town]:
    """The one that CAREERPATH_CROWD names."""
    folder.mkdir()
    (folder / "secret-key").write_text(os.environ["CAREERPATH_SECRET_KEY"])
    server = Server(folder, url, workers=1)
    server.manage("migrate", "-v0")
    server.manage("collectstatic", "--noinput", "-v0")
    try:
        server.start()
        rows = json.loads(Path(readers).read_text(encoding="utf-8"))
        yield Town(server, [Reader(**row) for row in rows])
    finally:
        server.kill()


def rounds(towns: list[Town]) -> None:
    """Everybody's roadmap, made and kept, and a rating saved; town after town for each person.

    Before each round of a town something of the framework changes, so that all is made anew.
    """
    for _ in range(ROUNDS):
        for home in towns:
            home.server.manage("shell", "-v0", "-c", RENEW)
        for persons in zip(*(home.readers[:-1] for home in towns), strict=False):
            for home, person in zip(towns, persons, strict=True):
                visitor, rater = home.visitor(person), home.rater(person)
                home.measure("roadmap, made", partial(visitor.get, person.roadmap))
                home.measure("roadmap, kept", partial(visitor.get, person.roadmap))
                home.measure("saving", rater.save)


RENEW = "from careerpath.framework.models import Skill; Skill.objects.filter(pk=0).update(name='')"


def told(few: Town, many: Town) -> list[str]:
    """What was missed; prints the table."""
    missed = []
    for what in few.took:
        for kind, before, after in (
            ("time", few.took[what], many.took[what]),
            ("CPU", few.cpu[what], many.cpu[what]),
        ):
            ratio = median(after) / median(before)
            costs = "".join(f"{1000 * median(cost):>9.2f} ms" for cost in (before, after))
            line = f"{what:<14}{kind:<5}{costs}{ratio:>7.2f} x"
            print(line)  # noqa: T201  # the figure
            missed += [line] if ratio > MOST_TIMES else []
    return missed


def test_pages_cost_the_same_and_everybody_is_counted(tmp_path: Path) -> None:
    people = count(few=60, full=200_000)
    with ExitStack() as stack:
        known, readers = (os.environ.get(f"CAREERPATH_{n}", "") for n in ("CROWD", "READERS"))
        if known:
            many = stack.enter_context(known_town(tmp_path / "many", known, readers))
        else:
            many = stack.enter_context(town(tmp_path / "many", people))
        ask_whom_it_moves(many)
        if IN_FULL:
            assert read_from_end_to_end(many, tmp_path) == []
            few = stack.enter_context(town(tmp_path / "few", FEW))
            rounds([few, many])
            assert told(few, many) == []


def read_from_end_to_end(home: Town, folder: Path) -> list[str]:
    """The statements that read a whole table of people; PostgreSQL says how it finds rows."""
    if connection.vendor != "postgresql":
        return []
    known = folder / "readers.json"
    known.write_text(json.dumps([asdict(reader) for reader in home.readers]), encoding="utf-8")
    rows = run(home.server, "tests.proofs.plans", str(known))
    print(f"{len(rows)} statements explained")  # noqa: T201  # the figure
    assert {row["request"] for row in rows} == {"roadmap", "saving", "counting"}
    return [f"{row['request']}: {row['sql']}" for row in rows if scanned(row["plan"])]


# --- Whom an edit moves -----------------------------------------------------------------------


def ask_whom_it_moves(home: Town) -> None:
    """Change the first level in admin, without saving, and compare the counts."""
    editor = home.visitor(home.readers[-1])
    address = level_page(editor)
    page = editor.get(address).text
    sent = fields_of(page) | EDIT
    worker = home.worker()
    memory, cpu = highest(worker), worker.cpu()
    first, took, lines, text = arriving(editor, address, sent)
    truth = crowd(home.server, "expect", fields_of(page)["requirements-0-id"])
    print(  # noqa: T201  # the figure
        f"whom an edit moves, of {truth['people']:,}: first words after {first:.2f} s, all after"
        f" {took:.1f} s, {worker.cpu() - cpu:.1f} s of processor, {lines} lines of progress,"
        f" memory {memory} to {highest(worker)} MB"
    )
    assert counts_in(text) == truth
    assert took < PATIENCE
    assert highest(worker) - memory < 100
    if truth["people"] > 100_000:
        assert lines > 3


def level_page(editor: Visitor) -> str:
    """Where the first level of the path is edited."""
    listed = editor.get("/admin/framework/careerpath/").text
    path = re.search(r'href="(/admin/framework/careerpath/\d+/change/)">ML Engineer<', listed)
    assert path, listed
    found = re.search(r'href="(/admin/framework/level/\d+/change/)', editor.get(path[1]).text)
    assert found
    return found[1]


def arriving(editor: Visitor, address: str, sent: dict[str, str]) -> tuple[float, float, int, str]:
    """Seconds to the first words and to the end, lines of progress, and the whole page."""
    body = urlencode(sent | {"csrfmiddlewaretoken": editor.token})
    cookies = "; ".join(f"{k}={v}" for k, v in editor.cookies.items())
    line = http.client.HTTPConnection("127.0.0.1", editor.line.port, timeout=120)
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
    then = time.perf_counter()
    line.request("POST", address, body, kind)
    answer = line.getresponse()
    parts, first = [], 0.0
    while part := answer.read1():
        first = first or time.perf_counter() - then
        parts.append(part)
    text = b"".join(parts).decode()
    assert answer.status == 200, text[:500]
    return first, time.perf_counter() - then, text.count("<progress"), text


def counts_in(page: str) -> dict[str, Any]:
    """The counts as the page says them."""
    moved = re.search(r"(\d+) of the (\d+) people with a roadmap", page)
    assert moved, page
    table = page.partition('class="cp-effects cp-moved"')[2].partition("</tbody>")[0]
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', table)
    return {
        "people": int(moved[2]),
        "moved": int(moved[1]),
        "rows": [[what, *re.findall(r"<td[^>]*>(.*?)</td>", cells)] for what, cells in rows],
    }


def highest(worker: bench.Server) -> int:
    """The most memory the process has had, in MB."""
    status = Path(f"/proc/{worker.worker}/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found
    return int(found[1]) // 1024
