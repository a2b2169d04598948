"""The framework as anyone can read it, with no account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careerpath.framework.models import CareerPath


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, and the paths one can take."""
    return render(request, "framework/home.html", {"paths": CareerPath.objects.published()})
