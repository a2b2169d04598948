"""From what Django and allauth tell: the security log, limits of new sessions, erasures."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from careerpath.accounts import addresses, erasures, known_browsers, sessions
from careerpath.accounts.models import User
from careerpath.accounts.security_log import Event, account_pseudonym, address_pseudonym, record


@receiver(auth.user_logged_in)
def on_sign_in(request: HttpRequest, user: User, **_: Any) -> None:
    """Somebody is in; how they showed who they are stands in the session by now."""
    sessions.limit(request.session, user)
    known_browsers.remember(request, user)
    record(Event.SIGNED_IN, request=request, person=user, how=_how(request, user),
           address=address_pseudonym(user.email))  # fmt: skip


def _how(request: HttpRequest, user: User) -> list[str]:
    """The ways shown, oldest first: password, totp, recovery_codes, webauthn."""
    said = get_authentication_records(request, user)
    return [str(one.get("type", one["method"])) for one in said if not one.get("reauthenticated")]


@receiver(auth.user_logged_out)
def on_sign_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    """Somebody left; with the account itself gone, that was written already."""
    request.signed_out = True  # type: ignore[attr-defined]  # read by the middleware beside this
    if user is not None and user.pk is not None:
        record(Event.SIGNED_OUT, request=request, person=user)


@receiver(auth.user_login_failed)
def on_failed_sign_in(
    credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any
) -> None:
    """An address and a password that don't go together; no look-up, its time would tell."""
    typed = address_pseudonym(str(credentials.get("email", "")))
    record(Event.SIGN_IN_FAILED, request=request, address=typed)


@receiver(account.user_signed_up)
def on_sign_up(request: HttpRequest, user: User, **_: Any) -> None:
    """A new account."""
    record(Event.SIGNED_UP, request=request, person=user)


@receiver(post_save, sender=User)
def on_account_made_with_rights(instance: User, *, created: bool, **_: Any) -> None:
    """An editor or superuser made on the command line; in admin rights are only changed."""
    if created and instance.is_staff:
        record(
            Event.RIGHTS_CHANGED,
            request=None,
            about=account_pseudonym(instance),
            is_staff=True,
            is_superuser=instance.is_superuser,
        )


@receiver(post_delete, sender=User)
def on_account_gone(instance: User, **_: Any) -> None:
    """Whoever deleted it, and how: no backup is to bring it back."""
    erasures.note(instance)


@receiver([account.password_set, account.password_changed, account.password_reset])
def on_password(request: HttpRequest, user: User, **_: Any) -> None:
    """A new password; every other session of the account ends with it, and browsers it knew."""
    known_browsers.remember(request, user)
    record(Event.PASSWORD_CHANGED, request=request, person=user)


@receiver(account.password_reset)
def on_reset(request: HttpRequest, user: User, **_: Any) -> None:
    """A link from before the upgrade may reset an account that never proved its address."""
    if not addresses.is_confirmed(user):
        addresses.confirm_alone(user).record(request, user)


@receiver(account.email_added)
def on_address_added(
    request: HttpRequest, user: User, email_address: EmailAddress, **_: Any
) -> None:
    """One more address."""
    _address(Event.ADDRESS_ADDED, request, user, email_address)


@receiver(account.email_removed)
def on_address_removed(
    request: HttpRequest, user: User, email_address: EmailAddress, **_: Any
) -> None:
    """One address less."""
    _address(Event.ADDRESS_REMOVED, request, user, email_address)


@receiver(account.email_changed)
def on_address_changed(
    request: HttpRequest, user: User, to_email_address: EmailAddress, **_: Any
) -> None:
    """Another address is the main one: the one to sign in with."""
    _address(Event.ADDRESS_CHANGED, request, user, to_email_address)


@receiver(account.email_confirmed)
def on_address_confirmed(request: HttpRequest, email_address: EmailAddress, **_: Any) -> None:
    """An address is known to be theirs, from here on the only account that has it."""
    _address(Event.ADDRESS_CONFIRMED, request, email_address.user, email_address)


def _address(event: Event, request: HttpRequest, user: User, address: EmailAddress) -> None:
    record(event, request=request, person=user, address=address_pseudonym(address.email))


@receiver(factors.authenticator_added)
def on_factor_added(
    request: HttpRequest, user: User, authenticator: Authenticator, **_: Any
) -> None:
    """A new app, key or set of codes."""
    record(Event.FACTOR_ADDED, request=request, person=user, kind=authenticator.type)


@receiver(factors.authenticator_removed)
def on_factor_removed(
    request: HttpRequest, user: User, authenticator: Authenticator, **_: Any
) -> None:
    """An app, key or set of codes is gone."""
    record(Event.FACTOR_REMOVED, request=request, person=user, kind=authenticator.type)


@receiver(factors.authenticator_reset)
def on_codes_renewed(request: HttpRequest, user: User, **_: Any) -> None:
    """New recovery codes; the old ones no longer work."""
    record(Event.CODES_RENEWED, request=request, person=user)


@receiver(account.authentication_step_completed)
def on_proof(
    request: HttpRequest, user: User, method: str, *, reauthenticated: bool = False, **_: Any
) -> None:
    """Somebody who is in showed once more who they are, to change what one signs in with."""
    if reauthenticated:
        sessions.renew(request.session)
        record(Event.PROVED, request=request, person=user, how=[method])
