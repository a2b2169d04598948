"""Every row of a path, read once: what a document is compared with, and what it changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from careerpath.framework.models import (
    CareerPath,
    CareerTransition,
    CoreResponsibility,
    DayShare,
    GrowthPhase,
    InterviewQuestion,
    InterviewSection,
    Level,
    NegotiationTip,
    NetworkingEntry,
    NetworkingGroup,
    PathNote,
    Project,
    ProjectSkill,
    Requirement,
    Responsibility,
    SkillGroup,
)

Row = Any
"""A row of any framework model."""
PathRows = dict[Any, list[Row]]
"""The rows of each model, oldest first, what is retired too; each model below what it refers to."""

BELONGS: dict[Any, str] = {
    CoreResponsibility: "path",
    SkillGroup: "path",
    Level: "path",
    Responsibility: "level__path",
    DayShare: "level__path",
    Requirement: "level__path",
    Project: "level__path",
    ProjectSkill: "project__level__path",
    GrowthPhase: "path",
    InterviewSection: "path",
    InterviewQuestion: "section__path",
    NetworkingGroup: "path",
    NetworkingEntry: "group__path",
    NegotiationTip: "path",
    CareerTransition: "path",
    PathNote: "path",
}
"""Each model but the path's own, and how its rows belong to a path."""
OWN: dict[Any, str] = {CareerPath: "pk", **BELONGS}
_READ_ALONG: dict[Any, tuple[str, ...]] = {
    Requirement: ("skill", "group"),
    ProjectSkill: ("skill",),
    InterviewSection: ("level",),
    PathNote: ("level",),
}


def rows_of(path: CareerPath | None, *, lock: bool = False) -> PathRows:
    """All of a path. A query a model; no rows for no path.

    With `lock` nobody else saves one of them until the transaction ends: admin locks what it saves.
    """
    found: PathRows = {model: [] for model in OWN}
    if path is None:
        return found
    for model, belongs in OWN.items():
        rows = model._default_manager.filter(**{belongs: path.pk}).order_by("pk")
        if along := _READ_ALONG.get(model):
            rows = rows.select_related(*along)
        found[model] = list(rows.select_for_update(of=("self",)) if lock else rows)
    return found


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Rows as pages list them; equal places keep their age."""
    return sorted(rows, key=lambda row: (row.position, row.pk))


def in_use(rows: Iterable[Row]) -> list[Row]:
    """Those that are not retired."""
    return [row for row in rows if row.retired_at is None]


def the_path(rows: PathRows) -> CareerPath | None:
    """The path they are of; None for a new one."""
    return next(iter(rows[CareerPath]), None)
