"""Another path, seen from what a person has finished."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.permissions import visible_to
from careerpath.framework.caching import read_once
from careerpath.framework.phrases import foreign
from careerpath.framework.selectors import paths
from roadmap.evidence import printed
from roadmap.path_switch import path_switch
from roadmap.presenters.staircase import staircase_of


@require_safe
@read_once()
def switch_to(request: HttpRequest, path: str) -> HttpResponse:
    """A path as seen from what this person has finished on others."""
    # Editors look at what is not published yet, too.
    readable = paths(published=not getattr(request.user, "is_editor", False))
    found = get_object_or_404(readable, public_id=path)
    seen = path_switch(found, visible_to(request).completed())
    context = {"path": found, "switch": seen, "lang": foreign(found)}
    if seen:
        context |= {"roadmap": seen.roadmap, "stairs": staircase_of(seen.roadmap)}
        context["evidence"] = printed(seen.evidence)
    return render(request, "roadmap/switch.html", context)
