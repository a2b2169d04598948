from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from careerpath.accounts.models import User
from tests.accounts.conftest import text_of


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
