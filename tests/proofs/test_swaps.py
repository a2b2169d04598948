"""One person's ids in another's requests read and change nothing. COUNT is requests.

Every route, every method; ids of Bob's rows in path, query and body of requests by Alice, by a
guest and by nobody. First Alice asks for each page once, for chance leaves some out. After each
request Bob's rows are what they were, and the answer holds no word of his. Each is taken back, so
that all of them start alike.

And each is sent a second time, in a world where every column of everything that is Bob's says
something else: his ratings, dates, levels, verdicts, ids. Two answers that differ tell of him, in
whatever form: a count, a date in words, a level.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from assessments.models import Assessment
from careerpath.accounts.personal import rows_of
from tests.accounts.conftest import PASSWORD
from tests.factories import UserFactory
from tests.proofs.conftest import SKILLS, Person
from tests.proofs.counts import count
from tests.proofs.lives import AS_IT_WAS, another_life, difference, one_rating_less, told_by
from tests.proofs.routes import METHODS, Route, arguments, routes

Request = tuple[str, str, dict[str, str], dict[str, str]]

PUBLIC = {
    "path": ["gardener"],
    "level": ["level-1", "level-2"],
    "group": ["craft", "soft-skills"],
    "skill": SKILLS,
    "project": ["bed"],
    "app_label": ["framework", "accounts", "assessments", "mfa"],
    "key": ["none-such"],
    "secret": ["none-such"],
    "language": ["de"],
    "uidb36": ["1", "2", "3"],
}


def ours() -> list[Route]:
    """Every route outside admin."""
    return [route for route in routes() if not route.template.startswith("/admin/")]


class Forger:
    """Makes requests out of what belongs to two people."""

    def __init__(self, chance: random.Random, alice: Person, bob: Person) -> None:
        self.chance = chance
        self.ids = [*ids_of(alice), *ids_of(bob), *ids_of(bob)]
        self.sittings = [str(a.public_id) for p in (alice, bob, bob) for a in (p.open, p.done)]
        self.items = [str(person.item.public_id) for person in (alice, bob, bob)]
        self.names = sorted(
            {field.name for model in apps.get_models() for field in model._meta.concrete_fields}
            | {
                field.attname
                for model in apps.get_models()
                for field in model._meta.concrete_fields
            }
            | {
                "pk",
                "next",
                "login",
                "target",
                "try",
                "on",
                "go",
                "action_remove",
                "action_primary",
            }
        )

    def route(self) -> Route:
        """Mostly those that name somebody's row; admin answers all three of them the same."""
        naming = [route for route in ours() if {"assessment", "item", "pk"} & set(route.parameters)]
        return self.chance.choice(self.chance.choices((naming, ours(), routes()), (6, 3, 1))[0])

    def value(self, name: str) -> str:
        """Something for an argument or field of this name."""
        if name == "assessment":
            return self.chance.choice(self.sittings)
        if name == "item":
            return self.chance.choice(self.items)
        return self.chance.choice(PUBLIC.get(name) or self.ids)

    def fields(self) -> dict[str, str]:
        """A handful of fields with ids in them."""
        chosen = self.chance.sample(self.names, self.chance.randrange(4))
        return {name: self.value(name) for name in chosen}

    def body(self, skill: str) -> dict[str, str]:
        """A form that would change something, if it were about one's own."""
        rating = {f"{skill}-answer": self.chance.choice("01234"), f"{skill}-note": "swapped"}
        planned = {"title": "swapped", "state": "done", "take": "way", "note": "swapped"}
        known = [rating, planned, {"password": PASSWORD}, {"post": "yes"}]
        known.append({"action": "delete_selected"})
        return {**self.chance.choices(known, (7, 3, 1, 1, 1))[0], **self.fields()}


def ids_of(someone: Person) -> list[str]:
    """Every id, address and number by which rows of theirs are known."""
    rows = [row for table in rows_of(someone.user).values() for row in table]
    known = {str(row.pk) for row in rows} | {str(getattr(row, "public_id", "")) for row in rows}
    return sorted(known | {someone.user.email, f"second-{someone.user.email}"} - {""})


def kept(someone: Person) -> dict[str, list[Any]]:
    """All rows of theirs, whatever tables there are."""
    return {label: list(rows.values_list()) for label, rows in rows_of(someone.user).items()}


def forged(route: Route, forger: Forger) -> Request:
    """Method, address, query and body of one request."""
    values = {p: forger.value(p) for p in ("skill", *route.parameters)}
    method = forger.chance.choices(METHODS[:5], (9, 9, 1, 1, 1))[0]
    return method, route.address(values), forger.fields(), forger.body(values["skill"])


def pages(forger: Forger) -> list[Request]:
    """Each page of ours once, as a link asks for it."""
    return [("GET", forged(route, forger)[1], {}, {}) for route in ours()]


