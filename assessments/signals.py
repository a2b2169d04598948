"""What was rated outlasts who signs in and out in a browser, and accounts that become one."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from assessments import guests, services
from careerpath.accounts.joining import brought_over


@receiver(user_logged_out)
def keep_what_is_somebody_elses(request: HttpRequest, **_kwargs: Any) -> None:
    """The session ends with signing out; what is not this person's is there for the next guest."""
    if getattr(request, "session", None) is not None:
        guests.take_along(request)


@receiver(brought_over)
def take_over_an_earlier_account(person: Any, earlier: Any, **_kwargs: Any) -> None:
    """Hand over what an account of theirs from before holds; like a guest's, open ones merge."""
    services.take_over(owner=person, earlier=earlier)
