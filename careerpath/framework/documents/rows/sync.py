"""One list of rows brought to what a document says, in a fixed number of statements."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import F
from simple_history.utils import bulk_create_with_history

from careerpath.framework.documents.text import clean, prose
from careerpath.framework.models import DayShare, Level, PathNote
from careerpath.framework.models.base import FrameworkRow, Retirable, Tracked, stem_of

from .matching import Named, named, pair
from .path_rows import PathRows, Row, in_order, in_use

REASON = "Career-path document"
OUT_OF_THE_WAY = 10_000
"""What ranks step aside by, so that no two levels share one while they change places."""


class ApplyError(Exception):
    """A document that does not fit what is in the database; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row as a document has it: what it belongs to, what it goes by, and its fields."""

    parent: Row
    name: str
    fields: dict[str, Any]
    public_id: str = ""


@dataclass(slots=True)
class Editing:
    """Who changes rows, when and why; counts them.

    `rows` are a path's, locked, and kept as they are; others are read again for their records.
    What is only `tried` is taken back, and not recorded. A path that is made can be seen by
    everybody only if it `publishes`.
    """

    editor: AbstractBaseUser | None
    now: dt.datetime
    rows: PathRows
    reason: str = REASON
    tried: bool = False
    publishes: bool = True
    touched: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    made: dict[Any, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def create(self, model: Any, rows: list[Row]) -> None:
        """New rows, with their history."""
        if rows:
            if self.tried:
                model._default_manager.bulk_create(rows)
            else:
                bulk_create_with_history(rows, model, **self._signed())
            self.made[model] += rows
            if model in self.rows:
                self.rows[model] += rows
            self.touched["added"] += len(rows)

    def update(self, model: Any, rows: Iterable[Row], fields: Iterable[str]) -> None:
        """Changed rows, with their history."""
        if changed := list(rows):
            names = set(fields)
            _step_aside(model, changed, names)
            model._default_manager.bulk_update(changed, sorted(names))
            if not self.tried:
                records = self._as_stored(model, changed)
                model.history.bulk_history_create(records, update=True, **self._signed())
            self.touched["changed"] += len(changed)

    def _as_stored(self, model: Any, changed: list[Row]) -> list[Row]:
        """A skill, which paths share, may have been edited elsewhere meanwhile."""
        if model in self.rows:
            return changed
        return list(model._default_manager.filter(pk__in=[row.pk for row in changed]))

    def delete(self, model: Any, rows: Iterable[Row]) -> None:
        """Rows that go, with what falls with them; their history stays and says who did it.

        Not a query a row, as the ORM's own way would. What may not fall is the database's to
        refuse: IntegrityError.
        """
        if not (gone := list(rows)):
            return
        for relation in model._meta.related_objects:
            below = relation.related_model._default_manager
            resting = below.filter(**{f"{relation.field.name}__in": gone})
            if relation.on_delete is models.SET_NULL:
                resting.update(**{relation.field.name: None})
            elif relation.on_delete is models.CASCADE and issubclass(below.model, Tracked):
                self.delete(below.model, resting)
        past = model.history.model
        if not self.tried:
            past.objects.bulk_create(past(**self._last_record(past, row)) for row in gone)
        there = model._default_manager.filter(pk__in=[row.pk for row in gone])
        there._raw_delete(there.db)  # noqa: SLF001  # what rests on them is gone already
        if model in self.rows:
            keys = {row.pk for row in gone}
            self.rows[model] = [row for row in self.rows[model] if row.pk not in keys]
        self.touched["removed"] += len(gone)

    def _last_record(self, past: Any, row: Row) -> dict[str, Any]:
        fields = {field.attname: getattr(row, field.attname) for field in past.tracked_fields}
        return fields | {
            "history_type": "-",
            "history_date": self.now,
            "history_user": self.editor,
            "history_change_reason": self.reason,
        }

    def _signed(self) -> dict[str, Any]:
        return {
            "default_user": self.editor,
            "default_date": self.now,
            "default_change_reason": self.reason,
        }


def _step_aside(model: Any, rows: list[Row], fields: set[str]) -> None:
    """Let rows change places: no two levels share a rank, and no day has more than 100 %."""
    stored = model._default_manager.filter(pk__in=[row.pk for row in rows])
    if model is Level and "rank" in fields:
        stored.update(rank=F("rank") + OUT_OF_THE_WAY)
    elif model is DayShare and "percent" in fields:
        stored.update(percent=None)


class Sync:
    """Brings the rows of one model below some parents to what is wanted.

    Rows match by public id or name (`called`) below the same parent, each used once. What is not
    wanted is retired where the model can be, else deleted; its edit history stays.
    """

    def __init__(
        self,
        editing: Editing,
        model: Any,
        parent: str,
        *,
        called: Callable[[Row], str] | None = None,
    ) -> None:
        self.editing = editing
        self.model = model
        self.parent = parent
        self.called = called or (lambda row: str(getattr(row, model.named_by)))
        self.has_id = issubclass(model, FrameworkRow)
        self.retirable = issubclass(model, Retirable)

    def run(self, parents: Iterable[Row], wanted: Sequence[Wanted]) -> list[Row]:
        """The rows for what is wanted, in its order, of all that are below the parents."""
        there = self._by_parent({row.pk for row in parents})
        found: list[Row | None] = [None] * len(wanted)
        places: dict[Any, list[int]] = defaultdict(list)
        for at, item in enumerate(wanted):
            places[item.parent.pk].append(at)
        for parent, at_all in places.items():
            self._match(there.get(parent, []), [wanted[at] for at in at_all], at_all, found)
        kept = {row.pk for row in found if row is not None}
        gone = [row for rows in there.values() for row in rows if row.pk not in kept]
        return self._save(there, wanted, found, gone)

    def _by_parent(self, keys: set[int]) -> dict[Any, list[Row]]:
        """Rows by what they belong to, those in use first."""
        found: dict[Any, list[Row]] = defaultdict(list)
        rows = in_order(self.editing.rows[self.model])
        for row in sorted(rows, key=lambda row: bool(getattr(row, "retired_at", None))):
            parent = getattr(row, f"{self.parent}_id")
            if parent in keys:
                found[parent].append(row)
        return found

    def _match(
        self, there: list[Row], wanted: list[Wanted], places: list[int], found: list[Row | None]
    ) -> None:
        rows = [Named(self.called(row), row.public_id if self.has_id else "") for row in there]
        items = [
            named(item.name, item.public_id) if self.retirable else Named(item.name, "")
            for item in wanted
        ]
        for at, place in zip(places, pair(rows, items), strict=True):
            found[at] = None if place is None else there[place]

    def _save(
        self,
        there: dict[Any, list[Row]],
        wanted: Sequence[Wanted],
        found: list[Row | None],
        gone: list[Row],
    ) -> list[Row]:
        taken = {key: {row.public_id for row in rows} for key, rows in there.items() if self.has_id}
        changed, fields = self._retire(gone)
        made, result = [], []
        for row, item in zip(found, wanted, strict=True):
            values = item.fields | ({"retired_at": None} if self.retirable else {})
            if row is None:
                row = self._new(item, values, taken)  # noqa: PLW2901
                made.append(row)
            elif names := set_fields(row, values):
                changed.append(row)
                fields |= names
            result.append(row)
        self.editing.update(self.model, changed, fields)
        self.editing.create(self.model, made)
        return result

    def _retire(self, gone: list[Row]) -> tuple[list[Row], set[str]]:
        """Retire or delete what is not wanted; the rows to save, and the fields that changed."""
        if not self.retirable:
            self.editing.delete(self.model, gone)
            return [], set()
        retired = in_use(gone)
        for row in retired:
            row.retired_at = self.editing.now
        return retired, {"retired_at"} if retired else set()

    def _new(self, item: Wanted, values: dict[str, Any], taken: dict[Any, set[str]]) -> Row:
        row = self.model(**{self.parent: item.parent}, **values)
        if self.has_id:
            ids = taken.setdefault(item.parent.pk, set())
            stem = item.public_id or stem_of(getattr(row, self.model.named_by))
            row.public_id = free_id(stem, ids)
        return row


def set_fields(row: Row, fields: dict[str, Any]) -> set[str]:
    """Set what says something else; gives the names of those fields."""
    different = {name for name, value in fields.items() if differs(row, name, value)}
    for name in different:
        setattr(row, name, fields[name])
    return different


def differs(row: Row, name: str, value: Any) -> bool:
    """Whether a field says something else, as export.py reads it: prose keeps its spaces."""
    there = getattr(row, name)
    if isinstance(there, str) and isinstance(value, str):
        is_prose = name == "overview" or (name == "text" and isinstance(row, PathNote))
        return (prose(there) if is_prose else clean(there)) != value
    return bool(there != value)


def free_id(stem: str, taken: set[str]) -> str:
    """The stem, numbered where it is taken; takes it."""
    found = stem
    number = 2
    while found in taken:
        found, number = f"{stem}-{number}", number + 1
    taken.add(found)
    return found
