"""Two routes for whoever watches the app: is it alive, and can it work."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

ALIVE, READY = "/health/live/", "/health/ready/"
# These answer before the middleware that adds them to pages.
HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}


class HealthMiddleware:
    """Answers before the host check and the session, so that a probe by address works.

    Live: the process answers. Ready: the database answers and has every migration.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == ALIVE:
            return JsonResponse({"alive": True}, headers=HEADERS)
        if request.path == READY:
            trouble = self._trouble()
            answer = {"ready": not trouble, "trouble": trouble}
            return JsonResponse(answer, status=503 if trouble else 200, headers=HEADERS)
        return self.get_response(request)

    @staticmethod
    def _trouble() -> str:
        """What keeps the app from working, in a word; empty when nothing does."""
        try:
            executor = MigrationExecutor(connection)
            due = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError:
            return "database"
        return "migrations" if due else ""
