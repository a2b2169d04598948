"""Words stay words in every answer, those in place too, as the server sends them.

Every column that can hold words is filled with markup, every page is asked for, and what a script
sends is answered in each way it can be. `tests/browser/test_scripts.py` shows pages to a browser,
which hears more; this reads what a browser would be given, and needs none.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments import services
from assessments.models import Assessment
from assessments.rating_data import RatingData, seen_in
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Skill
from tests.browser.payloads import PAYLOADS, poison
from tests.browser.test_scripts import Everything, admin_pages, everything, own_pages
from tests.factories import UserFactory, make_path
from tests.proofs.conftest import NOW

ROOT = Path(__file__).resolve().parents[2]
WORDS = " ".join(PAYLOADS)
SKILL, GONE = "gardener-1-1", "gardener-1-2"

pytestmark = pytest.mark.django_db


class Markup(HTMLParser):
    """Finds what words were made into: marked elements, handlers, links that run something."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        handlers = [name for name in at if name.startswith("on")]
        link = (at.get("href") or at.get("src") or at.get("action") or "").strip().lower()
        if tag == "pwn" or "pwn" in at or handlers or link.startswith(("javascript:", "//")):
            self.wrong.append(self.get_starttag_text() or tag)


def made_of_words(address: str, answer: Any) -> list[str]:
    """What became markup in an answer that is HTML."""
    body = b"".join(answer) if answer.streaming else answer.content
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return []
    reader = Markup()
    reader.feed(body.decode())
    return [f"{address}: {found}" for found in reader.wrong]


@pytest.fixture
def there() -> Everything:
    """One row at least in every table people can write words into, all of them poisoned."""
    found = everything()
    poison(0)
    return found


def test_every_page_sends_words_as_words(there: Everything) -> None:
    ada, edith, wrong = Client(), Client(), []
    ada.force_login(there.ada)
    edith.force_login(there.edith)
    for client, pages in ((ada, own_pages(there)), (edith, admin_pages())):
        for address in dict.fromkeys(pages):
            wrong += made_of_words(address, client.get(address))
    assert wrong == []


class InPlace:
    """A browser whose script asks; `answers` by the template each was made of."""

    def __init__(self, client: Client) -> None:
        self.client, self.templates, self.wrong = client, set[str](), list[str]()
        self.headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver/{WORDS}"}

    def ask(self, address: str, sent: dict[str, str] | None, status: int) -> None:
        """A post, or a question where nothing is sent; the answer has to be of that kind."""
        ask = self.client.get if sent is None else self.client.post
        answer = ask(address, sent, headers=self.headers)
        assert answer.status_code == status, f"{address} {answer.status_code}"
        self.templates |= {str(template.name) for template in answer.templates}
        self.wrong += made_of_words(address, answer)


def answers_of_scripts() -> set[str]:
    """The templates that say of themselves that they answer a script."""
    rooms = ("assessments", "roadmap", "careerpath")
    files = [file for room in rooms for file in (ROOT / room).rglob("*.html")]
    return {
        re.sub(r".*/templates/", "", str(file))
        for file in files
        if re.match(r"\{# (Answers a script|The answer in place)", file.read_text("utf-8"))
    }


def page_of_a_guest_who_signs_in(client: Client, path: CareerPath, person: User) -> str:
    """Where somebody rates without an account; they sign in and are not asked yet whose it is."""
    client.post(reverse("assessments:start", args=[path.public_id]))
    begun = Assessment.objects.get(owner=None)
    client.post(f"/assessments/{begun.public_id}/rate/{SKILL}/", {f"{SKILL}-answer": "2"})
    client.force_login(person)
    return f"/assessments/{begun.public_id}/"


def test_every_answer_in_place_sends_words_as_words() -> None:
    path, ada = make_path(), UserFactory()
    done = services.start(owner=ada, path=path, now=NOW)
    for skill in Skill.objects.all():
        said = RatingData(2, note="a", link="https://example.org/")
        services.save_rating(assessment=done, skill=skill, said=said, seen="", now=NOW)
    services.complete(assessment=done, now=NOW)
    begun = services.start(owner=ada, path=path, now=NOW)
    Skill.objects.get(public_id=GONE).retire(now=NOW)
    poison(0)
    client = Client()
    client.force_login(ada)
    script, nobody = InPlace(client), InPlace(Client())

    def rate(skill: str, **fields: str) -> tuple[str, dict[str, str]]:
        seen = seen_in(begun.ratings.get(skill__public_id=skill))
        typed = {f"{skill}-{name}": value for name, value in {"seen": seen, **fields}.items()}
        return f"/assessments/{begun.public_id}/rate/{skill}/?on={WORDS}", typed

    script.ask(*rate(SKILL, answer="3", note=WORDS), 200)
    script.ask(*rate(SKILL, answer="3", note=WORDS, link=WORDS, last_used=WORDS), 422)
    script.ask(*rate(SKILL, answer="1", note=WORDS, seen=f"9.{'0' * 16}"), 422)  # in conflict
    script.ask(*rate(GONE, answer="3", note=WORDS), 200)
    script.ask(*rate(GONE, answer=WORDS, link=WORDS), 422)
    nobody.ask(*rate(SKILL, answer="3", note=WORDS), 401)
    tries = f"/roadmap/{done.public_id}/?target={WORDS}&try={WORDS}&try=&try={SKILL}:4"
    script.ask(tries, None, 200)
    script.ask(f"/roadmap/{done.public_id}/?try=&try={SKILL}:4", None, 200)
    services.complete(assessment=begun, now=NOW)
    script.ask(*rate(SKILL, answer="4", note=WORDS), 409)
    guest = InPlace(Client())
    page = page_of_a_guest_who_signs_in(guest.client, path, ada)
    guest.ask(f"{page}rate/{SKILL}/?on={WORDS}", {f"{SKILL}-note": WORDS}, 401)
    assert script.wrong + nobody.wrong + guest.wrong == []
    shown = script.templates | nobody.templates | guest.templates
    assert answers_of_scripts() - shown == set()


@pytest.mark.parametrize("payload", [p for p in PAYLOADS if re.match(r"<\w+ pwn", p)])
def test_markup_made_of_words_would_be_seen(payload: str) -> None:
    """The watch itself."""
    reader = Markup()
    reader.feed(f"<p>{payload}</p>")
    assert reader.wrong != []
