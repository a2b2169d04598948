"""The page that asks whoever signed in whether what a guest left in this browser is theirs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments import drafts, guest_session, services
from assessments.forms import Choice, WhoseForm, answer_name
from assessments.guest_session import guest_ids
from assessments.models import SkillRating
from assessments.presenters.conflicts import evidence_besides
from assessments.rating_data import data_in


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def claim(request: HttpRequest) -> HttpResponse:
    """Ask whether it is theirs and which answers count; a post does what was said."""
    there = _next(request)
    ids = guest_ids(request) if request.user.is_authenticated else []
    found = services.find_work(owner=request.user, public_ids=ids) if ids else []
    if not found:
        if ids:
            guest_session.give_words(request)
            guest_session.forget(request)
        return redirect(there)
    choices = _choices(found)
    if request.method != "POST":
        return _ask(request, found, choices)
    form = WhoseForm(request.POST, choices=choices)
    if not form.is_valid():
        wrong = [str(error) for errors in form.errors.values() for error in errors]
        return _ask(request, found, choices, wrong)
    if form.cleaned_data["whose"] == WhoseForm.NOT_MINE:
        guest_session.set_aside(request)
        return redirect("assessments:list")
    if form.cleaned_data["seen"] != name_of(choices):
        changed = _(
            "Nothing is changed yet: an answer was changed in another tab or on another device "
            "meanwhile. Look again."
        )
        return _ask(request, found, choices, [changed])
    _take(request, ids, choices, form)
    return redirect(there)


def _ask(
    request: HttpRequest,
    found: Sequence[services.FoundWork],
    choices: Sequence[Choice],
    wrong: Sequence[str] = (),
) -> HttpResponse:
    """The question; once more, as if nothing had been chosen, where something is `wrong`."""
    form = WhoseForm(choices=choices, initial={"seen": name_of(choices), "next": _next(request)})
    context = {"found": found, "form": form, "wrong": wrong}
    return render(request, "assessments/claim.html", context, status=422 if wrong else 200)


def _next(request: HttpRequest) -> str:
    """Where they were going, if that is ours."""
    there = request.POST.get("next") or request.GET.get("next", "")
    # A path: `redirect` would take any other word for a view's name.
    ours = there.startswith("/") and url_has_allowed_host_and_scheme(
        there, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return there if ours else reverse("assessments:list")


def _choices(found: Sequence[services.FoundWork]) -> list[Choice]:
    return [_choice(work, clash) for work in found for clash in work.clashes]


def _choice(work: services.FoundWork, clash: services.Clash) -> Choice:
    skill, guest = clash.guests.skill, str(work.guest.public_id)
    return Choice(
        field=f"{guest}-{skill.public_id}",
        guest=guest,
        skill_pk=skill.pk,
        skill=skill.name,
        theirs=answer_name(data_in(clash.theirs)),
        guests=answer_name(data_in(clash.guests)),
        their_words=_words(clash.theirs),
        guest_words=_words(clash.guests),
    )


def _words(row: SkillRating) -> list[tuple[str, str]]:
    return evidence_besides(row, {})


def name_of(choices: Sequence[Choice]) -> str:
    """Names what the page asks, so that an answer to something else is asked again."""
    return hashlib.sha256(repr(list(choices)).encode()).hexdigest()[:16]


def _take(
    request: HttpRequest, ids: Sequence[str], choices: Sequence[Choice], form: WhoseForm
) -> None:
    """It is theirs: hand it over, with the words that wait for it, and say what became of it."""
    counts: dict[str, set[int]] = {}
    chosen = form.guests_count()
    for choice in choices:
        if choice.field in chosen:
            counts.setdefault(choice.guest, set()).add(choice.skill_pk)
    claimed = services.claim(owner=request.user, public_ids=ids, counts=counts)
    guest_session.give_words(request)
    guest_session.end(request)
    for old, new in claimed.moved.items():
        drafts.move(request, old, new)
    if claimed.taken:
        messages.success(request, _("What you rated before signing in is in your account now."))
    for path in claimed.merged:
        text = _(
            "What you rated before signing in has been added to your open assessment on %(path)s; "
            "the evidence of both is kept."
        )
        messages.success(request, text % {"path": path})
