"""Admin as an editor sees it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Level, Skill
from tests.browser import people
from tests.framework.admin.pages import address

from .stage import Stage, ml_engineer


def scenes(stage: Stage) -> Iterator[tuple[str, Any]]:
    ml = ml_engineer()
    edith = User.objects.create_superuser("edith@example.org", "a long enough password")
    people.assess(edith, ml, now=timezone.now())
    level = ml.levels.get(public_id="senior")
    skill = Skill.objects.get(public_id="edge-computing")
    project = level.projects.first()
    assert project
    page = stage.tab(edith)
    pages = {
        "admin": "/admin/",
        "admin-paths": address(CareerPath, "changelist"),
        "admin-path": address(ml),
        "admin-levels": address(Level, "changelist"),
        "admin-level": address(level),
        "admin-level-new": address(Level, "add"),
        "admin-level-history": address(level, "history"),
        "admin-level-delete": address(level, "delete"),
        "admin-skills": address(Skill, "changelist"),
        "admin-skill": address(skill),
        "admin-skill-replace": f"/admin/framework/skill/replace/?skill={skill.pk}",
        "admin-skill-delete": address(skill, "delete"),
        "admin-project": address(project),
    }
    for name, url in pages.items():
        page.goto(url)
        yield name, page
    page.goto(address(level))
    page.locator("input[name=short_name]").fill("")
    page.locator("form").last.evaluate("form => form.noValidate = true")
    page.locator("input[name=_save]").first.click()
    page.locator(".errornote").wait_for()
    yield "admin-level-refused", page
    page.goto(address(level))
    page.locator("input[name=threshold_percent]").fill("1")
    page.locator("input[name=_save]").first.click()
    page.locator("input[name=_anyway]").wait_for()
    yield "admin-whom-it-moves", page
