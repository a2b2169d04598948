from __future__ import annotations

import datetime as dt

import pytest

from assessments.models import Assessment, SkillRating
from careerpath.framework.models import (
    CareerPath,
    Skill,
)

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def rated(path: CareerPath) -> Skill:
    """The first skill of the first level, rated by three guests."""
    skill: Skill = Skill.objects.get(public_id="gardener-1-1")
    for _ in range(3):
        sitting = Assessment.objects.create(path=path, started_at=NOW)
        SkillRating.objects.create(
            assessment=sitting, skill=skill, proficiency=3, updated_at=NOW, note="A secret note"
        )
    return skill
