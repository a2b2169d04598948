"""The small path with projects, and what a browser sends when a project's button is pressed."""

from __future__ import annotations

from typing import Any

from django.test import Client

from assessments.models import Assessment, ProjectMark
from assessments.selectors import project_marks, seen_of_mark
from careerpath.framework.models import CareerPath, Level
from tests.factories import make_path
from tests.framework.admin import pages

LINK = "https://example.org/greenhouse"


def with_projects() -> CareerPath:
    """The small path, whose first level has three projects; “Bed” exercises most."""
    path = make_path()
    level = Level.objects.get(path=path, rank=1)
    skills = [asked.skill for asked in level.requirements.order_by("position")]
    for name, those in {"Bed": skills[:2], "Pond": skills[2:], "Shed": skills[:1]}.items():
        project = level.projects.create(name=name)
        for skill in those:
            project.exercises.create(skill=skill)
    return path


def address(sitting: Assessment, project: str = "bed") -> str:
    return f"/roadmap/{sitting.public_id}/projects/level-1/{project}/"


def held(sitting: Assessment, project: str = "bed") -> ProjectMark | None:
    """What a roadmap that is opened now says of the project."""
    theirs = Assessment.objects.completed()
    if not sitting.is_completed:
        return None
    theirs = theirs.filter(owner=sitting.owner) if sitting.owner else theirs.filter(pk=sitting.pk)
    return project_marks(sitting, theirs).get(f"level-1/{project}")


def say(client: Client, sitting: Assessment, project: str, state: str, **more: str) -> Any:
    """Press a button; on a page opened just now, unless it is said what it has `seen`."""
    seen = {} if "seen" in more else {"seen": seen_of_mark(held(sitting, project))}
    return client.post(address(sitting, project), {"state": state, **seen, **more})


def fields_of(html: str, project: str = "bed") -> dict[str, str]:
    """What the form on a project's card has in it, by name; buttons left out."""
    action = f"/projects/level-1/{project}/"
    forms = [form for form in html.split("<form")[1:] if action in form.partition(">")[0]]
    assert len(forms) == 1, html
    return pages.fields_of(forms[0].partition("</form>")[0].partition(">")[2])
