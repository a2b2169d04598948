"""A session is read together with the person it belongs to: one question instead of two.

allauth notes of each sign-in whose it is, and one question follows that note. It only saves the
other: whether the session still holds, and for whom, is decided as ever, by Django. Where there is
no note (a guest, a sign-in stopped half-way), session and person are asked for one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import CharField, DateTimeField, OuterRef, Subquery
from django.utils import timezone

from careerpath.accounts.models import User
from careerpath.errors import NOT_NOW
from careerpath.prepared import Prepared, Slot

PERSON = tuple(field.attname for field in User._meta.concrete_fields)
KEY, NOW = Slot("key", CharField()), Slot("now", DateTimeField())
_valid = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=NOW)
_noted = Prepared(
    UserSession,
    lambda notes: notes.filter(session_key=KEY).values_list(
        Subquery(_valid.values("session_data")), *(f"user__{name}" for name in PERSON)
    ),
)
_alone = Prepared(
    Session,
    lambda sessions: sessions.filter(session_key=KEY, expire_date__gt=NOW).values_list(
        "session_data"
    ),
)
_read: ContextVar[User | None] = ContextVar("person_read_with_the_session", default=None)


class SessionStore(db.SessionStore):
    """Django's, which keeps whoever was read with it."""

    person: User | None = None

    def _get_session_from_db(self) -> Session | None:
        asked = {"key": self.session_key, "now": timezone.now()}
        found = _noted.rows(**asked) or _alone.rows(**asked)
        if not found or found[0][0] is None:  # a note can outlive its session
            self._session_key = None
            return None
        data, *person = found[0]
        self.person = User.from_db("default", PERSON, person) if person else None
        return Session(session_data=data)

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002  # Django's signature
        """Store it; raises UpdateError where it has ended, and NOT_NOW where nothing can be stored.

        Django calls both an ended session: a page that says so, and gives back no words.
        """
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, NOT_NOW):
                raise error.__context__ from None
            raise

    def delete(self, session_key: str | None = None) -> None:
        """End it, in a transaction: all that writes takes turns."""
        with transaction.atomic():
            super().delete(session_key)


@contextmanager
def read_with(session: object) -> Iterator[None]:
    """Within the block, whoever was read with the session need not be asked for again."""
    before = _read.set(getattr(session, "person", None))
    try:
        yield
    finally:
        _read.reset(before)


def person_read(pk: int) -> User | None:
    """The person of this number, if the session came with them."""
    person = _read.get()
    return person if person and person.pk == pk else None
