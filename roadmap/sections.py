"""A roadmap's sections as HTML, each kept by what it says.

Most follow from the finished assessment alone, which never changes: after an edit of the framework
only what is ahead (and projects, where they were not kept) can differ, and only if it does is it
printed again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from assessments.models import Assessment
from careerpath.framework.caching import cached, cached_for_good, cached_fragment
from careerpath.framework.phrases import foreign
from roadmap import charts, trial
from roadmap.builder import RoadmapBuilder
from roadmap.history import History, movement
from roadmap.learning import Learning
from roadmap.marking import Marking, projects_url
from roadmap.next_level import NextLevel
from roadmap.presenters.staircase import staircase_of
from roadmap.types import Roadmap


@dataclass(frozen=True)
class Sections:
    """What the sections are printed from: one assessment, one target (None for the next level).

    `evidence` is what is written of each skill, as HTML with gaps for the words.
    """

    assessment: Assessment
    builder: RoadmapBuilder
    wanted: str | None
    history: History
    evidence: Mapping[str, SafeString]
    marking: Marking
    learning: Learning

    @property
    def roadmap(self) -> Roadmap:
        """Read once for the same projects, and where names are translated, the same framework."""
        key = ("roadmap", get_language(), *self._of, self.builder.projects, self.builder.marks)
        keep = cached if self.is_translated else cached_for_good
        return keep(key, lambda: self.builder.build(self.wanted))

    @cached_property
    def is_translated(self) -> bool:
        """Whether names may be said in words of today, which the framework of now decides."""
        return bool(self.lang) or self.builder.path is not self.builder.asked

    @property
    def lang(self) -> str:
        """The path's language, where the page is in another."""
        return foreign(self.assessment.path)

    @property
    def can_rate(self) -> bool:
        """Whether there is anything to update here."""
        path = self.assessment.path
        return self.history.is_newest and path.published and not path.is_retired

    @property
    def can_take(self) -> bool:
        """Whether something of it can be taken into the plan."""
        return self.history.is_newest

    @property
    def _of(self) -> tuple[Any, ...]:
        return (self.assessment.public_id, self.assessment.completed_at, self.wanted, self.lang)

    def stairs(self) -> SafeString:
        """The ladder with the person on it."""
        return cached_fragment(
            "components/_staircase.html",
            lambda: {"stairs": staircase_of(self.roadmap), "lang": self.lang},
            says=self._of,
            of_framework=self.is_translated,
        )

    def reasons(self) -> SafeString:
        """Each level's rule, and the evidence that it is met on."""
        return cached_fragment(
            "roadmap/_reasons.html",
            lambda: {"roadmap": self.roadmap, "lang": self.lang, "evidence": self.evidence},
            says=(*self._of, tuple(self.evidence.items())),
            of_framework=self.is_translated,
        )

    def way(self) -> SafeString:
        """The shortest way."""
        parts = self.roadmap.way.parts if self.roadmap.way else ()
        learn = self.learning.offers(step.skill for part in parts for step in part.steps)
        told = tuple(learn.items())
        return cached_fragment(
            "roadmap/_way.html",
            lambda: {
                "assessment": self.assessment,
                "roadmap": self.roadmap,
                "lang": self.lang,
                "can_rate": self.can_rate,
                "can_take": self.can_take,
                "evidence": self.evidence,
                "learn": learn,
                "try_link": True,
                "try_query": trial.query(self.wanted, {}),
            },
            says=(*self._of, self.can_rate, self.can_take, tuple(self.evidence.items()), told),
            of_framework=self.is_translated,
        )

    def projects(self) -> SafeString:
        """What to build."""
        reading, can_mark, url = self.roadmap.portfolio, self.history.is_newest, self.projects_url
        said = self.marking.says
        return cached_fragment(
            "roadmap/_projects.html",
            lambda: {
                "assessment": self.assessment,
                "roadmap": self.roadmap,
                "lang": self.lang,
                "keeps_projects": self.builder.keeps_projects,
                "projects_url": url,
                "links": self.marking.links,
                "forms": self.marking.forms(reading, self.wanted) if can_mark else {},
                "stray": self.marking.stray(reading),
            },
            says=(*self._of, reading, self.builder.keeps_projects, url, can_mark, said),
            of_framework=self.is_translated,
            keep=self.marking.refused is None,
        )

    @property
    def projects_url(self) -> str:
        """Where the path tells of its projects."""
        return projects_url(self.assessment)

    def gaps(self) -> SafeString:
        """Every gap, and the profile by group."""
        axes = (charts.Axis(group.name, group.you, group.asked) for group in self.roadmap.groups)
        learn = self.learning.offers(gap.id for gap in self.roadmap.gaps)
        told = tuple(learn.items())
        return cached_fragment(
            "roadmap/_gaps_and_groups.html",
            lambda: {
                "roadmap": self.roadmap,
                "lang": self.lang,
                "radar": charts.radar(list(axes)),
                "to_check": self.builder.to_check,
                "evidence": self.evidence,
                "learn": learn,
                "can_take": self.can_take,
            },
            says=(
                *self._of,
                tuple(self.builder.to_check),
                self.can_take,
                tuple(self.evidence.items()),
                told,
            ),
            of_framework=self.is_translated,
        )

    def next_level(self, level: NextLevel) -> SafeString:
        """What the level ahead is like; the same for everybody who stands where this one does."""
        return cached_fragment(
            "roadmap/_next_level.html",
            lambda: {"roadmap": self.roadmap, "next_level": level, "lang": self.lang},
            says=(level, self.lang, self.roadmap.target, self.roadmap.current),
            of_framework=self.is_translated,
        )

    def movement(self) -> SafeString:
        """How the person moved, and where else they stand. One query the first time."""
        rows = (*self.history.same_path, *self.history.other_paths)
        return cached_fragment(
            "roadmap/_history.html",
            lambda: {
                "history": self.history,
                "movement": movement(self.history, self.builder.path, self.roadmap),
            },
            says=(*self._of, tuple((row.public_id, row.path.name) for row in rows)),
            of_framework=self.is_translated,
        )
