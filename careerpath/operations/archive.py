"""Every row of every table as one compressed file, and back: backup, restore and moving house.

The file is gzipped JSON, a line a thing: a head with the migrations it was made at and each table's
columns, a line for each row, and a foot with each table's count and SHA-256. It names no database
engine, so what SQLite wrote PostgreSQL reads. The cache table stays behind: it holds limits only;
so does mail on its way, for its one-time links.
What a restore means for people (sessions, erasures) is not here: see restoring.py.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import (
    DEFAULT_DB_ALIAS,
    DatabaseError,
    connection,
    connections,
    models,
    transaction,
)
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from careerpath.operations import counters

FORMAT = "careerpath archive 1"
BATCH = 500
COPY = "copy"  # what a copy of the database is known by while it is read
# What reading something else, or something cut short, ends in.
UNREADABLE = (OSError, EOFError, ValueError, KeyError, TypeError, LookupError, ValidationError)

LEFT_BEHIND = {"accounts.CacheEntry", "mail.OutgoingMail"}

Row = list[Any]


class ArchiveError(Exception):
    """The file can't be used, with the reason in a sentence. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class TableHash:
    """How many rows a table has and the SHA-256 of all of them in key order."""

    rows: int
    sha256: str


def write_archive(file: Path) -> dict[str, TableHash]:
    """Write every row to `file` as of one moment; returns what each table held.

    The file appears under its name only when it is whole.
    """
    partial = file.with_name(f"{file.name}.partial")
    with one_moment(file.parent) as there, gzip.open(partial, "wt", encoding="utf-8") as out:
        migrations = applied_migrations(there)
        head = {
            "format": FORMAT,
            "written_at": timezone.now().isoformat(),
            "migrations": migrations,
            "columns": columns(),
        }
        out.write(as_line(head))
        hashes = {model._meta.label: _hash(model, there, copy_to=out) for model in tables()}
        foot = {label: [table.rows, table.sha256] for label, table in hashes.items()}
        out.write(as_line({"tables": foot}))
    partial.replace(file)
    return hashes


def read_archive(file: Path) -> dict[str, TableHash]:
    """Put the rows of `file` in place of all there are; raises ArchiveError and changes nothing.

    The database must have exactly the migrations the file was made at. Afterwards every table is
    hashed again and compared with the file's foot.
    """
    try:
        with gzip.open(file, "rt", encoding="utf-8") as lines, transaction.atomic():
            expected = _replace_all(lines)
            found = row_hashes()
            wrong = sorted(label for label in expected if found.get(label) != expected[label])
            if wrong or not expected:
                raise ArchiveError(f"The file is damaged: {', '.join(wrong) or 'it has no end'}.")
    except UNREADABLE as error:
        raise ArchiveError(f"{file} can't be read as an archive: {error}") from error
    except DatabaseError as error:
        raise ArchiveError(f"The database refused a row of {file}: {error}") from error
    return expected


def written_at(file: Path) -> dt.datetime | None:
    """When the archive was written; None where it does not say. Raises ArchiveError."""
    try:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            said = json.loads(next(lines, "{}")).get("written_at")
            return dt.datetime.fromisoformat(said) if said else None
    except UNREADABLE as error:
        raise ArchiveError(f"{file} can't be read as an archive: {error}") from error


def row_hashes() -> dict[str, TableHash]:
    """Count and hash of every table, the same for the same rows on any database."""
    return {model._meta.label: _hash(model) for model in tables()}


def tables() -> list[type[models.Model]]:
    """Every table of ours and the packages', many-to-many ones too, in a stable order."""
    managed = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed]
    kept = (m for m in managed if not m._meta.proxy and m._meta.label not in LEFT_BEHIND)
    return sorted(kept, key=lambda m: m._meta.label)


