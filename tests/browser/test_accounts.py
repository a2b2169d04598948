"""Signing up and in as a browser sees it: nothing blocked, nothing for axe, real passkeys."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail

from careerpath.accounts.models import User
from tests.accounts.conftest import PASSWORD, link_in_mail
from tests.accounts.test_flows import totp_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TO_ANYONE = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-gone/",
    "/accounts/password/reset/key/done/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/gone/",
    "/accounts/inactive/",
]
TO_THE_OWNER = [
    "/account/",
    "/account/delete/",
    "/accounts/email/",
    "/accounts/logout/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/",
    "/accounts/sessions/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
]
WITH_SECOND_FACTOR = [
    "/account/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/reauthenticate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/reauthenticate/",
]
# A folder to leave pictures in; nothing is kept without it.
PICTURES = os.environ.get("CAREERPATH_SCREENSHOTS")


def look_at(page: Any, address: str, base: str) -> None:
    """The page in light and dark, wide and at 320 px: no complaints, no scrolling sideways."""
    page.goto(base + address)
    check(page, address)


def check(page: Any, name: str) -> None:
    """What `look_at` does, for the page that is open."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name} is {wide} px wide at {width}"
            if PICTURES:
                file = f"{name.strip('/').replace('/', '-')}-{width}-{scheme}.png"
                page.screenshot(path=Path(PICTURES) / file, full_page=True)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{name} {scheme}: {found.generate_report()}"
    small = page.evaluate(
        """() => [...document.querySelectorAll("main a.btn, main button, main input")]
            .filter(e => e.offsetParent && !['radio', 'checkbox'].includes(e.type))
            .filter(e => e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML)"""
    )
    assert small == [], f"{name}: too small for a finger"


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


def test_pages_for_anyone(page: Any, live_server: Any, csp_reports: list[str]) -> None:
    for address in TO_ANYONE:
        look_at(page, address, live_server.url)
    page.goto(live_server.url + "/accounts/login/")
    page.get_by_label("Email address").fill("nobody@example.org")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_text("don't belong together").wait_for()
    check(page, "login-refused")


def test_pages_for_the_owner(page: Any, live_server: Any, csp_reports: list[str]) -> None:
    base = live_server.url
    sign_up(page, base)
    check(page, "account-welcome")
    look_at(page, link_in_mail(), base)
    page.goto(base + "/accounts/reauthenticate/")
    show_who_one_is(page)
    for address in TO_THE_OWNER:
        look_at(page, address, base)


def test_second_factor_in_the_browser(page: Any, live_server: Any, csp_reports: list[str]) -> None:
    base = live_server.url
    sign_up(page, base)
    page.get_by_role("link", name="Add a second factor").click()
    page.get_by_role("link", name="Set up the app").click()
    show_who_one_is(page)
    secret = page.get_by_label("Or type this into it").input_value()
    page.get_by_label("Code in the app").fill(totp_code(secret))
    page.get_by_role("button", name="Switch it on").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    for address in WITH_SECOND_FACTOR:
        look_at(page, address, base)

    page.goto(f"{base}/account/")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{base}/accounts/login/?next=/account/")
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="One more step").wait_for()
    # Without a passkey none is offered.
    assert page.get_by_role("button", name="Use a passkey").count() == 0
    check(page, "one-more-step")
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
    assert page.get_by_text("Signs in alone.").is_visible()
    for address in ("/accounts/2fa/webauthn/", "/accounts/2fa/"):
        look_at(page, address, base)
    for what in ("Rename", "Remove"):
        page.goto(f"{base}/accounts/2fa/webauthn/")
        page.get_by_role("link", name=what).click()
        check(page, what)

    page.goto(f"{base}/account/")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{base}/accounts/login/?next=/account/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{base}/account/")
    assert page.get_by_text("ada@example.org").is_visible()
    assert page.get_by_text("1 passkey").is_visible()


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
    check(page, "passkey-failed")


@pytest.mark.parametrize("java_script_enabled", [False])
def test_without_javascript(browser: Any, live_server: Any, java_script_enabled: bool) -> None:
    """Signing up, out, in and deleting everything; no passkey button that could not work."""
    context = browser.new_context(java_script_enabled=java_script_enabled)
    page = context.new_page()
    base = live_server.url
    sign_up(page, base)
    assert [m.to for m in mail.outbox] == [["ada@example.org"]]
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
