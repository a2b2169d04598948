"""One person's page never reaches another: interleaved requests from several threads to a server
of two processes. COUNT is requests.

Who asks: people with an account, one who signed out, guests and strangers, in two languages and
three appearances; what for: public pages, their own screens, roadmaps, lists and accounts, those of
others, and pages they say they have already, with somebody else's word for it. Some save meanwhile.
"""

from __future__ import annotations

import random
import re
import secrets
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import connection
from django.middleware.csrf import _does_token_match  # type: ignore[attr-defined]  # Django's own

from tests.proofs.counts import count
from tests.proofs.server import GONE, Answer, Server, Visitor, serving, skills_on

THREADS = 6
PUBLIC = ("/", "/paths/ml-engineer/", "/paths/data-engineer/", "/paths/ml-engineer/levels/junior/")
TOKENS = re.compile(r'(?:name="csrfmiddlewaretoken" value=|"X-CSRFToken": )"(\w+)"')
Kind = Callable[["Person"], tuple[str, "Answer"]]
PARTS = {"save", "not theirs"}  # no page of ours, or Django's own for developers
SIGN_IN = {"en": "Sign in", "de": "Anmelden"}


@dataclass
class Person:
    """Somebody, what their browser knows, and the words that only they may ever be shown."""

    name: str
    language: str
    theme: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    signed_in: bool = False
    marks: set[str] = field(default_factory=set)
    screen: str = ""
    skill: str = ""
    roadmap: str = ""
    etags: dict[str, str] = field(default_factory=dict)

    @property
    def note(self) -> str:
        return f"only-{self.name}-wrote-this"


