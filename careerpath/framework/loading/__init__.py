"""Career paths from fixture files into the database, without undoing what editors did.

- files.py   a file as entries, each known to be a row of the framework
- beside.py  translations that lie beside it
- merge.py   entries beside the rows that are there: what to add, what to change

A fixture is what `dumpdata --natural-primary --natural-foreign` writes: a list of rows, each below
the rows it refers to. `loaddata` reads it too, but overwrites unasked and keeps no edit history.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import Q

from careerpath.framework.models import CareerPath

from .files import Entry, LoadError, read_entries, read_translations
from .merge import Merge

__all__ = ["LoadError", "Loaded", "load_paths"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What happened to one path; `added` and `changed` count rows."""

    path: str
    is_new: bool
    added: int = 0
    changed: int = 0


def load_paths(*, files: Iterable[Path], overwrite: bool, now: dt.datetime) -> list[Loaded]:
    """Load the path of each file, all or none; raises LoadError.

    A path that is there is left alone. With `overwrite` the file's rows win; rows that the file
    does not have stay.
    """
    with transaction.atomic():
        return [_load(file, overwrite=overwrite, now=now) for file in files]


def _load(file: Path, *, overwrite: bool, now: dt.datetime) -> Loaded:
    entries = read_entries(file)
    path = _the_path(file, entries)
    name, public_id = str(path.fields.get("name", "")), str(path.fields.get("public_id", ""))
    there = CareerPath.objects.filter(Q(public_id=public_id) | Q(name=name)).first()
    if there and not overwrite:
        return Loaded(there.name, is_new=False)
    if there and there.public_id != public_id:
        raise path.refused(f"“{name}” is there already, under the public id “{there.public_id}”")
    merge = Merge(overwrite=overwrite, translations=read_translations(file))
    for entry in entries:
        merge.take(entry)
    merge.finish()
    added, changed = merge.save(file=file, now=now)
    return Loaded(name, is_new=there is None, added=added, changed=changed)


def _the_path(file: Path, entries: list[Entry]) -> Entry:
    """The one path that a file is about."""
    paths = [entry for entry in entries if entry.model is CareerPath]
    if len(paths) != 1:
        raise LoadError(f"{file}: holds {len(paths)} career paths, not one.")
    return paths[0]
