"""Rated without an account in a browser session that has ended: what was typed last is not lost.

Nothing here says whether there is, or was, such an assessment.
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments import drafts
from careerpath.framework.models import CareerPath


@require_safe
@never_cache
def ended(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """What waits in this session for it, and where one can go on."""
    return _page(request, assessment, drafts.waiting(request, str(assessment)), status=200)


def not_theirs(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """404, with the words that were sent to it or wait for it."""
    key = str(assessment)
    too_much = drafts.keep(request, key) if request.method == "POST" else {}
    words = {**drafts.waiting(request, key), **too_much}
    if not words:
        raise Http404("No such assessment of this person.")
    return _page(request, assessment, words, status=404)


def why_sign_in(request: HttpRequest, assessment: UUID) -> str:
    """What somebody is told who is led to sign in."""
    if request.method != "POST":
        return _(
            "This belongs to an account, or was rated without one in a browser session that has "
            "ended. Sign in if it is yours."
        )
    text = (
        _(
            "You are signed out; what you typed waits until you have signed in. If you rated "
            'without an account, that session has ended: <a href="{address}">go on from here</a>.'
        )
        if drafts.waiting(request, str(assessment))
        else _(
            "You are signed out, so nothing is changed yet. If you rated without an account, that "
            'session has ended: <a href="{address}">go on from here</a>.'
        )
    )
    return format_html(text, address=reverse("assessments:ended", args=[assessment]))


def _page(
    request: HttpRequest, assessment: UUID, words: drafts.Typed, *, status: int
) -> HttpResponse:
    asking = CareerPath.objects.published().filter(
        levels__requirements__skill__public_id__in=list(words)
    )
    shown = {
        skill: {name: text for name, text in row.items() if text and name != drafts.SEEN}
        for skill, row in words.items()
    }
    context = {"id": assessment, "too_much": shown, "paths": asking.distinct() if words else ()}
    return render(request, "assessments/ended.html", context, status=status)
