"""No page about an account is kept anywhere, whatever it answers and to whom."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from careerpath.accounts.models import User
from tests.accounts.conftest import PASSWORD, text_of
from tests.accounts.test_flows import switch_on_totp
from tests.test_access import EXAMPLES, get_resolver_of, routes

pytestmark = pytest.mark.django_db


def account_pages() -> list[str]:
    """Every address below /account/ and /accounts/, ours and the packages'."""
    found = set()
    for name in routes():
        for _, entries in get_resolver_of(name):
            for _, parameters in entries:
                if set(parameters) <= set(EXAMPLES):
                    found.add(reverse(name, kwargs={key: EXAMPLES[key] for key in parameters}))
    return sorted(page for page in found if page.startswith(("/account/", "/accounts/")))


def stored(client: Client) -> set[str]:
    """The pages that something may keep."""
    return {
        f"{method} {page}"
        for page in account_pages()
        if "logout" not in page and page != "/account/delete/"
        for method in ("GET", "HEAD", "POST")
        if "no-store" not in client.generic(method, page).headers.get("Cache-Control", "")
    }


def test_no_page_of_an_account_may_be_stored(client: Client, ada: User) -> None:
    assert len(account_pages()) > 30
    assert stored(Client()) == set()
    assert stored(client) == set()


def test_pages_with_secrets_may_not_be_stored(client: Client, ada: User) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/accounts/2fa/totp/activate/")
    assert secret.context["form"].secret in text_of(secret)
    switch_on_totp(client)
    codes = client.get("/accounts/2fa/recovery-codes/")
    file = client.get("/accounts/2fa/recovery-codes/download/")
    assert text_of(file).splitlines()[0] in text_of(codes)
    pages = [secret, codes, file, client.get("/accounts/2fa/"), client.get("/account/delete/")]
    assert {page.headers["Cache-Control"] for page in pages} == {
        "max-age=0, no-cache, no-store, must-revalidate, private"
    }
