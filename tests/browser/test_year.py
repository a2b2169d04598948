"""A year of somebody's: six assessments, a plan, a project, a level reached. The clock stands still
between the visits, and each page is read by its words and numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, ProjectSkill, Skill
from tests.factories import make_path

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLAN, PROGRESS = "/roadmap/plan/gardener/", "/roadmap/progress/gardener/"


@pytest.fixture
def gardener(transactional_db: None) -> CareerPath:
    """Three levels of four skills, held from 80 % on, and a project at the first."""
    path = make_path(levels=3, skills=4)
    bed = path.levels.get(rank=1).projects.create(name="Bed", public_id="bed")
    for n, skill in enumerate(("gardener-1-3", "gardener-1-4")):
        ProjectSkill.objects.create(
            project=bed, skill=Skill.objects.get(public_id=skill), position=n
        )
    return path


class Visits:
    """Alice's browser, without script: what is pressed is answered before one goes on."""

    def __init__(self, browser: Any, address: str, alice: User) -> None:
        self.context = browser.new_context(base_url=address, java_script_enabled=False)
        self.page, self.address, self.alice = self.context.new_page(), address, alice

    @contextmanager
    def on(self, month: int, day: int) -> Iterator[None]:
        """Come by at noon of this day of the year, signed in anew."""
        moment = dt.datetime(2026, month, day, 12, tzinfo=dt.UTC)
        with mock.patch("django.utils.timezone.now", return_value=moment):
            client = Client()
            client.force_login(self.alice)
            session = client.cookies["sessionid"].value
            self.context.add_cookies([{"name": "sessionid", "value": session, "url": self.address}])
            yield

    def rates(self, *levels: str) -> None:
        """Begin or update an assessment, say this of each level's skills, and finish."""
        page = self.page
        if not Assessment.objects.open().exists():
            page.goto("/assessments/")
            page.locator("main form[action*='/start/'] button").first.click()
        begun = Assessment.objects.open().get(owner=self.alice)
        for rank, answers in enumerate(levels, 1):
            page.goto(reverse("assessments:level", args=[begun.public_id, f"level-{rank}"]))
            for n, value in enumerate(answers, 1):
                skill = page.locator(f"#skill-gardener-{rank}-{n}")
                skill.locator(f'.cp-points label:has(input[value="{value}"])').click()
            page.get_by_role("button", name="Save", exact=True).last.click()
        page.goto(reverse("assessments:finish", args=[begun.public_id]))
        page.locator("main form[action$='/finish/'] button").click()
        page.wait_for_url("**/roadmap/**")

    def reads(self, address: str = "") -> str:
        """The words of a page, on one line."""
        if address:
            self.page.goto(address)
        return " ".join(self.page.locator("main").inner_text().split())


def january(visits: Visits) -> None:
    reads = visits.reads
    page = visits.page
    visits.rates("3321", "1100")
    roadmap = reads()
    assert "You are on the way to Level 1. 2 skills to go." in roadmap
    assert "No choice of skills takes fewer than 3 steps." in roadmap
    page.locator("button[name=take][value=way]").click()
    assert "Gardener 1 3 and Gardener 1 4 are in your plan now." in reads()
    page.go_back()
    page.locator("button[name=take][value='project:level-1/bed']").click()
    plan = reads()
    assert "You would be at Level 1." in plan
    assert "Readiness for Level 1: 50% now, 100% then." in plan
    page.get_by_role("link", name="Bed").click()
    page.locator("[name=target_date]").fill("2026-04-30")
    page.locator("[name=state]").select_option("begun")
    page.locator(".cp-plan-form button").click()
    assert "By day Bed project of Level 1 begun · by 30 Apr 2026" in reads()
    assert "One finished assessment, of 10 Jan 2026." in reads(PROGRESS)


def march(visits: Visits) -> None:
    reads = visits.reads
    visits.rates("3332", "1100")
    assert "You are on the way to Level 1. 1 skill to go." in reads()
    progress = reads(PROGRESS)
    assert "You stood below the first level both times." in progress
    assert "2 skills higher Gardener 1 3 2 Practising → to 3 Proficient" in progress
    assert "One more assessment is enough if it is finished on 7 Apr 2026 or later" in progress


def may(visits: Visits) -> None:
    reads = visits.reads
    page = visits.page
    assert "begun · was due on 30 Apr 2026" in reads(PLAN)
    page.get_by_role("link", name="Bed").click()
    page.locator("[name=state]").select_option("done")
    page.locator("[name=link]").fill("https://example.org/bed")
    page.locator(".cp-plan-form button").click()
    assert "Done Bed project of Level 1 done on 10 May 2026" in reads()
    page.locator("form[action$='/rate/'] button").click()
    assert "The 2 skills that this project exercises." in reads()
    visits.rates("3333", "1110")
    assert "You are at Level 1. Level 2 is 4 skills away." in reads()
    progress = reads(PROGRESS)
    assert "You went up: from below the first level to Level 1." in progress
    # Two steps in two months, and again: twice and half of that pace for nine steps.
    assert "Level 2: 4 to 19 months, counted from 10 May 2026." in progress
    assert "Level 1 3 of 4 (75%) 4 of 4 (100%), 2 with evidence" in progress
    built = "Built “Bed”, done on 10 May 2026. Link: https://example.org/bed"
    assert f"Gardener 1 4 {built} 2 Practising → to 3 Proficient" in progress
    assert f"New evidence for 1 answer that stayed Gardener 1 3 {built}" in progress


def july(visits: Visits) -> None:
    reads = visits.reads
    visits.rates("3333", "3211")
    progress = reads(PROGRESS)
    assert "Level 2: 1 to 11 months, counted from 10 Jul 2026." in progress
    assert (
        "On 10 May 2026 it would have said of Level 2: 4 to 19 months. On 10 Jul 2026 it was "
        "still open. It allowed for 1 to 5 steps until then; you made 4." in progress
    )


def september(visits: Visits) -> None:
    reads = visits.reads
    visits.rates("3333", "3322")
    assert "You are at Level 1. Level 2 is 2 skills away." in reads()
    assert "Level 2: anything up to 4 months, counted from 10 Sep 2026." in reads(PROGRESS)


def december(visits: Visits) -> None:
    reads = visits.reads
    visits.rates("3333", "3333")
    assert "You are at Level 2. Level 3 is up to 4 skills away." in reads()
    progress = reads(PROGRESS)
    assert "You went up: from Level 1 to Level 2." in progress
    assert "6 finished assessments since 10 Jan 2026. Each stays as it was." in progress
    assert (
        "On 10 Sep 2026 it would have said of Level 2: anything up to 4 months. By 10 Dec 2026 "
        "you were at Level 2, and no sooner than it said." in progress
    )


def test_a_year(browser: Any, live_server: Any, alice: User, gardener: CareerPath) -> None:
    visits = Visits(browser, live_server.url, alice)
    with visits.on(1, 10):
        january(visits)
    with visits.on(3, 10):
        march(visits)
    with visits.on(5, 10):
        may(visits)
    with visits.on(7, 10):
        july(visits)
    with visits.on(9, 10):
        september(visits)
    with visits.on(12, 10):
        december(visits)
    visits.context.close()
