"""Which projects to build for a way: its fewest, what each adds, and what they leave open."""

from __future__ import annotations

from collections.abc import Sequence

from .types import Portfolio, ProjectChoice, ProjectSpec, SkillGap, Way


def portfolio(projects: Sequence[ProjectSpec], way: Way, gaps: Sequence[SkillGap]) -> Portfolio:
    """The projects of a way, the largest gain first, ties in the path's order; then the others.

    `projects` are the path's, of which those are told that the way looked at; `gaps` are all that
    is missing up to the target. A way without a raise needs no project: its portfolio is empty.
    """
    if not way.parts:
        return Portfolio()
    near = [project for project in projects if project.id in way.nearby]
    mapped = {project.id: project for project in near if project.skills}
    order = _by_gain([mapped[project] for project in way.projects], way.skills)
    done: set[str] = set()
    chosen = []
    for project in order:
        chosen.append(_choice(project, way, gaps, done))
        done |= set(project.skills)
    others = [project for project in mapped.values() if project.id not in way.projects]
    return Portfolio(
        chosen=tuple(chosen),
        others=tuple(_choice(project, way, gaps, set(way.skills)) for project in others),
        unmapped=tuple(project.id for project in near if not project.skills),
        uncovered=tuple(skill for skill in way.skills if skill not in done),
    )


def _by_gain(projects: list[ProjectSpec], raised: Sequence[str]) -> list[ProjectSpec]:
    """Always the one next that adds most to those before it; max takes the earlier of equals."""
    order: list[ProjectSpec] = []
    left, waiting = set(raised), list(projects)
    while waiting:
        best = max(waiting, key=lambda project: len(left & set(project.skills)))
        waiting.remove(best)
        order.append(best)
        left -= set(best.skills)
    return order


def _choice(
    project: ProjectSpec, way: Way, gaps: Sequence[SkillGap], done: set[str]
) -> ProjectChoice:
    covers = tuple(skill for skill in way.skills if skill in project.skills)
    return ProjectChoice(
        project=project.id,
        level=project.level,
        covers=covers,
        adds=tuple(skill for skill in covers if skill not in done),
        besides=tuple(
            gap.skill for gap in gaps if gap.skill in project.skills and gap.skill not in covers
        ),
    )
