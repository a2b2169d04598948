"""Delete one assessment, as its person asks."""

from __future__ import annotations

from django.db import transaction

from assessments.models import Assessment, AssessmentQuerySet, DevelopmentPlan
from assessments.selectors import contents


class ChangedMeanwhile(Exception):
    """It holds something else than the person was shown."""


def delete_assessment(*, assessment: Assessment, theirs: AssessmentQuerySet, seen: str) -> None:
    """Delete it with its ratings and its verdict; `seen` is what was shown of it (Contents.seen).

    `theirs` are all of the person's. What was said of projects goes on to the one finished next
    on the path, else to the one before, unless that says something of the project itself: it is
    about the project, not about a sitting. So does the plan of a guest, which hangs on one. What
    was done to learn goes to any other finished one, whichever its path. Raises
    ChangedMeanwhile, and Assessment.DoesNotExist where it is deleted already.
    """
    with transaction.atomic():
        locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
        if contents(locked).seen != seen:
            raise ChangedMeanwhile
        heir = _heir(locked, theirs)
        if heir:
            said = list(heir.project_marks.values_list("project", flat=True))
            locked.project_marks.exclude(project__in=said).update(assessment=heir)
            DevelopmentPlan.objects.filter(assessment=locked).update(assessment=heir)
        if heir := heir or theirs.completed().exclude(pk=locked.pk).first():
            done = list(heir.resource_marks.values_list("resource", flat=True))
            locked.resource_marks.exclude(resource__in=done).update(assessment=heir)
        locked.delete()


def _heir(gone: Assessment, theirs: AssessmentQuerySet) -> Assessment | None:
    others = theirs.completed().filter(path=gone.path_id).exclude(pk=gone.pk)
    if not gone.is_completed:
        return None
    later = others.filter(completed_at__gte=gone.completed_at).reverse().first()
    return later or others.first()
