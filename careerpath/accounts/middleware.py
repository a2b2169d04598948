"""Who asks and what they may: a second factor for editors, no store, a line for what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from careerpath.accounts.models import User
from careerpath.accounts.security_log import Event, record
from careerpath.accounts.session_store import read_with

ADVISED = "second_factor_advised"
ACCOUNT_PAGES = ("/account/", "/accounts/")

# Refusals by status; 404 is one where an id was asked for: what is not yours is not there.
REFUSALS = {400, 403, 405, 413, 429}
NOT_FOUND = 404


class PersonMiddleware(AuthenticationMiddleware):
    """Django's, which takes the person whom the session was read with: see session_store.py."""

    def process_request(self, request: HttpRequest) -> None:
        """Who asks is found out when somebody wants to know."""
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _person(request))  # type: ignore[assignment]  # as Django does


def _person(request: HttpRequest) -> auth.models.AbstractBaseUser | auth.models.AnonymousUser:
    request.session.get(auth.SESSION_KEY)  # reads the session, if there is one
    with read_with(request.session):
        return auth.get_user(request)


class SecurityLogMiddleware:
    """Writes every refusal into the security log, and has a browser forget who left.

    Clear-Site-Data empties its cache, so that going back shows nothing of a person who signed out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if self._is_refusal(request, response.status_code):
            record(Event.REFUSED, request=request, status=response.status_code)
        if getattr(request, "signed_out", False):
            response.headers["Clear-Site-Data"] = '"cache"'
        return response

    @staticmethod
    def _is_refusal(request: HttpRequest, status: int) -> bool:
        match = request.resolver_match
        return status in REFUSALS or (status == NOT_FOUND and bool(match and match.kwargs))


class NoStoreMiddleware:
    """Keeps every page about an account out of every store, the browser's own too.

    Secrets stand on some, and which ones changes with each release of the packages that make them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(ACCOUNT_PAGES):
            add_never_cache_headers(response)
        return response


class StaffSecondFactorMiddleware:
    """Sends editors without a second factor to set one up before they see admin.

    On one's own machine (STAFF_NEED_SECOND_FACTOR off) they get in and are told once a sign-in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Nothing of admin is shown before; leaving it is always free."""
        match = request.resolver_match
        if not match or "admin" not in match.app_names or match.url_name == "logout":
            return None
        if not isinstance(request.user, User) or not request.user.is_staff:
            return None  # admin's own check says no
        if not request.user.is_editor:
            record(Event.REFUSED, request=request, reason="no second factor")
            messages.warning(request, _("Admin needs a second factor. Set one up, then go on."))
            return redirect("mfa_index")
        if settings.STAFF_NEED_SECOND_FACTOR or request.session.get(ADVISED):
            return None
        if not is_mfa_enabled(request.user):
            request.session[ADVISED] = True
            messages.info(request, _("A second factor makes your account safer: see Account."))
        return None
