"""Note which learning resources a person has done."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from assessments.models import Assessment, AssessmentQuerySet, ResourceMark
from careerpath.framework.models import LearningResource


def mark_resource(
    *,
    assessment: Assessment,
    resource: LearningResource,
    completed: AssessmentQuerySet,
    done: bool,
    now: dt.datetime,
) -> None:
    """Say on a completed assessment that a resource is done, or not done after all.

    `completed` are all that the person has finished: the day on which it was first said stays,
    on whichever it hangs. Saying it twice changes nothing, so a stale page can't undo anything
    unseen: its button says what it does. Raises DoesNotExist where the assessment or the resource
    was deleted meanwhile.
    """
    with transaction.atomic():
        # As for projects: two tabs wait for each other, and for whoever deletes either.
        Assessment.objects.select_for_update().values_list("pk").get(pk=assessment.pk)
        rows = LearningResource.objects.select_for_update(no_key=True)
        rows.values_list("pk").get(pk=resource.pk)
        said = _said(completed, resource)
        if not done:
            said.delete()
        elif not said.exists():
            ResourceMark.objects.create(assessment=assessment, resource=resource, done_at=now)


def _said(completed: AssessmentQuerySet, resource: LearningResource) -> QuerySet[ResourceMark]:
    return ResourceMark.objects.filter(assessment__in=completed.order_by(), resource=resource)
