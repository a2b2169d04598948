"""Which rows and columns are about a person, found by walking the models of every app.

A new table needs nothing here: what points to a person by a cascading key, directly or over other
rows of theirs, is exported and erased with them. What is not exported is listed below with its
reason, and a test fails on any column that is neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from careerpath.accounts.models import User

# Columns of a person's rows that are left out of the export, and why.
WITHHELD = {
    "accounts.User.password": "A hash; of no use to the person, of some to a thief.",
    "account.EmailConfirmation.key": "A secret that confirms an address.",
    "mfa.Authenticator.data": "Secrets of the second factor; they never leave the server.",
    "usersessions.UserSession.session_key": "Whoever has it is signed in.",
    "assessments.DevelopmentPlan.feed_digest": "A hash of an address only the person has.",
}
# Columns that point to a person in rows that are not theirs, and why those rows stay.
NOT_THEIRS = {
    "history_user": "Who changed the framework. The change stays in its history, the name goes.",
    "editor": "Who brought a document in. What it did stays, the name goes.",
    "reverted_by": "Who reverted a document. That it was stays, the name goes.",
}
# Tables that know people without a key to them, and why they are not exported.
UNLINKED = {
    "sessions.Session": "State of a sign-in. When and from where is exported as "
    "usersessions.UserSession; all of a person's sessions end with the account.",
    "accounts.Erasure": "That accounts were erased, by hashes that name nobody.",
    "mail.OutgoingMail": "Mail on its way to an address; it arrives within a day or its text goes. "
    "Deleted with the account, where the address was confirmed.",
    "accounts.CacheEntry": "Counts of failed sign-ins, under hashed addresses, for an hour.",
}


@dataclass(frozen=True)
class Tie:
    """A column that points to a person or to a row of theirs; `lookup` leads to the person."""

    model: type[models.Model]
    field: models.ForeignKey[models.Model, models.Model]
    lookup: str

    @property
    def is_theirs(self) -> bool:
        """Whether the row goes when the person goes."""
        return self.field.remote_field.on_delete is models.CASCADE


def ties() -> list[Tie]:
    """Every column that points to a person, nearest first; rows that are theirs are walked on.

    A table is walked once on each way to it, so tables that point to each other end it too.
    """
    found: list[Tie] = []
    todo: list[tuple[type[models.Model], str, frozenset[type[models.Model]]]] = [
        (User, "", frozenset({User}))
    ]
    while todo:
        target, beyond, walked = todo.pop(0)
        for model, field in _columns_to(target):
            tie = Tie(model, field, f"{field.name}__{beyond}".removesuffix("__"))
            if model not in walked:
                found.append(tie)
                if tie.is_theirs:
                    todo.append((model, tie.lookup, walked | {model}))
    return found


def _columns_to(
    target: type[models.Model],
) -> Iterator[tuple[type[models.Model], models.ForeignKey[models.Model, models.Model]]]:
    """The columns of all apps, link tables included, that point to a table."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is target:
                yield model, field


def rows_of(person: User) -> dict[str, models.QuerySet[models.Model]]:
    """The rows that are a person's, by table: they, what they own, what admin noted of them."""
    wanted: dict[type[models.Model], Q] = {User: Q(pk=person.pk)}
    for tie in ties():
        if tie.is_theirs:
            wanted[tie.model] = wanted.get(tie.model, Q()) | Q(**{tie.lookup: person})
    wanted[LogEntry] |= Q(
        content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk)
    )
    return {
        model._meta.label: model._base_manager.filter(where).distinct().order_by("pk")
        for model, where in wanted.items()
    }


def exported_columns(model: type[models.Model]) -> list[models.Field[object, object]]:
    """The columns of a table of theirs that the export shows."""
    return [
        field
        for field in model._meta.concrete_fields
        if f"{model._meta.label}.{field.name}" not in WITHHELD
    ]
