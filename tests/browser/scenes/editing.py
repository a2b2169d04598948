"""Admin as an editor sees it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment
from careerpath.accounts.models import User
from careerpath.framework.documents.rows import document_of
from careerpath.framework.documents.write import write
from careerpath.framework.models import (
    CareerPath,
    DocumentImport,
    Level,
    Project,
    Requirement,
    Skill,
)
from tests.browser import people
from tests.factories import ml_engineer
from tests.framework.admin.pages import address

from . import compounds
from .stage import Stage


def scenes(stage: Stage) -> Iterator[tuple[str, Any]]:
    ml = ml_engineer()
    edith = User.objects.create_superuser("edith@example.org", "a long enough password")
    people.assess(edith, ml, now=timezone.now())
    rated = Assessment.objects.get()
    rated.ratings.filter(pk=rated.ratings.earliest("pk").pk).update(
        proficiency=None, not_relevant=True
    )
    rated.ratings.filter(pk=rated.ratings.latest("pk").pk).update(proficiency=None)
    level = ml.levels.get(public_id="senior")
    skill = Skill.objects.get(public_id="edge-computing")
    project = level.projects.first()
    assert project
    page = stage.tab(edith)
    pages = {
        "admin": "/admin/",
        "admin-paths": address(CareerPath, "changelist"),
        "admin-path": address(ml),
        "admin-path-new": address(CareerPath, "add"),
        "admin-path-history": address(ml, "history"),
        "admin-path-delete": address(ml, "delete"),
        "admin-levels": address(Level, "changelist"),
        "admin-level": address(level),
        "admin-level-new": address(Level, "add"),
        "admin-level-history": address(level, "history"),
        "admin-level-version": f"{address(level, 'history')}{level.history.latest().pk}/",
        "admin-level-delete": address(level, "delete"),
        "admin-skills": address(Skill, "changelist"),
        "admin-skill": address(skill),
        "admin-skill-new": address(Skill, "add"),
        "admin-skill-history": address(skill, "history"),
        "admin-skill-replace": f"/admin/framework/skill/replace/?skill={skill.pk}",
        "admin-skill-delete": address(skill, "delete"),
        "admin-projects": address(Project, "changelist"),
        "admin-project": address(project),
        "admin-project-new": address(Project, "add"),
        "admin-project-history": address(project, "history"),
        "admin-project-delete": address(project, "delete"),
        "admin-requirements": address(Requirement, "changelist"),
        "admin-people": address(User, "changelist"),
        "admin-person": address(edith),
        "admin-assessments": address(Assessment, "changelist"),
        "admin-assessment": address(rated),
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
    yield from _overtaken(page, level)
    page.goto(address(level))
    page.locator("input[name=threshold_percent]").fill("1")
    page.locator("input[name=_save]").first.click()
    page.locator("input[name=_anyway]").wait_for()
    yield "admin-whom-it-moves", page
    yield from _documents(page, ml)
    yield from _translation(page, ml)
    yield from compounds.editing(stage)


def _overtaken(page: Any, level: Level) -> Iterator[tuple[str, Any]]:
    """Somebody else changed what one changes, and deleted what one has open."""
    page.goto(address(level))
    Level.objects.filter(pk=level.pk).update(pay_note="2027")
    page.locator("input[name=pay_note]").fill("2028")
    page.locator("input[name=_save]").first.click()
    page.locator(".errornote").wait_for()
    yield "admin-level-overtaken", page
    gone = level.path.notes.create(heading="Reading")
    page.goto(address(gone))
    page.locator("textarea[name=text]").fill("2028, 2029")
    gone.delete()
    page.locator("input[name=_save]").first.click()
    page.locator(".cp-typed").wait_for()
    yield "admin-gone", page


def _translation(page: Any, ml: CareerPath) -> Iterator[tuple[str, Any]]:
    """A part beside its original, one text of it out of date, and one that is refused."""
    CareerPath.objects.filter(pk=ml.pk).update(flexibility="Technical leadership, or a speciality")
    there = reverse("admin:framework_careerpath_translate", args=[ml.pk, "de"])
    page.goto(there)
    page.locator(".cp-outdated").wait_for()
    yield "admin-translation", page
    page.locator("textarea").first.evaluate("area => area.value = 'x'.repeat(201)")
    page.locator("button[name=stay]").click()
    page.locator(".errornote").wait_for()
    yield "admin-translation-refused", page
    page.goto(f"{there}?part=group:concepts")
    yield "admin-translation-skills", page


def _documents(page: Any, ml: CareerPath) -> Iterator[tuple[str, Any]]:
    """One refused, and one looked at, applied and found again; its words are the path's own."""
    page.goto(reverse("admin:framework_careerpath_bring"))
    yield "admin-document", page
    page.locator("button[value=look]").click()
    page.locator(".errorlist").first.wait_for()
    yield "admin-document-refused", page
    text = write(document_of(ml)).replace("Edge computing", "Edge computing 2")
    page.goto(reverse("admin:framework_careerpath_update", args=[ml.pk]))
    page.locator("textarea[name=text]").fill(f"{text}\n## Kafka\n\nSpark\n")
    page.locator("button[value=look]").click()
    page.locator("input[name=rename]").wait_for()
    yield "admin-document-preview", page
    page.locator("input[name=rename]").check()
    page.locator("button[value=look]").first.click()
    page.locator("button[value=apply]").click()
    page.locator(".cp-source").wait_for(state="attached")
    yield "admin-document-applied", page
    page.goto(address(DocumentImport, "changelist"))
    yield "admin-documents", page
    # A sheet whose words are all the path's own, and two that are of a scale.
    page.goto(reverse("admin:framework_careerpath_bring"))
    page.locator("textarea[name=text]").fill(
        "MLOps\tJunior ML Engineer\tSenior ML Engineer\n"
        "Spark\t\t\nPython\tGit\tKafka\nKafka\tPython\t\n"
    )
    page.locator("button[value=look]").click()
    page.locator(".cp-mapping").wait_for()
    page.locator("details summary").first.click()
    yield "admin-mapping", page
    page.locator("button[value=preview]").click()
    page.locator("button[value=apply]").wait_for()
    yield "admin-mapping-preview", page
