"""Whose an address is: one account's, and it gives nothing to anyone but who proves it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from careerpath.accounts import sessions
from careerpath.accounts.models import User
from careerpath.accounts.security_log import Event, address_pseudonym, record

# Accounts from when several could have one address; the reserved ending gets no mail, ever.
SET_ASIDE = "@set-aside.invalid"

_confirmed = EmailAddress.objects.filter(verified=True)


@dataclass(frozen=True)
class Found:
    """The account an address leads to, if any, and whether that account ever proved one."""

    person: User | None
    confirmed: bool


def find(email: str) -> Found:
    """The account that confirmed the address, else the one that uses it and has confirmed none.

    Two questions, always: how long it takes says nothing of what is there.
    """
    email = User.objects.normalize_email(email)
    held = User.objects.filter(emailaddress__email=email, emailaddress__verified=True).first()
    proven = Exists(_confirmed.filter(user=OuterRef("pk")))
    used = User.objects.filter(~proven, email=email).first()
    if held:
        return Found(held, confirmed=True)
    if used:
        return Found(used, confirmed=False)
    return Found(None, confirmed=False)


def is_confirmed(person: User) -> bool:
    """Whether an account proved any of its addresses."""
    return bool(_confirmed.filter(user=person).exists())


@dataclass(frozen=True)
class Ended:
    """What led into an account before its address was proven, and does no more."""

    sessions: int = 0
    factors: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    def record(self, request: HttpRequest, person: User) -> None:
        """Write it into the security log."""
        for kind in self.factors:
            record(Event.FACTOR_REMOVED, request=request, person=person, kind=kind)
        for email in self.addresses:
            address = address_pseudonym(email)
            record(Event.ADDRESS_REMOVED, request=request, person=person, address=address)
        if self.sessions:
            record(Event.SESSIONS_ENDED, request=request, person=person, count=self.sessions)


@dataclass(frozen=True)
class Begun:
    """Whose an address is from now on, and what ended with that."""

    person: User
    is_new: bool
    ended: Ended = Ended()


def prove(*, email: str, password: str) -> Begun | None:
    """Give the address to who followed the link in its mail, with a password of their own.

    It becomes a new account, or the one that was made with it and never proved it: all that led
    into that one ends. None where somebody has confirmed it meanwhile.
    """
    email = User.objects.normalize_email(email)
    with contextlib.suppress(IntegrityError), transaction.atomic():
        person = User.objects.select_for_update().filter(email=email).first()
        if person and is_confirmed(person):
            _use_a_confirmed_one(person)
            person = None
        if find(email).confirmed:
            return None
        if person is None:
            return Begun(_new_account(email, password), is_new=True)
        ended = confirm_alone(person)
        person.set_password(password)
        person.save(update_fields=["password"])
        return Begun(person, is_new=False, ended=ended)
    return None  # two at the same moment: the other was first


def _new_account(email: str, password: str) -> User:
    person = User.objects.create_user(email, password)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def confirm_alone(person: User) -> Ended:
    """Make the main address of an account the confirmed one, and end every other way into it."""
    others = EmailAddress.objects.filter(user=person).exclude(email=person.email)
    factors = Authenticator.objects.filter(user=person)
    ended = Ended(
        sessions=sessions.end_all(person),
        factors=tuple(factors.values_list("type", flat=True)),
        addresses=tuple(others.values_list("email", flat=True)),
    )
    others.delete()
    factors.delete()
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
    return ended


def make_way(address: EmailAddress) -> None:
    """Before an account confirms one more address: whoever only uses it, unproven, steps aside."""
    person = User.objects.filter(email=address.email).exclude(pk=address.user_id).first()
    if person is None:
        return
    if is_confirmed(person):
        _use_a_confirmed_one(person)
        return
    EmailAddress.objects.get_or_create(user=person, email=person.email)
    person.email = f"{person.pk}{SET_ASIDE}"
    person.save(update_fields=["email"])
    sessions.end_all(person)


def _use_a_confirmed_one(person: User) -> None:
    """Name an account by an address it has confirmed instead of one it has not."""
    address = _confirmed.filter(user=person).order_by("-primary", "pk")[0]
    address.set_as_primary()
    person.email = address.email


def earlier_accounts(person: User) -> QuerySet[User]:
    """Accounts set aside that were made with an address which is this person's now."""
    mine = _confirmed.filter(user=person).values("email")
    at_mine = EmailAddress.objects.filter(Q(email__in=mine) | Q(email=person.email))
    return User.objects.filter(
        email__endswith=SET_ASIDE, pk__in=at_mine.exclude(user=person).values("user")
    ).order_by("date_joined", "pk")
