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
    """Hand over what this session started; its data lasts across the sign-in."""
    session = getattr(request, "session", None)
    public_ids = session.pop(GUEST_ASSESSMENTS, []) if session is not None else []
    if not public_ids:
        return
    claimed = services.claim(owner=user, public_ids=public_ids)
    if claimed.taken:
        messages.success(request, _("What you rated before signing in is in your account now."))
    for path in claimed.merged:
        text = _(
            "You had an open assessment on %(path)s already. What you rated before signing in has "
            "been added to it: of each skill the newer rating counts, and the evidence of both "
            "is kept."
        )
        messages.info(request, text % {"path": path})
