"""A person's own page, and the way into admin."""

from __future__ import annotations

from contextlib import nullcontext

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.account.views import email as allauths_email_addresses
from allauth.decorators import rate_limit
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from careerpath.accounts.addresses import earlier_accounts
from careerpath.accounts.erasures import mark_of
from careerpath.accounts.forms import DeleteForm, EarlierAccountForm
from careerpath.accounts.joining import bring_over
from careerpath.accounts.models import User
from careerpath.accounts.security_log import Event, account_pseudonym, record
from careerpath.accounts.services import delete_person, export


@require_safe
@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """What stands between others and the account, and the two ways out of it."""
    person = _person(request)
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    context = {
        "verified": EmailAddress.objects.filter(
            user=person, email=person.email, verified=True
        ).exists(),
        "sends_mail": settings.SENDS_MAIL,
        "has_app": Authenticator.Type.TOTP in kinds,
        "has_codes": Authenticator.Type.RECOVERY_CODES in kinds,
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "has_earlier": earlier_accounts(person).exists(),
        "sign_ins": UserSession.objects.filter(user=person).count(),
    }
    return render(request, "accounts/account.html", context)


def email_addresses(request: HttpRequest) -> HttpResponse:
    """allauth's page, all or nothing.

    Where no address was ever confirmed, one that was only typed may become the main one, and may
    be somebody's by now.
    """
    try:
        with transaction.atomic() if request.method == "POST" else nullcontext():
            return allauths_email_addresses(request)  # type: ignore[no-any-return]  # allauth's are not typed
    except IntegrityError:
        words = "account/messages/unverified_primary_email.txt"
        get_adapter().add_message(request, messages.ERROR, words)
        return redirect("account_email")


@require_safe
@never_cache
@login_required
def export_everything(request: HttpRequest) -> HttpResponse:
    """A JSON file with everything the app keeps of the person."""
    now = timezone.now()
    record(Event.DATA_EXPORTED, request=request)
    answer = JsonResponse(
        export(person=_person(request), now=now),
        json_dumps_params={"indent": 2, "ensure_ascii": False},
    )
    answer["Content-Disposition"] = f'attachment; filename="careerpath-{now:%Y-%m-%d}.json"'
    return answer


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@rate_limit(action="reauthenticate")  # type: ignore[untyped-decorator]  # allauth has no types here
def delete_everything(request: HttpRequest) -> HttpResponse:
    """Ask once more, then delete the person and all that is theirs."""
    person = _person(request)
    form = DeleteForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        record(Event.ACCOUNT_DELETED, request=request, erased=mark_of(person))
        delete_person(person=person)
        logout(request)
        messages.success(request, _("Your account and everything in it is deleted."))
        return redirect("framework:home")
    return render(request, "accounts/delete.html", {"form": form})


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@rate_limit(action="reauthenticate")  # type: ignore[untyped-decorator]  # allauth has no types here
def earlier_account(request: HttpRequest) -> HttpResponse:
    """Bring over what is in an account that was set aside because others had its address."""
    person = _person(request)
    form = EarlierAccountForm(request.POST or None, person=person)
    if not earlier_accounts(person).exists():
        raise Http404("No earlier account had an address of this person.")
    if request.method == "POST" and form.is_valid():
        earlier = form.cleaned_data["earlier"]
        record(Event.BROUGHT_OVER, request=request, about=account_pseudonym(earlier))
        bring_over(person=person, earlier=earlier)
        messages.success(request, _("What was in the earlier account is in this one now."))
        return redirect("assessments:list")
    return render(request, "accounts/earlier.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """Send whoever wants into admin to the one sign-in; those signed in have no right to it."""
    if request.user.is_authenticated and not request.user.is_staff:
        raise PermissionDenied
    return redirect(f"{reverse('account_login')}?{request.GET.urlencode()}")


def _person(request: HttpRequest) -> User:
    """Who is signed in; only for views that ask for that."""
    assert isinstance(request.user, User)  # noqa: S101  # narrows the type; login_required saw to it
    return request.user
