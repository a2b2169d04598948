"""Start an assessment, finish it, hand it over to a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from assessments.models import (
    MUCH,
    Assessment,
    AssessmentQuerySet,
    KeptVerdict,
    PlanItem,
    PracticeAnswer,
    ProjectMark,
    ResourceMark,
    SkillRating,
)
from assessments.serializers import answers_to_text, asked_skills, to_json
from careerpath.engine.placement import place
from careerpath.framework.models import CareerPath
from careerpath.framework.names import originals, projects_in_originals
from careerpath.framework.specs import path_spec, project_specs
from careerpath.framework.succession import predecessors, with_predecessors

AT_ONCE = 500  # rows named in one query
SAID = ("proficiency", "not_relevant", "note", "link", "last_used", "updated_at")


class AssessmentCompleted(Exception):
    """It was finished before; what it says can't be changed any more."""


class NothingAsked(Exception):
    """The path asks no skill, so there is nothing to rate."""


def start(
    *, owner: Any, path: CareerPath, now: dt.datetime, guest_ids: Sequence[str] = ()
) -> Assessment:
    """The person's open assessment on the path, begun now if there is none.

    A guest has no `owner`, only the public ids of what they started before. A new one begins with
    what was said the last time. Raises NothingAsked.
    """
    held = Assessment.objects.filter(owner=owner)
    if owner is None:
        held = held.filter(public_id__in=guest_ids)
    found = held.open().filter(path=path).first()
    if found:
        return found
    if not _asked_skills(path):
        raise NothingAsked(path.name)
    try:
        with transaction.atomic():
            begun = Assessment.objects.create(owner=owner, path=path, started_at=now)
            carry_over(begun, before=held.completed())
    except IntegrityError:  # a second press of the button was faster
        return held.open().get(path=path)
    return begun


def _asked_skills(path: CareerPath) -> set[str]:
    return {asked.skill for level in path_spec(path).levels for asked in level.requirements}


def carry_over(begun: Assessment, *, before: AssessmentQuerySet) -> None:
    """Copy what was said last: on this path, and of shared skills on any other, newest first.

    What was said of skills whose place others took comes along, to be proposed for those. What
    `begun` says already stays.
    """
    wanted = with_predecessors(_asked_skills(begun.path), predecessors())
    said_already = set(begun.ratings.values_list("skill_id", flat=True))
    SkillRating.objects.bulk_create(
        SkillRating(
            assessment=begun,
            skill_id=row.skill_id,
            carried_over=True,
            **{name: getattr(row, name) for name in SAID},
        )
        for row in newest_ratings(before, wanted)
        if row.skill_id not in said_already
    )


def newest_ratings(before: AssessmentQuerySet, skills: Collection[str]) -> list[SkillRating]:
    """What was said last of each of these skills, whatever path it was said on. One query."""
    newest: dict[int, SkillRating] = {}
    rows = SkillRating.objects.filter(assessment__in=before.order_by(), skill__public_id__in=skills)
    rows = rows.select_related("skill", "assessment__path")
    rows = rows.defer(*(f"assessment__{column}" for column in MUCH))
    for row in rows.order_by("-assessment__completed_at", "-pk"):
        newest.setdefault(row.skill_id, row)
    return list(newest.values())


def complete(*, assessment: Assessment, now: dt.datetime) -> Assessment:
    """Finish it: store what was asked, the verdict and the projects. A second time: nothing."""
    with transaction.atomic():
        locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
        if not locked.is_completed:
            asked = originals(path_spec(locked.path))
            rows = list(locked.ratings.select_related("skill"))
            ratings = {row.skill.public_id: row.as_rating() for row in rows}
            locked.asked = to_json(asked)
            locked.placement = to_json(place(asked, ratings))
            locked.projects = to_json(projects_in_originals(project_specs(locked.path)))
            said = {row.skill_id: row.as_rating() for row in rows}
            locked.answers = answers_to_text(said, asked_skills(asked))
            locked.completed_at = now
            locked.save(update_fields=[*MUCH, "completed_at"])
    return locked


def keep_verdict(*, assessment: Assessment, seen: str, now: dt.datetime) -> None:
    """Note that the person keeps a verdict, knowing the changes that `seen` names."""
    KeptVerdict.objects.update_or_create(
        assessment=assessment, defaults={"seen": seen, "kept_at": now}
    )


def forget(*, public_ids: Sequence[str]) -> int:
    """Delete a guest's assessments, as they ask; returns how many. Nobody else's are touched."""
    gone = Assessment.objects.filter(owner=None, public_id__in=public_ids).delete()[1]
    return gone.get("assessments.Assessment", 0)


def delete_forgotten(*, before: dt.datetime, reachable: Collection[str]) -> int:
    """Delete guests' assessments that nobody has touched since; returns how many.

    Those whose public ids are `reachable` by some session stay, however old they are.
    """
    with transaction.atomic():
        touched = SkillRating.objects.filter(updated_at__gte=before).values("assessment")
        old = Assessment.objects.filter(owner=None, started_at__lt=before).exclude(pk__in=touched)
        said_since = Q(begun_at__gte=before) | Q(done_at__gte=before)
        old = old.exclude(pk__in=ProjectMark.objects.filter(said_since).values("assessment"))
        learned = ResourceMark.objects.filter(done_at__gte=before)
        old = old.exclude(pk__in=learned.values("assessment"))
        planned = PlanItem.objects.filter(changed_at__gte=before, plan__assessment__isnull=False)
        old = old.exclude(pk__in=planned.values("plan__assessment"))
        practised = PracticeAnswer.objects.filter(changed_at__gte=before)
        practised = practised.filter(plan__assessment__isnull=False)
        old = old.exclude(pk__in=practised.values("plan__assessment"))
        # Compared here: there may be more live sessions than a query takes parameters.
        gone = [row.pk for row in old.only("public_id") if str(row.public_id) not in reachable]
        count = 0
        for at in range(0, len(gone), AT_ONCE):
            those = Assessment.objects.filter(owner=None, pk__in=gone[at : at + AT_ONCE])
            count += those.delete()[1].get("assessments.Assessment", 0)
    return count
