"""From a finished assessment and a target to the one Roadmap that the page prints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from assessments.models import Assessment
from careerpath.engine.placement import place
from careerpath.engine.types import PathSpec, Placement, ProjectSpec, Ratings
from careerpath.framework.caching import cached_for_good
from careerpath.framework.names import in_todays_words, projects_in_todays_words
from careerpath.framework.specs import changed_meanings, path_spec, project_specs
from roadmap.facts import gather
from roadmap.marks import Mark
from roadmap.presenters import profile, projects, reasons, standing, way
from roadmap.trial import tried
from roadmap.types import Roadmap, TargetChoice


@dataclass(frozen=True, slots=True)
class Result:
    """What a completed assessment keeps; it never changes."""

    path: PathSpec
    placement: Placement
    projects: tuple[ProjectSpec, ...] | None
    """None where they were not kept yet."""
    ratings: Ratings
    answered: Mapping[str, dt.datetime]
    """Skill id to when it was answered, in the order of the rows."""

    @classmethod
    def of(cls, assessment: Assessment) -> Result:
        """Read once for as long as it is remembered. Two queries the first time."""
        key = ("result", assessment.public_id, assessment.completed_at)
        return cached_for_good(key, lambda: cls._read(assessment))

    @classmethod
    def _read(cls, assessment: Assessment) -> Result:
        if assessment.get_deferred_fields():
            assessment.refresh_from_db(fields=["asked", "placement", "projects"])
        rows = {row.skill.public_id: row for row in assessment.ratings.select_related("skill")}
        return cls(
            assessment.asked_path(),
            assessment.stored_placement(),
            assessment.kept_projects(),
            {skill: row.as_rating() for skill, row in rows.items()},
            {skill: row.answered_at for skill, row in rows.items() if row.answered_at},
        )


@dataclass(frozen=True, slots=True)
class RoadmapBuilder:
    """What one assessment keeps. Six queries the first time.

    Where its projects are unknown those of today take their place. `path` is what was `asked`, and
    `projects` those it keeps, with the names of both as they are translated today.
    """

    asked: PathSpec
    path: PathSpec
    placement: Placement
    ratings: Ratings
    projects: tuple[ProjectSpec, ...]
    keeps_projects: bool
    to_check: Mapping[str, str]
    """Skill id to name, of ratings older than what their skill means now."""
    marks: tuple[Mark, ...] = ()

    @classmethod
    def of(cls, assessment: Assessment, marks: tuple[Mark, ...] = ()) -> RoadmapBuilder:
        """Of a completed assessment, with what the person says of the projects."""
        result, meanings = Result.of(assessment), changed_meanings()
        to_check = {
            skill: meanings[skill][0]
            for skill, answered in result.answered.items()
            if skill in meanings and answered < meanings[skill][1]
        }
        today, projects = path_spec(assessment.path), project_specs(assessment.path)
        kept = result.projects
        return cls(
            asked=result.path,
            path=in_todays_words(result.path, today),
            placement=result.placement,
            ratings=result.ratings,
            projects=projects if kept is None else projects_in_todays_words(kept, projects),
            keeps_projects=kept is not None,
            to_check=to_check,
            marks=marks,
        )

    def build(self, target: str | None) -> Roadmap:
        """The roadmap as it is."""
        return build(
            path=self.path,
            ratings=self.ratings,
            placement=self.placement,
            project_specs=self.projects,
            marks=self.marks,
            target=target,
        )

    def build_trial(self, tries: Mapping[str, int], target: str | None) -> Roadmap:
        """The roadmap as it would be with other ratings."""
        ratings = tried(self.ratings, tries)
        return build(
            path=self.path,
            ratings=ratings,
            placement=place(self.path, ratings),
            project_specs=self.projects,
            marks=self.marks,
            target=target,
        )


def build(  # noqa: PLR0913  # all that a roadmap follows from
    *,
    path: PathSpec,
    ratings: Ratings,
    placement: Placement,
    project_specs: tuple[ProjectSpec, ...],
    marks: tuple[Mark, ...] = (),
    target: str | None = None,
) -> Roadmap:
    """The roadmap of these ratings; `target` is a level id, ignored where it is not further up."""
    facts = replace(gather(path, ratings, placement, project_specs, target), marks=marks)
    return Roadmap(
        path=path.name,
        headline=standing.headline(facts),
        lead=standing.lead(facts),
        notes=standing.notes(facts),
        range=standing.unrated_range(facts),
        unrated=len(facts.unrated),
        current=facts.current.short_name if facts.current else None,
        current_id=facts.current.id if facts.current else None,
        target=facts.target.short_name if facts.target else None,
        focus=facts.focus.id if facts.focus else None,
        rungs=reasons.rungs(facts),
        choices=tuple(
            TargetChoice(level.id, level.short_name, is_chosen=level == facts.target)
            for level in path.levels
            if level.rank > (placement.current_rank or 0) and level.requirements
        ),
        way=way.shortest(facts),
        portfolio=projects.portfolio(facts),
        gaps=way.gaps(facts),
        gap_count=way.gap_count(facts),
        keep=way.keep(facts),
        groups=profile.groups(facts),
    )
