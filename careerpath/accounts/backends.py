"""Who a person is, by address and password."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.userkit import filter_users_by_email

from careerpath.accounts import session_store
from careerpath.accounts.models import User


class AddressBackend(AuthenticationBackend):
    """Tries every account at an address: the one that confirmed it first, then the others.

    allauth looks only at the confirmed one. Someone who signed up with a foreign address could
    then tell by their second sign-in failing that it belongs to somebody.
    """

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        everyone = filter_users_by_email(email, for_login=True)
        confirmed = filter_users_by_email(email, for_login=True, prefer_verified=True)
        for user in sorted(everyone, key=lambda user: (user not in confirmed, user.pk)):
            if self._check_password(user, password):
                return user  # type: ignore[no-any-return]  # allauth types it as any user
        return None

    def get_user(self, user_id: int) -> User | None:
        """The person of a session: read with it already, or looked up."""
        person = session_store.person_read(user_id)
        if person is None:
            return super().get_user(user_id)  # type: ignore[no-any-return]  # allauth types it as any user
        return person if self.user_can_authenticate(person) else None
