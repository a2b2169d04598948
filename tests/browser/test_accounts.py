"""Signing up and in as a browser does it: nothing blocked, real passkeys. Looks: test_scenes.py."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import expect

from careerpath.accounts.models import User
from tests.accounts.conftest import PASSWORD, link_in_mail, mailing  # noqa: F401  # a fixture
from tests.accounts.test_flows import totp_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_up(page: Any, base: str) -> None:
    page.goto(f"{base}/accounts/signup/?next=/account/")
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    page.wait_for_url(f"{base}/account/")


def show_who_one_is(page: Any) -> None:
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def plug_in_a_key(page: Any) -> None:
    """A security key that is part of the browser and always says yes."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    wire.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_second_factor_in_the_browser(page: Any, live_server: Any, csp_reports: list[str]) -> None:
    base = live_server.url
    sign_up(page, base)
    page.get_by_role("link", name="Add a second factor").click()
    page.get_by_role("link", name="Set up the app").click()
    show_who_one_is(page)
    secret = page.locator("#authenticator_secret").inner_text()
    page.get_by_label("Code in the app").fill(totp_code(secret))
    page.get_by_role("button", name="Switch it on").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()

    page.goto(f"{base}/account/")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{base}/accounts/login/?next=/account/")
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="One more step").wait_for()
    # Without a passkey none is offered.
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    page.get_by_label("Code").fill(totp_code(secret))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{base}/account/")


def test_passkey_is_added_and_signs_in(page: Any, live_server: Any, csp_reports: list[str]) -> None:
    base = live_server.url
    plug_in_a_key(page)
    sign_up(page, base)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("link", name="Add a passkey").click()
    show_who_one_is(page)
    page.get_by_label("Name").fill("Work laptop")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.goto(f"{base}/accounts/2fa/webauthn/")
    expect(page.get_by_text("Signs in alone.")).to_be_visible()

    page.goto(f"{base}/account/")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{base}/accounts/login/?next=/account/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{base}/account/")
    expect(page.get_by_text("ada@example.org")).to_be_visible()
    expect(page.get_by_text("1 passkey")).to_be_visible()


def test_passkey_after_the_password(page: Any, live_server: Any, csp_reports: list[str]) -> None:
    base = live_server.url
    plug_in_a_key(page)
    sign_up(page, base)
    page.goto(f"{base}/accounts/2fa/webauthn/add/")
    show_who_one_is(page)
    page.get_by_label("Sign in with it alone").uncheck()
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.goto(f"{base}/account/")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{base}/accounts/login/?next=/account/")
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{base}/account/")


def test_passkey_that_fails_is_told(page: Any, live_server: Any, csp_reports: list[str]) -> None:
    page.add_init_script("navigator.credentials.get = () => Promise.reject(new Error())")
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The device did not answer").wait_for()


def test_at_a_number_the_same_page_at_localhost_is_offered(
    page: Any, live_server: Any, csp_reports: list[str]
) -> None:
    """Browsers refuse passkeys at 127.0.0.1, so no button is there that could not work."""
    number = live_server.url.replace("localhost", "127.0.0.1")
    assert number != live_server.url
    plug_in_a_key(page)
    page.goto(f"{number}/accounts/login/?next=/account/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_have_count(0)
    page.get_by_role("link", name="Open this page at localhost").click()
    page.wait_for_url(f"{live_server.url}/accounts/login/?next=/account/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_visible()


@pytest.mark.parametrize("java_script_enabled", [False])
def test_without_javascript(browser: Any, live_server: Any, java_script_enabled: bool) -> None:
    """Signing up, out, in and deleting everything; no passkey button that could not work."""
    context = browser.new_context(java_script_enabled=java_script_enabled)
    page = context.new_page()
    base = live_server.url
    sign_up(page, base)
    assert mail.outbox == []  # a server without mail
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{base}/accounts/login/?next=/account/")
    assert page.get_by_role("button", name="Sign in with a passkey").count() == 0
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{base}/account/")
    page.get_by_role("link", name="Delete everything").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Delete everything").click()
    page.get_by_text("Your account and everything in it is deleted.").wait_for()
    assert User.objects.count() == 0
    context.close()


def test_sign_up_where_mail_is_sent(page: Any, live_server: Any, mailing: None) -> None:  # noqa: F811  # the fixture
    page.goto(f"{live_server.url}/accounts/signup/?next=/account/")
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_role("button", name="Send me the link").click()
    page.get_by_role("heading", name="Look at your mail").wait_for()
    page.get_by_role("link", name="Go on").click()
    page.wait_for_url("**/accounts/login/**")  # her account is not there yet
    page.goto(f"{live_server.url}{link_in_mail()}")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Save the password and go on").click()
    page.wait_for_url(f"{live_server.url}/account/")
    expect(page.get_by_text("ada@example.org, confirmed")).to_be_visible()
