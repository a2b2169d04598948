"""The error pages that are more than a template."""

from __future__ import annotations

import re

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# What forms carry along by themselves, and what must not be shown.
UNSEEN = re.compile(r"password|^(csrfmiddlewaretoken|go|next|set_all)$|-seen$")

MOST_READ_OFF = 64 * 1024 * 1024


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old, and give back what was typed so that no word is lost.

    The text is shown to copy, never sent again by itself: a form from another site ends up here
    too, and must not get a button that submits it.
    """
    typed = [
        (name.replace("-", " "), value)
        for name, values in request.POST.lists()
        for value in values
        if value.strip() and not UNSEEN.search(name)
    ]
    return render(request, "403_csrf.html", {"typed": typed, "reason": reason}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request made no sense, or that it was too large to be read."""
    if not isinstance(exception, RequestDataTooBig):
        return render(request, "400.html", status=400)
    # A browser whose request is not read to its end shows an error of its own.
    left = MOST_READ_OFF
    while left > 0 and (piece := request.read(64 * 1024)):
        left -= len(piece)
    return render(request, "413.html", status=413)
