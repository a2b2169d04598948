"""Every state of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, DevelopmentPlan, PlanItem, PracticeAnswer
from careerpath.framework.models import Requirement
from careerpath.framework.succession import replace
from roadmap.reminders import stop_key
from tests.browser import people
from tests.factories import SkillFactory, make_path, shipped_ml_engineer
from tests.roadmap.people import assessed

from .stage import Stage, person


def scenes(stage: Stage) -> Iterator[tuple[str, Any]]:
    """Nothing in it, taken from the roadmap, changed in two tabs, lost, taken out."""
    ml, nia, path = shipped_ml_engineer(), person("nia"), make_path("Planner")
    now = timezone.now()
    page = stage.opened("/roadmap/plan/", nia)
    yield "plan-none", page
    done = people.assess(nia, ml, now=now)
    page.goto("/roadmap/plan/")
    yield "plan-empty", page
    page.goto(f"/roadmap/{done.public_id}/")
    page.locator("button[name=take][value=way]").click()
    yield "plan-taken", page
    page.goto(f"/roadmap/{done.public_id}/")
    page.locator("button[name=take][value^=project]").first.click()
    here = page.url
    yield from _practice(page)
    page.goto(here)
    yield from _item(page, here)
    yield from _odd_items(page, assessed(nia, path, {}))


def _practice(page: Any) -> Iterator[tuple[str, Any]]:
    here = "/roadmap/practice/ml-engineer/"
    page.goto(here)
    yield "practice", page
    page.locator("[name=note]").fill("With a colleague")
    page.locator("button[name=confidence]").first.click()
    page.locator(".cp-message").wait_for()
    yield "practice-kept", page
    answer = PracticeAnswer.objects.get()
    page.goto(f"{here}?question={answer.question}")
    PracticeAnswer.objects.update(note="From another tab", version=9)
    page.locator("button[name=confidence]").last.click()
    page.locator("main [role=alert]").wait_for()
    yield "practice-changed", page
    page.goto("/roadmap/practice/planner/")
    yield "practice-none", page


def _item(page: Any, here: str) -> Iterator[tuple[str, Any]]:
    page.locator(".cp-plan-item a").first.click()
    page.locator("[name=note]").fill("With a colleague")
    page.locator("[name=target_date]").fill("2001-01-01")
    page.locator(".cp-plan-form button").click()
    page.locator(".invalid-feedback").wait_for()
    yield "plan-item-refused", page
    PlanItem.objects.filter(plan__owner__email="nia@example.org").update(
        target_date="2026-01-31", note="From another tab", version=9
    )
    page.locator("[name=target_date]").fill("")
    page.locator(".cp-plan-form button").click()
    page.locator("main [role=alert]").wait_for()
    yield "plan-item-changed", page
    page.goto(here)
    yield "plan-overdue", page
    page.locator(".cp-plan-item a").first.click()
    yield "plan-item", page
    page.goto(f"{here}calendar/")
    page.locator("button[name=do][value=make]").click()
    page.locator("#address").wait_for()
    yield "plan-calendar-address", page
    page.goto(f"{here}calendar/")
    yield "plan-calendar", page
    with override_settings(SENDS_MAIL=True):
        page.reload()
        page.locator("button[name=do][value=ask]").click()
        page.locator("button[name=do][value=stop]").last.wait_for()
        yield "plan-reminders", page
    plan = DevelopmentPlan.objects.exclude(reminders_in="").get()
    page.goto(reverse("roadmap:stop_reminders", args=[stop_key(plan)]))
    yield "plan-reminders-stop", page
    page.goto(here)
    page.locator(".cp-plan-item a").first.click()
    page.locator("a[href$='/remove/']").click()
    yield "plan-item-removal", page
    page.goto(here)
    page.locator(".cp-plan-item a").first.click()
    item = page.url.rstrip("/").split("/")[-1]
    PlanItem.objects.filter(public_id=item).delete()
    page.locator(".cp-plan-form button").click()
    page.locator("#typed").wait_for()
    yield "plan-item-lost", page


def _odd_items(page: Any, done: Assessment) -> Iterator[tuple[str, Any]]:
    """What is done and dropped, and what went out of use."""
    page.goto(f"/roadmap/{done.public_id}/")
    page.locator("button[name=take][value=way]").click()
    items = PlanItem.objects.filter(plan__path=done.path).order_by("pk")
    first, second, _ = items.select_related("skill")
    now = timezone.now()
    items.filter(pk=first.pk).update(done_at=now, link="https://example.org/work")
    items.filter(pk=second.pk).update(dropped_at=now)
    if first.skill and second.skill:
        replace([first.skill], [SkillFactory()], now=now)
        Requirement.objects.filter(skill=second.skill).update(retired_at=now)
    page.reload()
    yield "plan-done-and-dropped", page
