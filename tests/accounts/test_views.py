from __future__ import annotations

import json
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from careerpath.accounts.models import User
from tests.accounts.conftest import PASSWORD, sign_in, sign_up, text_of

pytestmark = pytest.mark.django_db
OWN = ["/account/", "/account/export/", "/account/delete/", "/account/earlier/"]
ALLAUTH_OWN = [
    "/accounts/email/", "/accounts/password/change/", "/accounts/password/set/",
    "/accounts/reauthenticate/", "/accounts/sessions/", "/accounts/2fa/",
    "/accounts/2fa/reauthenticate/", "/accounts/2fa/totp/activate/",
    "/accounts/2fa/totp/deactivate/", "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/", "/accounts/2fa/recovery-codes/download/",
    "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/webauthn/reauthenticate/", "/accounts/2fa/webauthn/keys/1/edit/",
    "/accounts/2fa/webauthn/keys/1/remove/",
]  # fmt: skip


NONSENSE = [
    "", "{", "1", "[]", "{}", '"x"', "null", '{"id": 1}', '{"id":"AA","response":{}}',
    "[" * 100_000, '{"id":"AA","rawId":"AA","response":[]}', '{"rawId":null}',
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {
        "clientDataJSON": "e30", "authenticatorData": "AAAA", "signature": "AA",
        "userHandle": "MQ", "attestationObject": "oA"}}),
]  # fmt: skip


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", OWN + ALLAUTH_OWN)
def test_strangers_are_sent_to_sign_in(client: Client, address: str, method: str) -> None:
    answer = getattr(client, method)(address)
    if method == "post" and address in {"/account/", "/account/export/"}:
        assert answer.status_code == 405
    else:
        assert answer.status_code == 302
        assert answer["Location"].startswith(("/accounts/login/", "/accounts/reauthenticate/"))


def test_passkeys_of_others_are_not_there(client: Client, ada: User, bob: User) -> None:
    from allauth.mfa.models import Authenticator

    theirs = Authenticator.objects.create(user=bob, type="webauthn", data={"name": "Bob's"})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    for what in ("edit", "remove"):
        for method in (client.get, client.post):
            assert method(f"/accounts/2fa/webauthn/keys/{theirs.pk}/{what}/").status_code == 404
    assert Authenticator.objects.count() == 1


def test_account_page_tells_how_one_gets_in(client: Client, ada: User) -> None:
    page = text_of(client.get("/account/"))
    assert "ada@example.org, not confirmed: this server sends no mail" in page
    assert "None: whoever knows your password gets in" in page
    assert "None yet<" in page
    assert "In 1 browser<" in page
    EmailAddress.objects.update(verified=True)
    sign_in(Client(), ada.email)
    page = text_of(client.get("/account/"))
    assert "ada@example.org, confirmed" in page
    assert "In 2 browsers" in page


@pytest.mark.parametrize("devices", [1, 3])
def test_account_page_asks_the_same_however_many(
    client: Client, ada: User, devices: int, django_assert_num_queries: Any
) -> None:
    for _ in range(devices - 1):
        sign_in(Client(), ada.email)
    client.get("/account/")
    with django_assert_num_queries(5):
        client.get("/account/")


def test_export_is_a_file_for_nobody_else(client: Client, ada: User) -> None:
    answer = client.get("/account/export/")
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"].startswith('attachment; filename="careerpath-2')
    assert "no-store" in answer["Cache-Control"]
    told = json.loads(answer.content)
    assert told["person"] == "ada@example.org"
    assert [row["email"] for row in told["tables"]["accounts.User"]] == ["ada@example.org"]


def test_delete_asks_for_the_password(client: Client, ada: User) -> None:
    assert "Nobody can bring it back" in text_of(client.get("/account/delete/"))
    wrong = client.post("/account/delete/", {"password": "a wrong one"})
    assert wrong.context["form"].errors == {"password": ["This is not your password."]}
    assert User.objects.count() == 1
    done = client.post("/account/delete/", {"password": PASSWORD}, follow=True)
    assert done.redirect_chain == [("/", 302)]
    assert "Your account and everything in it is deleted." in text_of(done)
    assert User.objects.count() == 0


def test_delete_without_a_password_asks_for_the_address(client: Client, ada: User) -> None:
    ada.set_unusable_password()
    ada.save()
    client.force_login(ada)
    wrong = client.post("/account/delete/", {"email": "bob@example.org"})
    assert wrong.context["form"].errors == {"email": ["This is not the address of your account."]}
    assert client.post("/account/delete/", {"email": "ADA@example.org"}).status_code == 302
    assert User.objects.count() == 0


def test_delete_needs_a_token(ada: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada)
    assert strict.post("/account/delete/", {"password": PASSWORD}).status_code == 403
    assert User.objects.count() == 1


def test_admin_sign_in_keeps_where_one_wanted(client: Client) -> None:
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain == [
        ("/admin/login/?next=/admin/", 302),
        ("/accounts/login/?next=%2Fadmin%2F", 302),
    ]


def test_admin_changes_passwords_where_everybody_does(as_edith: Client) -> None:
    for answer in (
        as_edith.get("/admin/password_change/"),
        as_edith.post("/admin/password_change/"),
    ):
        assert (answer.status_code, answer["Location"]) == (302, "/accounts/password/change/")


def test_nonsense_passkeys_are_refused_quietly(client: Client, ada: User) -> None:
    """Whatever is posted as a passkey: back to sign-in, never a server error."""
    other = Client()
    for n, nonsense in enumerate(NONSENSE):
        answer = other.post(
            "/accounts/2fa/webauthn/login/", {"credential": nonsense}, REMOTE_ADDR=f"192.0.2.{n}"
        )
        assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        added = client.post("/accounts/2fa/webauthn/add/", {"name": "x", "credential": nonsense})
        assert added.status_code == 200


def test_an_address_that_became_somebody_elses_is_no_main_one(ada: User, client: Client) -> None:
    """Where no mail is sent nothing is ever confirmed, and what was added may be taken later."""
    EmailAddress.objects.filter(user=ada).update(verified=False)
    EmailAddress.objects.create(user=ada, email="bob@example.org")
    sign_up(Client(), "bob@example.org")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    answer = client.post("/accounts/email/", {"action_primary": "", "email": "bob@example.org"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/email/")
    assert EmailAddress.objects.get_primary_email(ada) == "ada@example.org"
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"
