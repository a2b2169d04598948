"""What the security log gets from whole ways through, as whole lines."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpRequest
from django.test import Client

from careerpath.accounts.erasures import mark_of
from careerpath.accounts.models import User
from careerpath.accounts.security_log import (
    Event,
    account_pseudonym,
    address_pseudonym,
    pseudonym,
    record,
)
from careerpath.operations.logs import JsonFormatter
from tests.accounts.conftest import PASSWORD, confirmed, link_in_mail, sign_in, sign_up
from tests.accounts.test_flows import switch_on_totp, totp_code

pytestmark = pytest.mark.django_db
Written = Callable[[], list[Any]]

ADDRESS = "ada@example.org"
NOT_HERS = "0d7c7f0e-5a5b-4f0e-9a67-0b2c3d4e5f60"


def posted(route: str) -> dict[str, str]:
    return {"route": route, "method": "POST"}


def test_signing_up_in_and_out(client: Client, written: Written) -> None:
    sign_up(client)
    me = {"account": account_pseudonym(User.objects.get())}
    client.post("/accounts/logout/")
    sign_in(client, ADDRESS)
    address = {"address": address_pseudonym(ADDRESS)}
    assert written() == [
        ("signed up", me | posted("/accounts/signup/")),
        ("signed in", me | posted("/accounts/signup/") | {"how": []} | address),
        ("signed out", me | posted("/accounts/logout/")),
        ("signed in", me | posted("/accounts/login/") | {"how": ["password"]} | address),
    ]


def test_failed_sign_in_names_the_typed_address_by_its_hash(ada: User, written: Written) -> None:
    sign_in(Client(), ADDRESS, "guess")
    sign_in(Client(), " ADA@example.org", "guess")
    sign_in(Client(), "nobody@example.org", "guess")
    line = posted("/accounts/login/")
    mine = ("sign-in failed", line | {"address": address_pseudonym(ADDRESS)})
    other = ("sign-in failed", line | {"address": address_pseudonym("nobody@example.org")})
    assert written() == [mine, mine, other]


def test_one_guess_too_many_is_written_as_blocked(ada: User, written: Written) -> None:
    for _ in range(21):
        sign_in(Client(), ADDRESS, "guess")
    *failed, last = written()
    assert [event for event, _ in failed] == ["sign-in failed"] * 20
    address = {"address": address_pseudonym(ADDRESS)}
    assert last == ("sign-in blocked", posted("/accounts/login/") | address)


@pytest.mark.django_db(transaction=True)  # some of it waits for the commit
def test_second_factor_on_used_missed_and_off(client: Client, ada: User, written: Written) -> None:
    me = {"account": account_pseudonym(ada)}
    secret = switch_on_totp(client)
    assert written() == [
        ("proved who they are", me | posted("/accounts/reauthenticate/") | {"how": ["password"]}),
        ("second factor added", me | posted("/accounts/2fa/totp/activate/") | {"kind": "totp"}),
        (
            "second factor added",
            me | posted("/accounts/2fa/totp/activate/") | {"kind": "recovery_codes"},
        ),
    ]
    other = Client()
    sign_in(other, ADDRESS)
    other.post("/accounts/2fa/authenticate/", {"code": "000000"})
    other.post("/accounts/2fa/authenticate/", {"code": totp_code(secret)})
    line = me | posted("/accounts/2fa/authenticate/")
    address = {"address": address_pseudonym(ADDRESS)}
    assert written() == [
        ("second factor failed", line | {"kind": "code"}),
        ("signed in", line | {"how": ["password", "totp"]} | address),
    ]
    client.post("/accounts/2fa/recovery-codes/generate/")
    client.post("/accounts/2fa/totp/deactivate/")
    off = me | posted("/accounts/2fa/totp/deactivate/")
    assert written() == [
        ("recovery codes renewed", me | posted("/accounts/2fa/recovery-codes/generate/")),
        ("second factor removed", off | {"kind": "totp"}),
        ("second factor removed", off | {"kind": "recovery_codes"}),
    ]


def test_passkey_that_is_none(written: Written) -> None:
    Client().post("/accounts/2fa/webauthn/login/", {"credential": "{}"})
    line = posted("/accounts/2fa/webauthn/login/") | {"kind": "passkey"}
    assert written() == [("second factor failed", line)]


def test_password_changed_and_reset(client: Client, ada: User, written: Written) -> None:
    me = {"account": account_pseudonym(ada)}
    new = {"password1": "another quiet harbour", "password2": "another quiet harbour"}
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new})
    assert written() == [("password changed", me | posted("/accounts/password/change/"))]
    other = Client()
    confirmed(ada)
    other.post("/accounts/password/reset/", {"email": ADDRESS})
    page = other.get(link_in_mail(), follow=True)
    other.post(page.redirect_chain[-1][0], new)
    route = "/accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"
    assert written() == [("password changed", me | posted(route))]


def test_addresses(client: Client, ada: User, written: Written) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    written()
    client.post("/accounts/email/", {"email": "countess@example.org", "action_add": ""})
    client.post(link_in_mail())
    client.post("/accounts/email/", {"email": "countess@example.org", "action_primary": ""})
    client.post("/accounts/email/", {"email": ADDRESS, "action_remove": ""})
    me, route = {"account": account_pseudonym(ada)}, posted("/accounts/email/")
    new = {"address": address_pseudonym("countess@example.org")}
    confirm = posted("/accounts/confirm-email/<str:key>/")
    assert written() == [
        ("address added", me | route | new),
        ("address confirmed", me | confirm | new),
        ("main address changed", me | route | new),
        ("address removed", me | route | {"address": address_pseudonym(ADDRESS)}),
    ]


def test_sessions_ended_elsewhere(client: Client, ada: User, written: Written) -> None:
    sign_in(Client(), ADDRESS)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    written()
    client.post("/accounts/sessions/")
    line = {"account": account_pseudonym(ada)} | posted("/accounts/sessions/") | {"count": 1}
    assert written() == [("sessions ended", line)]


def test_export_wrong_password_and_deletion(client: Client, ada: User, written: Written) -> None:
    me = {"account": account_pseudonym(ada)}
    client.get("/account/export/")
    client.post("/account/delete/", {"password": "guess"})
    client.post("/account/delete/", {"password": PASSWORD})
    line = me | posted("/account/delete/")
    assert written() == [
        ("data exported", me | {"route": "/account/export/", "method": "GET"}),
        ("proof failed", line),
        ("account deleted", line | {"erased": mark_of(ada)}),
    ]


def test_editor_made_on_the_command_line(written: Written) -> None:
    edith = User.objects.create_superuser("edith@example.org", PASSWORD)
    about = {"about": account_pseudonym(edith), "is_staff": True, "is_superuser": True}
    assert written() == [("rights changed", about)]


def test_line_is_json_without_a_word_of_the_persons(
    client: Client, ada: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    client.defaults["REMOTE_ADDR"] = "198.51.100.7"
    client.post("/accounts/logout/")
    sign_in(client, ADDRESS, "a wrong guess of hers\n")
    sign_in(client, ADDRESS)
    client.get(f"/assessments/{NOT_HERS}/")
    lines = [JsonFormatter().format(r) for r in caplog.records]
    assert len(lines) == 5  # out, failed, in, and the refusal once from Django and once from us
    told = re.sub(r'"[0-9a-f]{16}"', "", "\n".join(lines))  # a hash may spell "ada"
    for word in ("ada", "example", "198.51.100.7", "guess", PASSWORD, NOT_HERS):
        assert word not in told
    assert not any("\n" in line for line in lines)


def test_lines_of_one_browser_share_its_hash(
    client: Client, ada: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "careerpath.security")
    client.get("/account/export/")
    client.post("/account/delete/", {"password": "guess"})
    key = client.session.session_key
    assert key
    names = [r.facts["session"] for r in caplog.records]  # type: ignore[attr-defined]  # ours
    assert names == [pseudonym("session", key)] * 2


def test_names_are_keyed_and_kinds_apart(settings: Any) -> None:
    one = pseudonym("account", "1")
    assert (len(one), int(one, 16) > 0) == (16, True)
    assert pseudonym("session", "1") != one
    settings.SECRET_KEY = "another key " * 5
    assert pseudonym("account", "1") != one


def test_record_without_anybody(written: Written) -> None:
    record(Event.REFUSED, request=HttpRequest(), reason="")
    assert written() == [("refused", {})]


def test_account_is_found_by_its_name_in_the_log(ada: User) -> None:
    for name in (account_pseudonym(ada), address_pseudonym(ADDRESS)):
        out = StringIO()
        call_command("account_in_log", name, stdout=out)
        assert out.getvalue() == f"{ada.pk} ada@example.org\n"


def test_name_of_nobody_is_said(ada: User) -> None:
    with pytest.raises(CommandError, match="No account of today has this name"):
        call_command("account_in_log", "0" * 16)
