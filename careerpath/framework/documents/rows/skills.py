"""The skills of a document among those the framework has: by public id, then name, then alias."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from careerpath.engine.types import DEFAULT_THRESHOLD_PERCENT
from careerpath.framework.documents.model import (
    Exercise,
    PathDocument,
    ProjectIdea,
    Rung,
    SkillAsked,
)
from careerpath.framework.documents.names import skill_name
from careerpath.framework.models import Skill, SkillAlias
from careerpath.framework.models.base import stem_of

from .matching import folded


@dataclass(slots=True)
class SkillBook:
    """Every skill there is, by its id, its name and its aliases. Two queries."""

    by_id: dict[str, Skill] = field(default_factory=dict)
    by_name: dict[str, Skill] = field(default_factory=dict)
    by_alias: dict[str, Skill] = field(default_factory=dict)

    @classmethod
    def open(cls) -> SkillBook:
        """The book as it is now."""
        book = cls()
        for skill in Skill.objects.all():
            book.by_id[skill.public_id] = skill
            book.by_name[folded(skill.name)] = skill
        for alias in SkillAlias.objects.select_related("skill"):
            book.by_alias[folded(alias.name)] = alias.skill
        return book

    def find(self, name: str, public_id: str = "") -> Skill | None:
        """The skill a document means."""
        if public_id and public_id in self.by_id:
            return self.by_id[public_id]
        key = folded(name)
        return self.by_name.get(key) or self.by_alias.get(key) or self._implied(name, public_id)

    def _implied(self, name: str, public_id: str) -> Skill | None:
        return None if public_id else self.by_id.get(stem_of(name))


@dataclass(frozen=True, slots=True)
class Resolved:
    """A document in the framework's own skill names, and the renames it asks for.

    `renames` maps a skill's public id to the name the document gives it.
    """

    document: PathDocument
    renames: dict[str, str]
    book: SkillBook


def resolve(document: PathDocument, book: SkillBook) -> Resolved:
    """Spell each skill as the framework does; one named by its id but otherwise is a rename."""
    renames: dict[str, str] = {}
    for skill in _asked(document):
        row = book.by_id.get(skill.public_id) if skill.public_id else None
        if row and folded(row.name) != folded(skill.name):
            renames[row.public_id] = skill.name

    def spelled(name: str, public_id: str = "") -> str:
        row = book.find(name, public_id)
        if row is None:
            return name
        return renames.get(row.public_id) or skill_name(row.name)

    levels = tuple(_rung(rung, spelled) for rung in document.levels)
    # What goes without saying is not said twice.
    usual = document.threshold_percent == DEFAULT_THRESHOLD_PERCENT
    threshold = None if usual else document.threshold_percent
    return Resolved(replace(document, levels=levels, threshold_percent=threshold), renames, book)


def _asked(document: PathDocument) -> list[SkillAsked]:
    return [skill for rung in document.levels for group in rung.groups for skill in group.skills]


def _rung(rung: Rung, spelled: Callable[..., str]) -> Rung:
    """A level with its skills spelled; two spellings of one skill are one, the first counts."""
    seen: set[str] = set()
    groups = []
    for group in rung.groups:
        skills = []
        for skill in group.skills:
            name = spelled(skill.name, skill.public_id)
            if folded(name) not in seen:
                seen.add(folded(name))
                skills.append(replace(skill, name=name))
        if skills:
            groups.append(replace(group, skills=tuple(skills)))
    projects = tuple(_project(project, spelled) for project in rung.projects)
    return replace(rung, groups=tuple(groups), projects=projects)


def _project(project: ProjectIdea, spelled: Callable[..., str]) -> ProjectIdea:
    exercises: dict[str, Exercise] = {}
    for exercise in project.exercises:
        name = spelled(exercise.skill)
        exercises.setdefault(folded(name), replace(exercise, skill=name))
    return replace(project, exercises=tuple(exercises.values()))
