"""People with a completed assessment, made in one line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from assessments import services
from assessments.models import Assessment, SkillRating
from careerpath.framework.models import CareerPath, Skill

NOW = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)


def begun(owner: Any, path: CareerPath, said: Mapping[str, Any]) -> Assessment:
    """An open sitting. `said` maps skill ids to 0..4, "not relevant", or (0..4, note)."""
    assessment = Assessment.objects.create(owner=owner, path=path, started_at=NOW)
    skills = {skill.public_id: skill for skill in Skill.objects.filter(public_id__in=said)}
    SkillRating.objects.bulk_create(
        SkillRating(assessment=assessment, skill=skills[skill], updated_at=NOW, **_fields(answer))
        for skill, answer in said.items()
    )
    return assessment


def assessed(
    owner: Any, path: CareerPath, said: Mapping[str, Any], *, now: dt.datetime = NOW
) -> Assessment:
    """A completed one."""
    return services.complete(assessment=begun(owner, path, said), now=now)


def level_skills(path: CareerPath, *levels: str) -> list[str]:
    """The ids of what these levels ask, in order; of all levels where none is named."""
    rows = path.levels.order_by("rank")
    found: list[str] = []
    for level in rows.filter(public_id__in=levels) if levels else rows:
        asked = level.requirements.order_by("group__position", "position")
        found += asked.values_list("skill__public_id", flat=True)
    return found


def _fields(answer: Any) -> dict[str, Any]:
    if answer == "not relevant":
        return {"not_relevant": True}
    if isinstance(answer, tuple):
        return {"proficiency": answer[0], "note": answer[1]}
    return {"proficiency": answer}
