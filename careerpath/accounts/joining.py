"""An account that once shared an address with this one, and what is in it."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.dispatch import Signal

from careerpath.accounts import sessions
from careerpath.accounts.models import User

brought_over = Signal()
"""Sent with `person` and `earlier`: what is the earlier one's is the person's from now on."""


def bring_over(*, person: User, earlier: User) -> None:
    """Give a person everything of an account of theirs that was set aside.

    That one stays behind, empty and without a way in: deleting it would count as an erasure, and
    restoring a backup from before would then take the words along.
    """
    with transaction.atomic():
        brought_over.send(User, person=person, earlier=earlier)
        EmailAddress.objects.filter(user=earlier).delete()
        Authenticator.objects.filter(user=earlier).delete()
        earlier.set_unusable_password()
        earlier.save(update_fields=["password"])
        sessions.end_all(earlier)
