"""Browsers that somebody has signed in with: what others guess does not count against them.

A cookie names the account by a keyed hash and the browser by a number that its own failures are
counted under. It signs nobody in, and a stolen one guesses as slowly as any stranger. A new
password makes all of them unknown, but for the browser it was chosen in.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from careerpath.accounts.models import User

SALT = "careerpath.known_browser"
AGE = 60 * 60 * 24 * 365  # seconds
MOST = 5  # accounts that one browser is known to; the oldest is forgotten


def is_any(request: HttpRequest) -> bool:
    """Whether anybody at all has signed in with this browser."""
    return bool(_read(request))


def number_of(request: HttpRequest, person: User | None) -> str:
    """The number of a browser that this account has signed in with; empty for any other."""
    if person is None:
        return ""
    known = _read(request)
    names = [_name(person, secret) for secret in _secrets()]
    found = (n for name in names for k, n in known.items() if constant_time_compare(name, k))
    return next(found, "")


def remember(request: HttpRequest, person: User) -> None:
    """Let the answer to this request make its browser a known one, under a new number."""
    known = _read(request)
    newest = {_name(person, settings.SECRET_KEY): secrets.token_urlsafe(12)}
    others = {name: number for name, number in known.items() if name not in newest}
    request.known_browser = dict([*others.items()][1 - MOST :]) | newest  # type: ignore[attr-defined]  # read below


class KnownBrowserMiddleware:
    """Gives the cookie to a browser in which somebody has just shown who they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        known = getattr(request, "known_browser", None)
        if known:
            response.set_cookie(
                settings.KNOWN_BROWSER_COOKIE_NAME,
                signing.dumps(known, salt=SALT),
                max_age=AGE,
                secure=settings.HTTPS,
                httponly=True,
                samesite="Lax",
            )
        return response


def _read(request: HttpRequest) -> dict[str, str]:
    """Name of an account to the browser's number; nothing from a forged cookie or an old one."""
    cookie = request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE_NAME, "")
    try:
        known: dict[str, str] = signing.loads(cookie, salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return {}
    return known


def _secrets() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _name(person: User, secret: str) -> str:
    """An account in a cookie; another one after each new password."""
    said = f"{person.pk} {person.password}"
    return salted_hmac(SALT, said, secret=secret, algorithm="sha256").hexdigest()[:32]
