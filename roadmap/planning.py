"""What of a roadmap can be taken into a plan: its way, each of its gaps, its projects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.models import Assessment
from assessments.services import Wanted
from careerpath.framework.models import Project, Skill
from roadmap.builder import RoadmapBuilder
from roadmap.facts import gather

WAY, SKILL, PROJECT = "way", "skill", "project"


@dataclass(frozen=True, slots=True)
class Takeable:
    """Skills of the roadmap to how far each is to be raised: on the way, and of all gaps."""

    way: Mapping[str, int]
    gaps: Mapping[str, int]


def takeable(builder: RoadmapBuilder, target: str | None) -> Takeable:
    """What the roadmap to this target offers; of a skill that is raised twice the further goal."""
    facts = gather(builder.path, builder.ratings, builder.placement, builder.projects, target)
    steps = [(step.skill, step.goal) for part in facts.way.parts for step in part.steps]
    way = dict(sorted(steps, key=lambda step: step[1]))
    return Takeable(
        {skill: way[skill] for skill, _ in steps},
        {gap.skill: gap.required for gap in facts.gaps},
    )


def wanted(
    assessment: Assessment, builder: RoadmapBuilder, target: str | None, what: str
) -> list[Wanted]:
    """What was pressed: "way", "skill:<id>" or "project:<level>/<id>"; nothing where it is gone.

    Two queries at most.
    """
    kind, _, name = what.partition(":")
    if kind == PROJECT:
        level, _, project = name.partition("/")
        rows = Project.objects.filter(level__path=assessment.path_id, level__public_id=level)
        return [Wanted(project=row.pk) for row in rows.filter(public_id=project)]
    offered = takeable(builder, target)
    goals = offered.way if kind == WAY else {n: g for n, g in offered.gaps.items() if n == name}
    rows_of = Skill.objects.filter(public_id__in=list(goals))
    keys = dict(rows_of.values_list("public_id", "pk"))
    return [Wanted(keys[skill], goal) for skill, goal in goals.items() if skill in keys]
