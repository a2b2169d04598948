from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from careerpath.framework.caching import stamp
from careerpath.framework.models import CareerPath, Level, Requirement, Skill
from tests.factories import make_path


def by_admin(path: CareerPath) -> None:
    path.overview = "Other words."
    path.save()


def by_query(path: CareerPath) -> None:
    Skill.objects.update(description="Other words.")


def in_bulk(path: CareerPath) -> None:
    Skill.objects.bulk_create([Skill(name="New", public_id="new")])


def by_deleting(path: CareerPath) -> None:
    Requirement.objects.filter(level__path=path).delete()


def by_command(path: CareerPath) -> None:
    call_command("load_paths", verbosity=0, stdout=io.StringIO())


def by_fixture(path: CareerPath) -> None:
    call_command("loaddata", "ml_engineer.json", verbosity=0)


def by_hand(path: CareerPath) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE framework_level SET short_name = 'Other'")


@pytest.mark.parametrize(
    "change", [by_admin, by_query, in_bulk, by_deleting, by_command, by_fixture, by_hand]
)
def test_every_change_renews_it(path: CareerPath, change: Callable[[CareerPath], None]) -> None:
    before = stamp.now()
    change(path)
    assert stamp.now() != before


def test_it_stays_without_a_change(path: CareerPath) -> None:
    assert stamp.now() == stamp.now()


def test_it_goes_back_with_the_transaction(path: CareerPath) -> None:
    before, inside = stamp.now(), ""
    with transaction.atomic():
        Level.objects.update(short_name="Other")
        inside = stamp.now()
        transaction.set_rollback(True)
    assert stamp.now() == before
    Level.objects.update(short_name="Another")
    assert stamp.now() not in {before, inside}


def test_every_table_of_the_framework_has_its_trigger(db: None) -> None:
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger",
    }
    with connection.cursor() as cursor:
        cursor.execute(names[connection.vendor])
        there = {row[0] for row in cursor.fetchall()}
    endings = {"sqlite": ("_insert", "_update", "_delete"), "postgresql": ("",)}[connection.vendor]
    # As the database names its tables, not as the code under test does.
    tables = {
        table
        for table in connection.introspection.table_names()
        if table.startswith("framework_") and not table.startswith("framework_historical")
    } - {"framework_stamp"}
    assert len(tables) > 20
    assert {f"{table}_stamp{ending}" for table in tables for ending in endings} - there == set()
    assert set(stamp.tables()) == tables


def test_a_migration_puts_lost_triggers_back(db: None) -> None:
    make_path()
    lost = {
        "sqlite": "DROP TRIGGER framework_level_stamp_update",
        "postgresql": "DROP TRIGGER framework_level_stamp ON framework_level",
    }
    with connection.cursor() as cursor:
        cursor.execute(lost[connection.vendor])
    stamp.keep_stamp(using="default")
    before = stamp.now()
    Level.objects.update(short_name="Other")
    assert stamp.now() != before


def test_read_once_reads_it_the_first_time_only(path: CareerPath) -> None:
    with stamp.read_once():
        first = stamp.now()
        Level.objects.update(short_name="Other")
        assert stamp.now() == first
    assert stamp.now() != first
