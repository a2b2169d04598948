"""What each release kept of people, and that upgrading from it to today's code keeps all of it.

`make release-data VERSION=0.2.0`, run on the code that is released, writes
tests/data/releases/0.2.0.gz: a backup of a small database with everything people and editors can
have. tests/test_upgrades.py builds the tables of each release by its own migrations, puts the rows
in, and migrates to today's.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "data" / "releases"


def released() -> list[Path]:
    """The backups of the releases, oldest first."""
    return sorted(FOLDER.glob("*.gz"), key=lambda f: [int(n) for n in f.stem.split(".")])


def newest_migrations(release: Path) -> dict[str, str]:
    """App to the newest migration the release had of it."""
    with gzip.open(release, "rt", encoding="utf-8") as lines:
        head = json.loads(next(lines))
    return dict(sorted(name.split(".", 1) for name in head["migrations"]))
