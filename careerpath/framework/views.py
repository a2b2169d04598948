"""The framework as anyone can read it, with no account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from careerpath.engine.placement import number_needed
from careerpath.framework import selectors
from careerpath.framework.caching import cached_page
from careerpath.framework.caching.replica import read_anywhere
from careerpath.framework.models import CareerPath
from careerpath.framework.phrases import foreign


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, and the paths one can take."""
    return read_anywhere(lambda: cached_page(request, "framework/home.html", _home))


def _home() -> dict[str, Any]:
    return {"paths": [(p, selectors.ladder(p.levels.all())) for p in selectors.published_paths()]}


@require_safe
def overview(request: HttpRequest, path: str) -> HttpResponse:
    """A path at a glance: what people in it do, its ladder, its pay."""

    def more(found: CareerPath) -> dict[str, Any]:
        levels = selectors.levels_of(found)
        return {
            "levels": levels,
            "ladder": selectors.ladder(levels),
            "pay_axes": selectors.pay_axes(levels),
            "core_responsibilities": found.core_responsibilities.all(),
            "notes": found.notes.filter(level=None),
            "is_only": selectors.is_only(found),
        }

    return _page(request, path, "overview", more)


@require_safe
def level(request: HttpRequest, path: str, level: str) -> HttpResponse:
    """One rung: what it asks, what its work is like, what it pays."""
    return _page(request, path, "level", lambda found: _level(found, level))


def _level(path: CareerPath, public_id: str) -> dict[str, Any]:
    levels = selectors.levels_of(path)
    at = next((n for n, row in enumerate(levels) if row.public_id == public_id), None)
    if at is None:
        raise Http404(f"{path} has no level {public_id} in use.")
    here, asked = levels[at], selectors.groups_asked(levels[at])
    return {
        "level": here,
        "rank": at + 1,
        "levels": levels,
        "below": levels[at - 1] if at else None,
        "above": levels[at + 1] if at + 1 < len(levels) else None,
        "ladder": selectors.ladder(levels, marked=here),
        "groups": asked,
        "needed": number_needed(here.threshold, selectors.count_asked(asked)),
        "responsibilities": here.responsibilities.all(),
        "day": selectors.day(here),
        "pay_axes": selectors.pay_beside(here, levels),
        "projects": selectors.projects_of([here]).get(here.pk, []),
        "notes": here.notes.all(),
    }


@require_safe
def projects(request: HttpRequest, path: str) -> HttpResponse:
    """Every portfolio project, by level, with the skills each exercises and why."""

    def more(found: CareerPath) -> dict[str, Any]:
        levels = selectors.levels_of(found)
        by_level = selectors.projects_of(levels)
        return {"projects": [(lvl, by_level[lvl.pk]) for lvl in levels if lvl.pk in by_level]}

    return _page(request, path, "projects", more)


@require_safe
def growth(request: HttpRequest, path: str) -> HttpResponse:
    """The growth phases, in order."""
    return _page(request, path, "growth", lambda found: {"phases": found.growth_phases.all()})


@require_safe
def interview(request: HttpRequest, path: str) -> HttpResponse:
    """Interview questions by section, and what system design interviews look at."""

    def more(found: CareerPath) -> dict[str, Any]:
        sections = found.interview_sections.select_related("level").prefetch_related("questions")
        return {"sections": sections}

    return _page(request, path, "interview", more)


@require_safe
def networking(request: HttpRequest, path: str) -> HttpResponse:
    """Whom to meet and where."""

    def more(found: CareerPath) -> dict[str, Any]:
        return {"groups": found.networking_groups.prefetch_related("entries")}

    return _page(request, path, "networking", more)


@require_safe
def negotiation(request: HttpRequest, path: str) -> HttpResponse:
    """Tips for talking about pay, beside the pay."""

    def more(found: CareerPath) -> dict[str, Any]:
        axes = selectors.pay_axes(selectors.levels_of(found))
        return {"tips": found.negotiation_tips.all(), "pay_axes": axes}

    return _page(request, path, "negotiation", more)


@require_safe
def transitions(request: HttpRequest, path: str) -> HttpResponse:
    """Common moves into and along the path, how long they take, where it leads besides up."""

    def more(found: CareerPath) -> dict[str, Any]:
        return {"transitions": found.transitions.all(), "is_only": selectors.is_only(found)}

    return _page(request, path, "transitions", more)


def _page(
    request: HttpRequest, path: str, name: str, more: Callable[[CareerPath], dict[str, Any]]
) -> HttpResponse:
    """A page of a published path, the same for everyone; of another one for editors, else a 404.

    Only where there is no such published page is it looked up who asks.
    """
    template = f"framework/{name}.html"

    def context(*, published: bool) -> dict[str, Any]:
        found: CareerPath = get_object_or_404(selectors.paths(published=published), public_id=path)
        return {"path": found, "lang": foreign(found), "here": name, **more(found)}

    try:
        return read_anywhere(
            lambda: cached_page(request, template, lambda: context(published=True))
        )
    except Http404:
        if not getattr(request.user, "is_editor", False):
            raise
        return render(request, template, context(published=False))
