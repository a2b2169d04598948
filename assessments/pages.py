"""What the assessment's pages show, put together from rows and rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from assessments.forms import SkillRatingForm, initial_of, typed_over
from assessments.models import Assessment, SkillRating
from assessments.proposals import Proposal, proposals
from assessments.said import said_in
from assessments.screens import (
    Count,
    Screen,
    all_skills,
    count,
    is_answered,
    must_haves,
    next_screen,
    screens,
)
from assessments.unsaved import Typed
from careerpath.engine.types import LevelSpec, PathSpec, RequirementSpec
from careerpath.framework.models import Proficiency, Requirement, Skill
from careerpath.framework.snapshots import path_spec, requirement_spec
from careerpath.framework.succession import Predecessors, predecessors


class Sitting:
    """An open assessment with what its path asks `now` and what was said so far. Three queries."""

    def __init__(self, assessment: Assessment, *, now: dt.datetime) -> None:
        self.assessment = assessment
        self.now = now
        self.path: PathSpec = path_spec(assessment.path)
        self.rows: dict[str, SkillRating] = {
            row.skill.public_id: row for row in assessment.ratings.select_related("skill")
        }

    def proposals(self, skill: str) -> tuple[Proposal, ...]:
        """What could be taken over for a skill that is not answered yet. One query, once.

        None where nothing was said besides what the path asks.
        """
        if is_answered(self._ratings().get(skill)) or not set(self.rows) - all_skills(self.path):
            return ()
        return proposals(skill, self.rows, self._predecessors)

    @cached_property
    def _predecessors(self) -> Predecessors:
        return predecessors()

    @cached_property
    def screens(self) -> tuple[Screen, ...]:
        """Every screen, in order."""
        return screens(self.path)

    def find(self, level: str, group: str) -> Screen | None:
        """The screen of these public ids."""
        return next((screen for screen in self.screens if screen.key == (level, group)), None)

    def after(self, screen: Screen) -> Screen | None:
        """The one that follows; None after the last."""
        following = self.screens.index(screen) + 1
        return self.screens[following] if following < len(self.screens) else None

    def asking(self, skill: str, *, near: str) -> Screen | None:
        """A screen that asks the skill; of several the one whose level is `near`."""
        found = [screen for screen in self.screens if skill in screen.skills()]
        return next((s for s in found if s.level.id == near), found[0] if found else None)

    def go_on(self) -> Screen | None:
        """The first screen with something unanswered, else the last."""
        return next_screen(self.path, self._ratings())

    def progress(self) -> Count:
        """How many of the path's skills are answered."""
        return count(all_skills(self.path), self._ratings())

    def side(self, current: Screen) -> list[SideLevel]:
        """The levels with their groups and counts; only the current level is unfolded."""
        ratings = self._ratings()
        return [
            SideLevel(
                level=level,
                count=count(tuple(asked.skill for asked in level.requirements), ratings),
                is_current=level == current.level,
                groups=[
                    SideGroup(screen, count(screen.skills(), ratings), screen == current)
                    for screen in self.screens
                    if screen.level == level
                ],
            )
            for level in self.path.levels
            if level.requirements
        ]

    def lines(
        self, screen: Screen, *, data: Mapping[str, Any] | None = None, typed: Typed | None = None
    ) -> list[Line]:
        """One line a skill of the screen, with its form. Two queries, however many skills."""
        skills = {
            skill.public_id: skill
            for skill in Skill.objects.filter(public_id__in=screen.skills()).prefetch_related(
                "anchors"
            )
        }
        return [
            self._line(screen, asked, skills[asked.skill], data, (typed or {}).get(asked.skill))
            for asked in screen.requirements
        ]

    def line(self, screen: Screen, skill: str, *, data: Mapping[str, Any]) -> Line:
        """The line of one skill that the screen asks. Two queries."""
        asked = next(asked for asked in screen.requirements if asked.skill == skill)
        row = Skill.objects.prefetch_related("anchors").get(public_id=skill)
        return self._line(screen, asked, row, data)

    def _line(
        self,
        screen: Screen,
        asked: RequirementSpec,
        skill: Skill,
        data: Mapping[str, Any] | None,
        typed: Mapping[str, str] | None = None,
    ) -> Line:
        stored = self.rows.get(asked.skill)
        return Line(
            asked=asked,
            skill=skill,
            form=SkillRatingForm(
                data,
                today=self.now.date(),
                prefix=asked.skill,
                must_have=asked.skill in self._never_irrelevant,
                initial=typed_over(initial_of(stored), typed or {}),
            ),
            stored=stored,
            is_unsaved=typed is not None,
            offered=self.proposals(asked.skill),
            also_at=[
                level.short_name
                for level in self.path.levels
                if level != screen.level
                and any(other.skill == asked.skill for other in level.requirements)
            ],
        )

    @cached_property
    def _never_irrelevant(self) -> set[str]:
        return must_haves(self.path)

    def lines_out_of_use(self, skills: Iterable[str], data: Mapping[str, Any]) -> list[Line]:
        """Lines for skills the path asked until a moment ago; others are left out. Two queries."""
        rows = (
            Requirement.objects.filter(
                level__path=self.assessment.path, skill__public_id__in=list(skills)
            )
            .select_related("skill", "group")
            .prefetch_related("skill__anchors")
            .order_by("-pk")
        )
        return [
            Line(
                asked=requirement_spec(row),
                skill=row.skill,
                form=SkillRatingForm(
                    data,
                    today=self.now.date(),
                    prefix=skill,
                    initial=initial_of(self.rows.get(skill)),
                ),
                stored=self.rows.get(skill),
            )
            for skill, row in sorted({row.skill.public_id: row for row in rows}.items())
        ]

    def _ratings(self) -> dict[str, Any]:
        return {skill: row.as_rating() for skill, row in self.rows.items()}


