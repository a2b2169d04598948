"""How PostgreSQL finds the rows of each request, as EXPLAIN (ANALYZE, BUFFERS) tells it.

    python -m tests.proofs.plans READERS        # DATABASE_URL: what crowd.py filled

READERS is the file that crowd.py wrote. Every statement of a roadmap, of saving a rating and of
counting everybody is run once more under EXPLAIN and taken back. Gives JSON: request, statement,
plan.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

PEOPLES = ("accounts_", "assessments_", "account_", "django_session", "usersessions_", "mfa_")
"""Tables that grow with people, by how their names begin."""
SCAN = re.compile(r"Seq Scan on (\w+)")


def scanned(plan: str) -> list[str]:
    """The tables of people that a plan reads from end to end."""
    return [table for table in SCAN.findall(plan) if table.startswith(PEOPLES)]


def plans(reader: dict[str, str]) -> Iterator[dict[str, str]]:
    """Of one person's requests."""
    for request, ask in _requests(reader).items():
        for sql in _statements(ask):
            yield {"request": request, "sql": sql, "plan": _explained(sql)}


def _requests(reader: dict[str, str]) -> dict[str, Callable[[], Any]]:
    from django.test import Client

    from assessments.impact import count_people
    from careerpath.framework.models import CareerPath
    from careerpath.framework.specs import path_spec

    client = Client(HTTP_HOST="127.0.0.1")
    client.cookies["sessionid"] = reader["session"]
    path = CareerPath.objects.get(public_id="ml-engineer")
    before = path_spec(path)
    first, *others = before.levels
    after = replace(before, levels=(replace(first, threshold_percent=100), *others))
    skill, start = reader["skill"], "/".join(reader["screen"].split("/")[:3])
    screen = client.get(reader["screen"]).content.decode()
    seen = re.search(rf'name="{skill}-seen" value="([^"]*)"', screen)
    said = {f"{skill}-answer": "1", f"{skill}-note": "plan", f"{skill}-seen": seen and seen[1]}
    return {
        "roadmap": lambda: client.get(reader["roadmap"]),
        "saving": lambda: client.post(f"{start}/rate/{skill}/", said, HTTP_HX_REQUEST="true"),
        "counting": lambda: next(count_people(path.pk, before, after)),
    }


def _statements(ask: Callable[[], Any]) -> list[str]:
    """Each statement once, however often it came."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    with transaction.atomic():
        with CaptureQueriesContext(connection) as asked:
            ask()
        transaction.set_rollback(True)
    verbs = ("SELECT", "INSERT", "UPDATE", "DELETE")
    return list(dict.fromkeys(q["sql"] for q in asked if q["sql"].startswith(verbs)))


def _explained(sql: str) -> str:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql.replace('%', '%%')}", ())
        lines = [row[0] for row in cursor.fetchall()]
        transaction.set_rollback(True)
    return "\n".join(lines)


def main() -> None:
    """Print them."""
    import django

    django.setup()
    readers = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.stdout.write(json.dumps(list(plans(readers[0]))))


if __name__ == "__main__":
    main()
