"""The plan a person has for a path, and what they take into it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments import services
from assessments.forms import AddItemForm
from assessments.models import Assessment, DevelopmentPlan, PlanItem
from assessments.permissions import own_assessment, plans_visible_to, visible_to
from assessments.selectors import newest_completed, plan_items
from careerpath.bounds import MOST_PLAN_ITEMS
from careerpath.framework.caching import read_once
from careerpath.framework.models import CareerPath
from careerpath.framework.phrases import foreign
from careerpath.framework.specs import path_spec
from careerpath.framework.succession import successors
from roadmap import planning
from roadmap.builder import RoadmapBuilder
from roadmap.forms import ChoicesForm, TakeForm
from roadmap.phrases import plan as phrases
from roadmap.plan_effect import plan_effect
from roadmap.presenters.plan import read
from roadmap.presenters.plan_effect import EffectReading, read_effect

from .lost import lost


@require_safe
@read_once()
def latest_plan(request: HttpRequest) -> HttpResponse:
    """The plan that was begun last, or the way to a first one."""
    found = plans_visible_to(request).select_related("path").order_by("-begun_at", "-pk").first()
    finished = found or visible_to(request).completed().select_related("path").first()
    if finished:
        return redirect("roadmap:plan", finished.path.public_id)
    return render(request, "roadmap/no_plan_yet.html")


@require_http_methods(["GET", "HEAD", "POST"])
@read_once()
def plan(request: HttpRequest, path: str) -> HttpResponse:
    """What this person means to do on a path; a post adds something of their own."""
    found = get_object_or_404(CareerPath, public_id=path)
    mine = plans_visible_to(request).filter(path=found).first()
    newest = newest_completed(visible_to(request).completed(), found.pk)
    if mine is None and newest is None:
        return _nothing_yet(request, found)
    form = AddItemForm(
        request.POST if request.method == "POST" else None,
        to=request.path,
        today=timezone.localdate(),
    )
    if not form.is_bound or not form.is_valid():
        return _page(request, found, mine, newest, form)
    try:
        item = services.add_item(plan=mine, assessment=newest, said=form.said(), now=timezone.now())
    except services.PlanFull:
        form.add_error("title", phrases.full(MOST_PLAN_ITEMS))
        return _page(request, found, mine, newest, form)
    except ObjectDoesNotExist:
        return lost(request)
    return redirect(f"{request.path}#item-{item.public_id}")


def _nothing_yet(request: HttpRequest, path: CareerPath) -> HttpResponse:
    """A plan begins with a roadmap."""
    if request.method == "POST":
        return lost(request)
    if not ((path.published and not path.is_retired) or getattr(request.user, "is_editor", False)):
        raise Http404("No such path.")
    return render(request, "roadmap/no_plan_yet.html", {"path": path})


def _page(
    request: HttpRequest,
    path: CareerPath,
    mine: DevelopmentPlan | None,
    newest: Assessment | None,
    form: AddItemForm,
) -> HttpResponse:
    items = plan_items(mine, newest, visible_to(request).completed()) if mine else []
    retired = [item.skill.pk for item in items if item.skill and item.skill.is_retired]
    asked = {asks.skill for level in path_spec(path).levels for asks in level.requirements}
    can_rate = path.published and not path.is_retired
    context: dict[str, Any] = {
        "path": path,
        "newest": newest,
        "plan": read(
            items,
            asked=asked,
            became=successors(retired),
            today=form.today,
            rated_at=newest.completed_at if newest and can_rate else None,
        ),
        "effect": _effect(items, newest) if items and newest else None,
        "form": form,
        "lang": foreign(path),
    }
    return render(request, "roadmap/plan.html", context, status=422 if form.errors else 200)


def _effect(items: list[PlanItem], newest: Assessment) -> EffectReading:
    """What finishing all of it would do; says what it rests on."""
    builder = RoadmapBuilder.of(newest)
    effect = plan_effect(
        items, builder.path, builder.ratings, builder.placement, rated_at=newest.completed_at
    )
    return read_effect(effect)


@require_http_methods(["GET", "HEAD", "POST"])
@own_assessment
def take(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Take something of a roadmap into the plan; of their newest roadmap alone."""
    if request.method != "POST" or not assessment.is_completed:
        return redirect(assessment)
    newest = newest_completed(visible_to(request).completed(), assessment.path_id)
    form = TakeForm(request.POST)
    if newest != assessment or not form.is_valid():
        messages.warning(
            request,
            _("This is an earlier assessment, kept as it was.")
            if newest != assessment
            else phrases.not_on_the_roadmap(),
        )
        return redirect(assessment)
    builder = RoadmapBuilder.of(assessment)
    choices = ChoicesForm(request.POST, path=builder.path, placement=builder.placement)
    target = choices.wanted if choices.is_valid() else None
    things = planning.wanted(assessment, builder, target, form.cleaned_data["take"])
    if not things:
        messages.warning(request, phrases.not_on_the_roadmap())
        return redirect(assessment)
    mine = plans_visible_to(request).filter(path=assessment.path_id).first()
    return _take(request, mine, assessment, things)


def _take(
    request: HttpRequest,
    mine: DevelopmentPlan | None,
    assessment: Assessment,
    things: list[services.Wanted],
) -> HttpResponse:
    try:
        taken = services.take(plan=mine, assessment=assessment, wanted=things, now=timezone.now())
        mine = plans_visible_to(request).filter(path=assessment.path_id).get()
    except services.PlanFull:
        messages.error(request, phrases.full(MOST_PLAN_ITEMS))
        return redirect(assessment)
    except ObjectDoesNotExist:  # claimed or deleted in another tab meanwhile
        return redirect(assessment)
    rows = mine.items.select_related("skill", "project")
    names = {(row.skill_id, row.project_id): row.name for row in rows}
    told = (
        (phrases.added, taken.added),
        (phrases.raised, taken.raised),
        (phrases.taken_up_again, taken.taken_up_again),
        (phrases.there, taken.there),
    )
    for say, those in told:
        if those:
            messages.success(request, say([names[one.skill, one.project] for one in those]))
    return redirect("roadmap:plan", assessment.path.public_id)
