"""The one bridge from framework rows to the engine's types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import BigIntegerField, QuerySet

from careerpath.engine.types import LevelSpec, PathSpec, ProjectSpec, RequirementSpec
from careerpath.framework.caching import cached
from careerpath.framework.models import CareerPath, Level, Project, Requirement, Skill
from careerpath.framework.models.translatable import said
from careerpath.prepared import Prepared, Slot

# The columns of a requirement in the order of RequirementSpec; rows of models cost four times that.
AS_ASKED = (
    *("skill__public_id", "skill__name", "group__public_id", "group__name"),
    *("proficiency", "must_have"),
)
TRANSLATED = (*AS_ASKED, "skill__translations", "group__translations")


def path_spec(path: CareerPath) -> PathSpec:
    """The path as it is asked now: levels and requirements in use. One query, or three."""
    return cached(("path_spec", path.pk), lambda: _path_spec(path))


def path_spec_of(pk: int) -> PathSpec:
    """The same by primary key. One query, or four: the row is read only if nothing is kept."""
    return cached(("path_spec", pk), lambda: _path_spec(all_paths()[pk]))


def all_paths() -> Mapping[int, CareerPath]:
    """Every path's row by primary key, in the framework's order. One query, or two."""
    return cached("paths", lambda: {path.pk: path for path in _paths.objects()})


def levels_in_use(path: CareerPath) -> tuple[Level, ...]:
    """The rows of a path's levels in use, lowest first. One query, or two."""
    return cached(("levels", path.pk), lambda: tuple(_levels.objects(path=path.pk)))


def _path_spec(path: CareerPath) -> PathSpec:
    """What `path_specs` gives, of one."""
    asked: dict[int, list[RequirementSpec]] = {}
    for level_id, *columns in _asked.rows(path=path.pk):
        asked.setdefault(level_id, []).append(_asks(*columns))
    return _spec(path, levels_in_use(path), asked)


def _asks(skill: str, name: str, group: str, group_name: str, *more: Any) -> RequirementSpec:
    """A requirement with its names in the language that texts are read in."""
    *terms, of_skill, of_group = more
    names = said(name, of_skill, "name"), said(group_name, of_group, "name")
    return RequirementSpec(skill, names[0], group, names[1], *terms)


def path_specs(paths: Collection[CareerPath]) -> dict[int, PathSpec]:
    """Several paths as they are asked now, by primary key. Two queries, however many."""
    asked: dict[int, list[RequirementSpec]] = {}
    for level_id, *columns in _in_use(_of(paths)).values_list("level_id", *AS_ASKED):
        asked.setdefault(level_id, []).append(RequirementSpec(*columns))
    rungs: dict[int, list[Level]] = {path.pk: [] for path in paths}
    for level in Level.objects.current().filter(path__in=rungs).order_by("rank", "pk"):
        rungs[level.path_id].append(level)
    return {path.pk: _spec(path, rungs[path.pk], asked) for path in paths}


def _spec(
    path: CareerPath, rungs: Sequence[Level], asked: Mapping[int, list[RequirementSpec]]
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
    return cached(("project_specs", path.pk), lambda: _project_specs(path))


def changed_meanings() -> Mapping[str, tuple[str, dt.datetime]]:
    """Skill public id to name and day, of those whose meaning ever changed. One query, or two."""

    def read() -> dict[str, tuple[str, dt.datetime]]:
        rows = _meanings.rows()
        return {key: (said(name, more, "name"), at) for key, name, more, at in rows}

    return cached("meanings", read)


def level_names() -> Mapping[tuple[int, str], str]:
    """Path key and public id of a level to its short name. One query, or two."""

    def read() -> dict[tuple[int, str], str]:
        return {
            (level.path_id, level.public_id): level.short_name for level in _all_levels.objects()
        }

    return cached("level names", read)


def _project_specs(path: CareerPath) -> tuple[ProjectSpec, ...]:
    found: dict[tuple[str, str, str], list[str]] = {}
    for level, public_id, written, translations, skill in _exercised.rows(path=path.pk):
        name = said(written, translations, "name")
        found.setdefault((f"{level}/{public_id}", name, level), []).extend([skill] if skill else [])
    return tuple(ProjectSpec(*project, tuple(skills)) for project, skills in found.items())


def _of(paths: Collection[CareerPath]) -> QuerySet[Requirement]:
    return Requirement.objects.filter(level__path__in=[path.pk for path in paths])


def _in_use(rows: QuerySet[Requirement]) -> QuerySet[Requirement]:
    """Requirements in use, in group order, then their own."""
    rows = rows.filter(
        retired_at__isnull=True,
        level__retired_at__isnull=True,
        skill__retired_at__isnull=True,
    )
    return rows.order_by("group__position", "group_id", "position", "pk")


PATH = Slot("path", BigIntegerField())
_paths = Prepared(CareerPath, lambda paths: paths.order_by("position", "pk"))
_all_levels = Prepared(Level, lambda levels: levels.order_by("pk"))
_levels = Prepared(
    Level, lambda levels: levels.filter(path=PATH, retired_at__isnull=True).order_by("rank", "pk")
)
_asked = Prepared(
    Requirement,
    lambda rows: _in_use(rows.filter(level__path=PATH)).values_list("level_id", *TRANSLATED),
)
_exercised = Prepared(
    Project,
    lambda rows: (
        rows.filter(level__path=PATH, level__retired_at__isnull=True, retired_at__isnull=True)
        .order_by("level__rank", "position", "pk", "exercises__position", "exercises__pk")
        .values_list(
            "level__public_id",
            "public_id",
            "name",
            "translations",
            "exercises__skill__public_id",
        )
    ),
)
_meanings = Prepared(
    Skill,
    lambda skills: skills.filter(meaning_changed_at__isnull=False).values_list(
        "public_id", "name", "translations", "meaning_changed_at"
    ),
)
