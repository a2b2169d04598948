"""What a completed assessment keeps, read as it is or with other ratings tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.models import Assessment
from careerpath.engine.placement import place
from careerpath.engine.types import PathSpec, Placement, ProjectSpec, Ratings
from careerpath.framework.snapshots import project_specs
from roadmap.reading import read
from roadmap.trial import tried
from roadmap.types import Roadmap


@dataclass(frozen=True, slots=True)
class Told:
    """What one assessment keeps, and the projects of today. Four queries."""

    path: PathSpec
    placement: Placement
    ratings: Ratings
    projects: tuple[ProjectSpec, ...]
    to_check: Mapping[str, str]
    """Skill id to name, of ratings older than what their skill means now."""

    @classmethod
    def of(cls, assessment: Assessment) -> Told:
        """Of a completed assessment."""
        if assessment.get_deferred_fields():
            assessment.refresh_from_db(fields=["asked", "placement"])
        rows = list(assessment.ratings.select_related("skill"))
        return cls(
            assessment.asked_path(),
            assessment.stored_placement(),
            {row.skill.public_id: row.as_rating() for row in rows},
            project_specs(assessment.path),
            {row.skill.public_id: row.skill.name for row in rows if row.is_to_check(row.skill)},
        )

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
