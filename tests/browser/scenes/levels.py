"""A level at a glance: begun, wrong, half decided, and settled with what proves it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from assessments import services
from assessments.models import Assessment
from careerpath.framework.models import CareerPath
from tests.browser import people
from tests.factories import make_path, ml_engineer

from .assessing import rate, saved
from .stage import Stage, person


def scenes(stage: Stage) -> Iterator[tuple[str, Any]]:
    ml = ml_engineer()
    yield from _one_level(stage, ml)
    yield from _settled(stage, ml)
    yield from _long_names(stage)


def level(assessment: Assessment, public_id: str) -> str:
    return reverse("assessments:level", args=[assessment.public_id, public_id])


def _begun(name: str, path: CareerPath) -> Assessment:
    return services.start(owner=person(name), path=path, now=timezone.now())


def _one_level(stage: Stage, ml: CareerPath) -> Iterator[tuple[str, Any]]:
    begun = _begun("lena", ml)
    page = stage.opened(level(begun, "junior"), person("lena"))
    yield "level-first", page
    for n in range(14):
        saved(page, n, "3")
    yield "level-decided", page
    page.locator(".cp-fold summary").first.click()
    page.locator('.cp-rate input[name$="-link"]').first.fill("nonsense")
    page.locator("button[value=stay]").last.click()
    page.locator(".cp-message-error").wait_for()
    yield "level-wrong-link", page
    page.goto(page.url)
    yield "level-left-out", page
    page.context.set_offline(True)
    rate(page, 0, "4")
    page.locator(".cp-problem").first.wait_for()
    yield "level-offline", page
    page.context.set_offline(False)


def _settled(stage: Stage, ml: CareerPath) -> Iterator[tuple[str, Any]]:
    begun = _begun("moritz", ml)
    people.rate(begun, {1: (3,), 2: (0,)}, timezone.now())
    page = stage.opened(level(begun, "mid-level"), person("moritz"))
    yield "level-settled", page
    page.locator("button[value=next]").last.click()
    page.wait_for_url("**/finish/")
    page.locator("#proof summary").click()
    yield "finish-settled", page
    people.rate(begun, dict.fromkeys(range(1, 6), (4,)), timezone.now())
    page.reload()
    yield "finish-settled-at-the-top", page


def _long_names(stage: Stage) -> Iterator[tuple[str, Any]]:
    path = make_path("W" * 180, public_id="level-long", levels=1, skills=3)
    page = stage.opened(level(_begun("lotte", path), "level-1"), person("lotte"))
    yield "level-long-names", page
