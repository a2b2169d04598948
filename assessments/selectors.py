"""What pages show of what people decided."""

from __future__ import annotations

from assessments.models import Assessment, AssessmentQuerySet, ProjectMark


def project_marks(assessment: Assessment, completed: AssessmentQuerySet) -> dict[str, ProjectMark]:
    """What a person had said of each project by then; `completed` are all they finished.

    By the id that the project has among the path's. What was said on the newest of their
    assessments counts. One query.
    """
    until = completed.filter(path=assessment.path_id, completed_at__lte=assessment.completed_at)
    rows = ProjectMark.objects.filter(assessment__in=until.order_by())
    rows = rows.select_related("project__level")
    in_order = rows.order_by("assessment__completed_at", "assessment", "pk")
    return {row.spec_id: row for row in in_order}
