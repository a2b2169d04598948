"""Which projects to build for a way: its fewest, what each adds, and what they leave open."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from .solver import choose
from .types import Portfolio, ProjectChoice, ProjectSpec, SkillGap, Way

NONE: frozenset[str] = frozenset()


def portfolio(
    projects: Sequence[ProjectSpec],
    way: Way,
    gaps: Sequence[SkillGap],
    *,
    done: Collection[str] = NONE,
    to_rate: Collection[str] = NONE,
) -> Portfolio:
    """The projects of a way, the largest gain first, ties in the path's order; then the others.

    `projects` are the path's, of which those are told that the way looked at; `gaps` are all that
    is missing up to the target. A way without a raise needs no project: its portfolio is empty.
    Those that are `done` (ids) are left out: what they leave open takes the fewest of the others.
    Raises of skills `to_rate` again need none until they are rated.
    """
    if not way.parts:
        return Portfolio()
    near = [project for project in projects if project.id in way.nearby and project.id not in done]
    mapped = {project.id: project for project in near if project.skills}
    raised = [skill for skill in way.skills if skill not in to_rate]
    wanted = fewest(list(mapped.values()), raised) if done or to_rate else way.projects
    exercised: set[str] = set(to_rate)
    chosen = []
    for project in _by_gain([mapped[project] for project in wanted], raised):
        chosen.append(_choice(project, way, gaps, exercised))
        exercised |= set(project.skills)
    others = [project for project in mapped.values() if project.id not in wanted]
    return Portfolio(
        chosen=tuple(chosen),
        others=tuple(_choice(project, way, gaps, set(way.skills)) for project in others),
        unmapped=tuple(project.id for project in near if not project.skills),
        uncovered=tuple(skill for skill in way.skills if skill not in exercised),
    )


def fewest(projects: Sequence[ProjectSpec], raised: Sequence[str]) -> tuple[str, ...]:
    """The ids of the smallest set of projects that exercises all of these that any does.

    Among equally small ones the one whose places in the path's order add up to least.
    """
    able = [[n for n, p in enumerate(projects) if skill in p.skills] for skill in raised]
    conditions = [(dict.fromkeys(those, 1), 1) for those in able if those]
    if not conditions:
        return ()
    size = len(projects)
    goals = dict.fromkeys(range(size), 1), {n: n for n in range(size)}
    return tuple(projects[n].id for n in sorted(choose(size, conditions, goals).chosen))


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
