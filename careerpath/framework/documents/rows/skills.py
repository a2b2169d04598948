"""The skills of a document among those the framework has: by public id, then name, then alias."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from careerpath.engine.types import DEFAULT_THRESHOLD_PERCENT
from careerpath.framework.documents.model import (
    Exercise,
    PathDocument,
    ProjectIdea,
    Rung,
    SkillAsked,
)
from careerpath.framework.documents.spelling import skill_name
from careerpath.framework.models.paths import DEFAULT_LANGUAGE

from .book import SkillBook
from .following import Followed, Following
from .matching import folded


@dataclass(frozen=True, slots=True)
class Resolved:
    """A document in the framework's own skill names, and the renames it asks for.

    `renames` maps a skill's public id to the name the document gives it. `followed` are replaced
    skills the document names; `document` asks those in their place.
    """

    document: PathDocument
    renames: dict[str, str]
    book: SkillBook
    followed: tuple[Followed, ...]


def resolve(document: PathDocument, book: SkillBook) -> Resolved:
    """Spell each skill as the framework does; one named by its id but otherwise is a rename.

    A replaced skill is followed first, so it is never renamed or brought back.
    """
    following = Following(book)
    document = following.document(document)
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
    language = None if document.language == DEFAULT_LANGUAGE else document.language
    document = replace(document, levels=levels, threshold_percent=threshold, language=language)
    return Resolved(document, renames, book, tuple(following.followed.values()))


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


def under_names(document: PathDocument, names: dict[str, str]) -> PathDocument:
    """The document with some skills under other names."""

    def renamed(name: str) -> str:
        return names.get(folded(name), name)

    rungs = []
    for rung in document.levels:
        groups = tuple(
            replace(g, skills=tuple(replace(s, name=renamed(s.name)) for s in g.skills))
            for g in rung.groups
        )
        projects = tuple(
            replace(p, exercises=tuple(replace(e, skill=renamed(e.skill)) for e in p.exercises))
            for p in rung.projects
        )
        rungs.append(replace(rung, groups=groups, projects=projects))
    return replace(document, levels=tuple(rungs))
