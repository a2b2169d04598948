"""The security headers that neither Django nor django-csp sends."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# What the app never uses is refused to any script that should find its way into a page.
PERMISSIONS = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=()"


class SecurityHeadersMiddleware:
    """Adds what keeps our answers to ourselves; a view that sets one of them keeps its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        session = getattr(request, "session", None)
        if session is not None and session.accessed:
            # Made for one browser: no cache on the way may keep it for another.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
