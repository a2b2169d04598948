"""A form sent after its session had ended is kept for the same person, and for nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from careerpath.accounts.kept_forms import KEPT_FORMS, MOST_LETTERS
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath
from tests.factories import UserFactory
from tests.framework.admin.pages import address, fields_of
from tests.pages import text_of

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"


@pytest.fixture
def hers(edith: User) -> Client:
    """Edith's, who signed in through the form; her session has ended since."""
    client = Client()
    sign_in(client, edith)
    return client


def sign_in(client: Client, person: User) -> None:
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})


def session_ends(client: Client) -> None:
    del client.cookies["sessionid"]


def typed(client: Client, path: CareerPath, name: str) -> dict[str, Any]:
    """The whole form of a path's page in admin, with another name."""
    return fields_of(client.get(address(path)).content.decode()) | {"name": name}


def hidden_fields(page: Any) -> dict[str, str]:
    kept = page.context["kept"]
    return {**dict(kept["fields"]), "kept_form": kept["id"]}


def test_an_editors_form_is_shown_again_and_sent_with_one_press(
    hers: Client, edith: User, path: CareerPath
) -> None:
    url, form = address(path), typed(hers, path, "Head gardener")
    session_ends(hers)
    asked = hers.post(url, form)
    assert asked.status_code == 302
    told = hers.get(asked["Location"], follow=True)
    assert "What you sent is kept: sign in, and you are asked about it." in text_of(told)
    sign_in(hers, edith)
    page = hers.get(url)
    assert "This was not sent yet" in text_of(page)
    assert "Head gardener" in page.content.decode()
    path.refresh_from_db()
    assert path.name == "Gardener"  # nothing is sent by itself
    hers.post(url, hidden_fields(page))
    path.refresh_from_db()
    assert path.name == "Head gardener"
    assert hers.session[KEPT_FORMS] == []
    assert "This was not sent yet" not in text_of(hers.get(url))


def test_a_pasted_document_and_two_forms_wait_side_by_side(
    hers: Client, edith: User, path: CareerPath
) -> None:
    paste = reverse("admin:framework_careerpath_bring")
    form = typed(hers, path, "Head gardener")
    session_ends(hers)
    hers.post(paste, {"text": "# Baker\n\nA pasted document"})
    hers.post(address(path), form)
    sign_in(hers, edith)
    assert "A pasted document" in hers.get(paste).content.decode()
    assert "Head gardener" in hers.get(address(path)).content.decode()


def test_a_file_cant_be_kept_and_that_is_said(hers: Client, edith: User) -> None:
    paste = reverse("admin:framework_careerpath_bring")
    session_ends(hers)
    file = SimpleUploadedFile("path.md", b"# Baker")
    hers.post(paste, {"text": "words beside it", "file": file})
    sign_in(hers, edith)
    assert "A file can’t be kept: choose it again on the page." in text_of(hers.get(paste))


def test_another_person_never_sees_it(hers: Client, path: CareerPath) -> None:
    url, form = address(path), typed(hers, path, "Head gardener")
    session_ends(hers)
    hers.post(url, form)
    other = UserFactory(email="other@example.org", is_staff=True, is_superuser=True)
    sign_in(hers, other)
    assert "Head gardener" not in hers.get(url).content.decode()
    assert hers.session[KEPT_FORMS] == []


def test_what_nobody_known_sends_is_given_back_to_copy(path: CareerPath) -> None:
    client = Client()
    answer = client.post(address(path), {"name": "Head gardener"})
    assert answer.status_code == 401
    assert "Head gardener</textarea>" in answer.content.decode()
    assert KEPT_FORMS not in client.session


def test_too_much_is_given_back_to_copy(hers: Client, path: CareerPath) -> None:
    session_ends(hers)
    long = "x" * (MOST_LETTERS + 1)
    answer = hers.post(address(path), {"name": long})
    assert answer.status_code == 401
    assert long in answer.content.decode()


def test_it_can_be_let_go(hers: Client, edith: User, path: CareerPath) -> None:
    url, form = address(path), typed(hers, path, "Head gardener")
    session_ends(hers)
    hers.post(url, form)
    sign_in(hers, edith)
    kept = hers.get(url).context["kept"]
    answer = hers.post("/account/kept/", {"kept_form": kept["id"], "next": url})
    assert answer["Location"] == url
    assert "Head gardener" not in hers.get(url).content.decode()
    for elsewhere in ("//evil.example/", "1456", "framework:home"):
        assert hers.post("/account/kept/", {"next": elsewhere})["Location"] == "/"


def test_forms_with_secrets_are_never_kept(hers: Client) -> None:
    session_ends(hers)
    hers.post(reverse("accounts:delete"), {"password": PASSWORD})
    hers.post(reverse("account_email"), {"email": "new@example.org", "action_add": ""})
    assert KEPT_FORMS not in hers.session


def test_an_old_form_of_our_own_page_can_be_sent_again() -> None:
    """The browser says that it was on a page of ours; nothing else gets a button."""
    client = Client(enforce_csrf_checks=True)
    for origin, buttons in (("http://testserver", 1), ("http://evil.example", 0), ("null", 0)):
        answer = client.post("/account/kept/", {"note": "words"}, headers={"origin": origin})
        assert answer.status_code == 403
        assert answer.content.decode().count('name="note" value="words"') == buttons


def test_the_script_of_our_own_page_is_told_the_token_there_is_now() -> None:
    """And nobody else: another site could not read it either."""
    client = Client(enforce_csrf_checks=True)
    in_place = {"HX-Request": "true", "X-CSRFToken": "x" * 64}
    answer = client.post("/theme/", headers={**in_place, "Origin": "http://evil.example"})
    assert (answer.status_code, "X-CSRFToken" in answer) == (403, False)
    answer = client.post("/theme/", headers={**in_place, "Origin": "http://testserver"})
    assert (answer.status_code, answer.content) == (403, b"")
    fresh = {"X-CSRFToken": answer["X-CSRFToken"], "Origin": "http://testserver"}
    sent = {"theme": "dark", "next": "/"}
    assert client.post("/theme/", sent, headers=in_place | fresh).status_code == 302
