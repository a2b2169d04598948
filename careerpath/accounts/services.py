"""What a person can do with everything the app keeps of them: take it along, or have it deleted."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.db import models, transaction

from careerpath.accounts import sessions
from careerpath.accounts.models import User
from careerpath.accounts.personal import UNLINKED, WITHHELD, exported_columns, rows_of
from careerpath.mail.models import OutgoingMail


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
    keys = sessions.keys_of(person)
    with transaction.atomic():
        # Rows about them that somebody else wrote don't go by the cascade.
        rows_of(person)[LogEntry._meta.label].delete()
        # Not to an address that is unproven: that mail may be for somebody else.
        theirs = EmailAddress.objects.filter(user=person, verified=True).values_list("email")
        OutgoingMail.objects.filter(recipient__in=theirs).delete()
        person.delete()
    store = sessions.store()
    for key in keys:
        store().delete(key)