@dataclass
class Line:
    """One skill on a screen."""

    asked: RequirementSpec
    skill: Skill
    form: SkillRatingForm
    stored: SkillRating | None
    is_unsaved: bool = False
    offered: tuple[Proposal, ...] = ()
    conflict: str = ""
    stored_evidence: list[tuple[str, str]] = field(default_factory=list)
    also_at: list[str] = field(default_factory=list)
    own_words: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        self.own_words = {anchor.proficiency: anchor.text for anchor in self.skill.anchors.all()}

    @property
    def id(self) -> str:
        """The skill's public id."""
        return self.asked.skill

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """What can be taken over, as long as nothing is answered."""
        return () if self.stored and said_in(self.stored).is_answer else self.offered

    @property
    def to_check(self) -> bool:
        """Whether the answer is older than the skill's meaning."""
        return bool(self.stored and self.stored.is_to_check(self.skill))

    @property
    def scale(self) -> list[Point]:
        """The scale in its common words."""
        return [Point(p.value, str(p.label), str(p.meaning), chosen=False) for p in Proficiency]

    @property
    def points(self) -> list[Point]:
        """The scale as this skill words it, with the one chosen."""
        chosen = str(self.form["answer"].value())
        return [
            Point(
                value=point.value,
                name=str(point.label),
                meaning=self.own_words.get(point.value) or str(point.meaning),
                chosen=chosen == str(point.value),
            )
            for point in Proficiency
        ]

    @property
    def others(self) -> list[tuple[str, str, bool]]:
        """The answers that are no number: value, name, chosen."""
        chosen = str(self.form["answer"].value() or "")
        choices: list[tuple[str, str]] = self.form.fields["answer"].choices  # type: ignore[attr-defined]  # a choice field
        return [(v, name, v == chosen) for v, name in choices if not v.isdigit()]


@dataclass(frozen=True)
class Point:
    """One point of the scale for one skill."""

    value: int
    name: str
    meaning: str
    chosen: bool


@dataclass(frozen=True)
class SideGroup:
    """A screen in the list at the side."""

    screen: Screen
    count: Count
    is_current: bool


@dataclass(frozen=True)
class SideLevel:
    """A level in the list at the side."""

    level: LevelSpec
    count: Count
    is_current: bool
    groups: list[SideGroup]
