"""Signing up and in, one's account, second factors, passkeys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail

from careerpath.accounts.mails import Link
from careerpath.accounts.models import User
from tests.accounts.conftest import link_in_mail

from .stage import PASSWORD, Stage, person, send, show_who_one_is, sign_in

TO_ANYONE = {
    "sign-in": "/accounts/login/",
    "sign-up": "/accounts/signup/",
    "reset": "/accounts/password/reset/",
    "reset-sent": "/accounts/password/reset/done/",
    "reset-link-gone": "/accounts/password/reset/key/1-gone/",
    "reset-saved": "/accounts/password/reset/key/done/",
    "confirm-sent": "/accounts/confirm-email/",
    "confirm-link-gone": "/accounts/confirm-email/gone/",
    "inactive": "/accounts/inactive/",
}
TO_THE_OWNER = {
    "account": "/account/",
    "account-delete": "/account/delete/",
    "account-addresses": "/accounts/email/",
    "account-sign-out": "/accounts/logout/",
    "account-password": "/accounts/password/change/",
    "account-signed-in": "/accounts/sessions/",
    "second-factor": "/accounts/2fa/",
    "second-factor-set-up": "/accounts/2fa/totp/activate/",
    "passkeys-none": "/accounts/2fa/webauthn/",
    "passkeys-add": "/accounts/2fa/webauthn/add/",
}
WITH_SECOND_FACTOR = {
    "second-factor-account": "/account/",
    "second-factor-on": "/accounts/2fa/",
    "second-factor-off": "/accounts/2fa/totp/deactivate/",
    "recovery-codes": "/accounts/2fa/recovery-codes/",
    "recovery-codes-new": "/accounts/2fa/recovery-codes/generate/",
    "second-factor-again": "/accounts/2fa/reauthenticate/",
}


def scenes(stage: Stage) -> Iterator[tuple[str, Any]]:
    page = stage.tab()
    for name, address in TO_ANYONE.items():
        page.goto(address)
        yield name, page
    yield from _refused(page)
    yield from _way_back_in(page)
    yield from _own(stage)
    yield from _second_factor(stage)
    yield from _passkeys(stage)
    yield from _kept_form(stage)
    yield from _passkeys_elsewhere(stage.at(stage.base.replace("localhost", "127.0.0.1")))


def _refused(page: Any) -> Iterator[tuple[str, Any]]:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill("nobody@example.org")
    page.locator("[name=password]").fill("wrong")
    send(page)
    yield "sign-in-refused", page
    page.goto("/accounts/signup/")
    page.locator("[name=email]").fill("nobody@example")
    page.locator("[name=password1]").fill("short")
    send(page)
    yield "sign-up-refused", page


def _way_back_in(page: Any) -> Iterator[tuple[str, Any]]:
    person("forgetful")
    mail.outbox.clear()
    page.goto("/accounts/password/reset/")
    page.locator("[name=email]").fill("forgetful@example.org")
    send(page)
    page.goto(link_in_mail())
    yield "reset-choose", page
    for field in page.locator("main input[type=password]").all():
        field.fill("password")
    send(page)
    yield "reset-choose-refused", page


def _own(stage: Stage) -> Iterator[tuple[str, Any]]:
    page = stage.tab()
    page.goto("/accounts/signup/?next=/account/")
    page.locator("[name=email]").fill("ada@example.org")
    page.locator("[name=password1]").fill(PASSWORD)
    send(page)
    yield "account-welcome", page
    page.goto("/accounts/2fa/webauthn/add/")
    yield "password-again", page
    page.locator("main input[type=password]").fill(PASSWORD)
    send(page)
    for name, address in TO_THE_OWNER.items():
        page.goto(address)
        yield name, page
    page.goto("/account/delete/")
    page.locator("main input[type=password]").fill("wrong")
    send(page)
    yield "account-delete-refused", page
    page.goto("/accounts/password/change/")
    for field in page.locator("main input[type=password]").all():
        field.fill("password")
    send(page)
    yield "account-password-refused", page
    yield from _links_of_mails(stage, page)


def _links_of_mails(stage: Stage, signed_in: Any) -> Iterator[tuple[str, Any]]:
    """Where they lead: to confirm, to begin, to somebody else's account, to one that is there."""
    ada = User.objects.get(email="ada@example.org")
    EmailAddress.objects.filter(user=ada).update(verified=True)
    further = EmailAddress.objects.create(user=ada, email="countess@example.org")
    confirm = f"/accounts/confirm-email/{EmailConfirmationHMAC(further).key}/"
    signed_in.goto(confirm)
    yield "confirm", signed_in
    stranger = stage.tab()
    stranger.goto(confirm)
    yield "confirm-sign-in-first", stranger
    stranger.goto(f"/accounts/confirm-email/{Link('new@example.org').key}/")
    yield "begin", stranger
    stranger.locator("[name=password1]").fill("short")
    send(stranger)
    yield "begin-refused", stranger
    stranger.goto(f"/accounts/confirm-email/{Link('ada@example.org').key}/")
    yield "confirm-taken", stranger
    earlier = User.objects.create_user("1@set-aside.invalid", PASSWORD)
    EmailAddress.objects.create(user=earlier, email=ada.email)
    signed_in.goto("/account/")
    yield "account-with-an-earlier-one", signed_in
    signed_in.goto("/account/earlier/")
    yield "account-earlier", signed_in
    signed_in.locator("[name=password]").fill("wrong")
    send(signed_in)
    yield "account-earlier-refused", signed_in


