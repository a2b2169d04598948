from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from careerpath.accounts.models import User
from careerpath.accounts.security_log import account_pseudonym
from tests.accounts.conftest import PASSWORD, text_of


@pytest.fixture
def strict(settings: Any) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True


def test_editor_without_second_factor_is_sent_to_set_one_up(strict: None, as_edith: Client) -> None:
    answer = as_edith.get("/admin/", follow=True)
    assert answer.redirect_chain == [("/accounts/2fa/", 302)]
    assert "Admin needs a second factor" in text_of(answer)


def test_editor_without_second_factor_can_post_nothing(strict: None, as_edith: Client) -> None:
    answer = as_edith.post("/admin/auth/group/add/", {"name": "Mine"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/")


def test_editor_with_second_factor_gets_in(strict: None, as_edith: Client, edith: User) -> None:
    Authenticator.objects.create(user=edith, type="totp", data={})
    assert as_edith.get("/admin/").status_code == 200


def test_editor_may_always_leave(strict: None, as_edith: Client) -> None:
    assert as_edith.post("/admin/logout/")["Location"] != "/accounts/2fa/"


def test_other_pages_ask_editors_nothing(strict: None, as_edith: Client) -> None:
    assert as_edith.get("/account/").status_code == 200


def test_on_ones_own_machine_it_is_advice_given_once(as_edith: Client) -> None:
    first, second = as_edith.get("/admin/"), as_edith.get("/admin/")
    assert (first.status_code, second.status_code) == (200, 200)
    assert "A second factor makes your account safer" in text_of(first)
    assert "A second factor makes your account safer" not in text_of(second)


def test_others_meet_admins_own_refusal(strict: None, as_alice: Client) -> None:
    answer = as_alice.get("/admin/", follow=True)
    assert answer.redirect_chain == [("/admin/login/?next=/admin/", 302)]
    assert answer.status_code == 403


def test_refusals_are_written_down(
    as_alice: Client, alice: User, written: Callable[[], list[Any]]
) -> None:
    strict = Client(enforce_csrf_checks=True)
    as_alice.get("/assessments/0d7c7f0e-5a5b-4f0e-9a67-0b2c3d4e5f60/")
    as_alice.get("/admin/login/")
    as_alice.put("/account/")
    strict.post("/theme/", {"theme": "dark"})
    Client().post("/theme/", {"theme": "green"})
    as_alice.get("/no-such-page/")
    me = {"account": account_pseudonym(alice)}
    assert written() == [
        (
            "refused",
            me | {"route": "/assessments/<uuid:assessment>/", "method": "GET", "status": 404},
        ),
        ("refused", me | {"route": "/admin/login/", "method": "GET", "status": 403}),
        ("refused", me | {"route": "/account/", "method": "PUT", "status": 405}),
        ("refused", {"route": "/theme/", "method": "POST", "status": 403}),
        ("refused", {"route": "/theme/", "method": "POST", "status": 400}),
    ]


def test_editor_without_second_factor_is_written_down(
    strict: None, as_edith: Client, edith: User, written: Callable[[], list[Any]]
) -> None:
    as_edith.get("/admin/")
    line = {"account": account_pseudonym(edith), "route": "/admin/", "method": "GET"}
    assert written() == [("refused", {**line, "reason": "no second factor"})]


def test_browser_forgets_who_signed_out(as_alice: Client) -> None:
    assert "Clear-Site-Data" not in as_alice.get("/account/").headers
    assert as_alice.post("/accounts/logout/")["Clear-Site-Data"] == '"cache"'


def test_browser_forgets_who_deleted_their_account(client: Client, ada: User) -> None:
    answer = client.post("/account/delete/", {"password": PASSWORD})
    assert answer["Clear-Site-Data"] == '"cache"'
