from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission
from django.test import Client

from careerpath.accounts.models import User
from careerpath.accounts.security_log import account_pseudonym
from tests.accounts.conftest import text_of
from tests.framework.admin.pages import fields_of, save

pytestmark = pytest.mark.django_db


def test_superuser_makes_an_editor(as_edith: Client, alice: User) -> None:
    answer = save(as_edith, alice, {"is_active": "on", "is_staff": "on"})
    assert answer.status_code == 302
    alice.refresh_from_db()
    assert (alice.is_staff, alice.is_superuser, alice.email) == (True, False, "alice@example.org")


def test_other_editors_give_no_rights(as_bob: Client, bob: User) -> None:
    bob.is_staff = True
    bob.save()
    bob.user_permissions.add(*Permission.objects.filter(content_type__model="user"))
    form = {"is_active": "on", "is_staff": "on", "is_superuser": "on", "email": "x@example.org"}
    page = f"/admin/accounts/user/{bob.pk}/change/"
    shown = fields_of(as_bob.get(page).content.decode())
    assert as_bob.post(page, shown | form).status_code == 302
    bob.refresh_from_db()
    assert (bob.is_superuser, bob.email) == (False, "bob@example.org")
    assert as_bob.post(f"/admin/accounts/user/{bob.pk}/delete/", {"post": "yes"}).status_code == 403


def test_people_are_not_added_by_others_and_passwords_not_shown(
    as_edith: Client, alice: User
) -> None:
    assert as_edith.get("/admin/accounts/user/add/").status_code == 403
    page = text_of(as_edith.get(f"/admin/accounts/user/{alice.pk}/change/"))
    assert "alice@example.org" in page
    assert alice.password not in page
    assert 'name="password"' not in page


@pytest.mark.parametrize("how", ["one", "some"])
def test_deleted_person_is_gone_with_all_that_is_theirs(
    as_edith: Client, client: Client, ada: User, how: str
) -> None:
    address = "/admin/accounts/user/"
    if how == "one":
        answer: Any = as_edith.post(f"{address}{ada.pk}/delete/", {"post": "yes"})
    else:
        form = {"action": "delete_selected", "_selected_action": str(ada.pk), "post": "yes"}
        answer = as_edith.post(address, form)
    assert answer.status_code == 302
    assert [person.email for person in User.objects.all()] == ["edith@example.org"]
    assert client.get("/account/").status_code == 302


def test_nobody_sees_what_one_signs_in_with(as_edith: Client, ada: User) -> None:
    secret = "a-secret-seed"
    Authenticator.objects.create(user=ada, type="totp", data={"secret": secret})
    for table in ("mfa/authenticator", "usersessions/usersession", "account/emailaddress"):
        assert as_edith.get(f"/admin/{table}/").status_code == 404
    pages = ("/admin/", "/admin/accounts/user/", f"/admin/accounts/user/{ada.pk}/change/")
    assert not any(secret in text_of(as_edith.get(page)) for page in pages)


def test_new_rights_are_written_down_and_end_the_sessions_of_before(
    as_edith: Client, edith: User, client: Client, ada: User, written: Callable[[], list[Any]]
) -> None:
    save(as_edith, ada, {"is_active": "on", "is_staff": "on"})
    line = {
        "account": account_pseudonym(edith),
        "route": "/admin/accounts/user/<path:object_id>/change/",
        "method": "POST",
        "about": account_pseudonym(ada),
    }
    rights = {"is_active": True, "is_staff": True, "is_superuser": False}
    assert written() == [
        ("rights changed", line | {"changed": ["is_staff"]} | rights),
        ("sessions ended", line | {"count": 1}),
    ]
    assert client.get("/account/").status_code == 302


def test_saving_without_new_rights_ends_nothing(
    as_edith: Client, client: Client, ada: User, written: Callable[[], list[Any]]
) -> None:
    as_edith.post(f"/admin/accounts/user/{ada.pk}/change/", {"is_active": "on"})
    assert written() == []
    assert client.get("/account/").status_code == 200


def test_switched_off_account_is_signed_out_for_good(
    as_edith: Client, client: Client, ada: User
) -> None:
    save(as_edith, ada, {"is_active": None})
    save(as_edith, ada, {"is_active": "on"})
    ada.refresh_from_db()
    assert (ada.is_active, client.get("/account/").status_code) == (True, 302)


def test_superuser_signs_people_out(as_edith: Client, client: Client, ada: User) -> None:
    form = {"action": "sign_out", "_selected_action": str(ada.pk)}
    answer = as_edith.post("/admin/accounts/user/", form, follow=True)
    assert "1 session was ended." in text_of(answer)
    assert client.get("/account/").status_code == 302


def test_other_editors_sign_nobody_out(
    as_bob: Client, bob: User, client: Client, ada: User
) -> None:
    bob.is_staff = True
    bob.save()
    bob.user_permissions.add(*Permission.objects.filter(content_type__model="user"))
    form = {"action": "sign_out", "_selected_action": str(ada.pk)}
    as_bob.post("/admin/accounts/user/", form)
    assert client.get("/account/").status_code == 200
