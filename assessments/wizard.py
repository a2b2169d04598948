"""What the assessment's pages show, put together from rows and rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import cached_property, partial
from typing import Any

from django.db.models import BigIntegerField

from assessments.drafts import Typed
from assessments.models import Assessment, SkillRating
from assessments.presenters.skill import Line
from assessments.proposals import Proposal, proposals
from assessments.screens import (
    Count,
    Screen,
    all_skills,
    answered,
    asking,
    count,
    must_haves,
    screens,
    whole_levels,
)
from assessments.settling import Standing, standing
from careerpath.engine.types import LevelSpec, PathSpec, Rating, RequirementSpec, is_answer
from careerpath.framework.caching import cached
from careerpath.framework.models import Requirement, Skill
from careerpath.framework.phrases import foreign
from careerpath.framework.specs import all_paths, path_spec_of, requirement_spec
from careerpath.framework.succession import Predecessors, predecessors
from careerpath.prepared import Prepared, Slot

EVERYTHING = "all"
"""Asks for a level with the skills that decide nothing any more."""

_answers = Prepared(
    SkillRating,
    lambda ratings: ratings.filter(assessment=Slot("assessment", BigIntegerField())).values_list(
        "skill__public_id", "proficiency", "not_relevant", "carried_over"
    ),
)


class Wizard:
    """An open assessment with what its path asks `now` and what was answered so far. Two queries.

    Whole rows are read only of the skills that are shown.
    """

    def __init__(self, assessment: Assessment, *, now: dt.datetime) -> None:
        self.assessment = assessment
        self.now = now
        self.path: PathSpec = path_spec_of(assessment.path_id)
        rows = _answers.rows(assessment=assessment.pk)
        self.known: set[str] = {skill for skill, *_answer in rows}
        self.ratings = {skill: Rating(value, marked) for skill, value, marked, _carried in rows}
        self.carried: set[str] = {skill for skill, _value, _marked, carried in rows if carried}
        self.answered: set[str] = answered(self.ratings)

    @property
    def lang(self) -> str:
        """The path's language, where the page is in another; the path is kept."""
        return foreign(all_paths()[self.assessment.path_id])

    def saved(self, skill: str, row: SkillRating) -> None:
        """Count what has just been stored."""
        self.known.add(skill)
        self.carried.discard(skill)
        self.ratings[skill] = row.as_rating()
        self.__dict__.pop("standing", None)
        (self.answered.add if is_answer(row) else self.answered.discard)(skill)

    @cached_property
    def _everything(self) -> dict[str, SkillRating]:
        rows = self.assessment.ratings.select_related("skill")
        return {row.skill.public_id: row for row in rows}

    def _stored(self, skills: Iterable[Skill]) -> dict[int, SkillRating]:
        """What is stored of these skills, by their primary keys. One query."""
        return {row.skill_id: row for row in self.assessment.ratings.filter(skill__in=skills)}

    def asks(self, skill: str) -> bool:
        """Whether the path asks it."""
        return skill in self._asked

    def proposals(self, skill: str) -> tuple[Proposal, ...]:
        """What could be taken over for a skill that is not answered yet. One query, once.

        None where nothing was said besides what the path asks.
        """
        if skill in self.answered or self.known <= self._asked:
            return ()
        return proposals(skill, self._everything, self.predecessors)

    @property
    def rows_carried_over(self) -> dict[str, SkillRating]:
        """What still stands as it was said the last time, by skill. One query, once."""
        return {skill: row for skill, row in self._everything.items() if row.carried_over}

    @cached_property
    def predecessors(self) -> Predecessors:
        """Whose place each skill took; kept."""
        return predecessors()

    @cached_property
    def _asked(self) -> set[str]:
        return cached(("asked", self.assessment.path_id), lambda: all_skills(self.path))

    @cached_property
    def screens(self) -> tuple[Screen, ...]:
        """Every screen, in order; kept, since everybody on the path walks through the same."""
        return cached(("screens", self.assessment.path_id), lambda: screens(self.path))

    @cached_property
    def levels(self) -> tuple[Screen, ...]:
        """Every level at a glance, lowest first; kept as well."""
        return cached(
            ("levels_at_a_glance", self.assessment.path_id), lambda: whole_levels(self.path)
        )

    @cached_property
    def standing(self) -> Standing:
        """How far the answers settle the level."""
        return standing(self.path, self.ratings)

    def find(self, level: str, group: str = "") -> Screen | None:
        """The screen of these public ids; without a group the whole level."""
        walked = self.screens if group else self.levels
        return next((screen for screen in walked if screen.key == (level, group)), None)

    def beside(self, screen: Screen) -> Screen:
        """The other way: a group's level at a glance, or a level's first group."""
        if screen.chosen:
            return self.go_on() or screen
        other = self.screens if screen.is_level else self.levels
        return next(one for one in other if one.level.id == screen.level.id)

    def after(self, screen: Screen) -> Screen | None:
        """The one that follows; None after the last."""
        if screen.chosen:
            return None
        walked = self.levels if screen.is_level else self.screens
        following = walked.index(screen) + 1
        return walked[following] if following < len(walked) else None

    def asking(self, skill: str, *, near: str, at_a_glance: bool = False) -> Screen | None:
        """A screen that asks the skill; of several the one whose level is `near`."""
        walked = self.levels if at_a_glance else self.screens
        found = [screen for screen in walked if skill in screen.skills]
        return next((s for s in found if s.level.id == near), found[0] if found else None)

    def go_on(self) -> Screen | None:
        """The lowest level that can still be decided; once settled the one to rate for the way.

        That is the next level, or the first one at the top. None where the path asks nothing.
        """
        told = self.standing
        level = told.asked or told.following or (self.levels[0].level if self.levels else None)
        return self.find(level.id) if level else None

    def looked_at(self, screen: Screen) -> Count:
        """How many skills of a screen are answered, and not only carried over."""
        return count(screen.skills, self.answered - self.carried)

    def progress(self) -> Count:
        """How many of the path's skills are answered."""
        return count(self._asked, self.answered)

    def lines(
        self,
        screen: Screen,
        *,
        data: Mapping[str, Any] | None = None,
        typed: Typed | None = None,
        only: Collection[str] | None = None,
    ) -> list[Line]:
        """One line a skill of the screen, or of `only` some of them. One query."""
        skills, typed = self._skills(screen), typed or {}
        stored = self._stored(skills.values())
        return [
            replace(
                self._line(screen, asked, skill, partial(stored.get, skill.pk)),
                data=data,
                typed=typed.get(asked.skill),
            )
            for asked in screen.requirements
            if (skill := skills[asked.skill]) and (only is None or asked.skill in only)
        ]

    def line(self, screen: Screen, skill: str, *, data: Mapping[str, Any]) -> Line:
        """The line of one skill that the screen asks; what is stored is read when needed."""
        asked = next(asked for asked in screen.requirements if asked.skill == skill)
        row = self._skills(screen)[skill]
        line = self._line(screen, asked, row, lambda: self._stored([row]).get(row.pk))
        return replace(line, data=data)

    def _line(
        self,
        screen: Screen,
        asked: RequirementSpec,
        skill: Skill,
        read: Callable[[], SkillRating | None],
    ) -> Line:
        return Line(
            asked=asked,
            skill=skill,
            read=read,
            today=self.now.date(),
            must_have=asked.skill in self._never_irrelevant,
            offered=self.proposals(asked.skill),
            also_at=[] if screen.chosen else self._also_at(asked.skill, besides=screen.level),
            why=dict(zip(screen.skills, screen.why, strict=False)).get(asked.skill, ""),
        )

    def _also_at(self, skill: str, *, besides: LevelSpec) -> list[str]:
        """The other levels that ask the skill."""
        return [level.short_name for level in self._asking[skill] if level.id != besides.id]

    @cached_property
    def _asking(self) -> dict[str, list[LevelSpec]]:
        return cached(("asking", self.assessment.path_id), lambda: asking(self.path))

    def _skills(self, screen: Screen) -> dict[str, Skill]:
        """The skills of a screen with their words, kept. Two queries where they are not yet."""

        def read() -> dict[str, Skill]:
            rows = Skill.objects.filter(public_id__in=screen.skills)
            return {row.public_id: row for row in rows.prefetch_related("anchors")}

        return cached(("skills", screen.skills), read)

    @cached_property
    def _never_irrelevant(self) -> set[str]:
        return cached(("must_haves", self.assessment.path_id), lambda: must_haves(self.path))

    def to_show(self, screen: Screen, typed: Typed, *, everything: bool) -> list[Line]:
        """The lines of a screen that is opened; of a level without what need not be answered."""
        left_out: set[str] = set()
        if screen.is_level and not everything:
            left_out = {*self.standing.left_out(screen.level, self.ratings)} - typed.keys()
        return self.lines(screen, typed=typed, only={*screen.skills} - left_out)

    def lines_out_of_use(
        self,
        skills: Iterable[str],
        *,
        data: Mapping[str, Any] | None = None,
        typed: Typed | None = None,
    ) -> list[Line]:
        """Lines for skills the path asked until a moment ago; others are left out.

        Three queries.
        """
        rows = (
            Requirement.objects.filter(
                level__path=self.assessment.path_id, skill__public_id__in=list(skills)
            )
            .select_related("skill", "group")
            .prefetch_related("skill__anchors")
            .order_by("-pk")
        )
        stored = self._stored(row.skill for row in rows)
        return [
            Line(
                asked=requirement_spec(row),
                skill=row.skill,
                read=partial(stored.get, row.skill_id),
                today=self.now.date(),
                data=data,
                typed=(typed or {}).get(row.skill.public_id),
            )
            for _, row in sorted({row.skill.public_id: row for row in rows}.items())
        ]
