"""`manage.py restore FILE`"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from careerpath.operations.archive import ArchiveError, read_archive


class Command(BaseCommand):
    help = (
        "Put the rows of a backup in place of everything in the database, compare every table's "
        "hash, and change nothing where anything is wrong. Run `migrate` first, or say --new."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="what `backup` wrote")
        parser.add_argument(
            "--yes", action="store_true", help="replace all there is without asking"
        )
        parser.add_argument(
            "--new", action="store_true", help="into a database without tables; makes them first"
        )

    def handle(self, *args: Any, file: Path, yes: bool, new: bool, **options: Any) -> None:
        if new:
            _make_tables()
        elif not yes and input("This replaces everything in the database. Type yes: ") != "yes":
            raise CommandError("Nothing was changed.")
        try:
            tables = read_archive(file)
        except ArchiveError as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        rows = sum(table.rows for table in tables.values())
        self.stdout.write(f"Restored {rows} rows of {len(tables)} tables; every hash is equal.")


def _make_tables() -> None:
    """Migrate a database that has no tables; raises CommandError where it has some."""
    try:
        there = connection.introspection.table_names()
    except DatabaseError as error:
        raise CommandError(f"The database can't be used: {' '.join(str(error).split())}") from error
    if there:
        raise CommandError(
            f"The database is not empty: it has {len(there)} tables. Make a new one for it."
        )
    call_command("migrate", verbosity=0)
