"""What a guest left in this browser: whose it is, set aside, there again, forgotten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments import guest_session, services
from assessments.forms import ForgetForm
from assessments.guest_session import GUEST_ASSESSMENTS, guest_ids, renew
from assessments.permissions import claim_address, visible_to

ROOMS = {"assessments", "roadmap", "framework"}
"""The apps whose pages wait for the answer."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def forget_here(request: HttpRequest) -> HttpResponse:
    """Ask once, then delete what was rated in this browser without an account."""
    mine = visible_to(request).select_related("path") if not request.user.is_authenticated else None
    if not mine:
        return redirect("assessments:list")
    if request.method == "POST":
        services.forget(public_ids=guest_ids(request))
        guest_session.end(request)
        request.session.flush()
        messages.success(request, _("This browser knows nothing of your ratings any more."))
        return redirect("framework:home")
    return render(request, "assessments/forget.html", {"mine": mine, "form": ForgetForm()})


class GuestsWorkMiddleware:
    """Asks whoever has signed in whether what a guest left in their browser is theirs.

    Before any page of ours, so that nobody gets somebody else's notes, nor loses their own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        guest_session.leave_cookie(request, response)
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Lead to the question, and from there to where one was going."""
        match = request.resolver_match
        if not match or not ROOMS & set(match.app_names):
            return None
        guest_session.bring_back(request)
        if request.method != "GET" or request.headers.get("HX-Request"):
            return None
        if match.view_name in {"assessments:claim", "roadmap:feed"}:
            return None
        if GUEST_ASSESSMENTS not in request.session:
            return None
        if not request.user.is_authenticated:
            renew(request)
            return None
        return redirect(claim_address(request.get_full_path()))
