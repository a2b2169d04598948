"""Whole pages kept as they were printed, for everyone whom the same key describes.

A page is printed for a stand-in that has no session and no other cookies, so that nothing of a
person can get into it but what the key names. What differs from browser to browser is put into
gaps each time: the CSRF token, and what the caller names. A browser that shows the page already is
told so (304) as long as neither the page nor what is in its gaps changed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from types import SimpleNamespace
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import get_language

from careerpath.framework.caching.fragments import TOKEN
from careerpath.framework.caching.memory import MemoryOfNow

THEMES = ("light", "dark")
MOST_PAGES = 400  # of some 40 KB
NEW_COOKIE = "CSRF_COOKIE_NEEDS_UPDATE"  # where Django's middleware looks whether to send it


@dataclass(frozen=True, slots=True)
class Page:
    """A printed page, cut where its gaps are: a gap after each part but the last."""

    parts: tuple[bytes, ...]
    gaps: tuple[str, ...]
    digest: str

    @classmethod
    def of(cls, html: str, gaps: Iterable[str]) -> Page:
        """Cut it."""
        cut = re.split(f"({'|'.join(map(re.escape, gaps))})", html)
        parts = tuple(part.encode() for part in cut[::2])
        digest = hashlib.sha256(b"gap".join(parts)).hexdigest()
        return cls(parts, tuple(cut[1::2]), digest)

    def etag(self, secret: str, gaps: Mapping[str, bytes]) -> str:
        """Names the page in a browser with this secret: weak, since compressing changes bytes."""
        name = hashlib.sha256(f"{self.digest} {secret}".encode())
        for value in gaps.values():
            name.update(value)
        return f"W/{quote_etag(name.hexdigest()[:32])}"

    def whole(self, gaps: Mapping[str, bytes]) -> bytes:
        """The page with what belongs into its gaps."""
        filled = [gaps[place] for place in self.gaps]
        return b"".join(chain.from_iterable(zip(self.parts, [*filled, b""], strict=True)))


_pages: MemoryOfNow[Page] = MemoryOfNow(MOST_PAGES)


def cached_page(  # noqa: PLR0913  # each says what may differ between two readers
    request: HttpRequest,
    template: str,
    context: Callable[[], dict[str, Any]],
    *,
    about: Hashable = (),
    gaps: Mapping[str, str] | None = None,
    nameless: tuple[str, str] = ("", ""),
    query: str = "",
    keep: bool = True,
) -> HttpResponse:
    """The page, from memory where it was printed before under the stamp of now.

    `query` is what the page understands of the address's query, in one form; whatever else stands
    there makes no page of its own, or a stranger could fill the memory with them. Where that has no
    bound either, `keep` is off and the page is printed for its reader alone.

    `about` names everything besides the framework that the context is made of but for `gaps`: what
    to put where the context has those texts. Of `nameless` the first is what names a person's thing
    in the address, the second the gap printed in its place. A page with a message to show is
    printed for its reader alone.
    """
    gaps = gaps or {}
    reader = Reader.of(request, *nameless, query=query)
    if len(get_messages(request)) or not keep:
        page = _print(request, template, context(), gaps)
    else:
        stand_in = _StandIn(request, reader, *nameless)
        key = (template, about, reader)
        page = _pages.get(key, lambda: _print(stand_in, template, context(), gaps))
    return _answer(request, page, {place: value.encode() for place, value in gaps.items()})


def _print(
    reader: HttpRequest, template: str, context: dict[str, Any], gaps: Iterable[str]
) -> Page:
    html = render_to_string(template, {**context, "csrf_token": TOKEN}, reader)
    return Page.of(html, [TOKEN, *gaps])


def _answer(request: HttpRequest, page: Page, gaps: dict[str, bytes]) -> HttpResponse:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    etag = page.etag(request.META.get("CSRF_COOKIE", ""), gaps)
    response: HttpResponse
    if etag in known:
        response = HttpResponseNotModified(headers={"ETag": etag})
    else:
        response = _whole(request, page, gaps)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Cookie, Accept-Language, Accept-Encoding"
    return response


def _whole(request: HttpRequest, page: Page, gaps: dict[str, bytes]) -> HttpResponse:
    filled = {TOKEN: _token(request).encode(), **gaps}  # the token makes the secret
    etag = page.etag(request.META["CSRF_COOKIE"], gaps)
    return HttpResponse(page.whole(filled), headers={"ETag": etag})


def _token(request: HttpRequest) -> str:
    """A token for this browser's forms. The cookie it belongs to is sent only where it is new.

    Django would send it along with every token, though a browser that validates gets none either.
    """
    is_new = "CSRF_COOKIE" not in request.META or NEW_COOKIE in request.META
    token = get_token(request)
    request.META[NEW_COOKIE] = is_new
    return token


@dataclass(frozen=True, slots=True)
class Reader:
    """All that a kept page may know of whoever reads it."""

    address: str
    query: str
    language: str
    theme: str
    signed_in: bool

    @classmethod
    def of(
        cls, request: HttpRequest, name: str = "", nobodys: str = "", *, query: str = ""
    ) -> Reader:
        """Who asks; a session that was ended elsewhere is not signed in, whatever it says."""
        theme = request.COOKIES.get("theme", "")
        return cls(
            address=_nameless(request.path, name, nobodys),
            query=query,
            language=get_language() or "",
            theme=theme if theme in THEMES else "",
            signed_in=SESSION_KEY in request.session and request.user.is_authenticated,
        )


def _nameless(address: str, name: str, nobodys: str) -> str:
    return address.replace(name, nobodys) if name else address


class _StandIn(HttpRequest):
    """Someone of whom nothing is known but what a Reader says."""

    def __init__(
        self, request: HttpRequest, reader: Reader, name: str = "", nobodys: str = ""
    ) -> None:
        super().__init__()
        self.method, self.resolver_match = "GET", request.resolver_match
        self.path = reader.address
        self.path_info = _nameless(request.path_info, name, nobodys)
        self.META = {"QUERY_STRING": reader.query}
        self.COOKIES = {"theme": reader.theme} if reader.theme else {}
        signed_in = SimpleNamespace(is_authenticated=True)
        self.user: Any = signed_in if reader.signed_in else AnonymousUser()
