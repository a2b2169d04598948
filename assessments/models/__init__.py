"""What people said and decided.

- assessments.py  one row each time somebody rates themselves on a path
- ratings.py      one row a skill of it
- projects.py     one row a project that was begun or done
- resources.py    one row a learning resource that was done
- plans.py        a plan for a path, and one row each thing in it
- practice.py     one row each interview question that was answered
"""

from __future__ import annotations

from .assessments import MUCH, Assessment, AssessmentQuerySet, KeptVerdict, MergedAssessment
from .plans import DevelopmentPlan, PlanItem
from .practice import PracticeAnswer
from .projects import ProjectMark
from .ratings import SkillRating
from .resources import ResourceMark

__all__ = [
    "MUCH",
    "Assessment",
    "AssessmentQuerySet",
    "DevelopmentPlan",
    "KeptVerdict",
    "MergedAssessment",
    "PlanItem",
    "PracticeAnswer",
    "ProjectMark",
    "ResourceMark",
    "SkillRating",
]
