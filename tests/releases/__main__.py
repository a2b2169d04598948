"""`python -m tests.releases VERSION`: write the backup that upgrades from it are tested with."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.releases import FOLDER


def main(version: str) -> None:
    """Fill a new database and back it up; an existing file is never replaced."""
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        sys.exit("Say which release: make release-data VERSION=0.2.0")
    file = FOLDER / f"{version}.gz"
    with TemporaryDirectory() as folder:
        os.environ |= {
            "CAREERPATH_DATA_DIR": folder,
            "CAREERPATH_SECRET_KEY": "only-for-these-made-up-people-" * 2,
            "CAREERPATH_URL": "http://127.0.0.1:8000",
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'release.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "careerpath.settings",
        }
        os.environ.pop("REDIS_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        from tests.releases.people import furnish

        call_command("migrate", verbosity=0)
        furnish()
        call_command("backup", str(file))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
