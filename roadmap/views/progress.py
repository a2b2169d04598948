"""How a person moved on a path over all of their assessments."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.permissions import visible_to
from careerpath.framework.caching import read_once
from careerpath.framework.models import CareerPath
from careerpath.framework.phrases import foreign
from careerpath.framework.specs import path_spec
from roadmap.forecast import forecast_section
from roadmap.forms import CompareForm
from roadmap.phrases.progress import unknown_choice
from roadmap.progress import Finished, chosen, finished, progress_page


@require_safe
@never_cache
@read_once()
def progress(request: HttpRequest, path: str) -> HttpResponse:
    """Their finished assessments of a path, and any two of them compared; 404 without any."""
    found = get_object_or_404(CareerPath, public_id=path)
    those = finished(visible_to(request).completed(), found)
    if not those:
        raise Http404("Nothing of theirs is finished on this path.")
    form = CompareForm(request.GET, to=request.path)
    pair, complaint = _pair(form, those)
    level, page = form.data.get("level", ""), form.data.get("page", "")
    shown = progress_page(found, those, pair, number=page, level=level)
    # Without a choice each forecast is of what came next then: the one before may have come true.
    wanted = level if shown.level and shown.level.id == level else None
    context = {
        "path": found,
        "lang": foreign(found),
        "form": form,
        "complaint": complaint,
        "progress": shown,
        "forecast": forecast_section(those, path_spec(found), wanted, timezone.now()),
        "count": len(those),
        "since": those[-1].completed_at,
        "keep": urlencode(
            {name: form.data[name] for name in ("before", "after") if name in form.data}
        ),
    }
    return render(request, "roadmap/progress.html", context)


def _pair(form: CompareForm, those: list[Finished]) -> tuple[tuple[Finished, Finished] | None, str]:
    """The two to compare, or why what was chosen can't be."""
    if not form.is_valid():
        return None, unknown_choice()
    try:
        return chosen(those, form.wanted), ""
    except LookupError as wrong:
        return None, str(wrong)
