"""The error pages that are more than a template."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any
from urllib.parse import unquote_plus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from careerpath.accounts.kept_forms import fields_of
from careerpath.bounds import MOST_BYTES, MOST_FIELDS
from careerpath.field_labels import FieldLabels, is_typed

# What forms carry along by themselves, and what must not be shown.
MOST_READ_OFF = 64 * 1024 * 1024
MOST_GIVEN_BACK = MOST_BYTES
MOST_FIELDS_READ = 2 * MOST_FIELDS

NOT_NOW = (OperationalError, InterfaceError, InternalError)
"""What a database raises that is away, locked, full or may only be read: nothing wrong with us."""


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler of what nobody caught: 503 where the database can't, 500 where it is us.

    Either way what was typed comes back. Neither page asks the database or the session anything.
    """
    if isinstance(sys.exc_info()[1], NOT_NOW):
        return busy(request)
    if _posted(request):
        return _with_words(request, status=500)
    return HttpResponse(render_to_string("500.html"), status=500)


def busy(request: HttpRequest) -> HttpResponse:
    """Say that it can't be done now, and give back what was typed."""
    with translation.override(translation.get_language_from_request(request)):
        return _with_words(request, status=503)


def _with_words(request: HttpRequest, *, status: int) -> HttpResponse:
    """The words in a form that sends them again, once it is known that they came from our own."""
    words = _posted(request)
    labels = FieldLabels(request, words)
    seen = [(name, labels[name], value) for name, value in words if is_typed(name, value)]
    is_ours = getattr(request, "csrf_processing_done", False)
    complete = not request.FILES and not any("password" in name for name, _ in words)
    again = request.get_full_path() if words and is_ours and complete else ""
    hidden = [(name, value) for name, value in words if not is_typed(name, value)]
    hidden = [("csrfmiddlewaretoken", get_token(request)), *hidden] if again else []
    context = {"typed": seen, "hidden": hidden, "again": again, "here": request.path}
    context["posted"] = request.method == "POST"
    page = render_to_string("503.html", context)
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    """What was posted, in its order, but for the token; nothing where it could not be read."""
    if request.method != "POST":
        return []
    with contextlib.suppress(OSError):
        return [
            (name, str(value))
            for name, values in request.POST.lists()
            for value in values
            if name != "csrfmiddlewaretoken"
        ]
    return []


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old, and give back what was typed so that no word is lost.

    The text is shown to copy. A form from another site ends up here too, and must not get a button
    that submits it: there is one only where the browser says that the form was on a page of ours.
    The script of such a page gets the browser's token, as any page it opened now would have it.
    """
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if ours and request.headers.get("HX-Request"):
        headers = {"X-CSRFToken": get_token(request), "Cache-Control": "no-store"}
        return HttpResponse(status=403, headers=headers)
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    again = fields_of(request) if ours else []
    context = {"typed": _words(request, pairs), "reason": reason, "again": again}
    return render(request, "403_csrf.html", context, status=403)


class WholeRequestMiddleware:
    """Reads a form in one piece before anything asks for its fields.

    What is too large, in fields, bytes or a file, is then refused while its words are still there;
    Django's parser of forms of many parts forgets what it has read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Raises RequestDataTooBig; one that was cut off is met where its fields are asked for."""
        if request.method == "POST":
            with contextlib.suppress(UnreadablePostError):
                _ = request.body


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request made no sense, or that it was too large, with what was typed in it."""
    if isinstance(exception, TooManyFieldsSent):
        return _too_large(request, request.body, whole=True)
    if isinstance(exception, RequestDataTooBig):
        return _too_large(request, *_read_off(request))
    return render(request, "400.html", status=400)


def _read_off(request: HttpRequest) -> tuple[bytes, bool]:
    """What was sent, as far as it is kept, and whether that is all of it.

    It is read on all the same: a browser that is not heard out shows its own error.
    """
    kept, size = [], 0
    while size < MOST_READ_OFF and (piece := request.read(64 * 1024)):
        size += len(piece)
        if size <= MOST_GIVEN_BACK:
            kept.append(piece)
    return b"".join(kept), size <= MOST_GIVEN_BACK


def _too_large(request: HttpRequest, body: bytes, whole: bool) -> HttpResponse:  # noqa: FBT001  # as _read_off says it
    """The words of a form come back to be copied; those of a file are where it is."""
    read = _parts if request.content_type == "multipart/form-data" else _pairs
    # As many fields as there are words for: whoever sends more typed none of it.
    pairs = list(islice(read(request, body), MOST_FIELDS_READ + 1))
    whole = whole and len(pairs) <= MOST_FIELDS_READ
    typed = _words(request, [pair for pair in pairs[:MOST_FIELDS_READ] if len(pair[1]) > 1])
    return render(request, "413.html", {"typed": typed, "whole": whole}, status=413)


def _pairs(request: HttpRequest, body: bytes) -> Iterator[tuple[str, str]]:
    """Names and values of a form, one after the other; nothing of what is no form."""
    if request.content_type != "application/x-www-form-urlencoded":
        return
    for found in re.finditer(r"[^&]+", body.decode("ascii", errors="ignore")):
        name, _, value = found.group().partition("=")
        yield unquote_plus(name), unquote_plus(value)


def _parts(request: HttpRequest, body: bytes) -> Iterator[tuple[str, str]]:
    """The same of a form of many parts, without its files."""
    boundary = (request.content_params or {}).get("boundary", "").encode()
    for found in body.split(b"--" + boundary) if boundary else ():
        head, _, value = found.partition(b"\r\n\r\n")
        name = re.search(rb'; name="([^"]*)"', head)
        if name and b"; filename" not in head:
            yield (
                name[1].decode(errors="replace"),
                value.removesuffix(b"\r\n").decode(errors="replace"),
            )


def _words(request: HttpRequest, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What of a form somebody typed, each field as its page calls it."""
    labels = FieldLabels(request, pairs)
    return [(labels[name], value) for name, value in pairs if is_typed(name, value)]
