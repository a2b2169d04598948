"""How allauth treats our people; the one place where it is told to do otherwise."""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerpath.accounts import addresses, guessing, mails, pending
from careerpath.accounts.models import User
from careerpath.accounts.security_log import Event, address_pseudonym, record

ADDED = "account/email/email_confirm"  # allauth's name; a mail to the main address


def public_url(address: str) -> str:
    """The same page at the address people reach the app at (CAREERPATH_URL)."""
    return urlsplit(address)._replace(scheme=settings.SCHEME, netloc=settings.HOST).geturl()


class AccountAdapter(DefaultAccountAdapter):
    """Counts failures, chooses mails and words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is switched off."),
        "duplicate_email": _("This address is already one of yours."),
        "email_taken": _("There is an account with this address already. Sign in instead."),
        "unknown_email": _("There is no account with this address."),
        "email_password_mismatch": _(
            "The address and the password don't belong together. "
            "Check both, or choose a new password."
        ),
        "incorrect_password": _("This is not your password."),
        "wrong_password_of_before": _("This is not the password of that account."),
        "enter_current_password": _("This is not your password."),
        "max_email_addresses": _("You can have at most %d addresses. Remove one first."),
        "too_many_login_attempts": _(
            "Too many failed attempts. Choose a new password, sign in with a passkey or in a "
            "browser you have signed in with before, or wait an hour."
        ),
        "rate_limited": _("Too many attempts. Wait an hour, then try again."),
    }

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Before anything can stop the sign-in: a later change of the account ends it."""
        pending.begin(request, user)
        return super().pre_login(request, user, **kwargs)  # type: ignore[no-any-return]  # allauth's are not typed

    def login(self, request: HttpRequest, user: User) -> None:
        """Nothing stopped it, or no more."""
        super().login(request, user)
        pending.finish(request)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Greet someone new."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if kwargs["signup"]:
            context = {"email": user.email, "sends_mail": settings.SENDS_MAIL}
            self.add_message(request, messages.INFO, "account/messages/welcome.txt", context)
        return response

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try, which a right password takes back; refuse one too many."""
        email = str(credentials.get("email", ""))
        self._login_failed_rl_usage = guessing.count_password(request, email)
        if self._login_failed_rl_usage is None:
            record(Event.SIGN_IN_BLOCKED, request=request, address=address_pseudonym(email))
            raise self.validation_error("too_many_login_attempts")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ARG002  # allauth's signature
        """What a reset, which proves the address, takes back."""
        return guessing.key_of(str(credentials.get("email", "")))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002  # allauth's signature
        """Back to the account: the form is done with."""
        return reverse("accounts:account")

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """The ways to prove who one is, in words of ours: the package's German is formal."""
        words = {
            "reauthenticate": gettext("Use your password"),
            "mfa_reauthenticate": gettext("Use the authenticator app or a recovery code"),
            "mfa_reauthenticate:webauthn": gettext("Use a passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": words[method["id"]]} for method in methods]

    def reauthenticate(self, user: User, password: str) -> bool:
        """Check the password of a person who is signed in.

        It has its own limit (per person), so that strangers who use up the attempts of an account
        don't lock its owner out of what is open.
        """
        right = user.check_password(password)
        if not right:
            record(Event.PROOF_FAILED, request=context.request, person=user)
        return right

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """A mail with every link to the public address, whatever host the request named.

        Of a Host header only the name is checked: its port could lead to somebody else's server.
        One whose link runs out says when, so that it is not sent after.
        """
        if template_prefix in mails.WITH_RESET:
            until = timezone.now() + dt.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
            headers = {**(headers or {}), "Expires": format_datetime(until)}
        links = {
            name: public_url(str(value)) for name, value in context.items() if name.endswith("_url")
        }
        more = {"home_url": public_url("/"), "home_host": settings.HOST}
        made: EmailMessage = super().render_mail(
            template_prefix, email, context | links | more, headers
        )
        return made

    def send_confirmation_mail(
        self,
        request: HttpRequest,
        emailconfirmation: EmailConfirmationHMAC,
        signup: bool,  # noqa: ARG002, FBT001  # allauth's signature
    ) -> None:
        """Ask to confirm an address; where it belongs to somebody, tell them instead.

        Who is signed in and adds one confirms it signed in. Who is not yet gets the link that makes
        the account theirs.
        """
        address = emailconfirmation.email_address
        if request.user.is_authenticated and request.user.pk == address.user_id:
            mails.send_added(request, emailconfirmation)
        else:
            mails.send_way_in(request, address.email, mails.SIGN_UP)

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """Never the last proven one: whoever proves another one would get all that is in there."""
        proven = EmailAddress.objects.filter(user=email_address.user_id, verified=True)
        if email_address.verified and not proven.exclude(pk=email_address.pk).exists():
            return False
        return bool(super().can_delete_email(email_address))

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm one more address; an account that only used it, unproven, makes way.

        The main address is told, as of every change: this one leads in as well from now on.
        """
        with transaction.atomic():
            if email_address.can_set_verified():
                addresses.make_way(email_address)
            done = bool(super().confirm_email(request, email_address))
            if done:
                added = {"added_email": email_address.email}
                self.send_notification_mail(ADDED, email_address.user, added)
            return done

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell a person about a change; only at a confirmed address, others may not be theirs."""
        to = email or EmailAddress.objects.get_primary_email(user)
        if to and EmailAddress.objects.filter(user=user, email=to.lower(), verified=True).exists():
            super().send_notification_mail(template_prefix, user, context, to)


class SignInsAdapter(DefaultUserSessionsAdapter):
    """Ends sign-ins on other devices."""

    def end_sessions(self, sessions: list[UserSession]) -> None:
        """End them, and say so in the security log; a thief with an open session can't."""
        raise_if_reauthentication_required(context.request, app="allauth.usersessions")
        super().end_sessions(sessions)
        record(Event.SESSIONS_ENDED, request=context.request, count=len(sessions))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Words for second factors and passkeys."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This is not right. Use the newest code, or the key you set up here."),
        "too_many_codes": _(
            "Too many wrong codes. Use a passkey or a browser you have signed in with before, or "
            "wait an hour."
        ),
    }

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002  # allauth's name
        """Passkey, Passkey 2, Passkey 3."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey") if number == 1 else f"{gettext('Passkey')} {number}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What the browser shows when it asks for a passkey: our name, not only the host."""
        return {**super().get_public_key_credential_rp_entity(), "name": "careerpath"}
