"""The level framework as rows.

- base.py       what every row has: a public id, a natural key, an order, an edit history
- paths.py      CareerPath and what everyone on it does
- levels.py     Level and what its work is like
- skills.py     Skill, SkillGroup, Requirement: what is asked
- resources.py  LearningResource: where a skill can be learned
- portfolio.py  Project and the skills it exercises
- succession.py  which skill takes the place of which
- advice.py     growth phases, interview, networking, negotiation, transitions
- translatable.py  texts in other languages
- imports.py    documents brought in, each with what it takes to revert it
- sources.py    ladders of any hand that were handed in, with what was chosen
"""

from __future__ import annotations

from .advice import (
    CareerTransition,
    GrowthPhase,
    InterviewQuestion,
    InterviewSection,
    NegotiationTip,
    NetworkingEntry,
    NetworkingGroup,
    PathNote,
)
from .imports import DocumentImport
from .levels import DayShare, Level, Responsibility
from .paths import CareerPath, CoreResponsibility
from .portfolio import Project, ProjectSkill
from .resources import LearningResource
from .skills import (
    Proficiency,
    Requirement,
    Skill,
    SkillAlias,
    SkillAnchor,
    SkillGroup,
)
from .sources import LadderSource
from .succession import SkillSuccession

__all__ = [
    "CareerPath",
    "CareerTransition",
    "CoreResponsibility",
    "DayShare",
    "DocumentImport",
    "GrowthPhase",
    "InterviewQuestion",
    "InterviewSection",
    "LadderSource",
    "LearningResource",
    "Level",
    "NegotiationTip",
    "NetworkingEntry",
    "NetworkingGroup",
    "PathNote",
    "Proficiency",
    "Project",
    "ProjectSkill",
    "Requirement",
    "Responsibility",
    "Skill",
    "SkillAlias",
    "SkillAnchor",
    "SkillGroup",
    "SkillSuccession",
]
