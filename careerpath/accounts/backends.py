"""Who a person is, by address and password."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from careerpath.accounts import addresses, session_store
from careerpath.accounts.models import User


class AddressBackend(AuthenticationBackend):
    """Looks for one account, and compares one password whether there is one or not.

    allauth compares each account that has the address, confirmed or only added: their number, and
    whose they are, could be told by the time it takes.
    """

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        found: User | None = self._check_password(addresses.find(email).person, password)
        return found

    def get_user(self, user_id: int) -> User | None:
        """The person of a session: read with it already, or looked up."""
        person = session_store.person_read(user_id)
        if person is None:
            return super().get_user(user_id)  # type: ignore[no-any-return]  # allauth types it as any user
        return person if self.user_can_authenticate(person) else None
