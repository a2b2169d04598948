"""The security headers that Django does not send.

The policy is django-csp's, built once: no view of ours changes it, so its middleware, which builds
it anew for every answer, is not needed.
"""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import HEADER as POLICY
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse

# What the app never uses is refused to any script that should find its way into a page.
PERMISSIONS = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=()"
# Django's own pages for developers, with their own styles and scripts inside.
DEBUG_PAGES = {404, 500}


class SecurityHeadersMiddleware:
    """Adds what keeps our answers to ourselves; a view that sets one of them keeps its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not (settings.DEBUG and response.status_code in DEBUG_PAGES):
            response.headers.setdefault(POLICY, self.policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        session = getattr(request, "session", None)
        if session is not None and session.accessed:
            # Made for one browser: no cache on the way may keep it for another.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
