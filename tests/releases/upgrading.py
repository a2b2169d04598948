"""`python -m tests.releases.upgrading FILE`: a release's rows in its own tables, then in today's.

Prints JSON: how many rows there were, what is not as it was, and what people's pages answer. The
database that the environment names must be empty.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import django

Row = dict[str, Any]
Rows = dict[str, dict[str, Row]]

# Tables ("app.Model") and columns ("app.Model.column") that a later release took away.
GONE = {"accounts.CacheEntry"}  # counts of an hour, which no backup carries any more


def main(file: Path) -> None:
    """Build, restore, migrate, compare."""
    django.setup()
    from django.core.management import call_command

    before = rows_in(file)
    put_into_release(file, before)
    call_command("migrate", verbosity=0)
    report = {
        "rows": sum(map(len, before.values())),
        "tables": len(before),
        "lost": lost(before),
        "pages": pages(),
    }
    sys.stdout.write(json.dumps(report))


def rows_in(file: Path) -> Rows:
    """The rows of a backup by table and key, each by column."""
    found: Rows = defaultdict(dict)
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        columns = json.loads(next(lines))["columns"]
        for line in lines:
            entry = json.loads(line)
            if "table" in entry:
                row = dict(zip(columns[entry["table"]], entry["row"], strict=True))
                found[entry["table"]][key_of(row)] = row
    return dict(found)


def key_of(row: Row) -> str:
    """The primary key: of tables of edits the edit's, of all others the first column."""
    return str(row.get("history_id") or next(iter(row.values())))


def put_into_release(file: Path, rows: Rows) -> None:
    """Build the tables as the release had them, and write its rows by the models of then."""
    from django.core.management.color import no_style
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    from tests.releases import newest_migrations

    executor = MigrationExecutor(connection)
    targets = list(newest_migrations(file).items())
    executor.migrate(targets)
    apps = executor.loader.project_state(targets).apps
    models = {m._meta.label: m for m in apps.get_models(include_auto_created=True)}
    with transaction.atomic():
        for model in models.values():
            model._base_manager.all()._raw_delete(connection.alias)
        for label, table in rows.items():
            model = models[label]
            columns = {f.attname: f for f in model._meta.concrete_fields}
            model._base_manager.bulk_create(
                model(**{name: columns[name].to_python(value) for name, value in row.items()})
                for row in table.values()
            )
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
                cursor.execute(statement)


def lost(before: Rows) -> list[str]:
    """Every table, row and value that is not there any more as it was."""
    from careerpath.operations.archive import as_line, rows_of, tables

    found = []
    today = {model._meta.label: model for model in tables()}
    for label, rows in before.items():
        if label not in today:
            found += [] if label in GONE else [f"{label}: the table"]
            continue
        names = [field.attname for field in today[label]._meta.concrete_fields]
        rows_now = (
            dict(zip(names, json.loads(as_line(row)), strict=True)) for row in rows_of(today[label])
        )
        now = {key_of(row): row for row in rows_now}
        found += [
            f"{label} {key}.{column}: {value!r} is {now.get(key, {}).get(column)!r}"
            for key, row in rows.items()
            for column, value in row.items()
            if f"{label}.{column}" not in GONE
            and (key not in now or column not in now[key] or now[key][column] != value)
        ]
    return found


def pages() -> dict[str, int]:
    """What the pages of everyone with an account answer today, by how often."""
    from django.conf import settings
    from django.test import Client

    from assessments.models import Assessment
    from careerpath.accounts.models import User

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    answers: dict[str, int] = defaultdict(int)
    for person in User.objects.all():
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(person)
        done = Assessment.objects.filter(owner=person, completed_at__isnull=False)
        addresses = ["/", "/assessments/", "/account/", "/account/export/"]
        addresses += [f"/roadmap/{assessment.public_id}/" for assessment in done]
        for address in addresses:
            answers[str(client.get(address).status_code)] += 1
    return dict(answers)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