def send(client: Client, method: str, address: str, query: Any, body: Any) -> Any:
    """Send it, look at the answer, and take everything back."""
    cookies = SimpleCookie(client.cookies.output(header="", sep=";"))
    how = getattr(client, method.lower())
    data = {"data": body} if method == "POST" else {}
    answer = how(address, query_params=query, **data)
    client.cookies = cookies
    return answer


def visitors(alice: Person) -> Iterator[tuple[str, Client]]:
    """Alice twice, as most can go wrong with her; a guest with a sitting; nobody."""
    guest = Client()
    guest.post("/assessments/start/gardener/")
    yield from (
        ("alice", alice.client),
        ("alice", alice.client),
        ("guest", guest),
        ("no one", Client()),
    )


def judged(
    client: Client, request: Request, before: dict[str, list[Any]], bob: Person, known: set[bytes]
) -> tuple[tuple[int, str, bytes], list[str]]:
    """What was answered, and what is wrong with it as it stands: rows changed, words of Bob's."""
    with transaction.atomic():
        answer = told_by(send(client, *request), known)
        fault = [] if kept(bob) == before else ["rows changed"]
        transaction.set_rollback(True)
    sent = f"{request}"
    words = [word for word in (bob.mark, "second-bob") if word.encode() in answer[2]]
    return answer, fault + [word for word in words if word not in sent]


def test_swapped_ids_reach_nobody_elses_rows(alice_and_bob: tuple[Person, Person]) -> None:
    alice, bob = alice_and_bob
    seed = random.randrange(1 << 30)  # noqa: S311  # printed when something is found
    forger, who = Forger(random.Random(seed), alice, bob), list(visitors(alice))  # noqa: S311
    before, wrong = kept(bob), []
    known = {name.encode() for name in (*forger.sittings, *forger.items)}
    tries = range(count(few=300, full=20_000))
    requests = [("alice", alice.client, page) for page in pages(forger)]
    requests += [(*who[n % len(who)], forged(forger.route(), forger)) for n in tries]
    for name, client, request in requests:
        answer, fault = judged(client, request, before, bob, known)
        with transaction.atomic():
            another_life(bob)
            one_rating_less(bob)
            elsewhere = told_by(send(client, *request), known)
            transaction.set_rollback(True)
        if elsewhere != answer:
            fault.append(f"tells of Bob: {difference(answer, elsewhere)}")
        if fault:
            wrong.append(f"{name} {request}: {fault}")
    print(f"{len(requests)} swaps on {len(routes())} routes, {len(wrong)} foreign reads or writes")  # noqa: T201  # the figure
    assert wrong == [], f"seed {seed}"
    assert bob.client.get("/account/").status_code == 200


def test_every_argument_of_every_route_is_known_to_the_forger() -> None:
    """One that is new gets an id of somebody's, whatever it means; say here what fits it."""
    others = {"assessment", "item", "pk", "object_id", "url", "content_type_id", "_0", "_1"}
    assert arguments() - set(PUBLIC) - others == set()


def test_the_other_life_is_another_in_every_column(alice_and_bob: tuple[Person, Person]) -> None:
    """The watch itself: a column that stays as it is in both worlds is named, with its reason."""
    _, bob = alice_and_bob
    bob.open.ratings.update(last_used="2020-01-01")
    before = {label: list(rows.values()) for label, rows in rows_of(bob.user).items()}
    another_life(bob)
    same = {
        (label, name)
        for label, rows in rows_of(bob.user).items()
        for old, new in zip(before[label], rows.values(), strict=True)
        for name in old
        if old[name] == new[name] and old[name] is not None
    }
    keys = {(label, name) for label, name in same if name == "id" or name.endswith("_id")}
    left = {(label, name) for label, names in AS_IT_WAS.items() for name in names}
    assert same - keys - left == set()


@pytest.mark.parametrize(
    "column", ["proficiency", "started_at", "public_id", "last_used", "placement"]
)
def test_an_answer_that_tells_one_column_is_seen(
    alice_and_bob: tuple[Person, Person], column: str
) -> None:
    """The watch itself: whatever a page would show of Bob, in any form, differs."""
    _, bob = alice_and_bob
    bob.open.ratings.update(last_used="2020-01-01")

    def page() -> str:
        table = {"proficiency": bob.open.ratings, "last_used": bob.open.ratings}
        mine = table.get(column, Assessment.objects.filter(owner=bob.user))
        return str(list(mine.order_by("pk").values_list(column)))

    before = page()
    another_life(bob)
    assert page() != before


def test_rows_that_are_a_persons_are_watched(alice_and_bob: tuple[Person, Person]) -> None:
    """The watch itself: a word changed in any table of Bob's is seen."""
    _, bob = alice_and_bob
    before = kept(bob)
    bob.open.ratings.filter(skill__public_id=SKILLS[0]).update(note="changed")
    assert [label for label, rows in kept(bob).items() if rows != before[label]] == [
        "assessments.SkillRating"
    ]
    assert UserFactory().pk != bob.user.pk
