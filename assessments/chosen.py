"""Screens of chosen skills: what matters first in an update, and what a project exercises."""

from __future__ import annotations

from collections.abc import Collection

from assessments.models import Assessment, AssessmentQuerySet
from assessments.presenters import chosen as phrases
from assessments.screens import UPDATE, Screen
from assessments.wizard import Wizard
from careerpath.engine.gaps import target_rank
from careerpath.engine.placement import place
from careerpath.engine.revisiting import Said, to_revisit
from careerpath.engine.types import LevelSpec, RequirementSpec, is_answer
from careerpath.framework.specs import changed_meanings, project_specs
from careerpath.framework.succession import nearest


def update_screen(wizard: Wizard, completed: AssessmentQuerySet) -> Screen | None:
    """What is to be looked at first, by what was said when the newest `completed` was finished.

    So answering changes nothing about it. None where nothing was finished on the path, or nothing
    is worth another look. Three queries, and what is kept.
    """
    last = completed.defer("placement", "projects", "answers").first()
    if last is None or last.completed_at is None:
        return None
    said = _said(wizard, last)
    listed = to_revisit(last.asked_path(), wizard.path, said, now=wizard.assessment.started_at)
    if not listed:
        return None
    levels = {level.id: level.short_name for level in wizard.path.levels}
    return Screen(
        level=_aimed_at(wizard, said),
        group="",
        group_name="",
        number=1,
        of=1,
        requirements=_requirements(wizard, [one.skill for one in listed]),
        chosen=UPDATE,
        called=phrases.update_called(),
        about=phrases.update_about(len(listed), last.completed_at),
        why=tuple(phrases.why(one, levels, said.answered_at.get(one.skill)) for one in listed),
    )


def project_screen(wizard: Wizard, project: str) -> Screen | None:
    """The skills that a project of the path (its id, see ProjectSpec) exercises and the path asks.

    None where there is no such project, or nothing to rate. Queries only for what is not kept.
    """
    specs = project_specs(wizard.assessment.path)
    spec = next((spec for spec in specs if spec.id == project), None)
    skills = [skill for skill in spec.skills if wizard.asks(skill)] if spec else []
    if spec is None or not skills:
        return None
    return Screen(
        level=next(level for level in wizard.path.levels if level.id == spec.level),
        group="",
        group_name="",
        number=1,
        of=1,
        requirements=_requirements(wizard, skills),
        chosen=spec.id,
        called=spec.name,
        about=phrases.project_about(len(skills)),
    )


def _said(wizard: Wizard, last: Assessment) -> Said:
    """What was said by the time this update began; what is still carried over says it itself."""
    then = {row.skill.public_id: row for row in last.ratings.select_related("skill")}
    now = wizard.rows_carried_over
    rows = {**then, **now}
    answered = {skill for skill, row in rows.items() if is_answer(row.as_rating())}
    return Said(
        ratings={skill: row.as_rating() for skill, row in rows.items()},
        answered_at={skill: rows[skill].updated_at for skill in answered},
        reworded={skill: at for skill, (_name, at) in changed_meanings().items()},
        replaced={
            skill
            for level in wizard.path.levels
            for skill in (asks.skill for asks in level.requirements)
            if skill not in answered and nearest(skill, wizard.predecessors, answered)
        },
    )


def _aimed_at(wizard: Wizard, said: Said) -> LevelSpec:
    """The level that the gaps lead to; at the top the last one."""
    target = target_rank(wizard.path, place(wizard.path, said.ratings), None)
    return wizard.path.levels[(target or len(wizard.path.levels)) - 1]


def _requirements(wizard: Wizard, skills: Collection[str]) -> tuple[RequirementSpec, ...]:
    """Each skill as the lowest level that asks it does, in the order given."""
    lowest: dict[str, RequirementSpec] = {}
    for level in wizard.path.levels:
        for asks in level.requirements:
            lowest.setdefault(asks.skill, asks)
    return tuple(lowest[skill] for skill in skills)
