"""`manage.py restore FILE`"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from careerpath.operations.archive import ArchiveError, read_archive


class Command(BaseCommand):
    help = (
        "Put the rows of a backup in place of everything in the database, compare every table's "
        "hash, and change nothing where anything is wrong. Run `migrate` first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="what `backup` wrote")
        parser.add_argument(
            "--yes", action="store_true", help="replace all there is without asking"
        )

    def handle(self, *args: Any, file: Path, yes: bool, **options: Any) -> None:
        if not yes and input("This replaces everything in the database. Type yes: ") != "yes":
            raise CommandError("Nothing was changed.")
        try:
            tables = read_archive(file)
        except ArchiveError as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        rows = sum(table.rows for table in tables.values())
        self.stdout.write(f"Restored {rows} rows of {len(tables)} tables; every hash is equal.")
