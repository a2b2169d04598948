"""One thing in a plan: what became of it, by when, and taking it out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import services
from assessments.forms import PlanItemForm, RemoveItemForm, beside
from assessments.models import PlanItem
from assessments.permissions import plans_visible_to, visible_to
from assessments.plan_data import seen_in
from assessments.selectors import newest_completed, project_marks
from careerpath.framework.caching import read_once
from careerpath.framework.phrases import foreign

from .lost import lost


@require_http_methods(["GET", "HEAD", "POST"])
@read_once()
def plan_item(request: HttpRequest, path: str, item: Any) -> HttpResponse:
    """Change it. What another tab has changed meanwhile is shown, and nothing of it overwritten."""
    found = find_item(request, path, item)
    if found is None:
        return lost(request)
    posted = request.POST if request.method == "POST" else None
    form = PlanItemForm(posted, item=found, to=request.path, today=timezone.localdate())
    if not form.is_bound or not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    try:
        services.save_item(
            item=found,
            completed=visible_to(request).completed(),
            said=form.said(),
            seen=form.cleaned_data["seen"],
            now=timezone.now(),
        )
    except services.PlanItemChanged as changed:
        stored = beside(changed.stored, form)
        form.show_what_is_stored(changed.stored)
        return _page(request, form, status=409, stored=stored)
    except ObjectDoesNotExist:
        return lost(request)
    return redirect(f"{reverse('roadmap:plan', args=[path])}#item-{found.public_id}")


@require_http_methods(["GET", "HEAD", "POST"])
@read_once()
def remove_item(request: HttpRequest, path: str, item: Any) -> HttpResponse:
    """Ask once, then take it out for good."""
    found = find_item(request, path, item)
    if found is None:
        return lost(request)
    form = RemoveItemForm(request.POST, to=request.path)
    if request.method != "POST" or not form.is_valid():
        return _ask(request, found)
    try:
        services.remove_item(
            item=found, completed=visible_to(request).completed(), seen=form.cleaned_data["seen"]
        )
    except services.PlanItemChanged as changed:
        return _ask(request, changed.stored, is_changed=True)
    except ObjectDoesNotExist:
        return lost(request)
    messages.success(request, _("“%(name)s” is out of your plan.") % {"name": found.name})
    return redirect("roadmap:plan", path)


def find_item(request: HttpRequest, path: str, public_id: Any) -> PlanItem | None:
    """The item, with what is said of its project; None where this browser may not see it."""
    rows = PlanItem.objects.filter(plan__in=plans_visible_to(request).order_by())
    rows = rows.select_related("plan__path", "skill", "project__level")
    found = rows.filter(plan__path__public_id=path, public_id=public_id).first()
    if found and found.project:
        completed = visible_to(request).completed()
        newest = newest_completed(completed, found.plan.path_id)
        found.mark = project_marks(newest, completed).get(found.spec_id) if newest else None
    return found


def _page(
    request: HttpRequest,
    form: PlanItemForm,
    *,
    status: int,
    stored: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    path = form.item.plan.path
    context = {
        "item": form.item,
        "path": path,
        "form": form,
        "stored": stored,
        "lang": foreign(path),
    }
    return render(request, "roadmap/plan_item.html", context, status=status)


def _ask(request: HttpRequest, item: PlanItem, *, is_changed: bool = False) -> HttpResponse:
    path = item.plan.path
    context = {
        "item": item,
        "path": path,
        "form": RemoveItemForm(initial={"seen": seen_in(item)}, to=request.path),
        "is_changed": is_changed,
        "lang": foreign(path),
    }
    return render(request, "roadmap/remove_item.html", context, status=409 if is_changed else 200)
