"""What the link of a reset proves."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.tokens import PasswordResetTokenGenerator

from careerpath.accounts.models import User


class ResetTokens(PasswordResetTokenGenerator):
    """Django's, spent by every change of the account's addresses too.

    allauth has the like, but asks the database another number of things for nobody than for
    somebody, and the time of that would tell.
    """

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        mine = EmailAddress.objects.filter(user_id=user.pk).values_list("email", flat=True)
        return super()._make_hash_value(user, timestamp) + "|".join(sorted({user.email, *mine}))
