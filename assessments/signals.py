"""What was rated outlasts who signs in and out in a browser, and accounts that become one."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from assessments import guest_session, services
from careerpath.accounts.joining import brought_over


@receiver(user_logged_in)
def keep_what_may_be_somebody_elses(request: HttpRequest, **_kwargs: Any) -> None:
    """From here on the session ends with the sign-in, and a guest's work must not."""
    if getattr(request, "session", None) is not None:
        guest_session.keep(request)


@receiver(brought_over)
def take_over_an_earlier_account(person: Any, earlier: Any, **_kwargs: Any) -> None:
    """Hand over what an account of theirs from before holds; like a guest's, open ones merge."""
    services.take_over(owner=person, earlier=earlier)
