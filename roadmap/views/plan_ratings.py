"""From something done in the plan to the ratings it was about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods

from assessments import services
from assessments.guest_session import guest_ids, remember_as_guest
from assessments.models import PlanItem
from assessments.responses import first_screen, skill_screen
from careerpath.framework.models import CareerPath, Skill
from careerpath.framework.specs import path_spec
from roadmap.phrases import plan as phrases

from .lost import lost
from .plan_items import find_item


@require_http_methods(["GET", "HEAD", "POST"])
def rate_plan_item(request: HttpRequest, path: str, item: Any) -> HttpResponse:
    """Open an update of the ratings that something done was about, with it as evidence.

    It raises none of them: that is said there, by the person.
    """
    found = find_item(request, path, item)
    if found is None:
        return lost(request)
    here = found.plan.path
    skills = _skills(found, here)
    if request.method != "POST" or found.state != PlanItem.DONE or not skills:
        if request.method == "POST":
            messages.warning(request, phrases.nothing_to_rate())
        return redirect("roadmap:plan", path)
    return _open(request, found, here, skills)


def _open(
    request: HttpRequest, item: PlanItem, path: CareerPath, skills: list[Skill]
) -> HttpResponse:
    owner, now = (request.user if request.user.is_authenticated else None), timezone.now()
    opened = services.start(owner=owner, path=path, now=now, guest_ids=guest_ids(request))
    if owner is None:
        remember_as_guest(request, opened)
    note, link = _evidence(item), item.seen_at
    try:
        if note or link:
            services.add_evidence(assessment=opened, skills=skills, note=note, link=link, now=now)
    except services.AssessmentCompleted:  # in another tab, a moment ago
        return redirect("roadmap:plan", path.public_id)
    messages.success(request, phrases.rate_now([skill.name for skill in skills]))
    if item.project:
        return first_screen(opened, item.spec_id)
    return skill_screen(opened, skills[0].public_id)


def _skills(item: PlanItem, path: CareerPath) -> list[Skill]:
    """What it was about, of what the path asks today, in the path's order."""
    if not path.published or path.is_retired:
        return []
    levels = path_spec(path).levels
    asked = list(dict.fromkeys(asks.skill for level in levels for asks in level.requirements))
    about: Iterable[Skill] = (
        item.project.skills.all() if item.project else filter(None, [item.skill])
    )
    found = {skill.public_id: skill for skill in about}
    return [found[name] for name in asked if name in found]


def _evidence(item: PlanItem) -> str:
    """What is written beside it; a project is named, with the day."""
    done = item.days[1]
    if not item.project or not done:
        return item.note
    built = phrases.built(item.name, date_format(localtime(done)))
    return f"{built}\n{item.note}".rstrip()
