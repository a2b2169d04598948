"""Going back in time: who was erased or signed out stays so, and nothing repeats."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import os
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import Settings

from assessments import services
from assessments.models import Assessment
from assessments.rating_data import RatingData, data_in, seen_in
from careerpath.accounts import erasures
from careerpath.accounts.models import Erasure, User
from careerpath.accounts.services import delete_person
from careerpath.framework.caching import stamp
from careerpath.framework.models import CareerPath, Skill
from careerpath.operations import archive, counters
from careerpath.operations.archive import read_archive, write_archive
from careerpath.operations.logs import JsonFormatter
from tests.accounts.conftest import sign_in, sign_up
from tests.factories import UserFactory
from tests.proofs.databases import database

ROOT = Path(__file__).resolve().parents[2]
MONDAY = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
MONDAY_IN_WORDS = "30 November 2026, 12:00 UTC"
GAP = 1_000_000

pytestmark = pytest.mark.django_db
Committing = Callable[..., Any]


@pytest.fixture(autouse=True)
def erased_list(settings: Settings, tmp_path: Path) -> Path:
    """The list beside the data, nothing in it yet."""
    settings.ERASED_LIST = tmp_path / "erased.txt"
    return tmp_path / "erased.txt"


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Backups and erasures of these tests are of that moment."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY)


def said(command: str, *arguments: Any) -> list[str]:
    """What a command prints."""
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def backup(file: Path) -> Path:
    write_archive(file)
    return file


def erase(email: str, committing: Committing) -> None:
    """As if it were committed: tests roll back."""
    with committing(execute=True):
        delete_person(person=User.objects.get(email=email))


def here() -> list[str]:
    return sorted(User.objects.values_list("email", flat=True))


def by_restore(file: Path) -> list[str]:
    return said("restore", file, "--yes")


def by_other_means(file: Path) -> list[str]:
    """Everything is as it was, the table of erasures too; then the one command to run."""
    read_archive(file)
    return said("after_restore")


@pytest.mark.parametrize("back", [by_restore, by_other_means])
def test_two_erased_at_different_times_stay_erased_whichever_backup_is_restored(
    back: Callable[[Path], list[str]], tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    for name in ("ann", "ben", "cid"):
        UserFactory(email=f"{name}@example.org")
    with_both = backup(tmp_path / "1.gz")
    erase("ann@example.org", django_capture_on_commit_callbacks)
    with_one = backup(tmp_path / "2.gz")
    erase("ben@example.org", django_capture_on_commit_callbacks)
    told = back(with_both)
    assert here() == ["cid@example.org"]
    assert (
        f"Erased again, as they had been erased: 2 accounts (on {MONDAY_IN_WORDS}, "
        f"{MONDAY_IN_WORDS})."
    ) in told
    told = back(with_one)
    assert here() == ["cid@example.org"]
    assert (f"Erased again, as they had been erased: 1 accounts (on {MONDAY_IN_WORDS}).") in told
    assert "Nobody in it had been erased since." in back(backup(tmp_path / "3.gz"))
    assert here() == ["cid@example.org"]
    assert Erasure.objects.count() == 2


def test_erased_stay_erased_in_a_new_database_whatever_became_of_the_old_one(
    tmp_path: Path, settings: Settings, django_capture_on_commit_callbacks: Any
) -> None:
    for name in ("ann", "ben"):
        UserFactory(email=f"{name}@example.org")
    file = backup(tmp_path / "b.gz")
    erase("ann@example.org", django_capture_on_commit_callbacks)
    with database(tmp_path) as url:
        env = {**os.environ, "DATABASE_URL": url, "CAREERPATH_DATA_DIR": str(tmp_path),
               "CAREERPATH_SECRET_KEY": "only-for-this-test-" * 3}  # fmt: skip
        done = subprocess.run(  # noqa: S603  # our own command
            [sys.executable, "manage.py", "restore", str(file), "--new"], cwd=ROOT, env=env,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True,
        )  # fmt: skip
    assert done.stdout.splitlines()[1:3] == [
        f"It is as of {MONDAY_IN_WORDS}.",
        "people: 2 (before: 0); assessments: 0; ratings: 0.",
    ]
    assert f"1 accounts (on {MONDAY_IN_WORDS})" in done.stdout


@pytest.mark.parametrize("back", [by_restore, by_other_means])
def test_no_session_of_before_or_of_the_lost_time_goes_on(
    back: Callable[[Path], list[str]], tmp_path: Path, path: CareerPath
) -> None:
    early, guest, late = Client(), Client(), Client()
    sign_up(early, "ada@example.org")
    guest.post(f"/assessments/start/{path.public_id}/")
    kept = guest.get("/assessments/").content
    assert b"Go on" in kept
    file = backup(tmp_path / "b.gz")
    early.post("/accounts/logout/")
    sign_in(late, "ada@example.org")
    told = back(file)
    assert [c.get("/account/").status_code for c in (early, late)] == [302, 302]
    assert b"Go on" not in guest.get("/assessments/").content
    assert UserSession.objects.count() == 0
    assert [line for line in told if line.startswith("Ended: all ")] != []


@pytest.mark.parametrize("back", [by_restore, by_other_means])
def test_a_page_of_the_lost_time_overwrites_nothing_newer(
    back: Callable[[Path], list[str]], tmp_path: Path, path: CareerPath, alice: User
) -> None:
    begun = services.start(owner=alice, path=path, now=MONDAY)
    skill = Skill.objects.get(public_id="gardener-1-1")

    def save(what: RatingData, seen: str) -> str:
        row = services.save_rating(assessment=begun, skill=skill, said=what, seen=seen, now=MONDAY)
        return seen_in(row)

    first = save(RatingData(1), "")
    file = backup(tmp_path / "b.gz")
    lost = save(RatingData(2, note="Written in the lost time"), first)
    back(file)
    newer = RatingData(3, note="Written since")
    now = save(newer, first)
    assert now.partition(".")[0] == lost.partition(".")[0]  # the numbers do repeat
    client = Client()
    client.force_login(alice)
    answer = client.post(
        f"/assessments/{begun.public_id}/rate/gardener-1-1/",
        {"gardener-1-1-answer": "4", "gardener-1-1-note": "Over it", "gardener-1-1-seen": lost},
    )
    assert answer.status_code == 422
    assert "Written since" in answer.content.decode()
    assert data_in(begun.ratings.get()) == newer


def numbers() -> dict[str, int]:
    """The number the next row of each table would get, as far as it is counted."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table, key = model._meta.db_table, model._meta.pk.column
            if model._meta.pk.get_internal_type() not in {"AutoField", "BigAutoField"}:
                continue
            if connection.vendor == "postgresql":
                cursor.execute(f"SELECT nextval(pg_get_serial_sequence('{table}', '{key}'))")
            else:
                cursor.execute(
                    "SELECT COALESCE(MAX(seq), 0) + 1 FROM sqlite_sequence WHERE name = %s", [table]
                )
            found[model._meta.label] = cursor.fetchone()[0]
    return found


