"""What happens at the door, one line an event: who came in, who did not, what was changed.

A person appears as a short keyed hash, the same in every line, which only whoever holds the
server's key can tie to an account (`manage.py account_in_log`). No address, no network address, no
words of theirs. What each event is and when it is written: docs/security.md.
"""

from __future__ import annotations

import logging
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from careerpath.accounts.models import User

log = logging.getLogger("careerpath.security")

DIGITS = 16  # 64 bits: among ten million accounts two hardly ever share one


class Event(StrEnum):
    """Everything that is written, in the words the log has."""

    SIGNED_UP = "signed up"
    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    SIGN_IN_FAILED = "sign-in failed"
    SIGN_IN_BLOCKED = "sign-in blocked"
    FACTOR_FAILED = "second factor failed"
    PROVED = "proved who they are"
    PROOF_FAILED = "proof failed"
    PASSWORD_CHANGED = "password changed"  # noqa: S105  # words of the log
    FACTOR_ADDED = "second factor added"
    FACTOR_REMOVED = "second factor removed"
    CODES_RENEWED = "recovery codes renewed"
    ADDRESS_ADDED = "address added"
    ADDRESS_CONFIRMED = "address confirmed"
    ADDRESS_CHANGED = "main address changed"
    ADDRESS_REMOVED = "address removed"
    SESSIONS_ENDED = "sessions ended"
    RIGHTS_CHANGED = "rights changed"
    DATA_EXPORTED = "data exported"
    BROUGHT_OVER = "earlier account brought over"
    ACCOUNT_DELETED = "account deleted"
    RESTORED = "database restored"
    REFUSED = "refused"


WARNINGS = {Event.SIGN_IN_FAILED, Event.SIGN_IN_BLOCKED, Event.FACTOR_FAILED, Event.PROOF_FAILED,
            Event.REFUSED}  # fmt: skip


def pseudonym(kind: str, value: str) -> str:
    """The keyed hash that stands for `value` in the log; `kind` keeps like values apart."""
    return salted_hmac(f"careerpath.security.{kind}", value, algorithm="sha256").hexdigest()[
        :DIGITS
    ]


def account_pseudonym(person: User) -> str:
    """The name of an account in the log."""
    return pseudonym("account", str(person.pk))


def address_pseudonym(address: str) -> str:
    """The name of a typed address in the log, whether or not it has an account."""
    return pseudonym("address", address.strip().lower())


def record(event: Event, *, request: HttpRequest | None, person: User | None = None,
           **facts: Any) -> None:  # fmt: skip
    """Write one line. `facts` are words of ours, numbers and pseudonyms, never what people type.

    Without `person` the line is about whoever the request is signed in as, if anybody.
    """
    whose = person or _signed_in(request)
    line: dict[str, Any] = {"account": account_pseudonym(whose)} if whose else {}
    if request is not None:
        line |= {"session": _session(request), "route": route(request), "method": request.method}
    line = {name: value for name, value in {**line, **facts}.items() if value not in (None, "")}
    level = logging.WARNING if event in WARNINGS else logging.INFO
    log.log(level, event.value, extra={"facts": line})


def route(request: HttpRequest) -> str:
    """The pattern of the address, without the ids in it; empty where there is none."""
    match = request.resolver_match
    return f"/{match.route}" if match else ""


def _session(request: HttpRequest) -> str:
    """A name for the browser session, so that its lines can be put together."""
    session = getattr(request, "session", None)
    key = session.session_key if session is not None else None
    return pseudonym("session", key) if key else ""


def _signed_in(request: HttpRequest | None) -> User | None:
    person: User | AnonymousUser | None = getattr(request, "user", None)
    return person if person is not None and isinstance(person, User) else None
