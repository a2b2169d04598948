"""The least a page for a signed-in person can cost: session, user, five lines of template."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.floor_settings"
application = get_wsgi_application()

FIVE_LINES = engines["django"].from_string("""<!DOCTYPE html>
<html lang="en">
<title>Floor</title>
<p>{{ user.email }}</p>
</html>
""")


def floor(request: HttpRequest) -> HttpResponse:
    """The page."""
    return HttpResponse(FIVE_LINES.render({"user": request.user}, request))


urlpatterns = [path("", floor)]
