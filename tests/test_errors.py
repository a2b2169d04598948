"""What can't be stored comes back with its words, whichever form they were typed into."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError, OperationalError, connection
from django.db.utils import InternalError
from django.test import Client, RequestFactory

from assessments.models import SkillRating
from careerpath.accounts.models import User
from careerpath.errors import busy
from careerpath.field_labels import FieldLabels
from careerpath.framework.models import CareerPath, Skill
from tests.framework.admin.pages import fields_of
from tests.pages import text_of
from tests.roadmap.people import begun

pytestmark = pytest.mark.django_db
PASSWORD = "quiet harbour lantern"
NOTE = "Ran the <big> migration & slept."
SORRY = "This could not be saved just now"


@contextmanager
def no_writing(error: type[DatabaseError] = OperationalError) -> Iterator[None]:
    """Nothing can be written, as with a lock that nobody gives back or a full disk."""

    def refuse(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            raise error("database is locked")
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        yield


def strict(client: Client) -> Client:
    """The same browser, held to the CSRF check, whose errors are pages."""
    held = Client(enforce_csrf_checks=True, raise_request_exception=False)
    held.cookies = client.cookies
    return held


def send(browser: Client, address: str, data: dict[str, str], page: str = "") -> Any:
    """Post as a form of ours does, with the token of the page."""
    browser.get(page or address)
    token = browser.cookies["csrftoken"].value
    return browser.post(address, {"csrfmiddlewaretoken": token, **data})


def comes_back(answer: Any, *words: str) -> None:
    text = text_of(answer)
    assert answer.status_code == 503
    assert answer["Cache-Control"].startswith("no-store")
    assert SORRY in text
    for word in words:
        assert word in text
    assert PASSWORD not in answer.content.decode()


def again(browser: Client, answer: Any) -> Any:
    """Press “Send again”."""
    page = answer.content.decode()
    assert "Send again" in page
    token = {"csrfmiddlewaretoken": page.partition('csrfmiddlewaretoken" value="')[2][:64]}
    return browser.post(answer.wsgi_request.get_full_path(), fields_of(page) | token)


@pytest.mark.parametrize("go", ["stay", "next", "set-all"])
def test_ratings(as_alice: Client, alice: User, path: CareerPath, go: str) -> None:
    browser, sitting = strict(as_alice), begun(alice, path, {})
    screen = browser.get(f"/assessments/{sitting.public_id}/")["Location"]
    said = {"gardener-1-1-answer": "3", "gardener-1-1-note": NOTE, "go": go}
    with no_writing():
        answer = send(browser, screen, said | {"set_all": "3"})
    comes_back(answer, NOTE)
    assert SkillRating.objects.count() == 0
    assert again(browser, answer).status_code == 302
    stored = SkillRating.objects.get(skill__public_id="gardener-1-1")
    assert (stored.proficiency, stored.note) == (3, NOTE)


def test_a_rating_in_place(as_alice: Client, alice: User, path: CareerPath) -> None:
    """The page's script keeps what is typed and says so; it wants no page."""
    browser, sitting = strict(as_alice), begun(alice, path, {})
    browser.get(browser.get(f"/assessments/{sitting.public_id}/")["Location"])
    headers = {"HX-Request": "true", "X-CSRFToken": browser.cookies["csrftoken"].value}
    rate = f"/assessments/{sitting.public_id}/rate/gardener-1-1/"
    with no_writing():
        answer = browser.post(rate, {"gardener-1-1-note": NOTE}, headers=headers)
    assert answer.status_code == 503
    assert 'class="cp-state' not in answer.content.decode()


def test_finishing_and_beginning(as_alice: Client, alice: User, path: CareerPath) -> None:
    browser, sitting = strict(as_alice), begun(alice, path, {})
    with no_writing():
        finished = send(browser, f"/assessments/{sitting.public_id}/finish/", {})
        comes_back(finished)
    assert send(browser, f"/assessments/{sitting.public_id}/finish/", {}).status_code == 302
    with no_writing():
        comes_back(send(browser, "/assessments/start/gardener/", {}, page="/paths/gardener/"))


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/accounts/signup/", {"email": "ada@example.org", "password1": PASSWORD}),
        ("/accounts/login/", {"login": "alice@example.org", "password": PASSWORD}),
    ],
)
def test_passwords_are_not_sent_back(
    client: Client, alice: User, address: str, data: dict[str, str]
) -> None:
    alice.set_password(PASSWORD)
    alice.save()
    with no_writing():
        answer = send(strict(client), address, data)
    comes_back(answer, next(iter(data.values())))
    assert "Send again" not in answer.content.decode()


