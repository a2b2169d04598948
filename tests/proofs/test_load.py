"""Many people save at once while an editor edits and backups run. COUNT is seconds.

Nobody pauses between two saves, so that fifty people here are far more of them in life. On SQLite
all of them share one lock: nothing may answer that the database is locked, nothing may be a server
error, and at the end every row holds what was last acknowledged of it.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from django.db import connection

from tests.framework.admin.pages import fields_of
from tests.proofs.counts import IN_FULL, count
from tests.proofs.server import PASSWORD, Answer, Rater, Server, Visitor, serving, skills_on
from tests.proofs.test_kill import ask, together

pytestmark = pytest.mark.xdist_group("servers")
WORKERS, PEOPLE, SKILLS_EACH = 4, 50, 5
EDITOR = "edith@example.org"
STORED = """SELECT assessment.public_id, skill.public_id, rating.note
    FROM assessments_skillrating rating
    JOIN assessments_assessment assessment ON assessment.id = rating.assessment_id
    JOIN framework_skill skill ON skill.id = rating.skill_id"""
EXPECTED = {"save 200", "editor opens 200", "editor saves 302"}
LOCKED = ("database is locked", "database table is locked", "could not serialize", "deadlock")


@dataclass
class Tally:
    """What everyone was answered, and how long the slowest waited."""

    answers: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0

    def note(self, what: str, ask: Callable[[], Answer]) -> Answer:
        """Ask, and count the answer under what was asked for."""
        begun = time.monotonic()
        answer = ask()
        self.slowest = max(self.slowest, time.monotonic() - begun)
        self.answers[f"{what} {answer.status}"] += 1
        return answer


def join(server: Server, n: int) -> list[Rater]:
    """Come in, every fifth with an account, begin, and have a few skills in front of oneself."""
    person = Visitor(server)
    if n % 5 == 0:
        person.sign_up(f"person{n}@example.org")
    screen = person.begin()
    skills = skills_on(person.get(screen).text)[:SKILLS_EACH]
    return [Rater(person, screen, skill) for skill in skills]


def keep_saving(raters: list[Rater], stop: threading.Event, tally: Tally) -> None:
    """One skill after the other, round and round."""
    for rater in itertools.cycle(raters):
        if stop.is_set():
            return
        tally.note("save", rater.save)


def keep_editing(server: Server, stop: threading.Event, tally: Tally) -> None:
    """Reword a skill and move a level's threshold, told whom it moves and doing it anyway."""
    editor = Visitor(server)
    editor.get("/accounts/login/")
    signed_in = editor.post("/accounts/login/", {"login": EDITOR, "password": PASSWORD})
    assert signed_in.status == 302
    for n in itertools.count():
        if stop.is_set():
            return
        for page, changes in edits(n):
            sent = fields_of(tally.note("editor opens", partial(editor.get, page)).text)
            assert set(changes) <= set(sent), f"{page} has no {set(changes) - set(sent)}"
            body = sent | changes | {"_anyway": "yes"}
            tally.note("editor saves", partial(editor.post, page, body))


def edits(n: int) -> Iterator[tuple[str, dict[str, str]]]:
    """What the editor does this time: pages and the fields to change there."""
    yield "/admin/framework/skill/1/change/", {"name": f"A skill reworded {n} times"}
    yield "/admin/framework/level/1/change/", {"threshold_percent": str(50 + n % 50)}


def keep_backing_up(server: Server, stop: threading.Event, backups: list[Path]) -> None:
    """One backup after the other; what one says of itself is believed once it is restored."""
    while not stop.is_set():
        file = server.folder / f"backup-{len(backups)}.gz"
        server.manage("backup", str(file))
        for old in backups[-1:]:
            old.unlink()
        backups.append(file)


def lost(server: Server, raters: list[Rater]) -> list[str]:
    """The ratings whose row is not the one that was acknowledged last."""
    stored = {(plain(who), skill): int(note or 0) for who, skill, note in ask(server, STORED)}
    return [
        f"{r.assessment} {r.skill}: {r.acknowledged} acknowledged, {there} stored"
        for r in raters
        if (there := stored.get((plain(r.assessment), r.skill), 0)) != r.acknowledged
    ]


def plain(public_id: object) -> str:
    """A UUID as SQLite keeps it, whichever database it comes from."""
    return str(public_id).replace("-", "")


def test_many_people_an_editor_and_a_backup_at_once(tmp_path: Path) -> None:
    seconds, stop = count(few=4, full=300), threading.Event()
    people = PEOPLE if IN_FULL else 12
    tally, backups = Tally(), list[Path]()
    with serving(tmp_path, workers=WORKERS) as server:
        with ThreadPoolExecutor(8) as pool:
            raters = list(pool.map(lambda n: join(server, n), range(people)))
        server.manage("createsuperuser", "--noinput", "--email", EDITOR,
                      DJANGO_SUPERUSER_PASSWORD=PASSWORD)  # fmt: skip
        jobs = [partial(keep_saving, mine, stop, tally) for mine in raters]
        jobs += [partial(keep_editing, server, stop, tally)]
        jobs += [partial(keep_backing_up, server, stop, backups)]
        with together(jobs, stop) as done:
            until = time.monotonic() + seconds
            # A slow machine may take longer than a short run lasts to sign the editor in.
            patience = until + 60
            while not any(job.done() for job in done) and time.monotonic() < patience:
                if time.monotonic() > until and set(tally.answers) >= EXPECTED and backups:
                    break
                time.sleep(0.1)
        missing = lost(server, [rater for mine in raters for rater in mine])
        log = server.log()
        server.manage("restore", "--yes", str(backups[-1]))
    said = ", ".join(f"{n} x {what}" for what, n in sorted(tally.answers.items()))
    print(  # noqa: T201  # the figure
        f"{connection.vendor}: {people} people on {WORKERS} workers for {seconds} s: {said}, "
        f"{len(backups)} backups, slowest answer {tally.slowest:.1f} s, {len(missing)} lost"
    )
    assert [word for word in LOCKED if word in log] == []
    assert "Traceback" not in log
    assert set(tally.answers) == EXPECTED
    assert missing == []
