"""What a completed assessment keeps, read as it is or with other ratings tried."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from assessments.models import Assessment
from careerpath.engine.placement import place
from careerpath.engine.types import PathSpec, Placement, ProjectSpec, Ratings
from careerpath.framework.keeping import kept_for_good
from careerpath.framework.snapshots import changed_meanings, project_specs
from roadmap.reading import read
from roadmap.trial import tried
from roadmap.types import Roadmap


@dataclass(frozen=True, slots=True)
class Then:
    """What a completed assessment keeps; it never changes."""

    path: PathSpec
    placement: Placement
    ratings: Ratings
    answered: Mapping[str, dt.datetime]
    """Skill id to when it was answered, in the order of the rows."""

    @classmethod
    def of(cls, assessment: Assessment) -> Then:
        """Read once for as long as it is remembered. Two queries the first time."""
        key = ("then", assessment.public_id, assessment.completed_at)
        return kept_for_good(key, lambda: cls._read(assessment))

    @classmethod
    def _read(cls, assessment: Assessment) -> Then:
        if assessment.get_deferred_fields():
            assessment.refresh_from_db(fields=["asked", "placement"])
        rows = {row.skill.public_id: row for row in assessment.ratings.select_related("skill")}
        return cls(
            assessment.asked_path(),
            assessment.stored_placement(),
            {skill: row.as_rating() for skill, row in rows.items()},
            {skill: row.answered_at for skill, row in rows.items() if row.answered_at},
        )


@dataclass(frozen=True, slots=True)
class Told:
    """What one assessment keeps, and the projects of today. Five queries the first time."""

    path: PathSpec
    placement: Placement
    ratings: Ratings
    projects: tuple[ProjectSpec, ...]
    to_check: Mapping[str, str]
    """Skill id to name, of ratings older than what their skill means now."""

    @classmethod
    def of(cls, assessment: Assessment) -> Told:
        """Of a completed assessment."""
        then, meanings = Then.of(assessment), changed_meanings()
        to_check = {
            skill: meanings[skill][0]
            for skill, answered in then.answered.items()
            if skill in meanings and answered < meanings[skill][1]
        }
        projects = project_specs(assessment.path)
        return cls(then.path, then.placement, then.ratings, projects, to_check)

    def read(self, wanted: str | None) -> Roadmap:
        """The roadmap as it is."""
        return read(
            path=self.path,
            ratings=self.ratings,
            placement=self.placement,
            project_specs=self.projects,
            wanted=wanted,
        )

    def try_out(self, tries: Mapping[str, int], wanted: str | None) -> Roadmap:
        """The roadmap as it would be."""
        ratings = tried(self.ratings, tries)
        return read(
            path=self.path,
            ratings=ratings,
            placement=place(self.path, ratings),
            project_specs=self.projects,
            wanted=wanted,
        )
