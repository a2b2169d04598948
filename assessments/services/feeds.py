"""The private address under which a plan can be read as a calendar."""

from __future__ import annotations

import hashlib
import secrets

from assessments.models import DevelopmentPlan

SECRET_BYTES = 32


def make_feed(*, plan: DevelopmentPlan, language: str) -> str:
    """A new secret for the address; the one before leads nowhere from now on.

    Only its digest is stored: nobody who reads the database can read the plan by it.
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    rows = DevelopmentPlan.objects.filter(pk=plan.pk)
    rows.update(feed_digest=digest(secret), feed_language=language)
    return secret


def stop_feed(*, plan: DevelopmentPlan) -> None:
    """Let the address lead nowhere."""
    DevelopmentPlan.objects.filter(pk=plan.pk).update(feed_digest="", feed_language="")


def digest(secret: str) -> str:
    """What is stored of it. It is looked up whole, so how long that takes says nothing of it."""
    return hashlib.sha256(secret.encode()).hexdigest()
