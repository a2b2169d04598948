"""Others who guess keep out nobody with the mail, a passkey or a known browser."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core import mail, signing
from django.test import Client

from careerpath.accounts import known_browsers
from careerpath.accounts.models import User
from tests.accounts.bursts import browser
from tests.accounts.conftest import PASSWORD, confirmed, link_in_mail, someone_in, text_of
from tests.accounts.conftest import sign_in as signs_in
from tests.accounts.softkey import SoftKey
from tests.accounts.test_flows import switch_on_totp, totp_code

pytestmark = pytest.mark.django_db
OFFICE = "192.0.2"
NEW = "another quiet harbour"


def in_the_office(*, known: str = "") -> Client:
    """Everybody there has one address to the outside."""
    return browser(7, OFFICE, known=known)


def cookie_of(client: Client) -> str:
    return client.cookies["known"].value


def guess_at(email: str, times: int = 21) -> None:
    """Wrong passwords by others, from anywhere."""
    for n in range(times):
        signs_in(browser(n), email, f"guess {n}")


def guess_in_the_office(times: int = 21) -> None:
    """Wrong passwords by somebody there, at anybody."""
    for n in range(times):
        signs_in(in_the_office(), f"anyone{n}@example.org", "guess")


def is_blocked(answer: Any) -> bool:
    return "Too many failed attempts" in text_of(answer)


@pytest.mark.parametrize("guess", [lambda: guess_at("ada@example.org"), guess_in_the_office])
def test_a_known_browser_gets_in_where_a_new_one_is_refused(
    client: Client, ada: User, guess: Any
) -> None:
    guess()
    assert is_blocked(signs_in(in_the_office(), ada.email))
    known = in_the_office(known=cookie_of(client))
    assert signs_in(known, ada.email).status_code == 302
    assert someone_in(known) == str(ada.pk)


@pytest.mark.parametrize("guess", [lambda: guess_at("ada@example.org"), guess_in_the_office])
def test_a_passkey_gets_in(ada: User, guess: Any) -> None:
    key, new = SoftKey(ada), in_the_office()
    guess()
    for _ in range(12):
        in_the_office().post("/accounts/2fa/webauthn/login/", {"credential": "{}"})
    key.signs_in(new)
    assert someone_in(new) == str(ada.pk)


@pytest.mark.parametrize("guess", [lambda: guess_at("ada@example.org"), guess_in_the_office])
def test_whoever_has_the_mail_gets_in(ada: User, mailing: None, guess: Any) -> None:
    """Though somebody in the same office asked for resets of everybody, and follows wrong links."""
    confirmed(ada)
    guess()
    for n in range(25):
        form = {"email": f"nobody{n}@example.org"}
        in_the_office().post("/accounts/password/reset/", form)
        in_the_office().post("/accounts/password/reset/key/1-wrong/", {"password1": "x"})
    mail.outbox.clear()
    new = in_the_office()
    assert new.post("/accounts/password/reset/", {"email": ada.email}).status_code == 302
    page = new.get(link_in_mail(), follow=True)
    new.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert signs_in(new, ada.email, NEW).status_code == 302
    assert someone_in(new) == str(ada.pk)


def test_a_reset_that_others_asked_for_all_the_time_leads_in(ada: User, mailing: None) -> None:
    confirmed(ada)
    for n in range(8):
        browser(n).post("/accounts/password/reset/", {"email": ada.email})
    guess_at(ada.email)
    assert [message.to for message in mail.outbox] == [[ada.email]] * 5
    new = in_the_office()
    assert new.post("/accounts/password/reset/", {"email": ada.email}).status_code == 302
    page = new.get(link_in_mail(), follow=True)
    new.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert signs_in(new, ada.email, NEW).status_code == 302


def test_a_stolen_cookie_guesses_as_slowly_and_keeps_nobody_out(client: Client, ada: User) -> None:
    stolen, other = cookie_of(client), browser(1)
    signs_in(other, ada.email)
    assert cookie_of(other) != stolen
    answers = [
        is_blocked(signs_in(browser(n, known=stolen), ada.email, f"guess {n}")) for n in range(25)
    ]
    assert answers == [False] * 20 + [True] * 5
    assert is_blocked(signs_in(browser(9, known=stolen), ada.email))
    assert signs_in(browser(9), ada.email).status_code == 302
    assert signs_in(browser(9, known=cookie_of(other)), ada.email).status_code == 302


def test_a_cookie_says_nothing_about_others(client: Client, ada: User, bob: User) -> None:
    guess_at(bob.email)
    assert is_blocked(signs_in(browser(1, known=cookie_of(client)), bob.email))
    guess_at("nobody@example.org")
    assert is_blocked(signs_in(browser(1, known=cookie_of(client)), "nobody@example.org"))


def test_only_a_whole_sign_in_makes_a_browser_known(client: Client, ada: User) -> None:
    secret = switch_on_totp(client)
    half = browser(1)
    signs_in(half, ada.email, "wrong")
    signs_in(half, ada.email)
    assert "known" not in half.cookies
    half.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "known" not in half.cookies
    half.post("/accounts/2fa/authenticate/", {"code": totp_code(secret)})
    assert someone_in(half) == str(ada.pk)
    assert cookie_of(half)


def guess_codes(email: str, passkey: str = "{}") -> str:
    """By somebody who knows the password, and tries a passkey too; gives what is said at last."""
    thief = browser(1)
    signs_in(thief, email)
    for n in range(25):
        thief.post("/accounts/2fa/authenticate/", {"credential": passkey})
        answer = thief.post("/accounts/2fa/authenticate/", {"code": f"{n:06}"})
    return text_of(answer)


def test_wrong_codes_by_who_knows_the_password_keep_no_known_browser_out(
    client: Client, ada: User
) -> None:
    secret = switch_on_totp(client)
    assert "Too many wrong codes" in guess_codes(ada.email)
    new, known = browser(2), browser(3, known=cookie_of(client))
    for one in (new, known):
        signs_in(one, ada.email)
        one.post("/accounts/2fa/authenticate/", {"code": totp_code(secret)})
    assert (someone_in(new), someone_in(known)) == (None, str(ada.pk))


def test_wrong_codes_keep_no_passkey_out_as_a_second_factor(client: Client, ada: User) -> None:
    switch_on_totp(client)
    key, new = SoftKey(ada), browser(2)
    wrong = json.dumps(key.signed("AAAAAAAAAAAAAAAAAAAAAA"))  # well shaped, not asked for
    assert "Too many wrong codes" in guess_codes(ada.email, wrong)
    signs_in(new, ada.email)
    asked = new.get("/accounts/2fa/authenticate/").context["js_data"]["request_options"]
    signed = key.signed(asked["publicKey"]["challenge"])
    new.post("/accounts/2fa/authenticate/", {"credential": json.dumps(signed)})
    assert someone_in(new) == str(ada.pk)


def test_a_refused_try_costs_an_office_nothing(ada: User) -> None:
    guess_at(ada.email)
    for _ in range(30):
        assert is_blocked(signs_in(in_the_office(), ada.email))
    assert "belong together" in text_of(signs_in(in_the_office(), "bob@example.org", "guess"))


def test_a_new_password_makes_other_browsers_unknown(client: Client, ada: User) -> None:
    other = browser(1)
    signs_in(other, ada.email)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/accounts/password/change/", form).status_code == 302
    ada.refresh_from_db()
    guess_at(ada.email)
    assert is_blocked(signs_in(browser(1, known=cookie_of(other)), ada.email, NEW))
    assert signs_in(browser(1, known=cookie_of(client)), ada.email, NEW).status_code == 302


def test_signing_out_leaves_the_browser_known(client: Client, ada: User) -> None:
    client.post("/accounts/logout/")
    guess_at(ada.email)
    assert signs_in(client, ada.email).status_code == 302


@pytest.mark.parametrize(
    "forged",
    ["", "x", "{}", signing.dumps({"x": "y"}), "a:b:c"],
    ids=["empty", "a letter", "no words", "signed for something else", "three parts"],
)
def test_a_forged_cookie_is_none(ada: User, forged: str) -> None:
    guess_at(ada.email)
    assert is_blocked(signs_in(browser(1, known=forged), ada.email))


def test_an_old_cookie_is_none(client: Client, ada: User, monkeypatch: Any) -> None:
    guess_at(ada.email)
    monkeypatch.setattr(known_browsers, "AGE", -1)
    assert is_blocked(signs_in(browser(1, known=cookie_of(client)), ada.email))


def test_a_cookie_outlives_a_new_secret_key(client: Client, ada: User, settings: Any) -> None:
    guess_at(ada.email)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new one " * 6
    assert signs_in(browser(1, known=cookie_of(client)), ada.email).status_code == 302


def test_the_cookie_is_kept_from_scripts_and_names_nobody(client: Client, ada: User) -> None:
    cookie = client.cookies["known"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (
        True, "Lax", "/", 31_536_000,
    )  # fmt: skip
    [(name, number)] = signing.loads(cookie.value, salt=known_browsers.SALT).items()
    assert (len(name), len(number)) == (32, 16)
    assert str(ada.pk) != name
    assert ada.email not in cookie.value


def test_a_browser_is_known_to_five_at_most(client: Client, ada: User) -> None:
    shared = browser(1)
    for n in range(7):
        User.objects.create_user(f"p{n}@example.org", PASSWORD)
        signs_in(shared, f"p{n}@example.org")
        shared.post("/accounts/logout/")
    signs_in(shared, "p6@example.org")
    known = signing.loads(cookie_of(shared), salt=known_browsers.SALT)
    assert len(known) == 5
    guess_at("p2@example.org")
    assert signs_in(browser(1, known=cookie_of(shared)), "p2@example.org").status_code == 302
