"""Note what became of a project."""

from __future__ import annotations

import datetime as dt

from assessments.models import Assessment, ProjectMark
from careerpath.framework.models import Project

NOTHING = None, None, ""


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
    begun_at, done_at, held = (before.begun_at, before.done_at, before.link) if before else NOTHING
    ProjectMark.objects.update_or_create(
        assessment=assessment,
        project=project,
        defaults={
            "begun_at": {ProjectMark.BEGUN: begun_at or now, ProjectMark.DONE: begun_at}.get(state),
            "done_at": (done_at or now) if state == ProjectMark.DONE else None,
            "link": held if link is None else link,
        },
    )
