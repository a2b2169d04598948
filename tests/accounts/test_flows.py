"""Whole ways through: making an account, getting in, getting back in, second factors."""

from __future__ import annotations

import datetime as dt
import re
from unittest.mock import Mock

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.core.cache import cache
from django.test import Client

from careerpath.accounts.models import User
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

pytestmark = pytest.mark.django_db
GUESSED_FIRST = "This password is made of words that others here would guess first."


def totp_code(secret: str) -> str:
    """The code the app shows now: of the middle of the steps that are taken."""
    _before, now, _after = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, now))


def switch_on_totp(client: Client) -> str:
    """Set up the app as the signed-in person does; gives its secret."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    form = client.get("/accounts/2fa/totp/activate/").context["form"]
    answer = client.post("/accounts/2fa/totp/activate/", {"code": totp_code(form.secret)})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/recovery-codes/")
    return str(form.secret)


def test_sign_up_signs_in_and_goes_where_one_wanted(client: Client) -> None:
    answer = sign_up(client, next="/assessments/?from=here")
    assert (answer.status_code, answer["Location"]) == (302, "/assessments/?from=here")
    user = User.objects.get()
    assert (user.email, someone_in(client), user.is_staff) == (
        "ada@example.org",
        str(user.pk),
        False,
    )
    assert [(a.email, a.verified, a.primary) for a in EmailAddress.objects.all()] == [
        ("ada@example.org", False, True)
    ]


def test_sign_up_next_elsewhere_is_ignored(client: Client) -> None:
    assert sign_up(client, next="https://evil.example/")["Location"] == "/assessments/"


def test_sign_up_page_carries_next(client: Client) -> None:
    page = text_of(client.get("/accounts/signup/?next=/roadmap/"))
    assert '<input type="hidden" name="next" value="/roadmap/"' in page
    assert 'href="/accounts/login/?next=%2Froadmap%2F"' in page


def test_sign_out_and_in_again(client: Client, ada: User) -> None:
    assert client.get("/accounts/logout/").status_code == 200
    assert someone_in(client) == str(ada.pk)
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert someone_in(client) is None
    answer = sign_in(client, "ADA@example.org", next="/roadmap/")
    assert someone_in(client) == str(ada.pk)
    assert answer["Location"] == "/assessments/"


def test_sign_in_goes_where_one_wanted(client: Client, ada: User) -> None:
    client.post("/accounts/logout/")
    answer = client.post(
        "/accounts/login/", {"login": ada.email, "password": PASSWORD, "next": "/roadmap/"}
    )
    assert answer["Location"] == "/roadmap/"


def test_reset_password(client: Client, ada: User) -> None:
    confirmed(ada)
    other = Client()
    assert other.post("/accounts/password/reset/", {"email": ada.email})["Location"] == (
        "/accounts/password/reset/done/"
    )
    link = link_in_mail()
    page = other.get(link, follow=True)
    assert "Choose a new password" in text_of(page)
    address = page.redirect_chain[-1][0]
    new = "another quiet harbour"
    answer = other.post(address, {"password1": new, "password2": new})
    assert answer["Location"] == "/accounts/password/reset/key/done/"
    assert sign_in(Client(), ada.email).status_code == 200
    assert sign_in(other, ada.email, new).status_code == 302
    # The link worked once, and whoever was signed in with the old password no longer is.
    assert "This link no longer works" in text_of(Client().get(link))
    assert client.get("/account/")["Location"] == "/accounts/login/?next=/account/"


def test_change_password_keeps_this_browser_and_ends_others(client: Client, ada: User) -> None:
    other = Client()
    sign_in(other, ada.email)
    new = "another quiet harbour"
    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert sign_in(Client(), ada.email, new).status_code == 302


def test_second_factor_with_code(client: Client, ada: User) -> None:
    secret = switch_on_totp(client)
    other = Client()
    assert sign_in(other, ada.email)["Location"] == "/accounts/2fa/authenticate/"
    assert someone_in(other) is None
    wrong = other.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "This is not right." in text_of(wrong)
    answer = other.post("/accounts/2fa/authenticate/", {"code": totp_code(secret)})
    assert (answer.status_code, someone_in(other)) == (302, str(ada.pk))


def test_second_factor_remembers_where_one_wanted(client: Client, ada: User) -> None:
    secret = switch_on_totp(client)
    other = Client()
    other.post("/accounts/login/", {"login": ada.email, "password": PASSWORD, "next": "/roadmap/"})
    answer = other.post("/accounts/2fa/authenticate/", {"code": totp_code(secret)})
    assert answer["Location"] == "/roadmap/"


def test_code_of_the_app_works_once(
    client: Client, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = totp_code(switch_on_totp(client))
    monkeypatch.setattr(cache, "add", noted := Mock(wraps=cache.add))
    for shown, expected in ((code, str(ada.pk)), (code, None), (f"{code[:3]} {code[3:]}", None)):
        other = Client()
        sign_in(other, ada.email)
        other.post("/accounts/2fa/authenticate/", {"code": shown})
        assert someone_in(other) == expected
    used = [call for call in noted.call_args_list if "totp.used" in call.args[0]]
    # As long as it could be taken: the step before, this one and the next.
    assert [call.kwargs["timeout"] for call in used] == [90, 90, 90]


def test_recovery_code_works_once(client: Client, ada: User) -> None:
    switch_on_totp(client)
    codes = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    assert len(codes) == 10
    for expected in (str(ada.pk), None):
        other = Client()
        sign_in(other, ada.email)
        other.post("/accounts/2fa/authenticate/", {"code": codes[0]})
        assert someone_in(other) == expected


def test_totp_needs_who_one_is_again(client: Client, ada: User) -> None:
    for address in (
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/recovery-codes/generate/",
    ):
        answer = client.get(address)
        assert answer["Location"] == f"/accounts/reauthenticate/?next={address.replace('/', '%2F')}"


def test_switch_second_factor_off(client: Client, ada: User) -> None:
    switch_on_totp(client)
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert sign_in(Client(), ada.email)["Location"] == "/assessments/"


def test_second_address_becomes_the_main_one(client: Client, ada: User) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/email/", {"email": "countess@example.org", "action_add": ""})
    client.post(link_in_mail())
    client.post("/accounts/email/", {"email": "countess@example.org", "action_primary": ""})
    client.post("/accounts/email/", {"email": "ada@example.org", "action_remove": ""})
    ada.refresh_from_db()
    assert ada.email == "countess@example.org"
    assert [(a.email, a.verified) for a in EmailAddress.objects.all()] == [
        ("countess@example.org", True)
    ]
    assert sign_in(Client(), "countess@example.org").status_code == 302
    assert sign_in(Client(), "ada@example.org").status_code == 200


def test_switched_off_account_gets_no_further(client: Client, ada: User) -> None:
    User.objects.update(is_active=False)
    answer = sign_in(Client(), ada.email)
    assert answer["Location"] == "/accounts/inactive/"
    assert "Nothing in it is lost" in text_of(client.get("/accounts/inactive/"))


def test_sign_out_everywhere_else(client: Client, ada: User) -> None:
    other = Client()
    sign_in(other, ada.email)
    assert "Sign out everywhere else" in text_of(client.get("/accounts/sessions/"))
    answer = client.post("/accounts/sessions/")
    assert answer["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2Fsessions%2F"
    assert other.get("/account/").status_code == 200
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/accounts/sessions/"})
    assert (client.get("/account/").status_code, other.get("/account/").status_code) == (200, 302)


@pytest.mark.parametrize("page", ["signup/", "login/", "password/change/", "reauthenticate/"])
def test_password_fields_are_masked_and_can_be_filled_in(
    client: Client, ada: User, page: str
) -> None:
    browser = client if page in {"password/change/", "reauthenticate/"} else Client()
    fields = re.findall(
        r'<input[^>]* name="[a-z0-9]*password[0-9]?"[^>]*>',
        text_of(browser.get(f"/accounts/{page}")),
    )
    assert fields
    for field in fields:
        assert 'type="password"' in field
        assert re.search(r'autocomplete="(current|new)-password"', field)
        assert not re.search(r"onpaste|readonly|maxlength", field)


@pytest.mark.parametrize("wrong", [" {}", "{} ", "upper", "cut"])
def test_password_is_taken_exactly_as_it_is(client: Client, wrong: str) -> None:
    password = "  Quiet harbour lantern, ÄÖÜ 灯台 " + "x" * 90
    client.post("/accounts/signup/", {"email": "ada@example.org", "password1": password})
    other = {"upper": password.swapcase(), "cut": password[:72]}.get(wrong, wrong.format(password))
    assert sign_in(Client(), "ada@example.org", other).status_code == 200
    assert sign_in(Client(), "ada@example.org", password).status_code == 302


def test_addresses_need_who_one_is_again(client: Client, ada: User) -> None:
    form = {"email": "countess@example.org", "action_add": ""}
    answer = client.post("/accounts/email/", form)
    assert answer["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2Femail%2F"
    assert [a.email for a in EmailAddress.objects.all()] == [ada.email]


def test_reset_leaves_the_second_factor_on(client: Client, ada: User) -> None:
    confirmed(ada)
    switch_on_totp(client)
    other = Client()
    other.post("/accounts/password/reset/", {"email": ada.email})
    page = other.get(link_in_mail(), follow=True)
    new = "another quiet harbour"
    other.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert someone_in(other) is None
    assert sign_in(other, ada.email, new)["Location"] == "/accounts/2fa/authenticate/"
    assert someone_in(other) is None


def test_reset_link_is_good_for_an_hour(
    client: Client, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(ada)
    Client().post("/accounts/password/reset/", {"email": ada.email})
    now = dt.datetime.now()  # noqa: DTZ005  # as Django's tokens count
    for minutes, works in ((59, True), (61, False)):
        later = now + dt.timedelta(minutes=minutes)
        monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda _, now=later: now)
        page = text_of(Client().get(link_in_mail(), follow=True))
        assert ("Choose a new password" in page, "no longer works" in page) == (works, not works)


@pytest.mark.parametrize("length", [11, 12, 128, 129])
def test_password_length(client: Client, length: int) -> None:
    password = ("zq7 " * 40)[: length - 1] + "x"
    answer = client.post("/accounts/signup/", {"email": "ada@example.org", "password1": password})
    said = {
        11: ["This password is too short. It must contain at least 12 characters."],
        129: ["Your password can have at most 128 characters."],
    }
    if length in said:
        assert not User.objects.exists()
        assert answer.context["form"].errors == {"password1": said[length]}
    else:
        assert answer.status_code == 302
        assert sign_in(Client(), "ada@example.org", password).status_code == 302


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("password1234", "This password is too common."),
        ("ada.lovelace@ex", "The password is too similar to the email address."),
        ("careerpath-2026", GUESSED_FIRST),
        ("My-Career-Roadmap", GUESSED_FIRST),
    ],
)
def test_weak_password_is_refused(client: Client, password: str, said: str) -> None:
    answer = client.post(
        "/accounts/signup/", {"email": "ada.lovelace@example.org", "password1": password}
    )
    assert answer.context["form"].errors == {"password1": [said]}


@pytest.mark.parametrize(
    "password",
    ["career of a lighthouse", "aaaabbbbccccdddd", "only small letters", "2718281828459045"],
)
def test_password_needs_no_composition(client: Client, password: str) -> None:
    answer = client.post("/accounts/signup/", {"email": "ada@example.org", "password1": password})
    assert answer.status_code == 302


def test_rejected_form_keeps_the_address(client: Client) -> None:
    answer = client.post("/accounts/signup/", {"email": "ada@example.org", "password1": "short"})
    assert 'value="ada@example.org"' in text_of(answer)


@pytest.mark.django_db(transaction=True)  # some mails wait for the commit
def test_mails_have_both_forms_and_our_words(client: Client, mailing: None) -> None:
    sign_up(client)
    follow(client)
    client.post("/accounts/password/reset/", {"email": "ada@example.org"})
    client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    sign_up(Client())
    switch_on_totp(client)
    client.post("/accounts/2fa/totp/deactivate/")
    client.post("/accounts/email/", {"email": "countess@example.org", "action_add": ""})
    assert [(m.subject, m.to) for m in mail.outbox] == [
        ("Welcome: your account begins here", ["ada@example.org"]),
        ("Choose a new password", ["ada@example.org"]),
        ("There is no account for this address", ["nobody@example.org"]),
        ("You already have an account", ["ada@example.org"]),
        ("An authenticator app was set up for your account", ["ada@example.org"]),
        ("The authenticator app of your account was switched off", ["ada@example.org"]),
        ("Confirm your email address", ["countess@example.org"]),
    ]
    for message in mail.outbox:
        assert isinstance(message, mail.EmailMultiAlternatives)
        [(content, kind)] = message.alternatives
        assert kind == "text/html"
        html = str(content)
        for text in (str(message.body), html):
            assert "example.com" not in text
            assert "&#x27;" not in message.body
            assert "{{" not in text
            assert text.count("Hello,") == 1
        assert html.startswith("<!DOCTYPE html>")


def test_unconfirmed_address_gets_no_notices(client: Client, ada: User) -> None:
    """The address may be a stranger's: it must not be frightened by changes to this account."""
    new = "another quiet harbour"
    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert mail.outbox == []
