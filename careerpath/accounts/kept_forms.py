"""A form sent after its session had ended is kept, and shown again to the same person alone.

Whose it is says a signed cookie that signing in leaves and that outlives the session. Without it,
or where there is too much, what was typed is shown at once, to copy. Ratings wait in their own way
(assessments.drafts), and forms that hold secrets are never kept.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from careerpath.accounts.models import User
from careerpath.accounts.security_log import account_pseudonym
from careerpath.field_labels import FieldLabels, is_typed

KEPT_FORMS = "kept_forms"
ID = "kept_form"
"""Names the kept form among the fields of the one that is sent again."""
MOST_LETTERS = 1024 * 1024
A_YEAR = 365 * 24 * 60 * 60
# Forms about how one signs in hold secrets; ratings are kept skill by skill.
NEVER = ("account_", "mfa_", "usersessions_", "accounts:", "assessments:", "theme", "language")

Kept = dict[str, Any]
"""id, who, address, fields (name and value, in order) and whether there were files."""


@receiver(user_logged_in)
def on_sign_in(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Whoever it is not gets nothing of what waits; whoever it is is told where it waits."""
    request.has_signed_in = account_pseudonym(user)  # type: ignore[attr-defined]  # read by the middleware below
    session = getattr(request, "session", None)
    kept: list[Kept] = session.get(KEPT_FORMS, []) if session is not None else []
    if not kept:
        return
    mine = [one for one in kept if one["who"] == account_pseudonym(user)]
    request.session[KEPT_FORMS] = mine
    for one in mine:
        text = _('A form you sent while signed out is kept: <a href="{address}">look at it</a>.')
        messages.info(request, format_html(text, address=one["address"]))


class KeptFormsMiddleware:
    """Keeps what was sent to a page that asks to sign in, and shows it again on that page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST":
            if _asks_to_sign_in(response):
                response = _keep(request, response)
            elif ID in request.POST:
                _drop(request, request.POST[ID])
        _leave_note(request, response)
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """The page itself comes once it is said what becomes of the kept form."""
        if request.method != "GET" or KEPT_FORMS not in request.session:
            return None
        address = request.get_full_path()
        kept = [one for one in request.session[KEPT_FORMS] if one["address"] == address]
        if not kept or not isinstance(request.user, User):
            return None
        if kept[0]["who"] != account_pseudonym(request.user):
            return None
        return _show(request, kept[0], status=200)


def _asks_to_sign_in(response: HttpResponse) -> bool:
    there = urlsplit(response.headers.get("Location", "")).path
    return there in {reverse("account_login"), reverse("admin:login")}


def _keep(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Keep it and lead on to signing in; where it can't be kept, show it to copy."""
    match = request.resolver_match
    name = match.view_name if match else ""
    fields = fields_of(request)
    if (
        name.startswith(NEVER)
        or not any(is_typed(*field) for field in fields)
        or request.user.is_authenticated
    ):
        return response
    one: Kept = {
        "id": secrets.token_hex(8),
        "who": request.get_signed_cookie(settings.LAST_PERSON_COOKIE, default=""),
        "address": request.get_full_path(),
        "fields": fields,
        "files": bool(request.FILES),
    }
    kept: list[Kept] = request.session.get(KEPT_FORMS, [])
    if not one["who"] or sum(map(_letters, [*kept, one])) > MOST_LETTERS:
        return _show(request, one, status=401, sign_in=response.headers["Location"])
    request.session[KEPT_FORMS] = [*kept, one]
    text = _("You are signed out. What you sent is kept: sign in, and you are asked about it.")
    messages.warning(request, text)
    return response


def to_copy(request: HttpRequest, *, first: str) -> HttpResponse | None:
    """What was typed on a page that is not for who is signed in yet; None where nothing was.

    It is shown to copy, with the way to `first`, where they say whose it is. Ratings are kept.
    """
    match, fields = request.resolver_match, fields_of(request)
    if match and match.view_name.startswith(NEVER):
        return None
    if not any(is_typed(*field) for field in fields):
        return None
    one: Kept = {"fields": fields, "files": bool(request.FILES)}
    return _show(request, one, status=401, first=first)


def _letters(one: Kept) -> int:
    return sum(len(name) + len(value) for name, value in one["fields"])


def fields_of(request: HttpRequest) -> list[list[str]]:
    """What a form sent, in order, without its token and what it may hold of passwords."""
    return [
        [name, str(value)]
        for name, values in request.POST.lists()
        for value in values
        if name not in {"csrfmiddlewaretoken", ID} and "password" not in name
    ]


def _show(
    request: HttpRequest, one: Kept, *, status: int, sign_in: str = "", first: str = ""
) -> HttpResponse:
    """The form's words: to send again, or, where one has to sign in or answer first, to copy."""
    labels = FieldLabels(request, one["fields"])
    typed = [(labels[name], value) for name, value in one["fields"] if is_typed(name, value)]
    context = {"kept": one, "typed": typed, "sign_in": sign_in, "first": first, "id_name": ID}
    answer = render(request, "accounts/kept_form.html", context, status=status)
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


def _leave_note(request: HttpRequest, response: HttpResponse) -> None:
    """Who signed in here last, under a name that only we can read."""
    who = getattr(request, "has_signed_in", "")
    if who:
        response.set_signed_cookie(
            settings.LAST_PERSON_COOKIE,
            who,
            max_age=A_YEAR,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )


def _drop(request: HttpRequest, name: str) -> None:
    kept: list[Kept] = request.session.get(KEPT_FORMS, [])
    left = [one for one in kept if one["id"] != name]
    if left != kept:
        request.session[KEPT_FORMS] = left


@require_POST
def let_go(request: HttpRequest) -> HttpResponse:
    """Open the page without what was kept for it."""
    _drop(request, request.POST.get(ID, ""))
    there = request.POST.get("next", "")
    # A path: `redirect` would take any other word for a view's name.
    ours = there.startswith("/") and url_has_allowed_host_and_scheme(
        there, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(there if ours else reverse("framework:home"))
