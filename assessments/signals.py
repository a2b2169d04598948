"""What a guest left in a browser outlasts others who sign in and out there."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from assessments import guests


@receiver(user_logged_out)
def keep_what_is_somebody_elses(request: HttpRequest, **_kwargs: Any) -> None:
    """The session ends with signing out; what is not this person's is there for the next guest."""
    if getattr(request, "session", None) is not None:
        guests.take_along(request)
