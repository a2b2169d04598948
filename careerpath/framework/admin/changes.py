"""The edit history of the rows that a page changes along with its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from simple_history.template_utils import HistoricalRecordContextHelper

from .values import in_words

NEWEST = 100
LABELS = ("skill", "name", "title", "activity", "heading", "text")  # what a row is called, by field


@dataclass(frozen=True)
class Change:
    """One row's creation, change or deletion; `differences` are (field, before, after)."""

    kind: str
    row: str
    what: str
    by: Any
    when: datetime
    reason: str
    differences: tuple[tuple[str, str, str], ...]


class InWords(HistoricalRecordContextHelper):
    """The package's list of what changed, with choices, moments and yes or no in words."""

    def prepare_delta_change_value(self, change: Any, value: Any) -> str:
        """As it is read."""
        return in_words(self.model._meta.get_field(change.field), value)


def changes_below(parent: type[models.Model], pk: Any, children: list[type[Any]]) -> list[Change]:
    """The newest changes of the rows of these models below the parent, newest first.

    Rows deleted since are among them. A few queries for each model, however many rows.
    """
    found = [change for child in children for change in _changes(parent, pk, child)]
    return sorted(found, key=lambda change: change.when, reverse=True)[:NEWEST]


def _changes(parent: type[models.Model], pk: Any, child: type[Any]) -> list[Change]:
    (way,) = [f for f in child._meta.concrete_fields if f.related_model is parent]
    records = child.history.filter(**{way.attname: pk}).select_related("history_user")
    newest = list(records.order_by("-history_date", "-history_id")[:NEWEST])
    names = _names(child, newest, way)
    changes = []
    for index, record in enumerate(newest):
        older = next((r for r in newest[index + 1 :] if r.id == record.id), None)
        changes.append(_change(child, record, older, names, way))
    return changes


def _change(child: type[Any], record: Any, older: Any, names: dict[Any, str], way: Any) -> Change:
    before, after = (_values(child, r, names, way) if r else {} for r in (older, record))
    return Change(
        kind=str(child._meta.verbose_name),
        row=next(after[f] for f in LABELS if f in after),
        what=record.get_history_type_display(),
        by=record.history_user,
        when=record.history_date,
        reason=record.history_change_reason or "",
        differences=tuple(
            (str(child._meta.get_field(name).verbose_name), before[name], after[name])
            for name in before
            if before[name] != after[name]
        ),
    )


def _values(child: type[Any], record: Any, names: dict[Any, str], way: Any) -> dict[str, str]:
    """What a record said, field by field, as one reads it."""
    values = {}
    for field in child._meta.concrete_fields:
        if field.primary_key or field is way:
            continue
        value = getattr(record, field.attname)
        if field.is_relation:
            value = names.get((field.name, value), value)
        values[field.name] = in_words(field, value)
    return values


def _names(child: type[Any], records: list[Any], way: Any) -> dict[Any, str]:
    """What the rows that the records point at are called: one query for each foreign key."""
    names = {}
    for field in child._meta.concrete_fields:
        if field.is_relation and field is not way and records:
            wanted = {getattr(record, field.attname) for record in records}
            for row in field.related_model._default_manager.filter(pk__in=wanted):
                names[field.name, row.pk] = row.name
    return names
