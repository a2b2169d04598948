"""Whole pages kept as they were printed, for everyone whom the same key describes.

A page is printed for a stand-in that has no session, no address and no other cookies, so that
nothing of a person can get into it but what the key names. The one thing that differs from browser
to browser, the CSRF token, is put in each time. A browser that shows the page already is told so
(304) as long as neither the page nor its token's secret changed.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import get_language

from careerpath.framework.keeping import replica, stamp
from careerpath.framework.keeping.memory import Memory

# Where the token goes. Random, so that no text of anybody's can hold it.
GAP = f"token-{secrets.token_hex(16)}"
THEMES = ("light", "dark")
MOST_PAGES = 400  # of some 40 KB


@dataclass(frozen=True, slots=True)
class Page:
    """A printed page, cut where the token goes."""

    parts: tuple[bytes, ...]
    digest: str

    @classmethod
    def of(cls, html: str) -> Page:
        """Cut it."""
        body = html.encode()
        parts = tuple(body.split(GAP.encode()))
        digest = hashlib.sha256(b"gap".join(parts)).hexdigest()
        return cls(parts, digest)

    def etag(self, request: HttpRequest) -> str:
        """Names the page in this browser: weak, since compressing changes its bytes."""
        secret = request.META.get("CSRF_COOKIE") or secrets.token_hex(8)
        name = hashlib.sha256(f"{self.digest} {secret}".encode()).hexdigest()
        return f"W/{quote_etag(name[:32])}"

    def response(self, request: HttpRequest) -> HttpResponse:
        """The page for a browser."""
        return HttpResponse(get_token(request).encode().join(self.parts))


_pages: Memory[Page] = Memory(MOST_PAGES)


def kept_page(
    request: HttpRequest,
    template: str,
    context: Callable[[], dict[str, Any]],
    *,
    about: Hashable = (),
) -> HttpResponse:
    """The page, from memory where it was printed before under the stamp of now.

    `about` names everything besides the framework that the context is made of. A page with a
    message to show is printed for its reader alone.
    """
    if len(get_messages(request)):
        return render(request, template, context())
    stand_in = _StandIn(request)
    key = (stamp.now(replica.alias()), template, about, get_language(), *_described(stand_in))
    page = _pages.get(key, lambda: _print(stand_in, template, context()))
    return _answer(request, page)


def _print(stand_in: HttpRequest, template: str, context: dict[str, Any]) -> Page:
    return Page.of(render_to_string(template, {**context, "csrf_token": GAP}, stand_in))


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    etag = page.etag(request)
    response: HttpResponse
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        response = page.response(request)
        response.headers["ETag"] = page.etag(request)
    response.headers["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Language", "Accept-Encoding"])
    return response


class _StandIn(HttpRequest):
    """Someone at the same address, with the same choice of appearance, signed in or not."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__()
        self.method, self.path, self.path_info = "GET", request.path, request.path_info
        self.resolver_match, self.GET = request.resolver_match, request.GET
        self.META = {
            "HTTP_HOST": request.get_host(),
            "QUERY_STRING": request.META.get("QUERY_STRING", ""),
        }
        theme = request.COOKIES.get("theme", "")
        self.COOKIES = {"theme": theme} if theme in THEMES else {}
        self._scheme = str(request.scheme)
        signed_in = SESSION_KEY in request.session
        self.user: Any = SimpleNamespace(is_authenticated=True) if signed_in else AnonymousUser()

    def _get_scheme(self) -> str:
        return self._scheme


def _described(stand_in: HttpRequest) -> tuple[Hashable, ...]:
    """All there is to know of a stand-in."""
    return (
        stand_in.scheme,
        stand_in.get_host(),
        stand_in.get_full_path(),
        stand_in.COOKIES.get("theme"),
        stand_in.user.is_authenticated,
    )
