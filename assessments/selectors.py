"""What pages show of what people said and decided."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Count, Max, Q, QuerySet, Sum

from assessments.models import (
    MUCH,
    Assessment,
    AssessmentQuerySet,
    DevelopmentPlan,
    PlanItem,
    PracticeAnswer,
    ProjectMark,
    ResourceMark,
)
from careerpath.prepared import Prepared, Slot

# Every roadmap asks this, and most people have said nothing yet.
_any_marks = Prepared(
    ProjectMark,
    lambda marks: (
        marks.filter(assessment__owner=Slot("owner", BigIntegerField()))
        .order_by()
        .values_list("pk")[:1]
    ),
)


def project_marks(assessment: Assessment, completed: AssessmentQuerySet) -> dict[str, ProjectMark]:
    """What a person had said of each project by then; `completed` are all they finished.

    By the id that the project has among the path's. What was said on the newest of their
    assessments counts. One query; a second where they have said something.
    """
    whose = assessment.owner_id
    if whose is not None and not _any_marks.rows(owner=whose):
        return {}
    until = completed.filter(path=assessment.path_id, completed_at__lte=assessment.completed_at)
    rows = ProjectMark.objects.filter(assessment__in=until.order_by())
    rows = rows.select_related("project__level")
    in_order = rows.order_by("assessment__completed_at", "assessment", "pk")
    return {row.spec_id: row for row in in_order}


def _told(marks: QuerySet[ResourceMark]) -> QuerySet[ResourceMark, Any]:
    said = marks.order_by("-done_at", "-pk")  # said twice, the first day counts
    return said.values_list("resource__skill__public_id", "resource__public_id", "done_at")


# Every roadmap asks this, too.
_done_resources = Prepared(
    ResourceMark,
    lambda marks: _told(
        marks.filter(
            assessment__owner=Slot("owner", BigIntegerField()),
            assessment__completed_at__isnull=False,
        )
    ),
)


def done_resources(assessment: Assessment, completed: AssessmentQuerySet) -> dict[str, dt.datetime]:
    """When each learning resource was marked done, by its skill's and its own id ("git/pro-git").

    `assessment` is one of a person's, `completed` are all that they finished. One query.
    """
    rows: Iterable[Sequence[Any]]
    if assessment.owner_id is not None:
        rows = _done_resources.rows(owner=assessment.owner_id)
    else:
        rows = _told(ResourceMark.objects.filter(assessment__in=completed.order_by()))
    return {f"{skill}/{own}": done_at for skill, own, done_at in rows}


def newest_completed(completed: AssessmentQuerySet, path: int) -> Assessment | None:
    """The one of the path (its primary key) that a person finished last. One query."""
    return completed.filter(path=path).select_related("path").defer(*MUCH).first()


def plan_of_feed(digest: str) -> DevelopmentPlan | None:
    """The plan whose calendar has the address of this digest. One query."""
    plans = DevelopmentPlan.objects.exclude(feed_digest="").select_related("path", "owner")
    return plans.filter(feed_digest=digest).first()


def completed_of(plan: DevelopmentPlan) -> AssessmentQuerySet:
    """What its person has finished; of a guest's, what it hangs on."""
    if plan.owner_id is None:
        return Assessment.objects.filter(plan=plan).completed()
    return Assessment.objects.filter(owner=plan.owner_id).completed()


def plan_items(
    plan: DevelopmentPlan, newest: Assessment | None, completed: AssessmentQuerySet
) -> list[PlanItem]:
    """Everything in a plan, each project with what is said of it, in the order of adding.

    `completed` are all that its person finished, `newest` the last of them on its path. Two
    queries.
    """
    rows = plan.items.select_related("skill", "project__level")
    marks = project_marks(newest, completed) if newest else {}
    items = list(rows.order_by("added_at", "pk"))
    for item in items:
        item.mark = marks.get(item.spec_id)
    return items


@dataclass(frozen=True, slots=True)
class Contents:
    """What an assessment holds, in numbers; `seen` names exactly this in a few letters.

    `planned` counts what is in a guest's plan, which hangs on it, and `practised` the interview
    questions answered in it; a person's hangs on none.
    """

    rated: int
    left_out: int
    backed: int
    projects: int
    learned: int
    planned: int
    practised: int
    seen: str


def contents(assessment: Assessment) -> Contents:
    """Of one assessment. Five queries."""
    written = ~Q(note="") | ~Q(link="")
    told = assessment.ratings.aggregate(
        rated=Count("pk", filter=Q(proficiency__isnull=False)),
        left_out=Count("pk", filter=Q(not_relevant=True)),
        backed=Count("pk", filter=written),
        rows=Count("pk"),
        versions=Sum("version"),
        newest=Max("updated_at"),
    )
    said = ("project", "begun_at", "done_at", "link")
    marks = list(assessment.project_marks.order_by("pk").values_list(*said))
    learned = list(assessment.resource_marks.order_by("pk").values_list("resource", "done_at"))
    planned = PlanItem.objects.filter(plan__assessment=assessment).count()
    practised = PracticeAnswer.objects.filter(plan__assessment=assessment).count()
    held = (marks, learned, planned, practised)
    exactly = (assessment.completed_at, *held, sorted(told.items()))
    return Contents(
        told["rated"],
        told["left_out"],
        told["backed"],
        len(marks),
        len(learned),
        planned,
        practised,
        hashlib.sha256(repr(exactly).encode()).hexdigest(),
    )


def seen_of_mark(mark: ProjectMark | None) -> str:
    """What a page shows of a mark, or of none, in a few letters: its state and its link.

    Of its words, not of a number: a restored database gives those to other words again.
    """
    shown = (mark.state, mark.link) if mark else ("", "")
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]
