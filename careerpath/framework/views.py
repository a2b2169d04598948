"""The framework as anyone can read it, with no account."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from careerpath.engine.placement import number_needed
from careerpath.framework import reading
from careerpath.framework.models import CareerPath


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, and the paths one can take."""
    paths = [(path, reading.ladder(path.levels.all())) for path in reading.published_paths()]
    return render(request, "framework/home.html", {"paths": paths})


@require_safe
def overview(request: HttpRequest, path: str) -> HttpResponse:
    """A path at a glance: what people in it do, its ladder, its pay."""
    found = _path(request, path)
    levels = reading.levels_of(found)
    return _page(
        request,
        found,
        "overview",
        levels=levels,
        ladder=reading.ladder(levels),
        pay_axes=reading.pay_axes(levels),
        core_responsibilities=found.core_responsibilities.all(),
        notes=found.notes.filter(level=None),
    )


@require_safe
def level(request: HttpRequest, path: str, level: str) -> HttpResponse:
    """One rung: what it asks, what its work is like, what it pays."""
    found = _path(request, path)
    levels = reading.levels_of(found)
    at = next((n for n, row in enumerate(levels) if row.public_id == level), None)
    if at is None:
        raise Http404(f"{found} has no level {level} in use.")
    here, asked = levels[at], reading.groups_asked(levels[at])
    return _page(
        request,
        found,
        "level",
        level=here,
        rank=at + 1,
        levels=levels,
        below=levels[at - 1] if at else None,
        above=levels[at + 1] if at + 1 < len(levels) else None,
        ladder=reading.ladder(levels, marked=here),
        groups=asked,
        needed=number_needed(here.threshold, reading.count_asked(asked)),
        responsibilities=here.responsibilities.all(),
        day=reading.day(here),
        pay_axes=reading.pay_beside(here, levels),
        projects=reading.projects_of([here]).get(here.pk, []),
        notes=here.notes.all(),
    )


@require_safe
def projects(request: HttpRequest, path: str) -> HttpResponse:
    """Every portfolio project, by level, with the skills each exercises and why."""
    found = _path(request, path)
    levels = reading.levels_of(found)
    by_level = reading.projects_of(levels)
    rows = [(level, by_level[level.pk]) for level in levels if level.pk in by_level]
    return _page(request, found, "projects", projects=rows)


@require_safe
def growth(request: HttpRequest, path: str) -> HttpResponse:
    """The growth phases, in order."""
    found = _path(request, path)
    return _page(request, found, "growth", phases=found.growth_phases.all())


@require_safe
def interview(request: HttpRequest, path: str) -> HttpResponse:
    """Interview questions by section, and what system design interviews look at."""
    found = _path(request, path)
    sections = found.interview_sections.select_related("level").prefetch_related("questions")
    return _page(request, found, "interview", sections=sections)


@require_safe
def networking(request: HttpRequest, path: str) -> HttpResponse:
    """Whom to meet and where."""
    found = _path(request, path)
    return _page(
        request, found, "networking", groups=found.networking_groups.prefetch_related("entries")
    )


@require_safe
def negotiation(request: HttpRequest, path: str) -> HttpResponse:
    """Tips for talking about pay, beside the pay."""
    found = _path(request, path)
    axes = reading.pay_axes(reading.levels_of(found))
    return _page(request, found, "negotiation", tips=found.negotiation_tips.all(), pay_axes=axes)


@require_safe
def transitions(request: HttpRequest, path: str) -> HttpResponse:
    """Common moves into and along the path, how long they take, where it leads besides up."""
    found = _path(request, path)
    return _page(request, found, "transitions", transitions=found.transitions.all())


def _path(request: HttpRequest, public_id: str) -> CareerPath:
    """The path, if this person may read it; else a 404."""
    found: CareerPath = get_object_or_404(reading.paths_for(request.user), public_id=public_id)
    return found


def _page(request: HttpRequest, path: CareerPath, name: str, **context: Any) -> HttpResponse:
    return render(request, f"framework/{name}.html", {"path": path, "here": name, **context})
