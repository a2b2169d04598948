"""`manage.py row_hashes`"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from careerpath.operations.archive import row_hashes


class Command(BaseCommand):
    help = "Print each table's row count and hash: equal rows give equal lines on any database."

    def handle(self, *args: Any, **options: Any) -> None:
        for label, table in row_hashes().items():
            self.stdout.write(f"{label} {table.rows} {table.sha256}")