@pytest.mark.parametrize("back", [by_restore, by_other_means])
def test_no_number_of_the_lost_time_is_given_again(
    back: Callable[[Path], list[str]], tmp_path: Path, alice: User
) -> None:
    """A link in a mail of that time names an address by its number."""
    back(backup(tmp_path / "b.gz"))
    after = numbers()
    assert len(after) > 40
    assert [label for label, number in after.items() if number <= GAP] == []
    assert UserFactory().pk >= GAP


def test_no_number_is_in_two_lost_times(tmp_path: Path, alice: User) -> None:
    """The same backup, twice: the second gap begins above what the first time gave."""
    file = backup(tmp_path / "b.gz")
    by_restore(file)
    first = UserFactory().pk
    by_restore(file)
    assert UserFactory().pk > first


def new_rows_after(committing: Committing, *lists: Any) -> list[int]:
    """Numbers of two rows after `after_restore`; then all is as before, as in a copy put back."""
    with transaction.atomic():
        with committing(execute=True):
            said("after_restore", *lists)
        given = [UserFactory().pk, UserFactory().pk]
        transaction.set_rollback(True)
    if connection.vendor == "postgresql":  # whose counters no rollback takes back, but pg_restore
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence('accounts_user', 'id'), 1)")
    return given


def test_no_number_is_given_twice_however_often_one_copy_is_put_in_place(
    tmp_path: Path, erased_list: Path, django_capture_on_commit_callbacks: Committing
) -> None:
    """The copy knows nothing of what came after it was put in place before."""
    given = new_rows_after(django_capture_on_commit_callbacks)
    given += new_rows_after(django_capture_on_commit_callbacks)
    kept = erased_list.rename(tmp_path / "copied-away.txt")  # another host, or the folder is lost
    given += new_rows_after(django_capture_on_commit_callbacks, "--erased", kept)
    assert given == sorted(set(given))
    lines = (kept.read_text(encoding="utf-8") + erased_list.read_text(encoding="utf-8")).split()
    assert lines[::2] == ["2026-11-30T12:00:00+00:00"] * 3
    first, second, third = (int(mark.removeprefix("numbers-to-")) for mark in lines[1::2])
    assert first + GAP < given[2] <= second + 1
    assert second + GAP < given[4] <= third + 1


