"""Two routes for whoever watches the app: is it alive, and can it work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse

from careerpath.operations import readiness

ALIVE, READY = "/health/live/", "/health/ready/"
# These answer before the middleware that adds them to pages.
HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}


class HealthMiddleware:
    """Answers before the host check and the session, so that a probe by address works.

    Live: the process answers. Ready: the database can be read and written, and has every migration;
    what is in the way is said in a line, and so is what only makes it slower.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == ALIVE:
            return JsonResponse({"alive": True}, headers=HEADERS)
        if request.path == READY:
            found = readiness.find_out()
            return JsonResponse(asdict(found), status=200 if found.ready else 503, headers=HEADERS)
        return self.get_response(request)
