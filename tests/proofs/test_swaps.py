"""One person's ids in another's requests read and change nothing. COUNT is requests.

Every route, every method; ids of Bob's rows in path, query and body of requests by Alice, by a
guest and by nobody. After each one Bob's rows are what they were, and the answer holds no word of
his. Each request is taken back, so that all of them start alike.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

from django.apps import apps
from django.db import transaction
from django.test import Client

from careerpath.accounts.personal import rows_of
from tests.accounts.conftest import PASSWORD
from tests.factories import UserFactory
from tests.proofs.conftest import SKILLS, Person
from tests.proofs.counts import count
from tests.proofs.routes import METHODS, Route, arguments, routes

PUBLIC = {
    "path": ["gardener"],
    "level": ["level-1", "level-2"],
    "group": ["craft", "soft-skills"],
    "skill": SKILLS,
    "app_label": ["framework", "accounts", "assessments", "mfa"],
    "key": ["none-such"],
    "uidb36": ["1", "2", "3"],
}


class Forger:
    """Makes requests out of what belongs to two people."""

    def __init__(self, chance: random.Random, alice: Person, bob: Person) -> None:
        self.chance = chance
        self.ids = [*ids_of(alice), *ids_of(bob), *ids_of(bob)]
        self.sittings = [str(a.public_id) for p in (alice, bob, bob) for a in (p.open, p.done)]
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
        own = [route for route in routes() if not route.template.startswith("/admin/")]
        naming = [route for route in own if {"assessment", "pk"} & set(route.parameters)]
        return self.chance.choice(self.chance.choices((naming, own, routes()), (6, 3, 1))[0])

    def value(self, name: str) -> str:
        """Something for an argument or field of this name."""
        if name == "assessment":
            return self.chance.choice(self.sittings)
        return self.chance.choice(PUBLIC.get(name) or self.ids)

    def fields(self) -> dict[str, str]:
        """A handful of fields with ids in them."""
        chosen = self.chance.sample(self.names, self.chance.randrange(4))
        return {name: self.value(name) for name in chosen}

    def body(self, skill: str) -> dict[str, str]:
        """A form that would change something, if it were about one's own."""
        rating = {f"{skill}-answer": self.chance.choice("01234"), f"{skill}-note": "swapped"}
        known = [rating, {"password": PASSWORD}, {"post": "yes"}, {"action": "delete_selected"}]
        return {**self.chance.choices(known, (7, 1, 1, 1))[0], **self.fields()}


def ids_of(someone: Person) -> list[str]:
    """Every id, address and number by which rows of theirs are known."""
    rows = [row for table in rows_of(someone.user).values() for row in table]
    known = {str(row.pk) for row in rows} | {str(getattr(row, "public_id", "")) for row in rows}
    return sorted(known | {someone.user.email, f"second-{someone.user.email}"} - {""})


def kept(someone: Person) -> dict[str, list[Any]]:
    """All rows of theirs, whatever tables there are."""
    return {label: list(rows.values_list()) for label, rows in rows_of(someone.user).items()}


def forged(route: Route, forger: Forger) -> tuple[str, str, dict[str, str], dict[str, str]]:
    """Method, address, query and body of one request."""
    values = {p: forger.value(p) for p in ("skill", *route.parameters)}
    method = forger.chance.choices(METHODS[:5], (9, 9, 1, 1, 1))[0]
    return method, route.address(values), forger.fields(), forger.body(values["skill"])


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


def test_swapped_ids_reach_nobody_elses_rows(alice_and_bob: tuple[Person, Person]) -> None:
    alice, bob = alice_and_bob
    seed = random.randrange(1 << 30)  # noqa: S311  # printed when something is found
    forger, who = Forger(random.Random(seed), alice, bob), list(visitors(alice))  # noqa: S311
    before, wrong = kept(bob), []
    requests = count(few=300, full=20_000)
    for n in range(requests):
        name, client = who[n % len(who)]
        method, address, query, body = forged(forger.route(), forger)
        with transaction.atomic():
            answer = send(client, method, address, query, body)
            page = b"".join(answer) if answer.streaming else answer.content
            changed = [] if kept(bob) == before else ["rows changed"]
            told = [word for word in (bob.mark, "second-bob") if word.encode() in page]
            transaction.set_rollback(True)
        if changed or [word for word in told if word not in f"{query}{body}{address}"]:
            wrong.append(f"{name} {method} {address} {query} {body}: {changed} {told}")
    print(f"{requests} swaps on {len(routes())} routes, {len(wrong)} foreign reads or writes")  # noqa: T201  # the figure
    assert wrong == [], f"seed {seed}"
    assert bob.client.get("/account/").status_code == 200


def test_every_argument_of_every_route_is_known_to_the_forger() -> None:
    """One that is new gets an id of somebody's, whatever it means; say here what fits it."""
    others = {"assessment", "pk", "object_id", "url", "content_type_id", "_0", "_1"}
    assert arguments() - set(PUBLIC) - others == set()


def test_rows_that_are_a_persons_are_watched(alice_and_bob: tuple[Person, Person]) -> None:
    """The watch itself: a word changed in any table of Bob's is seen."""
    _, bob = alice_and_bob
    before = kept(bob)
    bob.open.ratings.filter(skill__public_id=SKILLS[0]).update(note="changed")
    assert [label for label, rows in kept(bob).items() if rows != before[label]] == [
        "assessments.SkillRating"
    ]
    assert UserFactory().pk != bob.user.pk
