"""Upgrading from every release keeps what people said, and everything else."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from careerpath.operations.archive import FORMAT
from tests.proofs.databases import database
from tests.releases import FOLDER, newest_migrations, released

ROOT = Path(__file__).resolve().parent.parent


def upgrade(release: Path, folder: Path) -> dict[str, Any]:
    """What came of it, on a new database of the kind the tests run on."""
    with database(folder) as url:
        without = {"REDIS_URL", "DATABASE_REPLICA_URL"}
        env = {name: value for name, value in os.environ.items() if name not in without}
        env |= {
            "CAREERPATH_DATA_DIR": str(folder),
            "CAREERPATH_SECRET_KEY": "only-for-this-test-" * 3,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "careerpath.settings",
        }
        done = subprocess.run(  # noqa: S603  # our own module
            [sys.executable, "-m", "tests.releases.upgrading", str(release)],
            cwd=ROOT, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        report: dict[str, Any] = json.loads(done.stdout)
        return report


def lines_of(release: Path) -> list[str]:
    with gzip.open(release, "rt", encoding="utf-8") as lines:
        return list(lines)


@pytest.mark.django_db
@pytest.mark.parametrize("release", released(), ids=lambda file: file.stem)
def test_upgrade_from_a_release_keeps_everything(release: Path, tmp_path: Path) -> None:
    report = upgrade(release, tmp_path)
    foot = json.loads(lines_of(release)[-1])["tables"]
    assert report["lost"] == []
    assert report["rows"] == sum(rows for rows, _ in foot.values())
    assert report["pages"] == {"200": 10}  # two people's four pages, and two roadmaps


@pytest.mark.django_db
def test_an_upgrade_that_lost_something_would_be_seen(tmp_path: Path) -> None:
    """A row that the release's own tables do not take stops it; nothing is skipped silently."""
    lines = lines_of(released()[-1])
    damaged = tmp_path / "9.9.9.gz"
    with gzip.open(damaged, "wt", encoding="utf-8") as out:
        out.writelines(line.replace('"accounts.User"', '"accounts.Nobody"') for line in lines)
    with pytest.raises(AssertionError, match=r"accounts\.Nobody"):
        upgrade(damaged, tmp_path)


@pytest.mark.parametrize("release", released(), ids=lambda file: file.stem)
def test_release_holds_what_people_and_editors_can_have(release: Path) -> None:
    head, *_, foot = map(json.loads, lines_of(release))
    assert head["format"] == FORMAT
    assert set(newest_migrations(release)) >= {"accounts", "assessments", "framework", "mfa"}
    for table in (
        "accounts.User", "account.EmailAddress", "admin.LogEntry", "assessments.Assessment",
        "assessments.SkillRating", "framework.DocumentImport", "framework.HistoricalSkill",
        "framework.SkillSuccession", "mfa.Authenticator", "sessions.Session",
        "usersessions.UserSession",
    ):  # fmt: skip
        assert foot["tables"][table][0] > 0, table


def test_releases_are_in_the_changelog_with_their_day() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    missing = [
        file.stem
        for file in released()
        if not re.search(rf"^## {re.escape(file.stem)} \(\d+ \w+ 20\d\d\)$", text, re.M)
    ]
    assert (missing, list(FOLDER.iterdir())) == ([], released())
