"""What people are told on their way: each thing once, and only what is so."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.contrib.messages import get_messages
from django.core import mail
from django.test import Client

from careerpath.accounts.models import User
from tests.accounts.conftest import PASSWORD, confirmed, link_in_mail, sign_in, sign_up, text_of
from tests.accounts.test_flows import switch_on_totp

pytestmark = pytest.mark.django_db
NEW = "another quiet harbour"
SEND_AGAIN = "Send the confirmation again"


def told(client: Client, address: str) -> list[str]:
    """The messages on top of that page."""
    return [str(message) for message in get_messages(client.get(address).wsgi_request)]


def test_signing_up_greets_and_signing_in_says_so(client: Client) -> None:
    sign_up(client)
    greeting = "Welcome. This server sends no mail, so keep your password well."
    assert told(client, "/account/") == [greeting]
    client.post("/accounts/logout/")
    told(client, "/")
    sign_in(client, "ada@example.org")
    assert told(client, "/account/") == ["You are signed in."]


@pytest.mark.django_db(transaction=True)  # allauth says it once it is committed
def test_first_recovery_codes_replace_none(client: Client, ada: User) -> None:
    told(client, "/account/")
    switch_on_totp(client)
    on = "The app is set up. Signing in asks for its code from now on."
    assert told(client, "/account/") == [on]
    client.post("/accounts/2fa/recovery-codes/generate/")
    renewed = "Your new recovery codes are made. The old ones no longer work."
    assert told(client, "/account/") == [renewed]


def test_changed_password_leads_back_to_the_account(client: Client, ada: User) -> None:
    told(client, "/account/")
    new = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    answer = client.post("/accounts/password/change/", new)
    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    assert told(client, "/account/") == ["Your new password is saved."]


def test_reset_password_is_told_once(client: Client, ada: User) -> None:
    client.logout()
    confirmed(ada)
    client.post("/accounts/password/reset/", {"email": ada.email})
    form = client.get(link_in_mail(), follow=True).redirect_chain[-1][0]
    done = client.post(form, {"password1": NEW, "password2": NEW}, follow=True)
    assert "<h1>Your new password is saved</h1>" in text_of(done)
    assert list(get_messages(done.wsgi_request)) == []
    assert mail.outbox


def test_confirmation_is_sent_again_only_where_one_is_missing(client: Client, ada: User) -> None:
    assert SEND_AGAIN in text_of(client.get("/accounts/email/"))
    EmailAddress.objects.filter(user=ada).update(verified=True)
    page = text_of(client.get("/accounts/email/"))
    assert SEND_AGAIN not in page
    assert "Remove it" not in page
    EmailAddress.objects.create(user=ada, email="second@example.org")
    page = text_of(client.get("/accounts/email/"))
    assert SEND_AGAIN in page
    assert "Remove it" in page


def test_the_focus_is_where_the_mistake_is(client: Client, ada: User) -> None:
    wrong = {"oldpassword": PASSWORD, "password1": "short", "password2": "shorter"}
    form = client.post("/accounts/password/change/", wrong).context["form"]
    page = text_of(client.post("/accounts/password/change/", wrong))
    first = next(field for field in form if field.errors)
    focused = [tag for tag in page.split("<") if tag.startswith("input") and "autofocus" in tag]
    assert [f'name="{first.html_name}"' in tag for tag in focused] == [True]
    assert "autofocus" not in text_of(client.get("/accounts/password/change/"))


def test_a_browser_goes_by_its_name(client: Client) -> None:
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    sign_up(Client(), email="other@example.org")
    client.post(
        "/accounts/signup/",
        {"email": "ada@example.org", "password1": PASSWORD},
        headers={"user-agent": agent},
    )
    page = text_of(client.get("/accounts/sessions/", headers={"user-agent": agent}))
    assert "Firefox on Linux" in page
    assert "Gecko" not in page


def test_a_notice_names_the_browser(client: Client, ada: User) -> None:
    EmailAddress.objects.filter(user=ada).update(verified=True)
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
    new = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    client.post("/accounts/password/change/", new, headers={"user-agent": agent})
    (notice,) = mail.outbox
    assert isinstance(notice, mail.EmailMultiAlternatives)
    assert "Browser: Firefox on Windows" in notice.body
    assert "Browser: Firefox on Windows" in str(notice.alternatives[0][0])


def test_the_main_address_is_told_of_each_further_one(
    client: Client, ada: User, mailing: None
) -> None:
    """Whoever holds an open session and the password can't add a way in unseen."""
    confirmed(ada)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/email/", {"email": "further@example.org", "action_add": ""})
    client.post(link_in_mail())
    client.post("/accounts/email/", {"email": "further@example.org", "action_primary": ""})
    client.post("/accounts/email/", {"email": ada.email, "action_remove": ""})
    assert [(m.subject, m.to) for m in mail.outbox] == [
        ("Confirm your email address", ["further@example.org"]),
        ("An address was added to your account", [ada.email]),
        ("Your email address was changed", [ada.email]),
        ("An email address was removed", ["further@example.org"]),
    ]
    assert "The address further@example.org was added" in str(mail.outbox[1].body)
