"""Two writers at one rating: one wins, the other is told both values. COUNT is races.

Once with two threads on the services, once with two browsers on a server of two processes.
"""

from __future__ import annotations

import datetime as dt
import html
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from assessments import services
from assessments.forms import answer_name
from assessments.models import Assessment, SkillRating
from assessments.rating_data import RatingData, seen_in
from careerpath.framework.models import Skill
from tests.factories import UserFactory, make_path
from tests.proofs.counts import count
from tests.proofs.server import Answer, Rater, Visitor, serving, skills_on

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
BOTH = (0, 1)


def at_once(
    first: Callable[[], Any], second: Callable[[], Any], pool: ThreadPoolExecutor
) -> list[Any]:
    """Run both as near to the same moment as threads allow."""
    gate = threading.Barrier(2)

    def go(work: Callable[[], Any]) -> Any:
        gate.wait()
        return work()

    return [f.result() for f in [pool.submit(go, work) for work in (first, second)]]


@pytest.mark.django_db(transaction=True)
def test_two_threads_never_lose_a_rating_silently() -> None:
    races, wrong, seen = count(few=60, full=10_000), [], ""
    sitting = services.start(owner=UserFactory(), path=make_path(), now=NOW)
    skill = Skill.objects.get(public_id="gardener-1-1")
    with ThreadPoolExecutor(2) as pool:
        for n in range(races):
            values = (n % 5, (n + 1 + n // 5 % 4) % 5)
            writers = [
                partial(save, sitting, skill, RatingData(v, note=f"{n}"), seen) for v in values
            ]
            ends = at_once(writers[0], writers[1], pool)
            stored = SkillRating.objects.get()
            if fault := wrong_end(ends, values, stored):
                wrong.append(f"race {n}: {fault}")
            seen = seen_in(stored)
        at_once(connections.close_all, connections.close_all, pool)
    print(f"{connection.vendor}: {races} races of threads, {len(wrong)} silent losses")  # noqa: T201  # the figure
    assert wrong == []


def save(
    sitting: Assessment, skill: Skill, said: RatingData, seen: str
) -> SkillRating | services.Conflict:
    """What comes of it, a refusal too."""
    try:
        return services.save_rating(assessment=sitting, skill=skill, said=said, seen=seen, now=NOW)
    except services.Conflict as conflict:
        return conflict


def wrong_end(ends: list[Any], values: tuple[int, int], stored: SkillRating) -> str:
    """What is wrong with how a race ended; nothing, as a rule."""
    won = [n for n in BOTH if isinstance(ends[n], SkillRating)]
    lost = [n for n in BOTH if isinstance(ends[n], services.Conflict)]
    if len(won) != 1 or len(lost) != 1:
        return f"{len(won)} saved, {len(lost)} told"
    told = ends[lost[0]].stored.proficiency
    if stored.proficiency != values[won[0]] or told != values[won[0]]:
        return f"saved {values[won[0]]}, told {told}, stored {stored.proficiency}"
    return ""


@pytest.mark.xdist_group("servers")
def test_two_browsers_on_two_processes_never_lose_a_rating_silently(tmp_path: Path) -> None:
    races = count(few=40, full=10_000)
    wrong = []
    with serving(tmp_path, workers=2) as server, ThreadPoolExecutor(2) as pool:
        person = Visitor(server)
        screen = person.begin()
        skill = skills_on(person.get(screen).text)[0]
        tabs = [Rater(Visitor(server), screen, skill) for _ in BOTH]
        for which, tab in enumerate(tabs):
            tab.visitor.cookies, tab.visitor.token = person.cookies, person.token
            tab.tried = which  # so that they never say the same
        for n in range(races):
            tabs[0].tried, tabs[1].tried = 2 * n, 2 * n + 1
            tabs[1].seen = tabs[0].seen
            ends = at_once(tabs[0].save, tabs[1].save, pool)
            if fault := wrong_answers(ends, tabs):
                wrong.append(f"race {n}: {fault}")
            tabs[0].seen = max((t.seen for t in tabs), key=lambda seen: int(seen.partition(".")[0]))
    print(f"{connection.vendor}: {races} races over HTTP, {len(wrong)} silent losses")  # noqa: T201  # the figure
    assert wrong == []


def wrong_answers(ends: list[Answer], tabs: list[Rater]) -> str:
    """What is wrong with two answers: one is saved, the other names both values."""
    if sorted(end.status for end in ends) != [200, 422]:
        return f"answered {[end.status for end in ends]}"
    loser = html.unescape(next(end for end in ends if end.status == 422).text)
    names = [answer_name(RatingData(tab.tried % 5)) for tab in tabs]
    missing = [name for name in names if f"“{name}”" not in loser]
    return f"the loser is not told {missing}" if missing else ""


def test_a_race_that_lost_something_would_be_seen() -> None:
    """The judge itself: both saved, or the wrong value told, is a fault."""
    row, other = (SkillRating(skill=Skill(name="Digging"), proficiency=p) for p in (1, 2))
    assert wrong_end([row, other], (1, 2), other) == "2 saved, 0 told"
    assert wrong_end([row, services.Conflict(row)], (1, 2), other) == "saved 1, told 1, stored 2"
    assert wrong_end([row, services.Conflict(row)], (1, 2), row) == ""
