"""Every row of a path as values, and the stamp of its state."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from careerpath.framework.documents.rows.fixture import BELONGS
from careerpath.framework.models import CareerPath, Skill, SkillAlias

Values = dict[str, Any]
"""A row's columns, ready for JSON: moments as ISO text, to the microsecond."""
Picture = dict[str, list[Values]]
"""The rows of each model, oldest first, each model below what it refers to."""

OWN: dict[Any, str] = {CareerPath: "pk", **BELONGS}
"""Each model that a path's rows are of, and how they belong to it."""


def picture_of(path: CareerPath | None) -> Picture:
    """All of a path, what is retired too. A query a model; nothing for no path."""
    if path is None:
        return {}
    return {label(model): [plain(row) for row in rows_of(model, path).values()] for model in OWN}


def rows_of(model: Any, path: CareerPath) -> Any:
    """The path's rows of one model, oldest first."""
    return model._default_manager.filter(**{OWN[model]: path.pk}).order_by("pk")


def stamp_of(path: CareerPath | None) -> str:
    """A short text that is another one once anything of the path is."""
    return stamped(picture_of(path))


def stamped(value: Any) -> str:
    """The stamp of anything JSON can hold."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def label(model: Any) -> str:
    """What a model is called in a picture."""
    return str(model._meta.model_name)


def plain(row: Values) -> Values:
    """Values as JSON holds them."""
    return {
        name: value.isoformat() if isinstance(value, dt.datetime) else value
        for name, value in row.items()
    }


# --- Skills, which paths share ----------------------------------------------------------------


def picture_of_skills() -> dict[str, dict[int, Values]]:
    """Every skill and alias there is. Two queries."""
    models: tuple[Any, ...] = (Skill, SkillAlias)
    return {
        label(model): {row["id"]: plain(row) for row in model._default_manager.values()}
        for model in models
    }


def changed_skills(before: Any, after: Any) -> Values:
    """What became of the skills: `made` and `aliases` are keys, `changed` says field by field."""
    skills = label(Skill)
    return {
        "made": sorted(set(after[skills]) - set(before[skills])),
        "aliases": sorted(set(after[label(SkillAlias)]) - set(before[label(SkillAlias)])),
        "changed": [
            {"id": key, "field": field, "before": value, "after": after[skills][key][field]}
            for key, row in sorted(before[skills].items())
            for field, value in row.items()
            if key in after[skills] and after[skills][key][field] != value
        ],
    }