def _second_factor(stage: Stage) -> Iterator[tuple[str, Any]]:
    grace = person("grace")
    page = stage.tab()
    sign_in(page, grace.email)
    show_who_one_is(page)
    TOTP.activate(grace, generate_totp_secret())
    RecoveryCodes.activate(grace)
    for name, address in WITH_SECOND_FACTOR.items():
        page.goto(address)
        yield name, page
    page = stage.tab()
    sign_in(page, grace.email)
    yield "sign-in-second-step", page
    page.locator("[name=code]").fill("000000")
    send(page)
    yield "sign-in-second-step-refused", page


def _kept_form(stage: Stage) -> Iterator[tuple[str, Any]]:
    """An editor's form sent after the session had ended, and one that is nobody's."""
    editor = User.objects.create_superuser("olga@example.org", PASSWORD)
    page = stage.tab()
    sign_in(page, editor.email)
    for name in ("form-to-copy", "form-kept"):
        page.goto("/admin/framework/careerpath/document/")
        page.locator("textarea[name=text]").fill("# Baker\n\n" + "A long line of a document. " * 30)
        page.context.clear_cookies(name="sessionid")
        if name == "form-to-copy":
            page.context.clear_cookies(name="last-person")
        with page.expect_navigation():
            page.locator("textarea[name=text]").evaluate("field => field.form.submit()")
        yield name, page
        sign_in(page, editor.email)
    page.goto("/admin/framework/careerpath/document/")
    yield "form-kept-shown", page


def _passkeys(stage: Stage) -> Iterator[tuple[str, Any]]:
    page = stage.tab()
    linus: User = person("linus")
    plug_in_a_key(page)
    sign_in(page, linus.email)
    show_who_one_is(page)
    page.goto("/accounts/2fa/webauthn/add/")
    page.locator("[name=name]").fill("Work laptop")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/**")
    page.goto("/accounts/2fa/webauthn/")
    yield "passkeys", page
    page.goto("/accounts/2fa/webauthn/reauthenticate/")
    yield "passkeys-again", page
    for what in ("edit", "remove"):
        page.goto("/accounts/2fa/webauthn/")
        with page.expect_navigation():
            page.locator(f"main a[href$='/{what}/']").first.click()
        yield f"passkeys-{what}", page
    failing = stage.tab()
    failing.add_init_script("navigator.credentials.get = () => Promise.reject(new Error())")
    failing.goto("/accounts/login/")
    failing.locator("#passkey_login").click()
    failing.locator("[data-passkey-failed] > p:visible").wait_for()
    yield "sign-in-passkey-failed", failing


def _passkeys_elsewhere(at_a_number: Stage) -> Iterator[tuple[str, Any]]:
    yield "sign-in-at-a-number", at_a_number.opened("/accounts/login/")
    page = at_a_number.tab(person("linus"))
    show_who_one_is(page)
    for name, address in {
        "passkeys-add-at-a-number": "/accounts/2fa/webauthn/add/",
        "passkeys-again-at-a-number": "/accounts/2fa/webauthn/reauthenticate/",
    }.items():
        page.goto(address)
        yield name, page
    page = at_a_number.tab()
    sign_in(page, "linus@example.org")
    yield "sign-in-second-step-at-a-number", page


def plug_in_a_key(page: Any) -> None:
    """A security key that is part of the browser and always says yes."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})
