"""A person's life as it is and as it might be: what tells them apart tells of the person.

A judge that looks for words of theirs misses numbers, dates and levels, and all that is worked out
of them. This one knows every column of theirs: it gives each another value, and compares answers.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Callable
from itertools import count as numbers
from itertools import takewhile
from typing import Any

from django.db import models

from careerpath.accounts.personal import rows_of
from tests.proofs.conftest import Person

# What stays as it is: by what a forged sign-in finds them (it names their address, and knows the
# password), whose and about what a row is, and what only the server reads.
AS_IT_WAS = {
    "accounts.User": {"email", "password", "is_active"},
    "account.EmailAddress": {"email", "verified", "primary"},
    "account.EmailConfirmation": {"key"},
    "mfa.Authenticator": {"type", "data"},
    "usersessions.UserSession": {"session_key"},
    "admin.LogEntry": {"object_id"},
    "assessments.SkillRating": {"not_relevant"},
    "assessments.PlanItem": {"title", "proficiency"},
}


def another_life(someone: Person) -> None:
    """Let every column of every row of theirs say something else."""
    for label, rows in rows_of(someone.user).items():
        for row in rows:
            changed = {
                column.attname: another(column, getattr(row, column.attname))
                for column in row._meta.concrete_fields
                if not (column.primary_key or column.remote_field)
                and column.attname not in AS_IT_WAS.get(label, set())
            }
            if changed:
                type(row)._base_manager.filter(pk=row.pk).update(**changed)


def one_rating_less(someone: Person) -> None:
    """Let there be fewer rows, for what counts them."""
    for sitting in (someone.open, someone.done):
        sitting.ratings.order_by("-pk")[0].delete()


def another(column: models.Field[Any, Any], value: Any) -> Any:
    """Another value that the column takes; nothing stays nothing."""
    if value is None:
        return None
    made = next(make for kind, make in OTHERS if isinstance(column, kind))(value)
    return made[: column.max_length] if isinstance(made, str) and column.max_length else made


def another_verdict(value: Any) -> Any:
    """A path by another name, a verdict one level off, or a project more."""
    if isinstance(value, list):
        return [*value, {"id": "level-1/x", "name": "Another", "level": "level-1", "skills": []}]
    if "name" in value:
        return {**value, "name": "Another path"}
    return {**value, "current_rank": 1 if value.get("current_rank") is None else None}


OTHERS: tuple[tuple[type[models.Field[Any, Any]], Callable[[Any], Any]], ...] = (
    (models.BooleanField, lambda value: not value),
    (models.DateTimeField, lambda value: value - dt.timedelta(days=1_234)),
    (models.DateField, lambda value: value - dt.timedelta(days=1_234)),
    (models.UUIDField, lambda value: uuid.uuid5(uuid.NAMESPACE_OID, str(value))),
    (models.JSONField, another_verdict),
    (models.GenericIPAddressField, lambda _: "203.0.113.77"),
    (models.IntegerField, lambda value: (value + 2) % 5),
    (models.URLField, lambda value: "https://example.org/another" if value else ""),
    (models.Field, lambda value: f"another {value}"),
)
SAME_EACH_TIME = (
    re.compile(rb'(name="csrfmiddlewaretoken" value=|"X-CSRFToken": )"\w+"'),
    re.compile(rb'"exported_at": "[^"]*"'),
)
NEW = re.compile(rb"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def told_by(answer: Any, known: set[bytes]) -> tuple[int, str, bytes]:
    """What an answer says, without what is another each time: tokens, and ids made just now."""
    page = b"".join(answer) if answer.streaming else answer.content
    for pattern in SAME_EACH_TIME:
        page = pattern.sub(b"", page)

    def blank(found: re.Match[bytes]) -> bytes:
        return found[0] if found[0] in known else b"new"

    where = answer.headers.get("Location", "").encode()
    return answer.status_code, NEW.sub(blank, where).decode(), NEW.sub(blank, page)


def difference(one: tuple[int, str, bytes], other: tuple[int, str, bytes]) -> str:
    """The first place at which two answers differ."""
    if one[:2] != other[:2]:
        return f"{one[:2]} and {other[:2]}"
    at = len(list(takewhile(lambda n: one[2][n : n + 1] == other[2][n : n + 1], numbers())))
    return f"{one[2][max(0, at - 30) : at + 50]!r} and {other[2][max(0, at - 30) : at + 50]!r}"
