"""A path as a Django fixture with natural keys, each row below the rows it refers to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.core import serializers
from django.db.models import Q

from careerpath.framework.models import (
    CareerPath,
    LearningResource,
    Skill,
    SkillAlias,
    SkillAnchor,
)

from .path_rows import BELONGS


def fixture_of(path: CareerPath) -> str:
    """The path's rows and its skills as JSON; fields at their default are left out."""
    rows = json.loads(
        serializers.serialize(
            "json", _rows(path), use_natural_foreign_keys=True, use_natural_primary_keys=True
        )
    )
    return json.dumps([_short(row) for row in rows], ensure_ascii=False, indent=1) + "\n"


def _rows(path: CareerPath) -> Iterator[Any]:
    yield path
    skills = Skill.objects.filter(
        Q(requirements__level__path=path) | Q(exercised_by__project__level__path=path)
    ).distinct()
    yield from skills.order_by("pk")
    yield from SkillAlias.objects.filter(skill__in=skills).order_by("pk")
    yield from SkillAnchor.objects.filter(skill__in=skills).order_by("pk")
    yield from LearningResource.objects.filter(skill__in=skills).order_by("pk")
    for model, belongs in BELONGS.items():
        yield from model.objects.filter(**{belongs: path}).order_by("pk")


def _short(row: dict[str, Any]) -> dict[str, Any]:
    of_skills = (Skill, SkillAlias, SkillAnchor, LearningResource)
    model = {str(m._meta): m for m in (CareerPath, *of_skills, *BELONGS)}
    meta = model[row["model"]]._meta
    fields = {
        name: value
        for name, value in row["fields"].items()
        if name in {"position", "proficiency"} or value != _default(meta.get_field(name))
    }
    return {"model": row["model"], "fields": fields}


def _default(field: Any) -> Any:
    """What a row has that nobody filled in."""
    return field.get_default()
