"""What tests see of a path's and everybody's rows."""

from __future__ import annotations

from careerpath.framework.documents.rows.path_rows import rows_of
from careerpath.framework.importing.state import Picture, Values, label, picture, values_of
from careerpath.framework.models import CareerPath, Skill, SkillAlias


def picture_of(path: CareerPath) -> Picture:
    return picture(rows_of(path))


def picture_of_skills() -> dict[str, dict[int, Values]]:
    models = (Skill, SkillAlias)
    return {
        label(model): {row.pk: values_of(row) for row in model._default_manager.all()}
        for model in models
    }
