"""`manage.py move_to URL`"""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from careerpath.folding import all_clashes, told
from careerpath.operations.archive import row_hashes, write_archive


class Command(BaseCommand):
    help = (
        "Copy every row to a new, empty database and compare every table's hash. The database "
        "moved from is only read. Stop the app first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "url",
            help="where to, as DATABASE_URL has it: postgresql://user@host:5432/careerpath. "
            "Without a password in it PostgreSQL's own ways hold: PGPASSWORD, ~/.pgpass",
        )

    def handle(self, *args: Any, url: str, **options: Any) -> None:
        if said := told(all_clashes()):
            raise CommandError(f"Not moved. {said}")
        with TemporaryDirectory(dir=settings.DATA_DIR) as place:  # its owner's alone
            file = Path(place) / "move.gz"
            moved = write_archive(file)
            self.stdout.write(_restore_there(file, url), ending="")
        now = row_hashes()
        if changed := sorted(label for label in moved if now[label] != moved[label]):
            raise CommandError(
                f"Something was saved here while it moved ({', '.join(changed)}), and is not "
                "there. Stop the app, make the other database anew, and move again."
            )
        self.stdout.write("Set DATABASE_URL to it and start the app; nothing changed here.")


def _restore_there(file: Path, url: str) -> str:
    """What `restore --new` says with that database; raises CommandError with its last line.

    A process of its own, so that the settings make of the URL what they make of DATABASE_URL.
    """
    env = {name: v for name, v in os.environ.items() if name != "DATABASE_REPLICA_URL"}
    done = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "manage.py", "restore", str(file), "--new", "--moving", "--no-color"],
        cwd=settings.BASE_DIR,
        env={**env, "DATABASE_URL": url, "CAREERPATH_DATA_DIR": str(settings.DATA_DIR)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["It said nothing."])[-1]
        reason = reason.removeprefix("CommandError: ")
        raise CommandError(f"Not moved, and nothing changed here. {reason}")
    return done.stdout
