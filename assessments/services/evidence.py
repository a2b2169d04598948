"""Put what was done beside the ratings it speaks for; what they say stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from assessments.models import Assessment, SkillRating
from careerpath.framework.models import Skill

from .merging import joined
from .ratings import lock_open


def add_evidence(
    *,
    assessment: Assessment,
    skills: Sequence[Skill],
    note: str,
    link: str,
    now: dt.datetime,
) -> None:
    """Add a note and a link to what an open assessment says of these skills, each once.

    No rating changes, and what was carried over still waits to be looked at. A second link goes
    into the note, which may then be longer than its form allows: nothing is cut. Raises
    AssessmentCompleted.
    """
    with transaction.atomic():
        lock_open(assessment)
        rows = {row.skill_id: row for row in assessment.ratings.filter(skill__in=skills)}
        changed = [row for row in rows.values() if _add(row, note, link)]
        SkillRating.objects.bulk_update(changed, ["note", "link", "version"])
        SkillRating.objects.bulk_create(
            SkillRating(assessment=assessment, skill=skill, note=note, link=link, updated_at=now)
            for skill in skills
            if skill.pk not in rows
        )


def _add(row: SkillRating, note: str, link: str) -> bool:
    """Whether it was not there already."""
    before = row.note, row.link
    row.note = joined(row.note, note, link if row.link and row.link != link else "")
    row.link = row.link or link
    row.version += 1
    return (row.note, row.link) != before
