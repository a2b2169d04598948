"""Migrations that run while the old release still serves: the rules of docs/deploy.md, checked.

Every migration after those of the newest release (tests/data/releases) is held to them.
"""

from __future__ import annotations

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

from tests.releases import newest_migrations, released

OURS = ("accounts", "assessments", "framework", "mail", "roadmap")
RELEASED = newest_migrations(released()[-1])
"""App to the newest migration of the last release."""

TAKES_AWAY = (migrations.RemoveField, migrations.DeleteModel)
RENAMES = (migrations.RenameField, migrations.RenameModel, migrations.AlterModelTable)


def trouble(operation: migrations.operations.base.Operation) -> str:
    """What breaks the release that still runs; empty where nothing does."""
    if isinstance(operation, RENAMES):
        return "renames: add, copy, take away over two releases"
    if isinstance(operation, TAKES_AWAY) and not getattr(operation, "unread_since", ""):
        return "takes away what the old release may read: say unread_since=<release> on it"
    if isinstance(operation, migrations.AddField):
        field = operation.field
        optional = field.null or field.many_to_many or field.has_db_default()
        return "" if optional else "adds a column the old release does not fill: db_default"
    return ""


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (migrations.RenameField("Level", "name", "title"), "renames"),
        (migrations.RemoveField("Level", "name"), "takes away"),
        (migrations.DeleteModel("Level"), "takes away"),
        (migrations.AddField("Level", "n", models.IntegerField(default=0)), "does not fill"),
        (migrations.AddField("Level", "n", models.IntegerField(db_default=0)), ""),
        (migrations.AddField("Level", "n", models.IntegerField(null=True)), ""),
        (migrations.CreateModel("Rung", []), ""),
    ],
)
def test_trouble_is_seen(operation: migrations.operations.base.Operation, words: str) -> None:
    assert (words in trouble(operation)) if words else (trouble(operation) == "")


def test_migrations_since_the_last_release_keep_the_rules() -> None:
    loader = MigrationLoader(None)
    found = [
        f"{app}.{name}: {words}"
        for (app, name), migration in sorted(loader.disk_migrations.items())
        if app in OURS and name > RELEASED.get(app, "")
        for operation in migration.operations
        if (words := trouble(operation))
    ]
    assert found == []


def test_the_last_release_is_known_for_every_app_with_migrations() -> None:
    """A new app has none there, and all of its migrations are held to the rules."""
    loader = MigrationLoader(None)
    assert {app for app, _ in loader.disk_migrations if app in OURS} >= set(RELEASED) & set(OURS)
    assert set(RELEASED) >= {"accounts", "assessments", "framework"}
    for app in ("accounts", "assessments", "framework"):
        assert (app, RELEASED[app]) in loader.disk_migrations
