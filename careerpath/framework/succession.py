"""One skill takes the place of another: replaced by one, split into several, several merged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from careerpath.framework.fullness import none_too_full
from careerpath.framework.models import ProjectSkill, Requirement, Skill, SkillSuccession

Predecessors = Mapping[str, tuple[str, ...]]
"""Skill id to the ids of those it took the place of."""


def replace(olds: Sequence[Skill], news: Sequence[Skill], *, now: dt.datetime) -> None:
    """Retire the old skills and ask for the new ones wherever they were asked.

    A level that asks a new one already asks it at the higher proficiency from now on, as a
    must-have if either was. The old requirements stay, retired, for whoever has a page open that
    asks them. Nothing people said is touched. Raises TooManySkills.
    """
    with none_too_full():
        for old in olds:
            for new in news:
                SkillSuccession.objects.get_or_create(old=old, new=new)
            asking = Requirement.objects.current().filter(skill=old).select_related("level")
            for asked in asking.order_by("pk"):
                for new in news:
                    _ask(new, like=asked)
                asked.retire(now=now)
            _exercise(old, news)
            old.retire(now=now)


def _ask(new: Skill, *, like: Requirement) -> None:
    """Let the level of a requirement ask the new skill as well."""
    there = Requirement.objects.select_for_update().filter(level=like.level, skill=new).first()
    if there is None:
        terms = {name: getattr(like, name) for name in ("proficiency", "must_have", "position")}
        Requirement.objects.create(level=like.level, group=like.group, skill=new, **terms)
        return
    if there.is_retired:
        there.proficiency, there.must_have, there.retired_at = 0, False, None
    there.proficiency = max(there.proficiency, like.proficiency)
    there.must_have = there.must_have or like.must_have
    there.save(update_fields=["proficiency", "must_have", "retired_at"])


def _exercise(old: Skill, news: Sequence[Skill]) -> None:
    """Projects that exercise the old skill exercise the new ones, each once."""
    for row in ProjectSkill.objects.filter(skill=old).order_by("pk"):
        for new in news:
            ProjectSkill.objects.get_or_create(
                project_id=row.project_id,
                skill=new,
                defaults={
                    "why": row.why,
                    "translations": row.translations,
                    "position": row.position,
                },
            )
        row.delete()


def predecessors() -> Predecessors:
    """Every succession, by the new skill. One query."""
    found: dict[str, tuple[str, ...]] = {}
    rows = SkillSuccession.objects.order_by("pk")
    for old, new in rows.values_list("old__public_id", "new__public_id"):
        found[new] = (*found.get(new, ()), old)
    return found


def with_predecessors(skills: Iterable[str], known: Predecessors) -> set[str]:
    """The skills and all whose place they took, however many times over."""
    found = set(skills)
    todo = list(found)
    while todo:
        for old in known.get(todo.pop(), ()):
            if old not in found:
                found.add(old)
                todo.append(old)
    return found


def nearest(skill: str, known: Predecessors, said: set[str]) -> list[str]:
    """The predecessors that something was said of, each way back only as far as the first."""
    found: list[str] = []
    todo, seen = list(known.get(skill, ())), {skill}
    while todo:
        old = todo.pop(0)
        if old in seen:
            continue
        seen.add(old)
        if old in said:
            found.append(old)
        else:
            todo += known.get(old, ())
    return found


def successors(skills: Iterable[int]) -> dict[int, list[Skill]]:
    """What took the place of each of these (primary keys), by the old one's. One query."""
    found: dict[int, list[Skill]] = {}
    rows = SkillSuccession.objects.filter(old__in=list(skills)).select_related("new")
    for row in rows.order_by("pk"):
        found.setdefault(row.old_id, []).append(row.new)
    return found