def test_an_address_of_an_account(as_alice: Client, alice: User) -> None:
    browser = strict(as_alice)
    with no_writing():
        answer = send(browser, "/accounts/password/reset/", {"email": alice.email})
    comes_back(answer, alice.email)
    assert again(browser, answer).status_code == 302


def test_a_form_of_admin(as_edith: Client, path: CareerPath) -> None:
    browser, skill = strict(as_edith), Skill.objects.first()
    assert skill
    page = f"/admin/framework/skill/{skill.pk}/change/"
    fields = fields_of(browser.get(page).content.decode()) | {"description": NOTE}
    with no_writing():
        answer = send(browser, page, fields)
    comes_back(answer, NOTE)
    assert again(browser, answer).status_code == 302
    skill.refresh_from_db()
    assert skill.description == NOTE


@pytest.mark.parametrize("error", [OperationalError, InternalError])
def test_a_database_that_may_only_be_read(client: Client, path: CareerPath, error: Any) -> None:
    with no_writing(error):
        answer = send(strict(client), "/assessments/start/gardener/", {}, page="/paths/gardener/")
    comes_back(answer)


def test_a_fault_of_ours_gives_the_words_back_too(
    as_alice: Client, alice: User, path: CareerPath
) -> None:
    browser, sitting = strict(as_alice), begun(alice, path, {})
    screen = browser.get(f"/assessments/{sitting.public_id}/")["Location"]
    with no_writing(DatabaseError):
        answer = send(browser, screen, {"gardener-1-1-answer": "3", "gardener-1-1-note": NOTE})
    assert answer.status_code == 500
    assert NOTE in text_of(answer)


def test_what_another_site_posts_gets_no_button_that_sends_it() -> None:
    """Where it fails before the check, nobody knows whose words they are."""
    forged = RequestFactory().post("/accounts/login/", {"login": "a stranger's words"})
    page = busy(forged).content.decode()
    assert "a stranger&#x27;s words" in page
    assert 'method="post"' not in page


def test_a_count_that_can_not_be_written_is_not_called_one_too_many(db: None) -> None:
    assert cache.add("key", 1)
    assert not cache.add("key", 2)
    with no_writing(), pytest.raises(OperationalError, match="database is locked"):
        cache.add("another", 1)


def labels_of(answer: Any) -> list[str]:
    found = re.findall(r'<label[^>]* for="typed-\d+"[^>]*>([^<]*)<', answer.content.decode())
    return [html.unescape(label) for label in found]


def test_fields_are_called_as_on_their_page(
    as_alice: Client, alice: User, path: CareerPath
) -> None:
    """Also where the database can't be asked: pages that name rows send their names along."""
    browser, sitting = strict(as_alice), begun(alice, path, {})
    screen = browser.get(f"/assessments/{sitting.public_id}/")["Location"]
    said = {"gardener-1-1-called": "Digging", "gardener-1-1-answer": "3", "gardener-1-1-note": NOTE}
    assert 'name="gardener-1-1-called" value="Gardener 1 1"' in browser.get(screen).content.decode()
    with no_writing():
        answer = send(browser, screen, said)
    assert labels_of(answer) == ["Digging: Your rating", "Digging: What you did"]


@pytest.mark.parametrize(
    ("address", "names", "labels"),
    [
        (
            "/admin/framework/level/1/change/",
            ["short_name", "retired", "requirements-0-proficiency", "projects-1-name", "x-y"],
            ["Short name", "Retired", "Requirement 1: Proficiency", "Project 2: Name", "x y"],
        ),
        ("/admin/framework/careerpath/document/", ["text"], ["Or paste the text"]),
        ("/admin/framework/skill/replace/", ["names"], ["New skills"]),
        ("/accounts/password/reset/", ["email"], ["Email address"]),
        ("/nowhere/", ["some-thing"], ["some thing"]),
    ],
)
def test_fields_of_each_kind_of_page(address: str, names: list[str], labels: list[str]) -> None:
    called = FieldLabels(RequestFactory().post(address), [])
    assert [called[name] for name in names] == labels
