"""Note what became of a project, never over something newer that the page did not show."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from assessments.models import Assessment, AssessmentQuerySet, ProjectMark
from assessments.selectors import project_marks, seen_of_mark
from careerpath.framework.models import Project


class MarkConflict(Exception):
    """Something newer is stored than the page showed.

    `stored` is what it is now, or a mark that was never stored, which says nothing.
    """

    def __init__(self, stored: ProjectMark) -> None:
        super().__init__(str(stored))
        self.stored = stored


def mark_project(  # noqa: PLR0913  # what is said, of what, and what the page showed of it
    *,
    assessment: Assessment,
    project: Project,
    completed: AssessmentQuerySet,
    state: str,
    link: str | None,
    seen: str,
    now: dt.datetime,
) -> None:
    """Say on a completed assessment that a project is begun, done, or neither after all.

    `completed` are all that the person has finished: what held until now may stand on an earlier
    one, and the days it names stay as long as they still hold. `link` None leaves the one there is,
    also where the mark is taken back. `seen` is what the page showed (see selectors.seen_of_mark).
    Raises MarkConflict where something else is stored by now, but for what says the same; and
    DoesNotExist where the assessment or the project was deleted meanwhile.
    """
    with transaction.atomic():
        # Two tabs wait for each other, and for whoever deletes the assessment or the project.
        Assessment.objects.select_for_update().values_list("pk").get(pk=assessment.pk)
        Project.objects.select_for_update(no_key=True).values_list("pk").get(pk=project.pk)
        marks = project_marks(assessment, completed).values()
        held = next(
            (row for row in marks if row.project_id == project.pk),
            ProjectMark(assessment=assessment, project=project),
        )
        values = {**_days(held, state, now), "link": held.link if link is None else link}
        said = ProjectMark(assessment=assessment, project=project, **values)
        if seen_of_mark(said) == seen_of_mark(held):
            return
        if seen_of_mark(held) != seen:
            raise MarkConflict(held)
        ProjectMark.objects.update_or_create(
            assessment=assessment, project=project, defaults=values
        )


def _days(held: ProjectMark, state: str, now: dt.datetime) -> dict[str, Any]:
    """When it was begun and done; a day that was said before stays as long as it holds."""
    begun_at = {ProjectMark.BEGUN: held.begun_at or now, ProjectMark.DONE: held.begun_at}
    done_at = (held.done_at or now) if state == ProjectMark.DONE else None
    return {"begun_at": begun_at.get(state), "done_at": done_at}
