"""What a person says of the path's projects, as a roadmap tells it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessments.models import Assessment, ProjectMark


@dataclass(frozen=True, slots=True)
class Mark:
    """A project that was begun or done; its link, which a person wrote, is not in here.

    `project` is its id among the path's (ProjectSpec). `to_rate`: it was done after the ratings of
    the roadmap were given, so what it exercises may stand higher by now.
    """

    project: str
    name: str
    level: str
    begun_at: dt.datetime | None
    done_at: dt.datetime | None
    to_rate: bool

    @property
    def state(self) -> str:
        """ "begun" or "done"."""
        return "done" if self.done_at else "begun"


def marks_on(assessment: Assessment, rows: Mapping[str, ProjectMark]) -> tuple[Mark, ...]:
    """Those on the roadmap of a completed assessment, in the path's order."""
    return tuple(_mark(assessment, row) for row in _in_order(rows.values()) if row.state)


def _in_order(rows: Iterable[ProjectMark]) -> list[ProjectMark]:
    return sorted(
        rows, key=lambda row: (row.project.level.rank, row.project.position, row.project.pk)
    )


def _mark(assessment: Assessment, row: ProjectMark) -> Mark:
    finished = assessment.completed_at
    return Mark(
        project=row.spec_id,
        name=row.project.name,
        level=row.project.level.short_name,
        begun_at=row.begun_at,
        done_at=row.done_at,
        to_rate=bool(row.done_at and finished and row.done_at > finished),
    )
