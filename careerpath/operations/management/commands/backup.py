"""`manage.py backup FILE`"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from careerpath.operations.archive import write_archive


class Command(BaseCommand):
    help = "Write every row, as of one moment, to a file that `restore` reads on any database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to; an existing file is refused")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        if file.exists():
            raise CommandError(f"{file} exists already; name another.")
        if not file.parent.is_dir():
            raise CommandError(f"There is no folder {file.parent}.")
        tables = write_archive(file)
        rows = sum(table.rows for table in tables.values())
        self.stdout.write(f"Wrote {rows} rows of {len(tables)} tables to {file}.")
