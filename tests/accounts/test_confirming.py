"""Where the links of mails lead, and what an address gives before anybody proved it: nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import EmailAddress, EmailConfirmationHMAC, Login
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.middleware import SessionMiddleware
from django.core import mail, signing
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from assessments.models import Assessment
from careerpath.accounts import addresses, mails
from careerpath.accounts.models import User
from careerpath.accounts.security_log import account_pseudonym, address_pseudonym
from careerpath.framework.models import CareerPath
from tests.accounts.conftest import (
    PASSWORD,
    confirmed,
    follow,
    link_in_mail,
    sign_in,
    sign_up,
    someone_in,
    text_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mailing")]
ADA, MAL = "ada@example.org", "mal@example.org"
OTHER = "another quiet harbour"


def rows() -> list[tuple[str, str, bool, bool]]:
    """Every address: whose account, which, confirmed, main."""
    return [
        (row.user.email, row.email, row.verified, row.primary)
        for row in EmailAddress.objects.order_by("pk").select_related("user")
    ]


@pytest.fixture
def hijacked(path: CareerPath) -> tuple[User, Client]:
    """From before: Mal made it with Ada's address, and left himself every way back in."""
    person, client = User.objects.create_user(ADA, OTHER), Client()
    EmailAddress.objects.create(user=person, email=ADA, primary=True)
    EmailAddress.objects.create(user=person, email="further@example.org")
    for kind in ("totp", "webauthn", "recovery_codes"):
        Authenticator.objects.create(user=person, type=kind, data={"secret": "his"})
    client.force_login(person)
    UserSession.objects.create(user=person, session_key=client.session.session_key, ip="192.0.2.1")
    Assessment.objects.create(owner=person, path=path, started_at=timezone.now())
    return person, client


