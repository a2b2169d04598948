"""A plan's calendar in the programs that people read calendars with, each run for real.

`make proof-calendar` installs them, pinned, beside the app. Each reads the file as it is, after a
rename, after a day was moved and after something was taken out, and shows the same items, days and
alarms (calcurse knows no alarms of whole days, khal says only that there is one).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from assessments.models import PlanItem
from careerpath.framework.models import CareerPath
from tests.roadmap.people import assessed
from tests.roadmap.test_calendars import FILE
from tests.roadmap.test_plans import HERE, edit

READERS = Path(os.environ.get("CAREERPATH_CALENDAR_READERS", "nowhere")).resolve()
HERE_IS = Path(__file__).resolve().parent
Shown = list[tuple[str, str, list[int]]]
"""Name, day and alarms, in minutes from the beginning of the day."""

pytestmark = pytest.mark.skipif(not READERS.is_dir(), reason="make proof-calendar installs them")


def run(*command: str | Path, given: str = "", **env: str) -> str:
    """What a program says."""
    done = subprocess.run(  # noqa: S603  # programs that the target installed
        [str(part) for part in command], input=given, capture_output=True, text=True, timeout=60,
        env={**os.environ, "LC_ALL": "C.UTF-8", "TZ": "Europe/Berlin", **env}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def as_shown(text: str) -> Shown:
    return sorted(
        (name, day, [int(one) for one in alarms]) for name, day, alarms in json.loads(text)
    )


def by_ics(file: str, _folder: Path) -> Shown:
    return as_shown(run(READERS / "bin/python", HERE_IS / "read_calendar.py", given=file))


def by_ical_js(file: str, _folder: Path) -> Shown:
    module = READERS / "node_modules/ical.js/dist/ical.es5.cjs"
    return as_shown(run("node", HERE_IS / "read_calendar.js", module, given=file))


def by_khal(file: str, folder: Path) -> Shown:
    """One file an event, as vdirsyncer leaves them; what was taken out is gone from there."""
    there = folder / "vdir"
    shutil.rmtree(there, ignore_errors=True)
    there.mkdir()
    head = file.partition("BEGIN:VEVENT")[0]
    for number, event in enumerate(re.findall(r"BEGIN:VEVENT.*?END:VEVENT\r\n", file, re.DOTALL)):
        whole = f"{head}{event}END:VCALENDAR\r\n"
        (there / f"{number}.ics").write_text(whole, encoding="utf-8", newline="")
    config = folder / "khal.conf"
    config.write_text(
        f"[calendars]\n[[plan]]\npath = {there}\n[sqlite]\npath = {folder}/khal.db\n"
        "[locale]\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ntimeformat = %H:%M\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n",
        encoding="utf-8",
    )
    text = run(
        READERS / "bin/khal", "-c", config, "list", "--day-format", "", "--format",
        "{title}|{start-date}|{alarm-symbol}", "2027-01-01", "365d",
    )  # fmt: skip
    rows = [line.split("|") for line in text.splitlines() if line.count("|") == 2]  # columns
    return sorted((name, day, [540] if alarm.strip() else []) for name, day, alarm in rows)


def by_calcurse(file: str, folder: Path) -> Shown:
    data = folder / "calcurse"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir()
    written = folder / "plan.ics"
    written.write_text(file, encoding="utf-8", newline="")
    run("calcurse", "-q", "-D", data, "-C", data, "-i", written)
    text = (data / "apts").read_text(encoding="utf-8")
    # A whole day is a rule of one day that ends where it begins.
    row = r"^((\d\d)/(\d\d)/(\d{4})) \[\d+\] (?:\{1D -> \1\} )?(?:>\S+ )?(.*)$"
    found = re.findall(row, text, re.MULTILINE)
    return sorted((name.strip(), f"{y}-{m}-{d}", list[int]()) for _, m, d, y, name in found)


@pytest.fixture
def radicale(tmp_path: Path) -> Iterator[str]:
    """A server, and the address of a calendar on it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603  # the same
        [
            READERS / "bin/python", "-m", "radicale", "--server-hosts", f"127.0.0.1:{port}",
            "--auth-type", "none", "--storage-filesystem-folder", tmp_path / "collections",
        ],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(100):
            with socket.socket() as there:
                if there.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/ada/plan/"
    finally:
        process.terminate()
        process.wait(10)


def by_radicale(file: str, address: str) -> Shown:
    """What the server gives back of what was put there, read by ics.py."""
    put = urllib.request.Request(address, file.encode(), method="PUT")  # noqa: S310  # our own server
    put.add_header("Content-Type", "text/calendar; charset=utf-8")
    put.add_header("Authorization", "Basic YWRhOg==")  # of ada, without a password
    with urllib.request.urlopen(put, timeout=20) as answer:  # noqa: S310  # the same
        assert answer.status in {201, 204}
    get = urllib.request.Request(address, headers={"Authorization": "Basic YWRhOg=="})  # noqa: S310
    with urllib.request.urlopen(get, timeout=20) as answer:  # noqa: S310  # the same
        return by_ics(answer.read().decode(), Path())


def states(client: Client, path: CareerPath, owner: Any) -> Iterator[tuple[str, Shown]]:
    """The file and what is in it: as planned, renamed, moved, one done, one taken out."""
    assessed(owner, path, {})
    days = {"Ü, ;: \\ long": "2027-03-28", "Read a book": "2027-10-31", "Undated": ""}
    for title, day in days.items():
        client.post(HERE, {"title": title, "target_date": day})
    odd, book = PlanItem.objects.exclude(title="Undated").order_by("pk")
    item = {"odd": ("Ü, ;: \\ long", "2027-03-28", [540])}
    yield client.get(FILE).content.decode(), [("Read a book", "2027-10-31", [540]), item["odd"]]
    edit(client, book, title="Read two books")
    yield client.get(FILE).content.decode(), [("Read two books", "2027-10-31", [540]), item["odd"]]
    edit(client, book, target_date="2027-11-01")
    yield client.get(FILE).content.decode(), [("Read two books", "2027-11-01", [540]), item["odd"]]
    edit(client, book, state="done")
    done = ("Done: Read two books", "2027-11-01", list[int]())
    yield client.get(FILE).content.decode(), [done, item["odd"]]
    odd.delete()
    yield client.get(FILE).content.decode(), [done]


@pytest.mark.parametrize("reader", [by_ics, by_ical_js, by_khal, by_calcurse])
def test_a_reader_shows_what_is_planned(
    as_alice: Client, alice: Any, path: CareerPath, tmp_path: Path,
    reader: Callable[[str, Path], Shown],
) -> None:  # fmt: skip
    if reader is by_calcurse and not shutil.which("calcurse"):
        assert not os.environ.get("CAREERPATH_NO_SKIPS"), "calcurse is missing"
        pytest.skip("no calcurse on this machine; on Debian: apt install calcurse")
    for file, expected in states(as_alice, path, alice):
        shown = (
            [(name, day, []) for name, day, _ in expected] if reader is by_calcurse else expected
        )
        assert reader(file, tmp_path) == shown


def test_a_server_keeps_what_is_planned(
    as_alice: Client, alice: Any, path: CareerPath, radicale: str
) -> None:
    for file, expected in states(as_alice, path, alice):
        assert by_radicale(file, radicale) == expected