def test_the_security_log_says_as_well_which_numbers_were_left_out(
    tmp_path: Path, erased_list: Path, caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Committing,
) -> None:  # fmt: skip
    caplog.set_level("INFO", "careerpath.security")
    new_rows_after(django_capture_on_commit_callbacks)
    log = tmp_path / "journal.json"
    log.write_text("\n".join(map(JsonFormatter().format, caplog.records)), encoding="utf-8")
    mark = erased_list.read_text(encoding="utf-8").split()[1]
    assert counters.left_out([log]) == int(mark.removeprefix("numbers-to-"))


@pytest.mark.parametrize("back", [by_restore, by_other_means])
def test_the_framework_has_a_new_stamp(
    back: Callable[[Path], list[str]], tmp_path: Path, path: CareerPath
) -> None:
    file, before = backup(tmp_path / "b.gz"), stamp.now()
    back(file)
    assert stamp.now() != before


def test_it_says_what_it_brings_back(tmp_path: Path, path: CareerPath, alice: User) -> None:
    Assessment.objects.create(owner=alice, path=path, started_at=MONDAY + dt.timedelta(minutes=5))
    User.objects.update(date_joined=MONDAY)
    file = backup(tmp_path / "b.gz")
    rows = sum(table.rows for table in archive.row_hashes().values())
    UserFactory(email="new@example.org")
    Assessment.objects.all().delete()
    Client().post(f"/assessments/start/{path.public_id}/")
    assert said("restore", file, "--yes") == [
        f"Restored {rows} rows of {len(archive.tables())} tables; every hash is equal.",
        f"It is as of {MONDAY_IN_WORDS}.",
        "people: 1 (before: 2); assessments: 1; ratings: 0.",
        "The newest of it is of 30 November 2026, 12:05 UTC.",
        "Nobody in it had been erased since.",
        "Ended: all 1 sessions. Everybody signs in anew.",
    ]


def test_rights_that_come_back_are_said(tmp_path: Path, edith: User, alice: User) -> None:
    file = backup(tmp_path / "b.gz")
    User.objects.filter(pk=edith.pk).update(is_superuser=False)
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert said("restore", file, "--yes")[-1] == (
        "2 accounts have rights again that they had no longer: look at the people in admin."
    )


