"""Where passkeys can't work, the page says so and leads to where they do; no button is dead."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client, RequestFactory

from careerpath.accounts import passkeys
from careerpath.accounts.models import User
from tests.accounts.conftest import PASSWORD, sign_in, text_of
from tests.accounts.softkey import SoftKey

BUTTONS = (
    "passkey_login",
    "mfa_webauthn_add",
    "mfa_webauthn_authenticate",
    "mfa_webauthn_reauthenticate",
)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1:8000", "http://localhost:8000/accounts/login/?next=/a"),
        ("127.0.0.1", "http://localhost/accounts/login/?next=/a"),
        ("[::1]:8123", "http://localhost:8123/accounts/login/?next=/a"),
        ("192.0.2.7:8000", ""),
        ("localhost:8000", None),
        ("careers.example.org", None),
    ],
)
def test_a_number_is_told_from_a_name(settings: Any, host: str, url: str | None) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    found = passkeys.elsewhere(RequestFactory().get("/accounts/login/?next=/a", HTTP_HOST=host))
    assert (found and found.url) == url


def test_what_was_posted_is_asked_for_anew_there() -> None:
    request = RequestFactory().post("/accounts/login/?x=1", HTTP_HOST="127.0.0.1:8000")
    found = passkeys.elsewhere(request)
    assert found == passkeys.Elsewhere("127.0.0.1", "http://localhost:8000/accounts/login/")


def test_what_is_printed_by_make_run_is_where_passkeys_work() -> None:
    assert settings.HOST == "localhost:8000"
    assert passkeys.elsewhere(RequestFactory().get("/", HTTP_HOST=settings.HOST)) is None


def pages(host: str, person: User) -> dict[str, str]:
    """Every page with a passkey's button, as that host shows it to someone who has one."""
    inside, between = Client(HTTP_HOST=host), Client(HTTP_HOST=host)
    inside.force_login(person)
    inside.post("/accounts/reauthenticate/", {"password": PASSWORD})
    sign_in(between, person.email)
    asked = {
        "/accounts/login/": Client(HTTP_HOST=host),
        "/accounts/2fa/webauthn/add/": inside,
        "/accounts/2fa/webauthn/reauthenticate/": inside,
        "/accounts/2fa/authenticate/": between,
    }
    return {address: text_of(client.get(address)) for address, client in asked.items()}


def test_no_page_at_a_number_has_a_dead_button(ada: User) -> None:
    SoftKey(ada)
    for address, page in pages("127.0.0.1:8000", ada).items():
        assert [button for button in BUTTONS if f'id="{button}"' in page] == [], address
        assert "data-allauth-onload" not in page, address
        assert "Passkeys don't work here" in page or "Passkeys don&#x27;t work here" in page, (
            address
        )
        assert f'href="http://localhost:8000{address}"' in page, address


def test_every_page_at_a_name_has_its_button(ada: User) -> None:
    SoftKey(ada)
    for address, page in pages("localhost:8000", ada).items():
        found = re.findall(r'id="((?:passkey|mfa_webauthn)_[a-z]+)"', page)
        assert len(found) == 1, address
        assert "data-passkeys-elsewhere" not in page, address


def test_who_has_no_passkey_is_not_sent_elsewhere_after_the_password(ada: User) -> None:
    Authenticator.objects.create(user=ada, type="totp", data={"secret": "x"})
    client = Client(HTTP_HOST="127.0.0.1:8000")
    sign_in(client, ada.email)
    assert "data-passkeys-elsewhere" not in text_of(client.get("/accounts/2fa/authenticate/"))
