"""Fields that a form does not have change nothing, whatever model they belong to.

Every form on every page of Alice's, of an editor's and of nobody's is sent as it is, and then with
every field of every model that it does not have. Both leave the same rows. COUNT adds admin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import resolve

from careerpath.accounts.models import User
from careerpath.operations.archive import tables
from tests.accounts.conftest import PASSWORD
from tests.proofs.conftest import Person
from tests.proofs.counts import IN_FULL
from tests.proofs.routes import routes
from tests.proofs.test_csrf import SESSIONS, address

FILLED = {
    "email": "someone@example.org",
    "login": "alice@example.org",
    "password": PASSWORD,
    "password1": "another long password",
    "password2": "another long password",
    "oldpassword": PASSWORD,
    "code": "123456",
}
# Different each time by themselves: when, which random name or number, what was salted.
RANDOM = (models.DateTimeField, models.AutoField, models.UUIDField)
SALTED = {"password", "action_time", "object_repr", "change_message", "history_change_reason"}
UNWATCHED = {*SESSIONS, "accounts.CacheEntry"}
Form = tuple[str, dict[str, str]]


class _Forms(HTMLParser):
    """The forms of a page that post: where to, and what a browser would send."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self.here, self.select = here, ""
        self.forms: list[Form] = []
        self.fields: dict[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.fields = {} if at.get("method", "").lower() == "post" else None
            if self.fields is not None:
                self.forms.append((at.get("action") or self.here, self.fields))
        elif self.fields is not None and at.get("name"):
            self._field(tag, at, self.fields)
        elif tag == "option" and "selected" in at and self.select and self.fields is not None:
            self.fields[self.select] = at.get("value", "")

    def _field(self, tag: str, at: dict[str, str], fields: dict[str, str]) -> None:
        name = at["name"]
        self.select = name if tag == "select" else ""
        if at.get("type") in {"checkbox", "radio"} and "checked" not in at:
            fields.setdefault(name, "")
        elif tag in {"input", "textarea", "select"}:
            fields[name] = at.get("value", "") or FILLED.get(name, "")


def forms_of(client: Client, here: str) -> list[Form]:
    """The forms of a page, but for the footer's two."""
    reader, answer = _Forms(here), client.get(here)
    if answer.status_code == 200 and not answer.streaming:
        reader.feed(answer.content.decode())
    return [form for form in reader.forms if not form[0].startswith(("/theme/", "/language/"))]


def forged_for(fields: dict[str, str], someone: Person) -> dict[str, str]:
    """Every field of every model that the form does not have, bare and with the form's prefixes."""
    found = {match[1] for name in fields if (match := re.match(r"(.+-)[a-z_]+$", name))}
    prefixes = ["", *sorted(found)[: None if IN_FULL else 1]]
    extra: dict[str, str] = {}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            for name in {field.name, field.attname}:
                extra |= {f"{prefix}{name}": value_of(field, someone) for prefix in prefixes}
    return {name: value for name, value in extra.items() if name not in fields}


def value_of(field: Any, someone: Person) -> str:
    """What would do harm there."""
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.ForeignKey | models.AutoField | models.IntegerField):
        return str(someone.user.pk)
    return "2020-01-01" if isinstance(field, models.DateField) else "forged@example.org"


def in_parts(fields: dict[str, str]) -> Iterator[dict[str, str]]:
    """As many at a time as a request may have."""
    left = iter(fields.items())
    while part := dict(islice(left, 1_000)):
        yield part


def rows() -> dict[str, list[Any]]:
    """Every row, without what differs each time by itself."""
    watched = [model for model in tables() if model._meta.label not in UNWATCHED]
    return {model._meta.label: sorted(_plain(model), key=repr) for model in watched}


def _plain(model: type[models.Model]) -> Iterator[list[Any]]:
    names = [
        # By the address: a number that was taken back is not given again on PostgreSQL.
        f"{field.name}__email" if field.related_model is User else field.attname
        for field in model._meta.concrete_fields
        if not isinstance(field, RANDOM) and field.attname not in SALTED
    ]
    yield from map(list, model._base_manager.values_list(*names))


def after(client: Client, form: Form, extra: dict[str, str]) -> tuple[int, dict[str, list[Any]]]:
    """The answer's status and what the rows are then; everything is taken back."""
    cookies = client.cookies.output(header="", sep=";")
    with transaction.atomic():
        answer = client.post(form[0], {**form[1], **extra})
        found = rows()
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(cookies)
    return answer.status_code, found


def pages(alice: Person, *, admin: bool) -> list[str]:
    """An address of every route, admin's or the others'."""
    chosen = [r for r in routes() if r.template.startswith("/admin/") is admin]
    return [address(route, alice) for route in chosen]


def differing(client: Client, form: Form, someone: Person) -> set[str]:
    """The tables in which the forged fields made a difference."""
    status, plain = after(client, form, {})
    different: set[str] = set()
    for extra in in_parts(forged_for(form[1], someone)):
        forged_status, forged = after(client, form, extra)
        different |= {label for label in plain if forged[label] != plain[label]}
        different |= {"the answer"} if status != forged_status else set()
    return different


def test_fields_a_form_does_not_have_change_nothing(
    alice_and_bob: tuple[Person, Person], as_editor: Client
) -> None:
    alice, bob = alice_and_bob
    wrong: dict[str, set[str]] = {}
    sent: set[tuple[str, ...]] = set()
    # Admin's forms are Django's own and many: they have their turn in the full run.
    for client in (alice.client, Client(), *([as_editor] if IN_FULL else [])):
        for page in pages(alice, admin=client is as_editor):
            for form in forms_of(client, page):
                key = (resolve(form[0].split("?")[0]).route, *sorted(form[1]))
                if key not in sent and (different := differing(client, form, bob)):
                    wrong[form[0]] = different
                sent.add(key)
    print(f"{len(sent)} forms with every field of every model, {len(wrong)} changed something")  # noqa: T201  # the figure
    assert wrong == {}
    assert len(sent) > 8
