"""Interview practice: one question at a time, one's own answer, how sure one was."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments import services
from assessments.forms import PracticeForm
from assessments.models import PracticeAnswer
from assessments.permissions import plans_visible_to, visible_to
from assessments.selectors import newest_completed
from careerpath.framework.caching import read_once
from careerpath.framework.models import CareerPath
from careerpath.framework.phrases import foreign
from roadmap.phrases import practice as phrases
from roadmap.practice import Practice
from roadmap.practice import practice as practice_page

from .lost import lost


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@read_once()
def practice(request: HttpRequest, path: str) -> HttpResponse:
    """The question whose turn it is, or one chosen; a post keeps an answer and goes on."""
    found = get_object_or_404(CareerPath, public_id=path)
    mine = plans_visible_to(request).filter(path=found).first()
    newest = newest_completed(visible_to(request).completed(), found.pk)
    if mine is None and newest is None:
        return _nothing_yet(request, found)
    said = request.POST if request.method == "POST" else None
    level = request.GET.get("level", "")
    shown = practice_page(
        found,
        mine,
        newest,
        wanted=(level, (said or request.GET).get("question", "")),
        today=timezone.localdate(),
    )
    if shown.question is None or (said and said.get("question") != shown.question.key):
        return lost(request) if said else _page(request, found, shown, None)
    form = PracticeForm(
        said, question=shown.question.key, answer=shown.answer, to=_here(request, level)
    )
    if not form.is_bound or not form.is_valid():
        return _page(request, found, shown, form)
    try:
        kept = services.save_answer(
            plan=mine,
            assessment=newest,
            said=form.said(shown.original),
            seen=form.cleaned_data["seen"],
            today=timezone.localdate(),
            now=timezone.now(),
        )
    except services.AnswerChanged as changed:
        form.show_what_is_stored(changed.stored)
        return _page(request, found, shown, form, stored=changed.stored)
    except ObjectDoesNotExist:
        return lost(request)
    messages.success(request, phrases.kept(kept.due_on))
    return redirect(_here(request, level))


def _here(request: HttpRequest, level: str) -> str:
    return f"{request.path}?{urlencode({'level': level})}" if level else request.path


def _nothing_yet(request: HttpRequest, path: CareerPath) -> HttpResponse:
    """Practice begins with a roadmap, too."""
    if request.method == "POST":
        return lost(request)
    if not ((path.published and not path.is_retired) or getattr(request.user, "is_editor", False)):
        raise Http404("No such path.")
    return render(request, "roadmap/no_practice_yet.html", {"path": path})


def _page(
    request: HttpRequest,
    path: CareerPath,
    shown: Practice,
    form: PracticeForm | None,
    stored: PracticeAnswer | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "path": path,
        "practice": shown,
        "form": form,
        "stored": stored,
        "lang": foreign(path),
    }
    status = 409 if stored is not None else 422 if form and form.errors else 200
    return render(request, "roadmap/practice.html", context, status=status)
