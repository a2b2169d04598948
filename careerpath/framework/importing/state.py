"""A path's rows as values, and the stamp of their state."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from careerpath.framework.documents.rows.path_rows import PathRows, Row, rows_of
from careerpath.framework.models import CareerPath, Skill

Values = dict[str, Any]
"""A row's columns, ready for JSON: moments as ISO text, to the microsecond."""
Picture = dict[str, list[Values]]
"""The rows of each model, oldest first, each model below what it refers to."""


def picture(rows: PathRows) -> Picture:
    """All of a path, what is retired too; nothing for no path."""
    if not rows[CareerPath]:
        return {}
    return {label(model): [values_of(row) for row in of] for model, of in rows.items()}


def stamp_of(path: CareerPath | None) -> str:
    """A short text that is another one once anything of the path is. A query a model."""
    return stamped(picture(rows_of(path)))


def stamped(value: Any) -> str:
    """The stamp of anything JSON can hold."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def label(model: Any) -> str:
    """What a model is called in a picture."""
    return str(model._meta.model_name)


def values_of(row: Row) -> Values:
    """A row's columns."""
    return {
        field.attname: plain(getattr(row, field.attname)) for field in row._meta.concrete_fields
    }


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    return value.isoformat() if isinstance(value, dt.datetime) else value


def changed_skills(before: dict[int, Values], skills: Iterable[Skill]) -> list[Values]:
    """What became of skills, which paths share, field by field; `before` is by primary key."""
    return [
        {"id": skill.pk, "field": field, "before": before[skill.pk][field], "after": value}
        for skill in sorted(skills, key=lambda skill: skill.pk)
        for field, value in values_of(skill).items()
        if before[skill.pk][field] != value
    ]
