"""From something done to the ratings it was about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
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
    skills = to_rate(_about(found), here)
    if request.method != "POST" or found.state != PlanItem.DONE or not skills:
        if request.method == "POST":
            messages.warning(request, phrases.nothing_to_rate())
        return redirect("roadmap:plan", path)
    return open_update(
        request,
        here,
        skills,
        (_evidence(found), found.seen_at),
        back=reverse("roadmap:plan", args=[path]),
        project=found.spec_id,
    )


def open_update(  # noqa: PLR0913  # of what, with what evidence, and from where
    request: HttpRequest,
    path: CareerPath,
    skills: list[Skill],
    evidence: tuple[str, str],
    *,
    back: str,
    project: str = "",
) -> HttpResponse:
    """The screen where these ratings are updated, with a note and a link beside each.

    It is the project's screen where one is named, else the first skill's; `back` is where it leads
    if the update was finished in another tab a moment ago.
    """
    owner, now = (request.user if request.user.is_authenticated else None), timezone.now()
    opened = services.start(owner=owner, path=path, now=now, guest_ids=guest_ids(request))
    if owner is None:
        remember_as_guest(request, opened)
    note, link = evidence
    try:
        if note or link:
            services.add_evidence(assessment=opened, skills=skills, note=note, link=link, now=now)
    except services.AssessmentCompleted:
        return redirect(back)
    messages.success(request, phrases.rate_now([skill.name for skill in skills]))
    if project:
        return first_screen(opened, project)
    return skill_screen(opened, skills[0].public_id)


def to_rate(about: Iterable[Skill], path: CareerPath) -> list[Skill]:
    """Those of these skills that the path asks today, in its order; none where it is not open."""
    if not path.published or path.is_retired:
        return []
    levels = path_spec(path).levels
    asked = list(dict.fromkeys(asks.skill for level in levels for asks in level.requirements))
    found = {skill.public_id: skill for skill in about}
    return [found[name] for name in asked if name in found]


def _about(item: PlanItem) -> Iterable[Skill]:
    return item.project.skills.all() if item.project else filter(None, [item.skill])


def _evidence(item: PlanItem) -> str:
    """What is written beside it; a project is named, with the day."""
    done = item.days[1]
    if not item.project or not done:
        return item.note
    built = phrases.built(item.name, date_format(localtime(done)))
    return f"{built}\n{item.note}".rstrip()
