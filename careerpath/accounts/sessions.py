"""How long somebody stays signed in, and ending it from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.utils import timezone

from careerpath.accounts.models import User


def limit(session: SessionBase, person: User) -> None:
    """Let the session end at a fixed time from now, however much it is used until then.

    Editors can change what everybody is asked: theirs is the shorter one.
    """
    lasts = settings.EDITOR_SESSION if person.is_staff else settings.PERSON_SESSION
    session.set_expiry(timezone.now() + lasts)


def end_all(person: User) -> int:
    """Sign a person out everywhere, at once and on every host; returns of how many browsers."""
    sign_ins = list(UserSession.objects.filter(user=person))
    for sign_in in sign_ins:
        sign_in.end()
    return len(sign_ins)


def end_everybodys() -> int:
    """Sign everybody out, guests and half-way sign-ins too; returns how many sessions ended."""
    ended: int = Session.objects.count()
    Session.objects.all().delete()
    UserSession.objects.all().delete()
    return ended


def keys_of(person: User) -> set[str]:
    """The keys of every session that knows a person."""
    sign_ins = UserSession.objects.filter(user=person).values_list("session_key", flat=True)
    return {*sign_ins, *_keys_naming(person)}


def _keys_naming(person: User) -> Iterator[str]:
    """The keys of sessions that know a person, sign-ins stopped half-way too.

    It reads them all, which a deletion is worth.
    """
    for session in Session.objects.iterator():
        known = session.get_decoded()
        ids = (known.get("_auth_user_id"), known.get("account_authentication_methods_user"))
        if str(person.pk) in ids:
            yield session.session_key


def store() -> type[SessionBase]:
    """The kind of session the settings name."""
    kind: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
    return kind


def renew(session: SessionBase) -> None:
    """Give a session another key, as signing in does: one known from before is worthless."""
    before = session.session_key
    session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=session.session_key)
