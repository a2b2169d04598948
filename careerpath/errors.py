"""The error pages that are more than a template."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# What forms carry along by themselves, and what must not be shown.
UNSEEN = re.compile(r"password|^(csrfmiddlewaretoken|go|next|set_all)$|-seen$")


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
