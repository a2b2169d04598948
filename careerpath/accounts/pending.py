"""A sign-in that stopped half-way goes on only into the account as it was when it stopped.

The password is given and the second factor is not: allauth keeps that in the session for a quarter
of an hour and asks no more who came in by what. Whoever changes their password, an address or a
second factor meanwhile ends it, in whichever browser it waits.
"""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY, clear_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from careerpath.accounts.middleware import ACCOUNT_PAGES
from careerpath.accounts.models import User
from careerpath.accounts.security_log import Event, record

SALT = "careerpath.pending_sign_in"
NOTE = "pending_sign_in"
ALLAUTHS = (LOGIN_SESSION_KEY, AUTHENTICATION_METHODS_SESSION_KEY)


def begin(request: HttpRequest, person: User) -> None:
    """Note what the person signs in with, before anything stops the sign-in."""
    request.session[NOTE] = [person.pk, _ways_into(person)]


def finish(request: HttpRequest) -> None:
    """They are in: a session's own end is Django's."""
    request.session.pop(NOTE, None)


def end_outdated(request: HttpRequest) -> None:
    """End the sign-in that waits in this session, if it began before its account changed."""
    session = request.session
    if not any(key in session for key in ALLAUTHS) or request.user.is_authenticated:
        return
    pk, noted = session.get(NOTE, (0, ""))
    person = User.objects.filter(pk=pk).first()
    if person and constant_time_compare(noted, _ways_into(person)):
        return
    clear_login(request)
    finish(request)
    record(Event.REFUSED, request=request, person=person, reason="sign-in of before a change")
    messages.info(
        request,
        _("Something this account is signed in with has changed meanwhile. Please sign in again."),
    )


def _ways_into(person: User) -> str:
    """All that leads into an account, as one keyed hash: it says nothing where it is kept."""
    addresses = EmailAddress.objects.filter(user=person, verified=True).order_by("email")
    factors = Authenticator.objects.filter(user=person).order_by("pk")
    ways = [
        *(person.password, person.is_active, person.email),
        *addresses.values_list("email", flat=True),
        *factors.values_list("pk", flat=True),
    ]
    return salted_hmac(SALT, repr(ways), algorithm="sha256").hexdigest()


class PendingSignInMiddleware:
    """Looks before each page about an account, the only ones that go on with a sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(ACCOUNT_PAGES):
            end_outdated(request)
        return self.get_response(request)
