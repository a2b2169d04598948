"""A fixture file as entries, each known to be a row of the framework."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import JSONField

from careerpath.framework.models.base import Tracked
from careerpath.framework.translations import catalogue
from careerpath.framework.translations.catalogue import Catalogue, CatalogueRefused


class LoadError(Exception):
    """A file that can't be loaded; the message names the file and says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as the file has it: its model and the values of its fields."""

    file: Path
    number: int
    model: type[Tracked]
    fields: dict[str, Any]

    def refused(self, why: str) -> LoadError:
        """The error that says where in the file it is."""
        return LoadError(f"{self.file}, row {self.number} ({self.model._meta.label_lower}): {why}.")


def read_entries(file: Path) -> list[Entry]:
    """The rows of a fixture in order; raises LoadError where it is not one."""
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise LoadError(f"{file}: can't be read ({error.strerror}).") from error
    except (ValueError, RecursionError) as error:
        raise LoadError(f"{file}: is not JSON in UTF-8 ({error}).") from error
    if not isinstance(rows, list):
        raise LoadError(f"{file}: is not a list of rows.")
    return [_entry(file, number, row) for number, row in enumerate(rows, start=1)]


def read_translations(file: Path) -> dict[Path, Catalogue]:
    """The translations that lie beside a fixture: “baker.de.po” beside “baker.json”."""
    found = {}
    for beside in sorted(file.parent.glob(f"{file.stem}.*.po")):
        try:
            found[beside] = catalogue.read(beside.read_bytes())
        except OSError as error:
            raise LoadError(f"{beside}: can't be read ({error.strerror}).") from error
        except CatalogueRefused as error:
            raise LoadError(f"{beside}: {error}") from error
    return found


def _entry(file: Path, number: int, row: Any) -> Entry:
    match row:
        case {"model": str(label), "fields": dict(fields), **rest} if not rest:
            model = _model(label)
        case _:
            raise LoadError(
                f"{file}, row {number}: has to be an object with “model” and “fields” only, "
                "named by natural keys and not by “pk”."
            )
    if model is None:
        raise LoadError(f"{file}, row {number}: “{label}” is nothing a career path is made of.")
    entry = Entry(file, number, model, fields)
    for name, value in fields.items():
        _check_field(entry, name, value)
    return entry


def _model(label: str) -> type[Tracked] | None:
    """The framework model of this label, if there is one."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    return model if issubclass(model, Tracked) else None


def _check_field(entry: Entry, name: str, value: Any) -> None:
    """Whether a row has this field, and the value is of the kind it can hold."""
    try:
        field = entry.model._meta.get_field(name)
    except FieldDoesNotExist:
        raise entry.refused(f"has no field “{name}”") from None
    if not field.concrete or field.many_to_many or name == "id":
        raise entry.refused(f"“{name}” can't be set from a file")
    is_key = isinstance(value, list) and all(isinstance(part, (str, int)) for part in value)
    if field.is_relation and not (is_key or value is None):
        raise entry.refused(f"“{name}” has to be a natural key, a list of public ids")
    is_object = isinstance(field, JSONField)  # looked at by the row itself
    if not field.is_relation and isinstance(value, (list, dict)) and not is_object:
        raise entry.refused(f"“{name}” has to be a single value")