@pytest.mark.parametrize("way", ["query", "object", "service"])
def test_whoever_erases_it_is_noted_in_table_and_list(
    way: str, erased_list: Path, alice: User, django_capture_on_commit_callbacks: Any
) -> None:
    mark = erasures.mark_of(alice)
    ways: dict[str, Callable[[], Any]] = {
        "query": User.objects.filter(pk=alice.pk).delete,
        "object": User.objects.get(pk=alice.pk).delete,
        "service": lambda: delete_person(person=alice),
    }
    with django_capture_on_commit_callbacks(execute=True):
        ways[way]()
    assert list(Erasure.objects.values_list("mark", "erased_at")) == [(mark, MONDAY)]
    assert erased_list.read_text(encoding="utf-8") == f"2026-11-30T12:00:00+00:00 {mark}\n"
    assert "alice" not in erased_list.read_text(encoding="utf-8")


def test_an_erasure_that_was_taken_back_is_not_noted(
    erased_list: Path, alice: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as waiting:
        delete_person(person=alice)
    assert len(waiting) == 1
    assert not erased_list.exists()


def test_an_erasure_is_done_where_the_list_can_not_be_written(
    settings: Settings, tmp_path: Path, alice: User, django_capture_on_commit_callbacks: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    settings.ERASED_LIST = tmp_path / "no-such-folder" / "erased.txt"
    erase(alice.email, django_capture_on_commit_callbacks)
    assert (here(), Erasure.objects.count()) == ([], 1)
    said = [(line.name, line.levelname) for line in caplog.records]
    assert said == [("django.test", "ERROR")]


def test_lists_of_other_hosts_and_security_logs_count_as_well(
    tmp_path: Path, erased_list: Path, alice: User, bob: User,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    other, log = tmp_path / "other-host.txt", tmp_path / "journal.json"
    other.write_text(f"2026-11-29T08:00:00+00:00 {erasures.mark_of(alice)}\n", encoding="utf-8")
    line = f'{{"time": "2026-11-28T07:00:00.123+00:00", "erased": "{erasures.mark_of(bob)}"}}\n'
    log.write_text('{"message": "signed in"}\n' + line, encoding="utf-8")
    with django_capture_on_commit_callbacks(execute=True):
        told = said("after_restore", "--erased", other, "--erased", log)
    assert here() == []
    assert (
        "Erased again, as they had been erased: 2 accounts (on 28 November 2026, 07:00 UTC, "
        "29 November 2026, 08:00 UTC)."
    ) in told
    assert len(list(erasures.read(erased_list))) == 2  # from now on it is in this one, too


@pytest.mark.parametrize("command", ["restore", "after_restore"])
def test_a_list_that_is_not_there_is_said_and_nothing_changes(
    command: str, tmp_path: Path, alice: User
) -> None:
    file, client = backup(tmp_path / "b.gz"), Client()
    client.force_login(alice)
    arguments = [str(file), "--yes"] if command == "restore" else []
    with pytest.raises(CommandError) as refused:
        call_command(command, *arguments, "--erased", str(tmp_path / "none.txt"))
    assert str(refused.value) == f"There is no file {tmp_path / 'none.txt'}. Nothing was changed."
    assert client.get("/account/").status_code == 200


def test_without_a_terminal_it_asks_for_the_flag(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alice: User
) -> None:
    file = backup(tmp_path / "b.gz")
    bob = UserFactory(email="bob@example.org")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with pytest.raises(CommandError) as refused:
        call_command("restore", str(file))
    assert str(refused.value) == (
        "There is nobody here to ask: say --yes to replace everything. Nothing was changed."
    )
    monkeypatch.setattr(sys, "stdin", io.StringIO("no\n"))
    with pytest.raises(CommandError, match=r"^Nothing was changed\.$"):
        call_command("restore", str(file))
    assert here() == [alice.email, bob.email]
    monkeypatch.setattr(sys, "stdin", io.StringIO("yes\n"))
    call_command("restore", str(file), stdout=StringIO())
    assert here() == [alice.email]


def test_after_restore_wants_every_migration(db: None) -> None:
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")
    with pytest.raises(CommandError, match=r"^Run `migrate` first"):
        call_command("after_restore")


def test_an_archive_that_does_not_say_when_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "b.gz"
    with gzip.open(file, "wt"):
        pass
    assert archive.written_at(file) is None
