"""Every row of every table as one compressed file, and back: backup, restore and moving house.

The file is gzipped JSON, a line a thing: a head with the migrations it was made at, a line for each
row, and a foot with each table's count and SHA-256. It names no database engine, so what SQLite
wrote PostgreSQL reads. The cache table is not a model and stays behind: it holds rate limits only.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

FORMAT = "careerpath archive 1"
BATCH = 500
# What reading something else, or something cut short, ends in.
UNREADABLE = (OSError, EOFError, ValueError, KeyError, TypeError, LookupError, ValidationError)

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
    with gzip.open(partial, "wt", encoding="utf-8") as out, one_moment():
        out.write(_line({"format": FORMAT, "migrations": applied_migrations()}))
        hashes = {model._meta.label: _hash(model, copy_to=out) for model in tables()}
        foot = {label: [table.rows, table.sha256] for label, table in hashes.items()}
        out.write(_line({"tables": foot}))
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


def row_hashes() -> dict[str, TableHash]:
    """Count and hash of every table, the same for the same rows on any database."""
    return {model._meta.label: _hash(model) for model in tables()}


def tables() -> list[type[models.Model]]:
    """Every table of ours and the packages', many-to-many ones too, in a stable order."""
    managed = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed]
    return sorted((m for m in managed if not m._meta.proxy), key=lambda m: m._meta.label)


def rows_of(model: type[models.Model]) -> Iterator[Row]:
    """The table's rows in key order, each a list of its columns."""
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=BATCH):
        yield list(row)


def applied_migrations() -> list[str]:
    """The names of the migrations this database has."""
    done = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in done)


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction that sees one state of the whole database, whatever others write."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _hash(model: type[models.Model], *, copy_to: TextIO | None = None) -> TableHash:
    """The table's hash; every row is written to `copy_to` on the way."""
    digest, count = hashlib.sha256(), 0
    for row in rows_of(model):
        if copy_to:
            copy_to.write(_line({"table": model._meta.label, "row": row}))
        digest.update(_line(row).encode())
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
    _empty_all()
    waiting: list[models.Model] = []
    for line in lines:
        entry = json.loads(line)
        if "tables" in entry:
            _write(waiting)
            _reset_counters()
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


def _reset_counters() -> None:
    """Let the next new row get a number above the restored ones."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)


def _line(value: Any) -> str:
    return json.dumps(value, cls=_Encoder, ensure_ascii=False, sort_keys=True) + "\n"


class _Encoder(DjangoJSONEncoder):
    """Django's, with all six digits of a time's fraction kept."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)
