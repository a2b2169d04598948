"""The one bridge from framework rows to the engine's types."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from careerpath.engine.types import LevelSpec, PathSpec, ProjectSpec, RequirementSpec
from careerpath.framework.keeping import kept
from careerpath.framework.models import CareerPath, Level, Project, ProjectSkill, Requirement


def path_spec(path: CareerPath) -> PathSpec:
    """The path as it is asked now: levels and requirements in use. One query, or three."""
    return kept(("path_spec", path.pk), lambda: path_specs([path])[path.pk])


def path_specs(paths: Collection[CareerPath]) -> dict[int, PathSpec]:
    """Several paths as they are asked now, by primary key. Two queries, however many."""
    asked: dict[int, list[RequirementSpec]] = {}
    for row in _requirements(paths):
        asked.setdefault(row.level_id, []).append(requirement_spec(row))
    rungs: dict[int, list[Level]] = {path.pk: [] for path in paths}
    for level in Level.objects.current().filter(path__in=rungs).order_by("rank", "pk"):
        rungs[level.path_id].append(level)
    return {path.pk: _spec(path, rungs[path.pk], asked) for path in paths}


def _spec(
    path: CareerPath, rungs: list[Level], asked: Mapping[int, list[RequirementSpec]]
) -> PathSpec:
    levels = tuple(
        LevelSpec(
            id=level.public_id,
            name=level.name,
            short_name=level.short_name,
            rank=rank,
            threshold_percent=level.threshold_percent or path.threshold_percent,
            requirements=tuple(asked.get(level.pk, ())),
        )
        # Counted, not copied: a retired level leaves a hole in the ranks, never in the ladder.
        for rank, level in enumerate(rungs, start=1)
    )
    return PathSpec(id=path.public_id, name=path.name, levels=levels)


def requirement_spec(row: Requirement) -> RequirementSpec:
    """One requirement; the row comes with its skill and group."""
    return RequirementSpec(
        skill=row.skill.public_id,
        skill_name=row.skill.name,
        group=row.group.public_id,
        group_name=row.group.name,
        proficiency=row.proficiency,
        must_have=row.must_have,
    )


def project_specs(path: CareerPath) -> tuple[ProjectSpec, ...]:
    """The path's projects in use, by level and order. One query, or three."""
    return kept(("project_specs", path.pk), lambda: _project_specs(path))


def _project_specs(path: CareerPath) -> tuple[ProjectSpec, ...]:
    projects = list(
        Project.objects.current()
        .filter(level__path=path, level__retired_at__isnull=True)
        .select_related("level")
        .order_by("level__rank", "position", "pk")
    )
    exercised: dict[int, list[str]] = {}
    rows = ProjectSkill.objects.filter(project__in=projects).select_related("skill")
    for row in rows.order_by("position", "pk"):
        exercised.setdefault(row.project_id, []).append(row.skill.public_id)
    return tuple(
        ProjectSpec(
            id=f"{project.level.public_id}/{project.public_id}",
            name=project.name,
            level=project.level.public_id,
            skills=tuple(exercised.get(project.pk, ())),
        )
        for project in projects
    )


def _requirements(paths: Collection[CareerPath]) -> list[Requirement]:
    """Every requirement in use, in group order, then its own."""
    return list(
        Requirement.objects.current()
        .filter(
            level__path__in=[path.pk for path in paths],
            level__retired_at__isnull=True,
            skill__retired_at__isnull=True,
        )
        .select_related("skill", "group")
        .order_by("group__position", "group_id", "position", "pk")
    )
