"""Guessing passwords: at most 20 failures an hour for an account and for where they come from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
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
from tests.accounts.test_flows import switch_on_totp, totp_code

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent.parent


def is_checked(answer: Any) -> bool:
    """Whether the password was looked at, right or wrong, instead of being turned away."""
    return answer.status_code == 302 or "belong together" in text_of(answer)


def test_account_is_guessed_at_20_times_from_anywhere(ada: User) -> None:
    answers = [
        sign_in(Client(), ada.email, f"guess {n}", REMOTE_ADDR=f"198.51.100.{n}") for n in range(60)
    ]
    assert [is_checked(answer) for answer in answers] == [True] * 20 + [False] * 40
    # Even the right password is not looked at any more.
    right = sign_in(Client(), ada.email, REMOTE_ADDR="203.0.113.9")
    assert "Too many failed attempts" in text_of(right)


def test_host_ports_and_letters_are_one_account(ada: User) -> None:
    answers = [
        sign_in(
            Client(), ada.email.upper() if n % 2 else ada.email, "guess",
            HTTP_HOST=f"localhost:{8000 + n}", REMOTE_ADDR=f"198.51.100.{n}",
        )
        for n in range(30)
    ]  # fmt: skip
    assert sum(map(is_checked, answers)) == 20


def test_an_address_guesses_20_times_at_anyone(db: None) -> None:
    answers = [sign_in(Client(), f"person{n}@example.org", "guess") for n in range(40)]
    assert sum(map(is_checked, answers)) == 20


def test_forged_forwarding_headers_do_not_help(db: None) -> None:
    answers = [
        sign_in(
            Client(), f"person{n}@example.org", "guess",
            HTTP_X_FORWARDED_FOR=f"203.0.113.{n}", HTTP_X_REAL_IP=f"203.0.113.{n}",
            HTTP_FORWARDED=f"for=203.0.113.{n}", HTTP_CLIENT_IP=f"203.0.113.{n}",
        )
        for n in range(40)
    ]  # fmt: skip
    assert sum(map(is_checked, answers)) == 20


def test_behind_a_proxy_only_its_own_entry_counts(settings: Any, db: None) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    answers = [
        sign_in(
            Client(), f"person{n}@example.org", "guess",
            HTTP_X_FORWARDED_FOR=f"203.0.113.{n}, 192.0.2.1", REMOTE_ADDR="127.0.0.1",
        )
        for n in range(40)
    ]  # fmt: skip
    assert sum(map(is_checked, answers)) == 20
    other = sign_in(Client(), "x@example.org", "guess", HTTP_X_FORWARDED_FOR="192.0.2.1, 192.0.2.2")
    assert is_checked(other)


def test_one_ipv6_network_is_one_address(db: None) -> None:
    answers = [
        sign_in(Client(), f"person{n}@example.org", "guess", REMOTE_ADDR=f"2001:db8::{n:x}")
        for n in range(1, 40)
    ]
    assert sum(map(is_checked, answers)) == 20


def test_right_passwords_do_not_count(ada: User) -> None:
    for _ in range(25):
        assert sign_in(Client(), ada.email).status_code == 302


def test_own_second_factor_or_reset_does_not_clear_the_count(client: Client, ada: User) -> None:
    """A thief with an account of their own can't start anew by signing in to it."""
    secret = switch_on_totp(client)
    for n in range(20):
        sign_in(Client(), f"person{n}@example.org", "guess", REMOTE_ADDR="192.0.2.7")
    thief = Client(REMOTE_ADDR="192.0.2.7")
    client.post("/accounts/logout/")
    client.defaults["REMOTE_ADDR"] = "192.0.2.8"
    sign_in(client, ada.email)
    client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    client.post("/accounts/2fa/authenticate/", {"code": totp_code(secret)})
    assert someone_in(client) == str(ada.pk)
    assert not is_checked(sign_in(thief, "person99@example.org", "guess"))


def test_codes_are_guessed_at_20_times(client: Client, ada: User) -> None:
    secret = switch_on_totp(client)
    other = Client()
    sign_in(other, ada.email)
    answers = [other.post("/accounts/2fa/authenticate/", {"code": f"{n:06}"}) for n in range(30)]
    assert ["This is not right" in text_of(a) for a in answers] == [True] * 20 + [False] * 10
    other.post("/accounts/2fa/authenticate/", {"code": totp_code(secret)})
    assert someone_in(other) is None


