from __future__ import annotations

import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from assessments.models import Assessment, ProjectMark, SkillRating
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Project, Skill
from careerpath.mail.models import OutgoingMail
from careerpath.operations import archive
from careerpath.operations.archive import (
    ArchiveError,
    TableHash,
    read_archive,
    row_hashes,
    rows_of,
    write_archive,
)
from careerpath.operations.restoring import go_back
from tests.factories import UserFactory, make_path

pytestmark = pytest.mark.django_db


@pytest.fixture
def backup(tmp_path: Path, path: CareerPath, alice: User) -> Path:
    """A backup of one path, a person, a rating whose note has every kind of letter, and a mark."""
    assessment = Assessment.objects.create(owner=alice, path=path, started_at=timezone.now())
    SkillRating.objects.create(
        assessment=assessment,
        skill=Skill.objects.order_by("pk")[0],
        proficiency=3,
        note="“Ärger” \n\t\U0001f331 'quoted' \\ end",
        updated_at=timezone.now(),
    )
    project = Project.objects.create(level=path.levels.all()[0], name="Bed")
    ProjectMark.objects.create(
        assessment=assessment, project=project, done_at=timezone.now(), link="https://example.org/“"
    )
    write_archive(tmp_path / "backup.gz")
    return tmp_path / "backup.gz"


def rewrite(file: Path, lines: list[str]) -> None:
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.writelines(lines)


def lines_of(file: Path) -> list[str]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return list(lines)


def test_restore_brings_every_row_back(backup: Path) -> None:
    before = row_hashes()
    User.objects.all().delete()
    make_path("Baker")
    assert row_hashes() != before
    assert read_archive(backup) == before
    assert row_hashes() == before
    assert before["assessments.SkillRating"].rows == 1
    assert before["assessments.ProjectMark"].rows == 1


def test_restore_lets_new_rows_follow(backup: Path) -> None:
    read_archive(backup)
    highest = User.objects.order_by("-pk")[0].pk
    assert UserFactory().pk == highest + 1


def test_row_hashes_see_one_changed_letter(backup: Path) -> None:
    before = row_hashes()
    SkillRating.objects.update(note="“ärger” \n\t\U0001f331 'quoted' \\ end")
    after = row_hashes()
    assert {label for label in before if before[label] != after[label]} == {
        "assessments.SkillRating"
    }


def test_every_table_of_the_database_is_hashed_and_so_in_a_backup() -> None:
    """As the database names them, so that a table the code forgets is seen."""
    hashed = {apps.get_model(label)._meta.db_table for label in row_hashes()}
    there = set(connection.introspection.table_names())
    assert there - hashed == {
        "careerpath_cache",
        "django_migrations",
        "framework_stamp",
        "mail_outgoingmail",
    }


def test_row_hashes_of_an_empty_table_are_the_hash_of_nothing() -> None:
    nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert row_hashes()["assessments.SkillRating"] == TableHash(0, nothing)


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda lines: lines[:-1], "The file is damaged: it has no end."),
        (
            lambda lines: [
                line.replace('"proficiency": 3', "") for line in lines if "Ärger" not in line
            ],
            "The file is damaged: assessments.SkillRating.",
        ),
        (lambda _: ['{"format": "something else"}\n'], "This is not a careerpath archive."),
        (
            lambda lines: [
                lines[0].replace("accounts.0001_initial", "accounts.0001_other"),
                *lines[1:],
            ],
            (
                "The archive was made by another version of careerpath; these migrations differ: "
                "accounts.0001_initial, accounts.0001_other."
            ),
        ),
    ],
)
def test_restore_of_a_damaged_file_changes_nothing(
    backup: Path, damage: object, reason: str
) -> None:
    rewrite(backup, damage(lines_of(backup)))  # type: ignore[operator]  # a lambda from above
    UserFactory(email="here@example.org")
    before = row_hashes()
    with pytest.raises(ArchiveError) as refused:
        read_archive(backup)
    assert str(refused.value) == reason
    assert row_hashes() == before


def test_restore_of_something_else_says_so(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all", encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"letter\.txt can't be read as an archive"):
        read_archive(tmp_path / "letter.txt")


def test_commands_back_up_and_restore(tmp_path: Path, path: CareerPath) -> None:
    out = StringIO()
    call_command("backup", str(tmp_path / "b.gz"), stdout=out)
    call_command("restore", str(tmp_path / "b.gz"), "--yes", stdout=out)
    rows, tables = sum(t.rows for t in row_hashes().values()), len(row_hashes())
    assert out.getvalue().splitlines()[:2] == [
        f"Wrote {rows} rows of {tables} tables to {tmp_path / 'b.gz'}.",
        f"Restored {rows} rows of {tables} tables; every hash is equal.",
    ]


@pytest.mark.django_db(transaction=True)
def test_backup_keeps_nobody_from_saving(
    tmp_path: Path, path: CareerPath, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is saved while it reads is saved at once, and is not in it: it is of one moment."""
    before = row_hashes()

    def save_meanwhile(model: Any, there: str = "default") -> Any:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(add_someone, f"{model._meta.label_lower}@example.org").result()
        return rows_of(model, there)

    monkeypatch.setattr(archive, "rows_of", save_meanwhile)
    assert archive.write_archive(tmp_path / "b.gz") == before
    assert User.objects.count() == len(before)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["b.gz"]


def add_someone(email: str) -> None:
    """From another connection, which does not wait for anybody."""
    try:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout = 0")
        UserFactory(email=email)
    finally:
        connection.close()


def test_backup_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "b.gz").write_text("mine", encoding="utf-8")
    with pytest.raises(CommandError, match="exists already; name another"):
        call_command("backup", str(tmp_path / "b.gz"))
    assert (tmp_path / "b.gz").read_text(encoding="utf-8") == "mine"


def test_row_hashes_command_prints_a_line_a_table(path: CareerPath) -> None:
    out = StringIO()
    call_command("row_hashes", stdout=out)
    printed = {line.split()[0]: line.split()[1:] for line in out.getvalue().splitlines()}
    assert printed == {label: [str(t.rows), t.sha256] for label, t in row_hashes().items()}


def test_mail_on_its_way_is_in_no_backup_and_outlives_no_restore(backup: Path) -> None:
    """Its one-time links don't belong into a file, and nobody sends what another time wanted."""
    now = timezone.now()
    OutgoingMail.objects.create(
        recipient="ada@example.org", text="a-secret-link", queued_at=now, expires=now, due=now
    )
    write_archive(backup)
    assert "a-secret-link" not in "".join(lines_of(backup))
    assert "mail.OutgoingMail" not in row_hashes()
    go_back(backup)
    assert OutgoingMail.objects.count() == 0


def test_archive_is_lines_of_json_with_head_and_foot(backup: Path) -> None:
    head, *_, foot = (json.loads(line) for line in lines_of(backup))
    assert head["format"] == "careerpath archive 1"
    assert foot["tables"]["assessments.SkillRating"][0] == 1
