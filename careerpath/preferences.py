"""How a browser wants to be shown the pages.

In its language, light, dark or as its system, and with what the five points mean open or closed.
"""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

THEME_COOKIE = "theme"
SCALE_COOKIE, CLOSED = "scale", "closed"
A_YEAR = 365 * 24 * 60 * 60


class ThemeForm(forms.Form):
    """The three buttons in the footer."""

    theme = forms.ChoiceField(choices=[(name, name) for name in ("system", "light", "dark")])
    next = forms.CharField(required=False)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the choice in a cookie, so that the server paints the right colours at once."""
    form = ThemeForm(request.POST)
    if not form.is_valid():
        raise BadRequest("The appearance must be system, light or dark.")
    response = HttpResponseRedirect(_safe(request, form.cleaned_data["next"]))
    if form.cleaned_data["theme"] == "system":
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    else:
        _keep(response, THEME_COOKIE, form.cleaned_data["theme"])
    return response


def scale_is_closed(request: HttpRequest) -> bool:
    """Whether what the five points mean was closed in this browser."""
    return request.COOKIES.get(SCALE_COOKIE) == CLOSED


def close_scale(response: HttpResponse) -> None:
    """What the five points mean was read: it stays closed in this browser."""
    _keep(response, SCALE_COOKIE, CLOSED)


def _keep(response: HttpResponse, cookie: str, choice: str) -> None:
    response.set_cookie(
        cookie, choice, max_age=A_YEAR, secure=settings.HTTPS, httponly=True, samesite="Lax"
    )


def _safe(request: HttpRequest, address: str) -> str:
    """The page to go back to, if it is one of ours; else home."""
    ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if ours else reverse("framework:home")


urlpatterns = [
    path("theme/", theme, name="theme"),
    path("language/", require_POST(set_language), name="language"),
]
