"""What `manage.py check --deploy` says besides Django's own: settings that fit one machine only."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as Remark

MAIL = Remark(
    "Mail is written to the log instead of being sent, one-time links and addresses in it. No "
    "address is confirmed: anybody can sign up with anybody's, and learns whether it is taken.",
    hint="Set EMAIL_URL, for example to smtp+tls://user:password@mail.example.org:587.",
    id="careerpath.W001",
)
PROXIES = Remark(
    "Behind a proxy everybody shares its network address, and its 20 failed sign-ins an hour.",
    hint="Set CAREERPATH_TRUSTED_PROXIES to how many proxies of yours stand in front.",
    id="careerpath.W002",
)


@register(Tags.security, deploy=True)
def mail_is_sent(**_: Any) -> list[CheckMessage]:
    """Under https a company serves people: mail has to go somewhere, and not into the log."""
    return [MAIL] if settings.HTTPS and not settings.SENDS_MAIL else []


@register(Tags.security, deploy=True)
def proxies_are_counted(**_: Any) -> list[CheckMessage]:
    """Whoever says that a proxy is in front has to say how many of its addresses to believe."""
    behind = getattr(settings, "SECURE_PROXY_SSL_HEADER", None) is not None
    return [PROXIES] if behind and settings.ALLAUTH_TRUSTED_PROXY_COUNT == 0 else []