def test_signing_up_makes_nothing_until_the_link_is_followed(client: Client) -> None:
    answer = client.post("/accounts/signup/?next=/roadmap/", {"email": " Ada@Example.org"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/confirm-email/")
    page = text_of(client.get("/accounts/confirm-email/"))
    assert "We sent a message to ada@example.org." in page
    assert 'href="/roadmap/">Go on<' in page
    assert (User.objects.count(), someone_in(client), len(mail.outbox)) == (0, None, 1)
    link = link_in_mail()
    assert "Choose a password" in text_of(client.get(link))
    assert User.objects.count() == 0  # no change by GET: mail scanners follow links
    answer = follow(client, link)
    assert (answer.status_code, answer["Location"]) == (302, "/roadmap/")
    assert rows() == [(ADA, ADA, True, True)]
    assert someone_in(client) == str(User.objects.get().pk)


def test_the_link_in_another_browser_goes_to_the_start(client: Client) -> None:
    """What one was at is in the browser that signed up; here it would not be found."""
    client.post("/accounts/signup/?next=/roadmap/", {"email": ADA})
    assert follow(Client())["Location"] == "/assessments/"


def test_the_first_password_is_checked_like_any(client: Client) -> None:
    sign_up(client)
    answer = follow(client, password="short")
    said = "This password is too short. It must contain at least 12 characters."
    assert answer.context["form"].errors == {"password1": [said]}
    similar = follow(client, password="ada@example.org!")
    assert "too similar to the email address" in text_of(similar)
    assert User.objects.count() == 0


def test_a_guest_who_signs_up_keeps_what_was_rated_here_or_elsewhere(path: CareerPath) -> None:
    guest, phone = Client(), Client()
    guest.post(f"/assessments/start/{path.public_id}/")
    begun = Assessment.objects.get()
    sign_up(guest)
    follow(phone)
    begun.refresh_from_db()
    assert begun.owner is None
    assert guest.get(f"/assessments/{begun.public_id}/", follow=True).status_code == 200
    sign_in(guest, ADA)
    asked = guest.get("/assessments/yours/")
    seen = asked.context["form"]["seen"].value()
    guest.post("/assessments/yours/", {"whose": "account", "seen": seen})
    begun.refresh_from_db()
    assert begun.owner == User.objects.get()


def test_the_link_works_once_and_leads_on(client: Client) -> None:
    sign_up(client)
    link = link_in_mail()
    follow(client, link)
    for answer in (Client().get(link), follow(Client(), link, OTHER)):
        page = text_of(answer)
        assert "This address is confirmed already" in page
        assert '/accounts/password/reset/"' in page
    assert sign_in(Client(), ADA, OTHER).status_code == 200


def test_two_who_follow_it_at_once_make_one_account(monkeypatch: pytest.MonkeyPatch) -> None:
    sign_up(Client())
    make = addresses._new_account

    def late(email: str, password: str) -> User:
        make(email, OTHER)
        return make(email, password)

    monkeypatch.setattr(addresses, "_new_account", late)
    assert addresses.prove(email=ADA, password=PASSWORD) is None


@pytest.mark.parametrize("wrong", ["forged", "old", "of something else"])
def test_a_link_that_is_none_gives_nothing(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    key = mails.Link(ADA).key
    if wrong == "forged":
        key = key.replace(key[:4], signing.dumps(MAL)[:4], 1)
    elif wrong == "old":
        later = dt.datetime.now(dt.UTC).timestamp() + 3 * 86_400 + 1
        monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    else:
        key = signing.dumps(ADA, salt="another")
    link = f"/accounts/confirm-email/{key}/"
    for answer in (Client().get(link), follow(Client(), link)):
        assert "This link no longer works" in text_of(answer)
    assert User.objects.count() == 0


def test_signing_up_again_always_leads_the_owner_somewhere(client: Client) -> None:
    for _ in range(2):
        sign_up(Client())
    follow(client)
    sign_up(Client())
    assert mail.outbox[-1].subject == "You already have an account"
    page = Client().get(link_in_mail(), follow=True)
    assert "Choose a new password" in text_of(page)


def test_what_somebody_typed_before_leads_nowhere(client: Client) -> None:
    """Mal signs up with Ada's address and a password of his; she follows the link."""
    mal = Client()
    mal.post("/accounts/signup/", {"email": ADA, "password1": OTHER})
    follow(client)
    assert sign_in(mal, ADA, OTHER).status_code == 200
    assert (someone_in(mal), User.objects.count()) == (None, 1)
    assert mal.get("/accounts/2fa/").status_code == 302


@pytest.mark.parametrize("way", ["signup", "password/reset", "sign in", "old link"])
def test_an_account_from_before_is_its_owners_alone(
    hijacked: tuple[User, Client], way: str, written: Callable[[], list[Any]]
) -> None:
    person, mal = hijacked
    ada = Client()
    if way == "sign in":  # Mal himself makes the mail go out
        assert sign_in(Client(), ADA, OTHER)["Location"] == "/accounts/confirm-email/"
        link = link_in_mail()
    elif way == "old link":
        old = EmailConfirmationHMAC(EmailAddress.objects.get(email=ADA))
        link = f"/accounts/confirm-email/{old.key}/"
    else:
        ada.post(f"/accounts/{way}/", {"email": ADA})
        link = link_in_mail()
    written()
    answer = follow(ada, link)
    assert (answer["Location"], someone_in(ada)) == ("/assessments/", str(person.pk))
    assert "Whatever led into it has ended" in told(ada)
    assert rows() == [(ADA, ADA, True, True)]
    assert Authenticator.objects.count() == 0
    assert mal.get("/account/").status_code == 302
    log = written()
    assert "belong together" in text_of(sign_in(Client(), ADA, OTHER))
    line = {"account": account_pseudonym(person)}
    line |= {"route": "/accounts/confirm-email/<str:key>/", "method": "POST"}
    mine = {"address": address_pseudonym(ADA)}
    assert log == [
        ("second factor removed", line | {"kind": "totp"}),
        ("second factor removed", line | {"kind": "webauthn"}),
        ("second factor removed", line | {"kind": "recovery_codes"}),
        ("address removed", line | {"address": address_pseudonym("further@example.org")}),
        ("sessions ended", line | {"count": 1}),
        ("password changed", line),
        ("signed in", line | {"how": []} | mine),
        ("address confirmed", line | mine),
    ]


def told(client: Client) -> str:
    """What the next page says first."""
    return str(next(iter(get_messages(client.get("/account/").wsgi_request))))


def test_no_sign_in_gets_past_an_address_nobody_proved(
    hijacked: tuple[User, Client],
) -> None:
    """Whatever was shown, password or passkey: the mail comes next, and no second factor before."""
    person, _ = hijacked
    for record in ("password", "mfa"):
        request = RequestFactory().post("/")
        SessionMiddleware(lambda _: HttpResponse()).process_request(request)
        request.user, request._messages = AnonymousUser(), FallbackStorage(request)  # type: ignore[attr-defined]
        with request_context(request):
            record_authentication(request, person, record, type="webauthn", passwordless=True)
            answer = perform_login(request, Login(person))
        assert answer["Location"] == "/accounts/confirm-email/"
        assert "_auth_user_id" not in request.session
    assert [m.to for m in mail.outbox] == [[ADA]] * 2


def test_reset_through_an_address_somebody_only_added_leads_not_into_theirs() -> None:
    mal = confirmed(User.objects.create_user(MAL, PASSWORD))
    EmailAddress.objects.create(user=mal, email=ADA)
    ada = Client()
    ada.post("/accounts/password/reset/", {"email": ADA})
    assert mail.outbox[-1].subject == "There is no account for this address"
    follow(ada)
    assert someone_in(ada) == str(User.objects.get(email=ADA).pk) != str(mal.pk)
    assert sign_in(Client(), ADA, PASSWORD).status_code == 302


def test_an_added_address_signs_nobody_in_until_it_is_confirmed() -> None:
    mal = confirmed(User.objects.create_user(MAL, PASSWORD))
    EmailAddress.objects.create(user=mal, email=ADA)
    assert "belong together" in text_of(sign_in(Client(), ADA, PASSWORD))


def test_an_added_address_is_confirmed_by_who_is_signed_in_there_alone() -> None:
    """Else whoever follows the link of a mail they did not ask for would give it to a stranger."""
    mal = confirmed(User.objects.create_user(MAL, PASSWORD))
    ada = confirmed(User.objects.create_user("ada2@example.org", PASSWORD))
    his, hers, nobody = Client(), Client(), Client()
    sign_in(his, MAL)
    sign_in(hers, ada.email)
    his.post("/accounts/reauthenticate/", {"password": PASSWORD})
    his.post("/accounts/email/", {"email": ADA, "action_add": ""})
    link = link_in_mail()
    for browser in (hers, nobody):
        for ask in (browser.get, browser.post):
            assert "Sign in first" in text_of(ask(link))
    assert someone_in(hers) == str(ada.pk)
    assert EmailAddress.objects.get(email=ADA).verified is False
    assert his.get(link).status_code == 200
    assert his.post(link)["Location"] == "/account/"
    assert rows()[-1] == (MAL, ADA, True, False)
    assert mal.email == MAL


def test_an_account_named_by_an_address_it_never_proved_makes_way() -> None:
    """Main address Ada's, another one confirmed: that one is its name once she comes."""
    mal = User.objects.create_user(ADA, OTHER)
    EmailAddress.objects.create(user=mal, email=ADA, primary=True)
    EmailAddress.objects.create(user=mal, email=MAL, verified=True)
    assert addresses.find(ADA) == addresses.Found(None, confirmed=False)
    sign_up(Client())
    ada = Client()
    follow(ada)
    mal.refresh_from_db()
    assert mal.email == MAL
    assert someone_in(ada) == str(User.objects.get(email=ADA).pk)
    assert sign_in(Client(), MAL, OTHER).status_code == 302


def test_the_last_proven_address_stays() -> None:
    """Main address Ada's, from before, and his own removed: she would get what he wrote there."""
    mal, his = User.objects.create_user(ADA, OTHER), Client()
    EmailAddress.objects.create(user=mal, email=ADA, primary=True)
    EmailAddress.objects.create(user=mal, email=MAL, verified=True)
    sign_in(his, MAL, OTHER)
    his.post("/accounts/reauthenticate/", {"password": OTHER})
    his.post("/accounts/email/", {"email": MAL, "action_remove": ""})
    assert rows() == [(ADA, ADA, False, True), (ADA, MAL, True, False)]
    sign_up(Client())
    ada = Client()
    follow(ada)
    assert someone_in(ada) == str(User.objects.get(email=ADA).pk) != str(mal.pk)


def test_confirming_an_address_that_an_unproven_account_uses_sets_that_aside(
    settings: Any,
) -> None:
    old, before = User.objects.create_user(ADA, OTHER), Client()
    settings.ACCOUNT_EMAIL_VERIFICATION = "none"  # as before the server sent mail
    sign_in(before, ADA, OTHER)
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    assert someone_in(before) == str(old.pk)
    person, client = confirmed(User.objects.create_user(MAL, PASSWORD)), Client()
    sign_in(client, MAL)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/email/", {"email": ADA, "action_add": ""})
    client.post(link_in_mail())
    old.refresh_from_db()
    assert old.email == f"{old.pk}@set-aside.invalid"
    assert someone_in(before) is None
    assert list(addresses.earlier_accounts(person)) == [old]
    assert sign_in(Client(), ADA, OTHER).status_code == 200
    assert sign_in(Client(), ADA, PASSWORD).status_code == 302


def test_an_account_is_begun_from_a_browser_where_somebody_else_is_signed_in() -> None:
    mal, client = confirmed(User.objects.create_user(MAL, PASSWORD)), Client()
    sign_up(Client())
    sign_in(client, MAL)
    assert "You are signed in as mal@example.org: that ends" in text_of(client.get(link_in_mail()))
    follow(client)
    assert someone_in(client) == str(User.objects.get(email=ADA).pk)
    assert EmailAddress.objects.filter(user=mal).count() == 1


@pytest.mark.parametrize("state", ["new", "confirmed"])
def test_without_mail_one_is_in_at_once(settings: Any, client: Client, state: str) -> None:
    settings.SENDS_MAIL, settings.ACCOUNT_PREVENT_ENUMERATION = False, False
    settings.ACCOUNT_EMAIL_VERIFICATION = "none"
    if state == "confirmed":
        confirmed(User.objects.create_user(ADA, OTHER))
    answer = sign_up(client)
    if state == "new":
        assert (answer.status_code, mail.outbox) == (302, [])
        assert someone_in(client) == str(User.objects.get().pk)
    else:
        said = "There is an account with this address already. Sign in instead."
        assert answer.context["form"].errors == {"email": [said]}
    reset = Client().post("/accounts/password/reset/", {"email": MAL})
    assert reset.context["form"].errors == {"email": ["There is no account with this address."]}
