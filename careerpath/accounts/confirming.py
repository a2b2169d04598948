"""Where the link of a mail leads: to an account, always, and never into somebody else's."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import EmailConfirmationHMAC, Login
from allauth.account.utils import complete_signup
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from careerpath.accounts import addresses
from careerpath.accounts.forms import SIGNING_UP, FirstPasswordForm
from careerpath.accounts.mails import Link
from careerpath.accounts.security_log import Event, address_pseudonym, record

PAGE = "account/email_confirm.html"


@sensitive_post_parameters("password1")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm_address(request: HttpRequest, key: str) -> HttpResponse:
    """Confirm one more address of who is signed in, or begin an account with a password."""
    if added := EmailConfirmationHMAC.from_key(key):
        if added.email_address.user_id == request.user.pk:
            return _confirm_one_more(request, added)
        if addresses.is_confirmed(added.email_address.user):
            return render(request, PAGE, {"state": "theirs", "email": added.email_address.email})
        link: Link | None = Link(added.email_address.email)
    else:
        link = Link.read(key)
    if link is None:
        status = 404 if request.method == "POST" else 200
        return render(request, PAGE, {"state": "gone"}, status=status)
    return _begin(request, link.email)


def _confirm_one_more(request: HttpRequest, added: EmailConfirmationHMAC) -> HttpResponse:
    """Signed in and with the mail at hand: both are the same person's."""
    address = added.email_address
    if not address.can_set_verified():
        return render(request, PAGE, {"state": "taken", "email": address.email})
    if request.method == "POST":
        added.confirm(request)
        return redirect(get_adapter().get_email_verification_redirect_url(address))
    return render(request, PAGE, {"state": "one more", "email": address.email})


def _begin(request: HttpRequest, email: str) -> HttpResponse:
    """Whoever has the mail has the address; the password shows that it is they who come next."""
    if addresses.find(email).confirmed:
        return render(request, PAGE, {"state": "taken", "email": email})
    form = FirstPasswordForm(request.POST or None, email=email)
    if request.method == "POST" and form.is_valid():
        begun = addresses.prove(email=email, password=form.cleaned_data["password1"])
        if begun is None:
            return render(request, PAGE, {"state": "taken", "email": email})
        return _sign_in(request, begun)
    return render(request, PAGE, {"state": "begin", "email": email, "form": form})


def _sign_in(request: HttpRequest, begun: addresses.Begun) -> HttpResponse:
    """Into the account, with what this browser rated as a guest, and where it was going."""
    waiting = request.session.pop(SIGNING_UP, None) or {}
    goes_on = waiting.get("next") if waiting.get("email") == begun.person.email else None
    if request.user.is_authenticated:
        logout(request)
    if begun.is_new:
        response = complete_signup(request, begun.person, None, goes_on)
    else:
        _say_what_ended(request, begun)
        response = perform_login(request, Login(begun.person, redirect_url=goes_on))
    address = address_pseudonym(begun.person.email)
    record(Event.ADDRESS_CONFIRMED, request=request, person=begun.person, address=address)
    return response  # type: ignore[no-any-return]  # allauth's are not typed


def _say_what_ended(request: HttpRequest, begun: addresses.Begun) -> None:
    begun.ended.record(request, begun.person)
    record(Event.PASSWORD_CHANGED, request=request, person=begun.person)
    messages.warning(
        request,
        _(
            "This account was made with your address before anybody confirmed it. Whatever led "
            "into it has ended: sessions, second factors, passkeys, further addresses and the old "
            "password."
        ),
    )
