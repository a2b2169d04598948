"""Save what was said of one skill, never over something newer that the page did not show."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

from django.db import transaction

from assessments.models import Assessment, SkillRating
from assessments.said import Said, said_in
from careerpath.framework.models import Skill

from .sittings import AssessmentCompleted


class Conflict(Exception):
    """Something newer is stored than the page showed. `stored` is what it is now."""

    def __init__(self, stored: SkillRating) -> None:
        super().__init__(str(stored))
        self.stored = stored


def save_rating(
    *, assessment: Assessment, skill: Skill, said: Said, seen: int, now: dt.datetime
) -> SkillRating:
    """Save it; `seen` is the version the page showed, 0 for none.

    Raises AssessmentCompleted, or Conflict where a newer version says something else. Saying what
    is stored already is no conflict and no new version.
    """
    with transaction.atomic():
        # The lock makes two tabs, and a finish from a third, wait for each other.
        locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
        if locked.is_completed:
            raise AssessmentCompleted
        row = locked.ratings.filter(skill=skill).first()
        if row is None:
            row = SkillRating(assessment=locked, skill=skill, version=0)
        elif said_in(row) == said:
            return _looked_at(row)
        elif row.version != seen:
            raise Conflict(row)
        for name, value in asdict(said).items():
            setattr(row, name, value)
        row.version += 1
        row.carried_over = False
        row.updated_at = now
        row.save()
    return row


def confirm_rating(*, assessment: Assessment, skill: Skill, now: dt.datetime) -> None:
    """Say that what is stored of a skill still holds. Raises AssessmentCompleted."""
    with transaction.atomic():
        locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
        if locked.is_completed:
            raise AssessmentCompleted
        locked.ratings.filter(skill=skill).update(carried_over=False, updated_at=now)


def _looked_at(row: SkillRating) -> SkillRating:
    """It was carried over and has been confirmed now."""
    if row.carried_over:
        row.carried_over = False
        row.save(update_fields=["carried_over"])
    return row
