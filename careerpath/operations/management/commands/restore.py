"""`manage.py restore FILE`"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from careerpath.operations.archive import ArchiveError, TableHash, read_archive, written_at
from careerpath.operations.management.past import add_lists, checked, day, told
from careerpath.operations.restoring import go_back


class Command(BaseCommand):
    help = (
        "Put the rows of a backup in place of everything in the database, compare every table's "
        "hash, and change nothing where anything is wrong. Every session ends, and who was erased "
        "since is erased again. Stop the app, and run `migrate` first, or say --new."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="what `backup` wrote")
        parser.add_argument(
            "--yes", action="store_true", help="replace all there is without asking"
        )
        parser.add_argument(
            "--new", action="store_true", help="into a database without tables; makes them first"
        )
        parser.add_argument(
            "--moving",
            action="store_true",
            help="no time was lost: sessions stay (for move_to)",
        )
        add_lists(parser)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            of = day(written_at(file))
            self._make_room(of, **options)
            if options["moving"]:
                self._say_restored(read_archive(file))
                return
            past = go_back(file, lists=checked(options["erased"]))
        except ArchiveError as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        self._say_restored(past.tables)
        self.stdout.write(f"It is as of {of}.")
        for line in told(past):
            self.stdout.write(line)

    def _make_room(self, of: str, *, yes: bool, new: bool, **_options: Any) -> None:
        if new:
            _make_tables()
        elif not yes and _asked(f"This replaces everything by what was there on {of}") != "yes":
            raise CommandError("Nothing was changed.")

    def _say_restored(self, tables: dict[str, TableHash]) -> None:
        rows = sum(table.rows for table in tables.values())
        self.stdout.write(f"Restored {rows} rows of {len(tables)} tables; every hash is equal.")


def _asked(what: str) -> str:
    try:
        return input(f"{what}. Type yes: ")
    except EOFError:
        raise CommandError(
            "There is nobody here to ask: say --yes to replace everything. Nothing was changed."
        ) from None


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