@pytest.mark.xdist_group("servers")
def test_no_page_shows_anything_of_somebody_else(tmp_path: Path) -> None:
    asked = count(few=240, full=10_000)
    with serving(tmp_path, workers=2) as server:
        people = crowd(server)
        each = [asked // THREADS + (n < asked % THREADS) for n in range(THREADS)]
        with ThreadPoolExecutor(THREADS) as pool:
            ends = list(pool.map(lambda n: Thread(server, people, n).ask(each[n]), range(THREADS)))
        assert "Traceback" not in server.log()
    mixed = [fault for _, faults in ends for fault in faults]
    kinds = sum((kinds for kinds, _ in ends), Counter[str]())
    print(f"{connection.vendor}: {asked} requests, {len(mixed)} mixed, {dict(kinds)}")  # noqa: T201  # the figure
    assert mixed == []
    assert {"public", "304", "screen", "roadmap", "save", "not theirs"} <= set(kinds)


# --- Who asks -----------------------------------------------------------------------------------


def crowd(server: Server) -> list[Person]:
    """Everybody, with all that they will have."""
    looks = [("en", ""), ("de", "dark"), ("en", "light"), ("de", "")]
    names = ["ada", "bob", "cleo", "dora", "guest1", "guest2", "gone", "stranger1", "stranger2"]
    people = [Person(name, *looks[n % len(looks)]) for n, name in enumerate(names)]
    for person in people:
        settle(server, person)
    return people


def settle(server: Server, person: Person) -> None:
    """Give them their choices, and an account, answers and a roadmap where they have any."""
    visitor = Visitor(server)
    visitor.get("/")
    visitor.post("/language/", {"language": person.language})
    visitor.post("/theme/", {"theme": person.theme or "system"})
    if not person.name.startswith(("guest", "stranger")):
        email = f"{person.name}@example.org"
        visitor.sign_up(email)
        person.marks.add(email)
        person.signed_in = True
    if not person.name.startswith("stranger"):
        rate(visitor, person)
    if person.name == "gone":
        visitor.get("/")
        visitor.post("/accounts/logout/", {})
        person.signed_in = False
    person.cookies, person.token = visitor.cookies, visitor.token


def rate(visitor: Visitor, person: Person) -> None:
    """One assessment finished and one open, each with a note of their own."""
    for _ in ("finished", "open"):
        person.screen = visitor.begin()
        page = visitor.get(person.screen).text
        person.skill = skills_on(page)[0]
        assessment = person.screen.split("/")[2]
        visitor.post(address(person), said(person, page, "3"))
        person.marks |= {assessment, person.note}
        if not person.roadmap:
            visitor.get(f"/assessments/{assessment}/finish/")
            visitor.post(f"/assessments/{assessment}/finish/", {})
            person.roadmap = f"/roadmap/{assessment}/"


def address(person: Person) -> str:
    return f"/assessments/{person.screen.split('/')[2]}/rate/{person.skill}/"


def said(person: Person, page: str, answer: str) -> dict[str, str]:
    seen = re.search(rf'name="{person.skill}-seen" value="([^"]*)"', page)
    assert seen
    fields = {"answer": answer, "note": person.note, "seen": seen[1]}
    return {f"{person.skill}-{name}": value for name, value in fields.items()}


# --- What they ask ------------------------------------------------------------------------------


class OneOfMany(Visitor):
    """A browser on a line that a thread's browsers share, as behind a proxy."""

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        try:
            return super()._ask(method, path, body, headers)
        except GONE:  # the server ends a line that was quiet for two seconds
            return super()._ask(method, path, body, headers)


class Thread:
    """Asks for one person after the other, all on one line."""

    def __init__(self, server: Server, people: list[Person], number: int) -> None:
        self.people = people
        self.named = ""
        self.line = Visitor(server).line
        self.chance = random.Random(number)  # noqa: S311  # any order will do
        self.visitors = {person.name: self._visitor(server, person) for person in people}

    def _visitor(self, server: Server, person: Person) -> Visitor:
        visitor = OneOfMany(server)
        visitor.line = self.line
        visitor.cookies, visitor.token = copy(person.cookies), person.token
        return visitor

    def ask(self, times: int) -> tuple[Counter[str], list[str]]:
        """So many requests; what kinds there were, and what was mixed."""
        kinds, faults = Counter[str](), []
        for _ in range(times):
            person = self.chance.choice(self.people)
            self.named = ""
            kind, answer = self.chance.choice(self._kinds(person))(person)
            kinds[kind] += 1
            others = [other for other in self.people if other is not person]
            found = wrong_page(answer, person, others, named=self.named, whole=kind not in PARTS)
            faults += [f"{person.name}, {kind}: {fault}" for fault in found]
        return kinds, faults

    def _kinds(self, person: Person) -> list[Kind]:
        kinds: list[Kind] = [self._public, self._public, self._known, self._not_theirs]
        if person.screen and person.name != "gone":
            kinds += [self._screen, self._screen, self._roadmap, self._list, self._save]
        return kinds

    def _get(self, person: Person, path: str, **headers: str) -> Answer:
        if self.chance.random() < 0.7:
            headers["Accept-Encoding"] = "gzip"
        return self.visitors[person.name].get(path, **headers)

    def _public(self, person: Person) -> tuple[str, Answer]:
        path = self.chance.choice(PUBLIC)
        answer = self._get(person, path)
        person.etags[path] = answer.headers["ETag"]
        return "public", answer

    def _known(self, person: Person) -> tuple[str, Answer]:
        """A page they say they have, truly or with what was given to somebody else."""
        path, whose = self.chance.choice(PUBLIC), self.chance.choice([person, *self.people])
        answer = self._get(person, path, **{"If-None-Match": whose.etags.get(path, '"none"')})
        if answer.status == 304:
            kind = "304" if whose is person else "304 for somebody else's page"
            assert whose is person, kind
            return kind, answer
        return "public", answer

    def _screen(self, person: Person) -> tuple[str, Answer]:
        answer = self._get(person, person.screen)
        assert person.note in answer.text
        return "screen", answer

    def _roadmap(self, person: Person) -> tuple[str, Answer]:
        path = self.chance.choice([person.roadmap, "/roadmap/"])
        answer = self._get(person, path)
        assert person.roadmap in answer.text
        return "roadmap", answer

    def _list(self, person: Person) -> tuple[str, Answer]:
        return "list", self._get(person, "/account/" if person.signed_in else "/assessments/")

    def _save(self, person: Person) -> tuple[str, Answer]:
        visitor = self.visitors[person.name]
        page = visitor.get(person.screen).text
        form = said(person, page, self.chance.choice("01234"))
        return "save", visitor.post(address(person), form, **{"HX-Request": "true"})

    def _not_theirs(self, person: Person) -> tuple[str, Answer]:
        whose = self.chance.choice([p for p in self.people if p.roadmap and p is not person])
        self.named = self.chance.choice([whose.screen, whose.roadmap])
        answer = self._get(person, self.named)
        assert answer.status in {302, 404}, answer.status
        return "not theirs", answer


# --- What is wrong with it ----------------------------------------------------------------------


def wrong_page(
    answer: Answer, person: Person, others: list[Person], *, named: str = "", whole: bool = True
) -> list[str]:
    """What a page holds that is not this person's, or is not as they chose; as a rule nothing.

    What they `named` themselves, in the address, may be said back to them.
    """
    if answer.status in {302, 304, 404} and not answer.text:
        return []
    text = answer.text
    faults = [
        f"shows {mark} of {other.name}"
        for other in others
        for mark in other.marks
        if mark in text and mark not in named
    ]
    secret = person.cookies.get("csrftoken", "")
    faults += ["a foreign token" for t in TOKENS.findall(text) if not _does_token_match(t, secret)]
    return faults + (wrong_look(text, person) if whole else [])


def wrong_look(text: str, person: Person) -> list[str]:
    """Whether a whole page is in their language and colours, and knows if they are signed in."""
    theme = re.search(r'data-theme="(\w+)"', text)
    expected = {
        "language": (f'<html lang="{person.language}"' in text, True),
        "theme": (theme[1] if theme else "", person.theme),
        "signed in": (f">{SIGN_IN[person.language]}</a>" not in text, person.signed_in),
    }
    return [f"{what}: {is_}" for what, (is_, wanted) in expected.items() if is_ != wanted]


def test_a_mix_that_happened_would_be_seen() -> None:
    """The judge itself."""
    ada, bob = Person("ada", "en", "dark", signed_in=True), Person("bob", "de", "")
    ada.cookies, bob.cookies = ({"csrftoken": secrets.token_hex(16)} for _ in "ab")
    bob.marks = {"bob@example.org"}
    token = secrets.token_hex(16)
    page = (
        f'<html lang="de"><a>bob@example.org</a><a href="/accounts/login/">Sign in</a>'
        f'<input name="csrfmiddlewaretoken" value="{token}">'
    )
    answer = Answer.__new__(Answer)
    answer.status, answer.text = 200, page
    assert wrong_page(answer, ada, [bob]) == [
        "shows bob@example.org of bob",
        "a foreign token",
        "language: False",
        "theme: ",
        "signed in: False",
    ]
