"""Pages say what a path says in their own language, where it is translated."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from careerpath.framework.models.translatable import texts_in


class TextsMiddleware:
    """Reads texts in the language of the page; in admin, where they are edited, the originals."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        if request.path.startswith(self.admin):
            return self.get_response(request)
        with texts_in(get_language() or ""):
            return self.get_response(request)
