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

    @classmethod
    def of(cls, assessment: Assessment) -> Told:
        """Of a completed assessment."""
        return cls(
            assessment.asked_path(),
            assessment.stored_placement(),
            assessment.ratings_by_skill(),
            project_specs(assessment.path),
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