def test_admin_sign_in_is_the_same_door(ada: User) -> None:
    answer = Client().post(
        "/admin/login/?next=/admin/", {"username": ada.email, "password": PASSWORD}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=%2Fadmin%2F")


def test_owner_stays_in_while_others_guess(client: Client, ada: User) -> None:
    for n in range(30):
        sign_in(Client(), ada.email, "guess", REMOTE_ADDR=f"198.51.100.{n}")
    assert client.get("/account/").status_code == 200
    # Proving who one is stays possible as well: it has its own limit.
    answer = client.post(
        "/accounts/reauthenticate/", {"password": PASSWORD, "next": "/accounts/2fa/totp/activate/"}
    )
    assert answer["Location"] == "/accounts/2fa/totp/activate/"


def test_stolen_session_guesses_the_password_20_times(client: Client, ada: User) -> None:
    answers = [client.post("/account/delete/", {"password": f"guess {n}"}) for n in range(25)]
    assert [a.status_code for a in answers] == [200] * 20 + [429] * 5
    assert User.objects.count() == 1
    assert "Too many attempts" in text_of(answers[-1])


def test_an_address_gets_five_mails_an_hour_whoever_asks_for_whatever(
    ada: User, mailing: None
) -> None:
    """Each of them leads in, so nobody is kept out by others who ask."""
    confirmed(ada)
    for n in range(4):
        for what in ("signup", "password/reset"):
            form, stranger = {"email": ada.email}, Client(REMOTE_ADDR=f"192.0.2.{n}")
            assert stranger.post(f"/accounts/{what}/", form).status_code == 302
    assert [m.to for m in mail.outbox] == [[ada.email]] * 5
    for index in range(5):
        assert Client().get(link_in_mail(index), follow=True).status_code == 200


def test_who_adds_an_address_keeps_its_owner_from_no_mail(ada: User, mailing: None) -> None:
    """What says that somebody added it leads nobody else in, so it is counted apart."""
    EmailAddress.objects.create(user=confirmed(ada), email="bob@example.org")
    adding = Client()
    adding.force_login(ada)
    for _ in range(7):
        adding.post("/accounts/email/", {"action_send": "", "email": "bob@example.org"})
    assert [m.to for m in mail.outbox] == [["bob@example.org"]] * 5
    sign_up(Client(), "bob@example.org")
    assert [m.to for m in mail.outbox] == [["bob@example.org"]] * 6
    assert "Choose a password" in text_of(Client().get(link_in_mail()))


def test_an_address_is_one_however_its_domain_is_spelled(mailing: None) -> None:
    """Wide letters and long s are the plain ones to a mail server."""
    for domain in ("cs.example.org", "cſ.example.org", "ｃｓ.example.org", "cs.ｅxample.org") * 3:
        sign_up(Client(), f"bob@{domain}")
    assert len(mail.outbox) == 5


def test_resets_by_one_go_on_to_people_and_stop_to_strangers(ada: User, mailing: None) -> None:
    """Nobody is kept from their own by who asks for everybody's, and it looks the same to all."""
    confirmed(ada)
    asked = [*(f"person{n}@example.org" for n in range(22)), ada.email]
    answers = [Client().post("/accounts/password/reset/", {"email": email}) for email in asked]
    assert {(a.status_code, a["Location"]) for a in answers} == {
        (302, "/accounts/password/reset/done/")
    }
    assert [m.to for m in mail.outbox] == [[email] for email in [*asked[:20], ada.email]]


def test_an_office_of_200_signs_up_in_a_morning(mailing: None) -> None:
    """All behind one network address, from which some have guessed; the last one is let in too."""
    for n in range(25):
        sign_in(Client(), f"anyone{n}@example.org", "guess")
    answers = [sign_up(Client(), f"person{n}@example.org") for n in range(200)]
    assert [a["Location"] for a in answers] == ["/accounts/confirm-email/"] * 200
    assert [m.to for m in mail.outbox] == [[f"person{n}@example.org"] for n in range(200)]
    last = Client()
    follow(last)
    assert someone_in(last) == str(User.objects.get(email="person199@example.org").pk)


def test_who_is_stopped_from_signing_up_is_told_and_the_others_stay_in(
    client: Client, ada: User, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"signup": "2/h/ip"}
    answers = [sign_up(Client(), f"person{n}@example.org") for n in range(3)]
    assert [a.status_code for a in answers] == [302, 302, 429]
    assert "Wait an hour, then try again" in text_of(answers[-1])
    assert client.get("/account/").status_code == 200
    assert sign_in(Client(), ada.email).status_code == 302


def test_counts_are_kept_where_every_worker_sees_them(ada: User) -> None:
    sign_in(Client(), ada.email, "guess")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM careerpath_cache WHERE cache_key LIKE '%login_failed%'"
        )
        assert cursor.fetchone() == (2,)
