"""A file's entries beside the rows that are there: what to add, what to change."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.db.models import Field, ForeignKey, Model

from careerpath.folding import folded
from careerpath.framework.documents.rows.sync import Editing
from careerpath.framework.fullness import TooManySkills, none_too_full
from careerpath.framework.models import Skill, SkillAlias
from careerpath.framework.translations.catalogue import Catalogue
from careerpath.framework.translations.texts import row_of_place

from .beside import by_row, fill_translations, keep_translations, translate
from .files import Entry, LoadError

Row = Any
"""A row of any framework model: they share no class with both a natural key and a history."""
Key = tuple[Any, ...]

LEFT = {"description", "meaning_changed_at"}
"""What of a skill stays where a file says nothing of it."""


class Merge:
    """Takes entries one by one, then saves all that came of them.

    A row that is there is the one with the same natural key; for a skill also the one known by
    that name or alias, which is then used as it is. Rows that are there are changed only with
    `overwrite`; without it a shared skill gets the description and the translations that it lacks.
    `translations` are of the rows, from the files beside.
    """

    def __init__(
        self, *, overwrite: bool, translations: Mapping[Path, Catalogue] | None = None
    ) -> None:
        self.overwrite = overwrite
        self._said = by_row(translations or {})
        self._taken: dict[tuple[type[Model], Key], Row] = {}
        self._stored: dict[type[Model], dict[Key, Row]] = {}
        self._skills_by_name: dict[str, Row] | None = None
        self._new: dict[type[Model], list[Row]] = defaultdict(list)
        self._changed: dict[type[Model], list[Row]] = defaultdict(list)

    def take(self, entry: Entry) -> None:
        """Decide what an entry adds or changes; raises LoadError where it is no valid row."""
        row = self._built(entry)
        key = row.natural_key()
        if (entry.model, key) in self._taken:
            raise entry.refused("is in the file twice")
        there = self._there(entry.model).get(key)
        known = there or self._skill_called(row)
        if known is None:
            self._new[entry.model].append(row)
        elif there and self._changes(there, row):
            self._changed[entry.model].append(there)
        self._taken[entry.model, key] = known or row

    def _changes(self, there: Row, row: Row) -> bool:
        """Give a stored row what it takes of the file's; whether that changes it."""
        if self.overwrite:
            keep_translations(there, row, file_wins=True)
            return _adopt(there, row)
        is_described = _describes(there, row)
        if is_described:
            there.description = row.description
        return fill_translations(there, row) or is_described

    def finish(self) -> None:
        """Every entry is taken; raises LoadError where a translation is of none of them."""
        for said in self._said.values():
            raise said[0].refused("is not in the fixture")

    def save(self, *, file: Path, now: dt.datetime) -> tuple[int, int]:
        """Write it all with its edit history; how many rows were added and changed."""
        editing = Editing(None, now, {}, f"Loaded from {file.name}"[:100])
        try:
            with none_too_full():
                for model in apps.get_app_config("framework").get_models():
                    # In the order they are defined in, which puts each below what it refers to.
                    names = [field.name for field in _settable(model)]
                    editing.update(model, self._changed[model], names)
                    editing.create(model, self._new[model])
        except TooManySkills as error:
            raise LoadError(f"{file}: {' '.join(error.messages)}") from error
        except DatabaseError as error:
            raise LoadError(f"{file}: does not fit what is in the database ({error}).") from error
        return editing.touched["added"], editing.touched["changed"]

    def _built(self, entry: Entry) -> Row:
        """The entry as an unsaved row that points to other rows."""
        keys = {field.name: field for field in _pointers(entry.model)}
        plain = {name: value for name, value in entry.fields.items() if name not in keys}
        pointers = {name: self._meant(entry, field) for name, field in keys.items()}
        row: Row = entry.model(**plain, **pointers)
        translate(row, self._said.pop(row_of_place(row), ()))
        if getattr(row, "public_id", None) == "":
            raise entry.refused("has no public_id")
        try:
            row.clean_fields(exclude=keys)
        except ValidationError as error:
            said = (f"{name}: {' '.join(all_)}" for name, all_ in error.message_dict.items())
            raise entry.refused("; ".join(said).rstrip(".")) from error
        except (TypeError, ValueError) as error:
            raise entry.refused(str(error)) from error
        return row

    def _meant(self, entry: Entry, field: ForeignKey[Any, Any]) -> Row | None:
        """The row a natural key in the file stands for."""
        value = entry.fields.get(field.name)
        if value is None and field.null:
            return None
        key, model = tuple(value or ()), field.related_model
        row = self._taken.get((model, key)) or self._there(model).get(key)
        if row is None:
            raise entry.refused(f"“{field.name}” {list(key)} is neither above it nor known")
        return row

    def _there(self, model: type[Model]) -> dict[Key, Row]:
        """Every stored row of a model by its natural key; one query a model."""
        if model not in self._stored:
            rows: Any = model._default_manager.select_related(*_ways_up(model))
            self._stored[model] = {row.natural_key(): row for row in rows}
        return self._stored[model]

    def _skill_called(self, row: Row) -> Row | None:
        """The stored skill that goes by the name of a new one."""
        if not isinstance(row, Skill):
            return None
        if self._skills_by_name is None:
            aliases = SkillAlias.objects.select_related("skill")
            self._skills_by_name = {folded(alias.name): alias.skill for alias in aliases} | {
                folded(skill.name): skill for skill in self._there(Skill).values()
            }
        return self._skills_by_name.get(folded(row.name))


def _settable(model: type[Model]) -> list[Field[Any, Any]]:
    """The fields that a file may change: a row's ids stay for good."""
    fields = model._meta.concrete_fields
    return [field for field in fields if field.name not in {"id", "public_id"}]


def _pointers(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    """The fields that refer to other rows."""
    return [field for field in _settable(model) if isinstance(field, ForeignKey)]


def _ways_up(model: type[Model]) -> Iterator[str]:
    """The lookups from a row to every row above it."""
    for field in _pointers(model):
        yield field.name
        yield from (f"{field.name}__{above}" for above in _ways_up(field.related_model))


def _describes(there: Row, row: Row) -> bool:
    """Whether a file describes a skill that it shares with a path loaded before, which did not."""
    if not isinstance(row, Skill) or there.description or there.name != row.name:
        return False
    return bool(row.description)


def _adopt(there: Row, row: Row) -> bool:
    """Give a stored row the file's values; whether that changes it.

    A file without a description of a skill leaves it to the file of another path that has one, and
    that its meaning changed stays true whatever a file does not say.
    """
    differing = [
        field
        for field in _settable(type(there))
        if getattr(there, field.attname) != getattr(row, field.attname)
        and not (field.name in LEFT and isinstance(row, Skill) and not getattr(row, field.name))
    ]
    for field in differing:
        setattr(there, field.name, getattr(row, field.name))
    return bool(differing)
