"""A sign-in that waits for its second factor, and all that changes in the account meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from careerpath.accounts.models import User
from careerpath.accounts.security_log import account_pseudonym
from tests.accounts.conftest import (
    PASSWORD,
    confirmed,
    link_in_mail,
    sign_in,
    sign_up,
    someone_in,
    text_of,
)
from tests.accounts.softkey import SoftKey
from tests.accounts.test_flows import switch_on_totp, totp_code

pytestmark = pytest.mark.django_db
NEW = "another quiet harbour"
TOLD = "Something this account is signed in with has changed meanwhile. Please sign in again."
STEP = "/accounts/2fa/authenticate/"


def change_password(client: Client) -> None:
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/accounts/password/change/", form).status_code == 302


def reset_password(client: Client) -> None:
    del client  # whoever has the mail, in a browser of their own
    choose(opened_reset())


def opened_reset() -> tuple[Client, str]:
    """A browser that followed the link of a reset, and the page it is on."""
    browser = Client()
    browser.post("/accounts/password/reset/", {"email": "ada@example.org"})
    page = browser.get(link_in_mail(), follow=True)
    assert "Choose a new password" in text_of(page)
    return browser, page.redirect_chain[-1][0]


def choose(opened: tuple[Client, str]) -> Any:
    browser, page = opened
    return browser.post(page, {"password1": NEW, "password2": NEW})


def post(page: str, **form: str) -> Callable[[Client], None]:
    """What the signed-in person sends."""

    def send(client: Client) -> None:
        assert client.post(page, form).status_code == 302

    return send


def add_an_address(client: Client) -> None:
    post("/accounts/email/", email="new@example.org", action_add="")(client)


def confirm_an_address(client: Client) -> None:
    add_an_address(client)
    client.post(link_in_mail())


def add_a_passkey(client: Client) -> None:
    SoftKey(User.objects.get(pk=client.session["_auth_user_id"]))


def switch_off(client: Client) -> None:
    User.objects.filter(pk=client.session["_auth_user_id"]).update(is_active=False)


TO_SECOND = {"email": "second@example.org"}
CHANGES: dict[str, Callable[[Client], None]] = {
    "new password": change_password,
    "reset": reset_password,
    "address confirmed": confirm_an_address,
    "address removed": post("/accounts/email/", **TO_SECOND, action_remove=""),
    "another main address": post("/accounts/email/", **TO_SECOND, action_primary=""),
    "factor added": add_a_passkey,
    "factor removed": post("/accounts/2fa/totp/deactivate/"),
    "codes renewed": post("/accounts/2fa/recovery-codes/generate/"),
    "switched off": switch_off,
}


@pytest.fixture
def waiting(client: Client, ada: User, mailing: None) -> tuple[Client, str]:
    """Ada's password was given in another browser, which is asked for a code of her app."""
    confirmed(ada)
    EmailAddress.objects.create(user=ada, email="second@example.org", verified=True)
    secret, browser = switch_on_totp(client), Client()
    assert sign_in(browser, ada.email)["Location"] == STEP
    assert browser.get(STEP).status_code == 200
    return browser, secret


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_what_one_signs_in_with_ends_it(
    waiting: tuple[Client, str],
    client: Client,
    ada: User,
    change: str,
    written: Callable[[], list[Any]],
) -> None:
    browser, secret = waiting
    CHANGES[change](client)
    written()
    cache.clear()
    answer = browser.post(STEP, {"code": totp_code(secret)})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")
    line = {"account": account_pseudonym(ada), "method": "POST"}
    assert written() == [("refused", line | {"reason": "sign-in of before a change"})]
    page = browser.get("/accounts/login/")
    assert (page.status_code, TOLD in text_of(page)) == (200, True)
    assert {"account_login", "account_authentication_methods", "pending_sign_in"}.isdisjoint(
        browser.session.keys()
    )
    browser.post(STEP, {"code": totp_code(secret)})
    assert someone_in(browser) is None


def test_all_factors_removed_it_begins_anew(waiting: tuple[Client, str], client: Client) -> None:
    browser, _ = waiting
    Authenticator.objects.all().delete()
    assert browser.get(STEP)["Location"] == "/accounts/login/"
    assert sign_in(browser, "ada@example.org")["Location"] == "/assessments/"


