"""What a guest rated becomes theirs when they sign up or in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from assessments import services
from assessments.access import GUEST_ASSESSMENTS


@receiver(user_logged_in)
def claim_guest_assessments(request: HttpRequest, user: Any, **_kwargs: Any) -> None:
    """Hand over what this session started; allauth keeps the session's data across sign-in."""
    public_ids = request.session.pop(GUEST_ASSESSMENTS, []) if hasattr(request, "session") else []
    if public_ids and services.claim(owner=user, public_ids=public_ids):
        messages.success(request, _("What you rated before signing in is in your account now."))
