"""Start a sitting, finish it, hand it over to a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from assessments.models import Assessment, SkillRating
from assessments.records import to_record
from careerpath.engine.placement import place
from careerpath.framework.models import CareerPath
from careerpath.framework.snapshots import path_spec

if TYPE_CHECKING:
    from careerpath.accounts.models import User

SAID = ("proficiency", "not_relevant", "note", "link", "last_used", "updated_at")


class AssessmentCompleted(Exception):
    """It was finished before; what it says can't be changed any more."""


class NothingAsked(Exception):
    """The path asks no skill, so there is nothing to rate."""


def start(*, owner: User | None, path: CareerPath, now: dt.datetime) -> Assessment:
    """The person's open assessment on the path, begun now if there is none.

    A new one begins with what they said the last time. Raises NothingAsked.
    """
    if not any(level.requirements for level in path_spec(path).levels):
        raise NothingAsked(path.name)
    if owner is None:
        return Assessment.objects.create(path=path, started_at=now)
    found = Assessment.objects.open().filter(owner=owner, path=path).first()
    if found:
        return found
    try:
        with transaction.atomic():
            begun = Assessment.objects.create(owner=owner, path=path, started_at=now)
            _carry_over(begun)
    except IntegrityError:  # a second press of the button was faster
        return Assessment.objects.open().get(owner=owner, path=path)
    return begun


def _carry_over(begun: Assessment) -> None:
    """Copy what was said last: on this path, and of shared skills on any other, newest first."""
    asked = {a.skill for level in path_spec(begun.path).levels for a in level.requirements}
    rows = SkillRating.objects.filter(
        assessment__owner=begun.owner,
        assessment__completed_at__isnull=False,
        skill__public_id__in=asked,
    ).order_by("-assessment__completed_at", "-pk")
    newest: dict[int, SkillRating] = {}
    for row in rows:
        newest.setdefault(row.skill_id, row)
    SkillRating.objects.bulk_create(
        SkillRating(
            assessment=begun,
            skill_id=row.skill_id,
            carried_over=True,
            **{name: getattr(row, name) for name in SAID},
        )
        for row in newest.values()
    )


def complete(*, assessment: Assessment, now: dt.datetime) -> Assessment:
    """Finish it: store what was asked and the verdict. A second time changes nothing."""
    with transaction.atomic():
        locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
        if not locked.is_completed:
            asked = path_spec(locked.path)
            locked.asked = to_record(asked)
            locked.placement = to_record(place(asked, locked.ratings_by_skill()))
            locked.completed_at = now
            locked.save(update_fields=["asked", "placement", "completed_at"])
    return locked


def claim(*, owner: User, public_ids: Sequence[str]) -> int:
    """Give a guest's assessments to the person they turned out to be; returns how many.

    Where the person has an open one on the path already, the two become one: of each skill the
    newer saved row stays.
    """
    with transaction.atomic():
        mine = Assessment.objects.select_for_update().filter(owner=None, public_id__in=public_ids)
        claimed = list(mine.order_by("started_at"))
        for assessment in claimed:
            held = Assessment.objects.open().filter(owner=owner, path_id=assessment.path_id).first()
            if held and not assessment.is_completed:
                _merge(into=held, what=assessment)
            else:
                assessment.owner = owner
                assessment.save(update_fields=["owner"])
    return len(claimed)


def _merge(*, into: Assessment, what: Assessment) -> None:
    """Move the newer rows over and drop the emptied sitting."""
    there = {row.skill_id: row for row in into.ratings.all()}
    for row in what.ratings.all():
        other = there.get(row.skill_id)
        if other and other.updated_at >= row.updated_at:
            continue
        if other:
            _keep_evidence(row, other)
            other.delete()
        row.assessment = into
        row.save()
    what.delete()


def _keep_evidence(newer: SkillRating, older: SkillRating) -> None:
    """Evidence the newer row does not replace stays; a newer row counts on from the older one."""
    for name in ("note", "link", "last_used"):
        if not getattr(newer, name):
            setattr(newer, name, getattr(older, name))
    newer.version = max(newer.version, older.version) + 1


def delete_forgotten(*, before: dt.datetime) -> int:
    """Delete guests' assessments that nobody has touched since; returns how many.

    Nobody can reach them any more: the session that knew them has run out.
    """
    with transaction.atomic():
        touched = SkillRating.objects.filter(updated_at__gte=before).values("assessment")
        old = Assessment.objects.filter(owner=None, started_at__lt=before).exclude(pk__in=touched)
        _, by_kind = old.delete()
    return by_kind.get("assessments.Assessment", 0)
