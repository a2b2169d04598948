"""Migrations that run while the old release still serves: the rules of docs/deploy.md, checked.

There is no release yet. When there is one, its newest migration of each app goes into RELEASED,
and every migration after those is held to the rules.
"""

from __future__ import annotations

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

OURS = ("accounts", "assessments", "framework", "roadmap")
RELEASED: dict[str, str] = {}
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
        if app in OURS and app in RELEASED and name > RELEASED[app]
        for operation in migration.operations
        if (words := trouble(operation))
    ]
    assert found == []