def rows_of(model: type[models.Model], there: str = DEFAULT_DB_ALIAS) -> Iterator[Row]:
    """The table's rows in key order, each a list of its columns; `there` names the database."""
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.using(there).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=BATCH):
        yield list(row)


def columns() -> dict[str, list[str]]:
    """Each table's columns in the order in which `rows_of` gives them."""
    return {m._meta.label: [f.attname for f in m._meta.concrete_fields] for m in tables()}


def applied_migrations(there: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The names of the migrations this database has."""
    done = MigrationRecorder(connections[there]).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in done)


@contextmanager
def one_moment(folder: Path) -> Iterator[str]:
    """The name of a database that stays as it is, whatever others write meanwhile.

    SQLite has one lock for everybody: nobody could save while a transaction reads it all. So it is
    copied page by page into `folder`, which takes moments, and read there.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with TemporaryDirectory(dir=folder) as place:
            yield from _copied(Path(place) / "copy.sqlite3")
        return
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield DEFAULT_DB_ALIAS


def _copied(file: Path) -> Iterator[str]:
    """Copy the SQLite database to a file; gives the name it is known by as long as it is there."""
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        copy.execute("PRAGMA synchronous=OFF")  # nobody can commit before it is there
        connection.connection.backup(copy)
    connections[COPY] = connection.copy(COPY)
    connections[COPY].settings_dict["NAME"] = str(file)
    try:
        yield COPY
    finally:
        connections[COPY].close()
        del connections[COPY]


def _hash(
    model: type[models.Model], there: str = DEFAULT_DB_ALIAS, *, copy_to: TextIO | None = None
) -> TableHash:
    """The table's hash; every row is written to `copy_to` on the way."""
    digest, count = hashlib.sha256(), 0
    for row in rows_of(model, there):
        if copy_to:
            copy_to.write(as_line({"table": model._meta.label, "row": row}))
        digest.update(as_line(row).encode())
        count += 1
    return TableHash(count, digest.hexdigest())


def _replace_all(lines: Iterator[str]) -> dict[str, TableHash]:
    """Empty every table, write the rows, and return the foot's hashes (empty without a foot)."""
    head = json.loads(next(lines, "{}"))
    if head.get("format") != FORMAT:
        raise ArchiveError("This is not a careerpath archive.")
    if different := set(head["migrations"]) ^ set(applied_migrations()):
        raise ArchiveError(
            "The archive was made by another version of careerpath; these migrations differ: "
            f"{', '.join(sorted(different))}."
        )
    if head["columns"] != columns():
        raise ArchiveError("The archive was made by another version of careerpath.")
    _empty_all()
    waiting: list[models.Model] = []
    for line in lines:
        entry = json.loads(line)
        if "tables" in entry:
            _write(waiting)
            counters.follow(tables())
            return {label: TableHash(*table) for label, table in entry["tables"].items()}
        model = apps.get_model(entry["table"])
        if waiting and (type(waiting[0]) is not model or len(waiting) >= BATCH):
            _write(waiting)
            waiting = []
        waiting.append(_instance(model, entry["row"]))
    return {}


def _instance(model: type[models.Model], row: Row) -> models.Model:
    """A row as the model's own types; raises ValueError where it has the wrong columns."""
    fields = model._meta.concrete_fields
    values = {f.attname: f.to_python(v) for f, v in zip(fields, row, strict=True)}
    return model(**values)


def _write(instances: list[models.Model]) -> None:
    if instances:
        type(instances[0])._base_manager.bulk_create(instances)


def _empty_all() -> None:
    """Delete every row; foreign keys are checked at the end of the transaction."""
    with connection.cursor() as cursor:
        for model in tables():
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608  # a name of Django's


def as_line(value: Any) -> str:
    """A thing as a line of an archive."""
    return json.dumps(value, cls=_Encoder, ensure_ascii=False, sort_keys=True) + "\n"


class _Encoder(DjangoJSONEncoder):
    """Django's, with all six digits of a time's fraction kept."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)
