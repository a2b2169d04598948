"""Whose assessment is it, and what happens to someone who has lost the right to it.

A person sees their own assessments. A guest sees those their browser session started. Anybody
else learns nothing, not even whether there is one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db.models import BigIntegerField, QuerySet, UUIDField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from assessments import drafts, guest_session
from assessments.ended import not_theirs, why_sign_in
from assessments.guest_session import guest_ids, renew
from assessments.models import MUCH, Assessment, AssessmentQuerySet, DevelopmentPlan
from careerpath.accounts import kept_forms
from careerpath.prepared import Prepared, Slot

_of_person = Prepared(
    Assessment,
    lambda those: (
        those.filter(
            owner=Slot("owner", BigIntegerField()), public_id=Slot("public_id", UUIDField())
        )
        .order_by()
        .defer(*MUCH)
    ),
)

P = ParamSpec("P")
AssessmentView = Callable[Concatenate[HttpRequest, Assessment, P], HttpResponse]


def visible_to(request: HttpRequest) -> AssessmentQuerySet:
    """The assessments this browser may see."""
    if request.user.is_authenticated:
        return Assessment.objects.filter(owner=request.user)
    ids = guest_ids(request)
    if ids:
        renew(request)
    return Assessment.objects.filter(owner=None, public_id__in=ids)


def plans_visible_to(request: HttpRequest) -> QuerySet[DevelopmentPlan]:
    """The plans this browser may see: one's own, or those that hang on what a guest finished."""
    if request.user.is_authenticated:
        return DevelopmentPlan.objects.filter(owner=request.user)
    return DevelopmentPlan.objects.filter(assessment__in=visible_to(request).order_by())


def last_completed(request: HttpRequest, assessment: Assessment) -> AssessmentQuerySet:
    """What this browser may see that was finished on the same path, newest first."""
    return visible_to(request).filter(path=assessment.path_id).completed()


def _visible(request: HttpRequest, public_id: UUID) -> Assessment | None:
    """The one of this id, if this browser may see it."""
    if request.user.is_authenticated:
        return _of_person.first(owner=request.user.pk, public_id=public_id)
    return visible_to(request).filter(public_id=public_id).defer(*MUCH).first()


def own_assessment(view: AssessmentView[P]) -> Callable[..., HttpResponse]:
    """Give the view the assessment its address names, if it is this person's.

    What they said as a guest may have become part of another: its address leads there. Signed in
    and not theirs: 404. Nobody signed in: the way to sign in, with what was posted kept
    in the session, whether there is such an assessment or not.
    """

    @wraps(view)
    def look_up(
        request: HttpRequest, assessment: UUID, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        found = _visible(request, assessment)
        if found:
            return view(request, found, *args, **kwargs)
        if not request.user.is_authenticated:
            return _ask_to_sign_in(request, assessment)
        if str(assessment) in guest_ids(request):
            return _ask_whose(request, assessment)
        moved = _moved(request, assessment)
        if moved is None:
            return not_theirs(request, assessment)
        drafts.move(request, str(assessment), str(moved.public_id))
        if request.method == "POST":
            return view(request, moved, *args, **kwargs)
        return redirect(request.path.replace(str(assessment), str(moved.public_id)))

    return look_up


def _moved(request: HttpRequest, public_id: UUID) -> Assessment | None:
    """The person's assessment that a guest's of this id became a part of."""
    mine = Assessment.objects.filter(owner=request.user.pk, merged__public_id=public_id)
    return mine.defer(*MUCH).first()


def _ask_whose(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """They have not said yet whether what a guest left in this browser is theirs."""
    posted = request.method == "POST"
    too_much = guest_session.keep_typed(request, str(assessment)) if posted else {}
    if request.headers.get("HX-Request"):
        here = urlsplit(request.headers.get("HX-Current-URL", "")).path
        ask = claim_address(here or reverse("assessments:resume", args=[assessment]))
        context = {"ask": ask, "too_much": too_much}
        return render(request, "assessments/_ask_whose.html", context, status=401)
    ask = claim_address(request.get_full_path())
    if too_much:
        context = {"sign_in": ask, "too_much": too_much}
        return render(request, "assessments/too_much.html", context, status=401)
    return (posted and kept_forms.to_copy(request, first=ask)) or redirect(ask)


def claim_address(there: str) -> str:
    """Where one says whose it is, and is led on from."""
    return f"{reverse('assessments:claim')}?{urlencode({'next': there})}"


def _ask_to_sign_in(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Redirect, or tell a script in place; what was typed waits in the session.

    What is too long to wait there is shown to copy.
    """
    too_much = drafts.keep(request, str(assessment)) if request.method == "POST" else {}
    if request.headers.get("HX-Request"):
        here = urlsplit(request.headers.get("HX-Current-URL", "")).path
        query = urlencode({"next": here or reverse("assessments:resume", args=[assessment])})
        sign_in = f"{reverse('account_login')}?{query}"
        return render(
            request,
            "assessments/_signed_out.html",
            {"sign_in": sign_in, "too_much": too_much, "id": assessment},
            status=401,
        )
    if too_much:
        sign_in = f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}"
        context = {"sign_in": sign_in, "too_much": too_much, "id": assessment}
        return render(request, "assessments/too_much.html", context, status=401)
    messages.warning(request, why_sign_in(request, assessment))
    return redirect_to_login(request.get_full_path())
