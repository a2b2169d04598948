"""The level framework as rows.

- base.py       what every row has: a public id, a natural key, an order, an edit history
- paths.py      CareerPath, Level and what a level's work is like
- skills.py     Skill, SkillGroup, Requirement: what is asked
- portfolio.py  Project and the skills it exercises
- advice.py     growth phases, interview, networking, negotiation, transitions
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
from .paths import CareerPath, CoreResponsibility, DayShare, Level, Responsibility
from .portfolio import Project, ProjectSkill
from .skills import (
    Proficiency,
    Requirement,
    Skill,
    SkillAlias,
    SkillAnchor,
    SkillGroup,
)

__all__ = [
    "CareerPath",
    "CareerTransition",
    "CoreResponsibility",
    "DayShare",
    "GrowthPhase",
    "InterviewQuestion",
    "InterviewSection",
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
]