def signs_in_elsewhere(client: Client) -> None:
    """By password and recovery code, the whole way."""
    other = Client()
    sign_in(other, "ada@example.org")
    codes = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    other.post(STEP, {"code": codes[0]})
    assert someone_in(other)


def somebody_else_changes_theirs(_client: Client) -> None:
    bob = confirmed(User.objects.create_user("bob@example.org", PASSWORD))
    other = Client()
    sign_in(other, bob.email)
    change_password(other)


@pytest.mark.parametrize(
    "beside",
    [lambda _: None, add_an_address, signs_in_elsewhere, somebody_else_changes_theirs],
    ids=["nothing", "an address nobody confirmed", "signed in elsewhere", "another's password"],
)
def test_it_goes_on_where_nothing_of_it_changed(
    waiting: tuple[Client, str], client: Client, ada: User, beside: Callable[[Client], None]
) -> None:
    browser, secret = waiting
    beside(client)
    cache.clear()
    browser.get("/accounts/password/reset/")
    assert browser.post(STEP, {"code": totp_code(secret)})["Location"] == "/assessments/"
    assert someone_in(browser) == str(ada.pk)
    assert "pending_sign_in" not in browser.session


def test_one_from_before_it_was_noted_begins_anew(waiting: tuple[Client, str]) -> None:
    """As a browser that stopped during an upgrade."""
    browser, secret = waiting
    session = browser.session
    del session["pending_sign_in"]
    session.save()
    assert browser.post(STEP, {"code": totp_code(secret)})["Location"] == "/accounts/login/"
    assert someone_in(browser) is None


def test_a_passkey_challenge_is_worth_nothing_once_the_key_is_gone(ada: User) -> None:
    key, browser = SoftKey(ada), Client()
    asked = browser.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
    Authenticator.objects.all().delete()
    challenge = asked.json()["request_options"]["publicKey"]["challenge"]
    key.answers(browser, challenge)
    assert someone_in(browser) is None


def test_a_passkey_being_added_ends_with_the_session(client: Client, ada: User) -> None:
    other = Client()
    sign_in(other, ada.email)
    other.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert other.get("/accounts/2fa/webauthn/add/").status_code == 200
    assert "mfa.webauthn.state" in other.session
    change_password(client)
    assert other.post("/accounts/2fa/webauthn/add/", {"credential": "{}"}).status_code == 302
    assert (someone_in(other), "mfa.webauthn.state" in other.session) == (None, False)


@pytest.mark.parametrize(
    "change", ["new password", "reset", "address confirmed", "address removed"]
)
def test_a_reset_that_waits_for_its_password_ends_too(
    waiting: tuple[Client, str], client: Client, ada: User, change: str
) -> None:
    thiefs = opened_reset()
    CHANGES[change](client)
    ada.refresh_from_db()
    before = ada.password
    assert "This link no longer works" in text_of(choose(thiefs))
    ada.refresh_from_db()
    assert ada.password == before


def test_an_address_that_waits_to_be_confirmed_is_none_once_it_is_removed(
    waiting: tuple[Client, str], client: Client
) -> None:
    add_an_address(client)
    link = link_in_mail()
    post("/accounts/email/", email="new@example.org", action_remove="")(client)
    assert "This link no longer works" in text_of(client.post(link))


def test_signing_up_waits_for_nobody_who_was_there_first(mailing: None) -> None:
    """Two links were sent; the second one does not change what the first one began."""
    for _ in range(2):
        sign_up(Client())
    Client().post(link_in_mail(0), {"password1": PASSWORD})
    assert "confirmed already" in text_of(Client().post(link_in_mail(1), {"password1": NEW}))
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize("page", ["account_request_login_code", "account_reauthenticate_by_code"])
def test_no_code_of_a_mail_signs_anybody_in(page: str) -> None:
    """None can wait, then: allauth has no such page unless a setting says so."""
    assert not getattr(settings, "ACCOUNT_LOGIN_BY_CODE_ENABLED", False)
    with pytest.raises(NoReverseMatch):
        reverse(page)
