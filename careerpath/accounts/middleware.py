"""Editors of the framework are asked for a second factor."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

ADVISED = "second_factor_advised"


class StaffSecondFactorMiddleware:
    """Sends editors without a second factor to set one up before they see admin.

    On one's own machine (STAFF_NEED_SECOND_FACTOR off) they get in and are told once a sign-in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._concerns(request) or is_mfa_enabled(request.user):
            return self.get_response(request)
        if settings.STAFF_NEED_SECOND_FACTOR:
            messages.warning(request, _("Admin needs a second factor. Set one up, then go on."))
            return redirect("mfa_index")
        if not request.session.get(ADVISED):
            request.session[ADVISED] = True
            messages.info(request, _("A second factor makes your account safer: see Account."))
        return self.get_response(request)

    def _concerns(self, request: HttpRequest) -> bool:
        """Whether an editor is on their way into admin; leaving it is always free."""
        inside = request.path.startswith(reverse("admin:index"))
        return inside and request.path != reverse("admin:logout") and request.user.is_staff
