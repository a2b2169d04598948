"""Save what was said of one skill, never over something newer that the page did not show."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

from django.db import DatabaseError, transaction
from django.db.models import BigIntegerField

from assessments.models import Assessment, SkillRating
from assessments.rating_data import RatingData, data_in, seen_in
from careerpath.framework.models import Skill
from careerpath.prepared import Prepared, PreparedUpdate, Slot

from .assessments import AssessmentCompleted

SAID = tuple(field.name for field in fields(RatingData))
WRITTEN = (*SAID, "version", "carried_over", "updated_at")


class Conflict(Exception):
    """Something newer is stored than the page showed. `stored` is what it is now."""

    def __init__(self, stored: SkillRating) -> None:
        super().__init__(str(stored))
        self.stored = stored


def save_rating(
    *, assessment: Assessment, skill: Skill, said: RatingData, seen: str, now: dt.datetime
) -> SkillRating:
    """Save it; `seen` is what the page showed (see rating_data.seen_in).

    Raises AssessmentCompleted, or Conflict where something else is stored than the page showed.
    Saying what is stored already is no conflict and no new version.
    """
    with transaction.atomic():
        # The lock makes two tabs, and a finish from a third, wait for each other.
        lock_open(assessment)
        row = _stored.first(assessment=assessment.pk, skill=skill.pk)
        if row is None:
            row = SkillRating(assessment=assessment, skill=skill, version=0)
        elif data_in(row) == said:
            return _looked_at(row)
        elif seen_in(row) != seen:
            raise Conflict(row)
        for name in SAID:
            setattr(row, name, getattr(said, name))
        row.version += 1
        row.carried_over = False
        row.updated_at = now
        _write(row)
    return row


def confirm_rating(*, assessment: Assessment, skill: Skill, now: dt.datetime) -> None:
    """Say that what is stored of a skill still holds. Raises AssessmentCompleted."""
    with transaction.atomic():
        lock_open(assessment)
        assessment.ratings.filter(skill=skill).update(carried_over=False, updated_at=now)


_lock = Prepared(
    Assessment,
    lambda those: (
        those.filter(pk=Slot("pk", BigIntegerField()))
        .order_by()
        .select_for_update()
        .values_list("completed_at")
    ),
)
_stored = Prepared(
    SkillRating,
    lambda ratings: ratings.filter(
        assessment=Slot("assessment", BigIntegerField()), skill=Slot("skill", BigIntegerField())
    ),
)


_change = PreparedUpdate(
    SkillRating, lambda ratings: ratings.filter(pk=Slot("pk", BigIntegerField())), *WRITTEN
)


def _write(row: SkillRating) -> None:
    """Store the row; raises DatabaseError where the one it was read from is gone."""
    if row.version == 1:  # never stored before
        row.save()
    elif not _change.change(pk=row.pk, **{name: getattr(row, name) for name in WRITTEN}):
        raise DatabaseError("The rating to be changed is not there any more.")


def lock_open(assessment: Assessment) -> None:
    """Let nobody else save to it or finish it until the transaction ends.

    Raises AssessmentCompleted, and Assessment.DoesNotExist where it was deleted meanwhile.
    """
    found = _lock.rows(pk=assessment.pk)
    if not found:
        raise Assessment.DoesNotExist
    if found[0][0] is not None:
        raise AssessmentCompleted


def _looked_at(row: SkillRating) -> SkillRating:
    """It was carried over and has been confirmed now."""
    if row.carried_over:
        row.carried_over = False
        row.save(update_fields=["carried_over"])
    return row
