"""What a person can do with everything the app keeps of them: take it along, or have it deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseSession
from django.contrib.sessions.models import Session
from django.db import models, transaction

from careerpath.accounts.models import User
from careerpath.accounts.personal import UNLINKED, WITHHELD, exported_columns, rows_of


def export(*, person: User, now: dt.datetime) -> dict[str, Any]:
    """Everything that is a person's, by table and column, and what is left out and why.

    One query a table. A column that points outside their own rows (to a skill, a path) shows the
    public id as well, so that the export can be read without this database.
    """
    return {
        "exported_at": now,
        "person": person.email,
        "tables": {label: _rows(rows) for label, rows in rows_of(person).items()},
        "left_out": {**WITHHELD, **UNLINKED},
    }


def _rows(rows: models.QuerySet[models.Model]) -> list[dict[str, Any]]:
    """The rows of a table as plain values, named links beside numbers."""
    columns = exported_columns(rows.model)
    linked = [
        column.name
        for column in columns
        if column.related_model and hasattr(column.related_model, "public_id")
    ]
    names = [f"{name}__public_id" for name in linked]
    return list(rows.values(*(column.attname for column in columns), *names))


def delete_person(*, person: User) -> None:
    """Delete a person, every row that is theirs, and all their sign-ins on any device.

    What they changed in the framework stays in its history without their name.
    """
    keys = {*_sign_ins(person), *_sessions_naming(person)}
    with transaction.atomic():
        # Rows about them that somebody else wrote don't go by the cascade.
        rows_of(person)[LogEntry._meta.label].delete()
        person.delete()
    store = _session_store()
    for key in keys:
        store().delete(key)


def _sign_ins(person: User) -> list[str]:
    """The keys of the sessions a person is signed in with."""
    return list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))


def _sessions_naming(person: User) -> Iterator[str]:
    """The keys of sessions that know a person, sign-ins stopped half-way too.

    Only where sessions are rows of the database; it reads them all, which a deletion is worth.
    Elsewhere (Redis) those half-way sign-ins hold an address until they run out.
    """
    if not issubclass(_session_store(), DatabaseSession):
        return
    for session in Session.objects.iterator():
        known = session.get_decoded()
        ids = (known.get("_auth_user_id"), known.get("account_authentication_methods_user"))
        if str(person.pk) in ids:
            yield session.session_key


def _session_store() -> type[SessionBase]:
    """The kind of session the settings name."""
    store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
    return store
