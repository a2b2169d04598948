"""Note what became of a project."""

from __future__ import annotations

import datetime as dt

from assessments.models import Assessment, ProjectMark
from careerpath.framework.models import Project


def mark_project(  # noqa: PLR0913  # what is said, of what, and what was said before
    *,
    assessment: Assessment,
    project: Project,
    state: str,
    link: str | None,
    before: ProjectMark | None,
    now: dt.datetime,
) -> None:
    """Say on a completed assessment that a project is begun, done, or neither after all.

    `before` is what held until now: the days it names stay as long as they still hold. `link`
    None leaves the one there is, also where the mark is taken back.
    """
    begun_at = before.begun_at if before else None
    done_at = before.done_at if before else None
    ProjectMark.objects.update_or_create(
        assessment=assessment,
        project=project,
        defaults={
            "begun_at": None if not state else (begun_at or now if state == "begun" else begun_at),
            "done_at": (done_at or now) if state == "done" else None,
            "link": (before.link if before else "") if link is None else link,
        },
    )
