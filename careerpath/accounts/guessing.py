"""How often somebody may be wrong: counts of tries, kept where every worker sees them.

A browser that is known to an account has counts of its own there. So nobody who guesses at the
account, and nobody who guesses from behind the same network address, uses up its owner's tries.
"""

from __future__ import annotations

from allauth.core.internal.ratelimit import RateLimitUsage, consume
from django.http import HttpRequest
from django.utils.encoding import punycode

from careerpath.accounts import addresses, known_browsers
from careerpath.accounts.models import User


def count_password(request: HttpRequest, email: str) -> RateLimitUsage | None:
    """Count a try at a password; None where there were too many, and nothing is to be looked at.

    Two counts for a stranger, of the account and of where they come from, since allauth's one is
    forgotten when a password is reset.
    """
    if known_browsers.is_any(request):
        number = known_browsers.number_of(request, addresses.find(email).person)
        if number:
            return _count(request, ("login_failed_known", number))
    return _count(request, ("login_failed_from", None), ("login_failed", key_of(email)))


def key_of(email: str) -> str:
    """What tries at an address are counted under.

    Without the host, which allauth puts in: each port would count anew. Not by the account behind
    it: that two addresses are blocked together would tell that one person has both.
    """
    return email.lower()


def count_code(request: HttpRequest, person: User) -> RateLimitUsage | None:
    """Count a try at a code of the second factor; None where there were too many."""
    number = known_browsers.number_of(request, person)
    if number:
        return _count(request, ("code_failed_known", number))
    return _count(request, ("code_failed", str(person.pk)))


def count_mail(request: HttpRequest, action: str, email: str) -> bool:
    """Count a mail to an address; False where there were too many.

    However its domain is spelled: mail goes to one and the same.
    """
    local, _, domain = email.lower().rpartition("@")
    return _count(request, (action, f"{local}@{punycode(domain)}")) is not None


def count_letter(request: HttpRequest) -> bool:
    """Count a reset asked for from a network address; False where there were too many."""
    return _count(request, ("reset_password_unknown", None)) is not None


def _count(request: HttpRequest, *counts: tuple[str, str | None]) -> RateLimitUsage | None:
    """Count under each of them or, where one is full, under none: nothing was guessed then."""
    used = RateLimitUsage([])
    for action, key in counts:
        one = consume(request, app="allauth.account", action=action, key=key)
        if one is None:
            used.rollback()
            return None
        used.usage += one.usage
    return used
