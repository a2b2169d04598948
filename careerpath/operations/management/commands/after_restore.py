"""`manage.py after_restore`"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from careerpath.operations.management.past import add_lists, checked, told
from careerpath.operations.restoring import after_the_fact


class Command(BaseCommand):
    help = (
        "Once an older state of the database was put in place by other means than `restore` (a "
        "copied SQLite file, pg_restore, a snapshot): end every session, erase again who was "
        "erased since, and say what is there. Run it before the app is started; a second time "
        "does no harm."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_lists(parser)

    def handle(self, *args: Any, erased: list[Path], **options: Any) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError("Run `migrate` first: the database is of an older careerpath.")
        for line in told(after_the_fact(lists=checked(erased))):
            self.stdout.write(line)
