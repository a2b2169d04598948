"""A document that names a replaced skill asks what took its place. Pure but for the skills."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from careerpath.framework.documents.model import (
    Exercise,
    Group,
    PathDocument,
    ProjectIdea,
    Rung,
    SkillAsked,
)

from .book import SkillBook
from .matching import folded

Came = dict[str, list[SkillAsked]]
"""By the id of a successor, the skills of one level whose place it took."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A replaced skill, as the document names it, and the names of those in its place."""

    old: str
    news: tuple[str, ...]


@dataclass(slots=True)
class Following:
    """Follows the skills of one document; `followed` says which, each once.

    The same as replacing a skill does in admin: each successor is asked on the terms of the old
    one; where a level names a successor itself it stays in its place, at the higher proficiency,
    and as a must-have if either is.
    """

    book: SkillBook
    followed: dict[str, Followed] = field(default_factory=dict)

    def document(self, document: PathDocument) -> PathDocument:
        """The document with no replaced skill in it."""
        return replace(document, levels=tuple(map(self._rung, document.levels)))

    def _news(self, name: str, public_id: str = "") -> tuple[str, ...]:
        """The names of what took a skill's place; empty for one that nothing did."""
        row = self.book.find(name, public_id)
        news = tuple(skill.name for skill in self.book.in_place_of(row)) if row else ()
        if news:
            self.followed.setdefault(folded(name), Followed(name, news))
        return news

    def _key(self, name: str, public_id: str = "") -> str:
        """What two spellings of one skill have in common."""
        row = self.book.find(name, public_id)
        return row.public_id if row else folded(name)

    def _rung(self, rung: Rung) -> Rung:
        asked = [skill for group in rung.groups for skill in group.skills]
        came: Came = defaultdict(list)
        for skill in asked:
            for new in self._news(skill.name, skill.public_id):
                came[self._key(new)].append(skill)
        projects = tuple(map(self._project, rung.projects))
        if not came:
            return replace(rung, projects=projects)
        own = {self._key(skill.name, skill.public_id) for skill in asked}
        groups = tuple(self._group(group, came, own) for group in rung.groups)
        return replace(rung, groups=groups, projects=projects)

    def _group(self, group: Group, came: Came, own: set[str]) -> Group:
        """Successors stand where the old one stood, unless the level names them itself."""
        skills: list[SkillAsked] = []
        for skill in group.skills:
            news = self._news(skill.name, skill.public_id)
            free = [new for new in news if self._key(new) not in own]
            skills += [replace(skill, name=new, public_id="") for new in free]
            skills += [] if news else [skill]
        return replace(group, skills=tuple(self._joined(skill, came) for skill in skills))

    def _joined(self, skill: SkillAsked, came: Came) -> SkillAsked:
        """A skill on the highest of its own terms and those of what it took the place of."""
        terms = [skill, *came.get(self._key(skill.name, skill.public_id), ())]
        return replace(
            skill,
            proficiency=max(one.proficiency for one in terms),
            must_have=any(one.must_have for one in terms),
        )

    def _project(self, project: ProjectIdea) -> ProjectIdea:
        """A project exercises the successors; what it says of one itself counts before."""
        news = {e.skill: self._news(e.skill) for e in project.exercises}
        own = {self._key(skill) for skill, followed in news.items() if not followed}
        exercises: list[Exercise] = []
        for exercise in project.exercises:
            free = [new for new in news[exercise.skill] if self._key(new) not in own]
            exercises += [replace(exercise, skill=new) for new in free]
            exercises += [] if news[exercise.skill] else [exercise]
        return replace(project, exercises=tuple(exercises))
