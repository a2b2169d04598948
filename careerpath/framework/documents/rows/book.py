"""Every skill the framework has, as a document finds it: by public id, then name, then alias."""

from __future__ import annotations

from dataclasses import dataclass, field

from careerpath.framework.models import Skill, SkillAlias, SkillSuccession
from careerpath.framework.models.base import stem_of

from .matching import folded


@dataclass(slots=True)
class SkillBook:
    """Every skill there is, by its id, its name and its aliases. Three queries.

    `successors` are, by the id of a retired skill, the ids of those that took its place.
    """

    by_id: dict[str, Skill] = field(default_factory=dict)
    by_name: dict[str, Skill] = field(default_factory=dict)
    by_alias: dict[str, Skill] = field(default_factory=dict)
    successors: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def open(cls) -> SkillBook:
        """The book as it is now."""
        book = cls()
        skills = {skill.pk: skill for skill in Skill.objects.all()}
        for skill in skills.values():
            book.by_id[skill.public_id] = skill
            book.by_name[folded(skill.name)] = skill
        for name, skill in SkillAlias.objects.values_list("name", "skill"):
            book.by_alias[folded(name)] = skills[skill]
        replaced = SkillSuccession.objects.filter(old__retired_at__isnull=False).order_by("pk")
        for old, new in replaced.values_list("old__public_id", "new__public_id"):
            book.successors.setdefault(old, []).append(new)
        return book

    def find(self, name: str, public_id: str = "") -> Skill | None:
        """The skill a document means."""
        if public_id and public_id in self.by_id:
            return self.by_id[public_id]
        key = folded(name)
        return self.by_name.get(key) or self.by_alias.get(key) or self._implied(name, public_id)

    def _implied(self, name: str, public_id: str) -> Skill | None:
        return None if public_id else self.by_id.get(stem_of(name))

    def in_place_of(self, skill: Skill) -> list[Skill]:
        """Those in use that took a skill's place, however many times over; none for one in use."""
        found: list[Skill] = []
        todo, seen = [skill.public_id], set[str]()
        while todo:
            public_id = todo.pop(0)
            if public_id in seen:
                continue
            seen.add(public_id)
            row = self.by_id[public_id]
            if row.retired_at is None and row.pk != skill.pk:
                found.append(row)
            todo += self.successors.get(public_id, ())
        return found
