"""What people said and decided: one row a sitting, one row a skill, one row a project.

- sittings.py  assessments with what was said of each skill
- projects.py  which projects were begun and done
"""

from __future__ import annotations

from .projects import ProjectMark
from .sittings import (
    MUCH,
    Assessment,
    AssessmentQuerySet,
    KeptVerdict,
    MergedAssessment,
    SkillRating,
)

__all__ = [
    "MUCH",
    "Assessment",
    "AssessmentQuerySet",
    "KeptVerdict",
    "MergedAssessment",
    "ProjectMark",
    "SkillRating",
]
