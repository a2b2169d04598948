"""Every text of a path that is shown, part by part, each beside its translation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careerpath.framework.models import (
    CareerPath,
    CareerTransition,
    CoreResponsibility,
    DayShare,
    GrowthPhase,
    InterviewQuestion,
    InterviewSection,
    Level,
    NegotiationTip,
    NetworkingEntry,
    NetworkingGroup,
    PathNote,
    Proficiency,
    Project,
    ProjectSkill,
    Requirement,
    Responsibility,
    Skill,
    SkillAnchor,
    SkillGroup,
)

Row = Any
"""A row of any framework model that has texts."""


@dataclass(frozen=True, slots=True)
class Text:
    """One field of one row. `place` names it in files and forms."""

    row: Row
    field: str

    @property
    def place(self) -> str:
        """ "level/ml-engineer/junior.short_name": the row's natural key, then the field."""
        return f"{row_of_place(self.row)}.{self.field}"

    @property
    def original(self) -> str:
        """As it stands in the row."""
        return str(getattr(self.row, self.field))

    @property
    def label(self) -> str:
        """What it is, in the language of the page."""
        row, what = self.row, str(self.row._meta.get_field(self.field).verbose_name)
        if isinstance(row, SkillAnchor):
            return f"{row.skill.name} · {row.proficiency} {Proficiency(row.proficiency).label}"
        if isinstance(row, ProjectSkill):
            return f"{row.project.name} · {row.skill.name}"
        if isinstance(row, Skill):
            return f"{row.name} · {what}"
        return f"{capfirst(row._meta.verbose_name)} · {what}"

    def said(self, language: str) -> str:
        """Its translation; "" for none."""
        there = self.row.translation(language, self.field)
        return there.text if there else ""

    def of(self, language: str) -> str:
        """The original that its translation was made of; "" where there is none."""
        there = self.row.translation(language, self.field)
        return there.of if there else ""

    def is_outdated(self, language: str) -> bool:
        """Whether the original says something else than when it was translated."""
        there = self.row.translation(language, self.field)
        return there is not None and there.of != self.original


def row_of_place(row: Row) -> str:
    """How the places of a row's texts begin: "level/ml-engineer/junior"."""
    return "/".join(map(str, (row._meta.model_name, *row.natural_key())))


@dataclass(frozen=True, slots=True)
class Part:
    """What is edited on one page. `key` is its public id behind what it is."""

    key: str
    title: str
    texts: tuple[Text, ...]


def parts_of(path: CareerPath) -> list[Part]:
    """Every text in use with something in it, each once. A fixed number of queries."""
    path = CareerPath.objects.get(pk=path.pk)
    rows = _Rows(path)
    parts = [Part("path", _("The path"), _texts([path, *rows.core, *rows.notes[None]]))]
    parts += [Part(f"level:{lvl.public_id}", lvl.short_name, rows.of(lvl)) for lvl in rows.levels]
    parts += rows.skills_by_group()
    parts.append(Part("advice", _("Advice"), _texts(rows.advice)))
    return [part for part in parts if part.texts]


def texts_of(path: CareerPath) -> Iterator[Text]:
    """The same in one row."""
    return (text for part in parts_of(path) for text in part.texts)


def _texts(rows: Iterable[Row]) -> tuple[Text, ...]:
    texts = (Text(row, field) for row in rows for field in row.texts)
    return tuple(text for text in texts if text.original.strip())


class _Rows:
    """All rows of a path that are in use, by what they belong to."""

    def __init__(self, path: CareerPath) -> None:
        self.path = path
        self.core = list(CoreResponsibility.objects.filter(path=path))
        self.levels = list(path.levels.current().order_by("rank", "pk"))
        for level in self.levels:
            level.path = path
        self.of_level = defaultdict[int, list[Row]](list)
        for model in (Responsibility, DayShare):
            for row in model.objects.filter(level__in=self.levels).select_related("level__path"):
                self.of_level[row.level_id].append(row)
        self._add_projects()
        self.notes = defaultdict[int | None, list[Row]](list)
        for note in PathNote.objects.filter(path=path).select_related("path"):
            self.notes[note.level_id].append(note)
        self.advice = list(self._advice())

    def of(self, level: Level) -> tuple[Text, ...]:
        """What one level says."""
        return _texts([level, *self.of_level[level.pk], *self.notes[level.pk]])

    def _add_projects(self) -> None:
        projects = Project.objects.current().filter(level__in=self.levels)
        exercises = defaultdict[int, list[Row]](list)
        rows = ProjectSkill.objects.filter(project__in=projects)
        for row in rows.select_related("project__level__path", "skill"):
            exercises[row.project_id].append(row)
        for project in projects.select_related("level__path"):
            self.of_level[project.level_id] += [project, *exercises[project.pk]]

    def skills_by_group(self) -> Iterator[Part]:
        """Each group with the skills that it is the first to hold; then those of projects alone."""
        groups = list(SkillGroup.objects.filter(path=self.path).select_related("path"))
        asked = Requirement.objects.current().filter(level__in=self.levels)
        asked = asked.filter(skill__retired_at__isnull=True).order_by("level__rank", "position")
        first: dict[int, int] = {}
        for skill, group in asked.values_list("skill_id", "group_id"):
            first.setdefault(skill, group)
        skills = self._skills(first)
        for group in groups:
            held = [row for pk, row in skills.items() if first.get(pk) == group.pk]
            yield Part(f"group:{group.public_id}", group.name, _with_anchors(group, held))
        rest = [row for pk, row in skills.items() if pk not in first]
        yield Part("skills", _("Skills of projects"), _with_anchors(None, rest))

    def _skills(self, asked: Iterable[int]) -> dict[int, Row]:
        of_projects = Q(exercised_by__project__level__in=self.levels)
        rows = Skill.objects.current().filter(Q(pk__in=list(asked)) | of_projects).distinct()
        return {row.pk: row for row in rows.prefetch_related("anchors__skill").order_by("pk")}

    def _advice(self) -> Iterator[Row]:
        own = {"path": self.path}
        yield from GrowthPhase.objects.filter(**own).select_related("path")
        for model, rows_below, parent in (
            (InterviewSection, InterviewQuestion, "section"),
            (NetworkingGroup, NetworkingEntry, "group"),
        ):
            below = defaultdict[int, list[Row]](list)
            found: Any = rows_below.objects.filter(**{f"{parent}__path": self.path})
            for row in found.select_related(f"{parent}__path"):
                below[getattr(row, f"{parent}_id")].append(row)
            for head in model.objects.filter(**own).select_related("path"):
                yield from (head, *below[head.pk])
        for advice in (NegotiationTip, CareerTransition):
            yield from advice.objects.filter(**own).select_related("path")


def _with_anchors(group: SkillGroup | None, skills: Iterable[Row]) -> tuple[Text, ...]:
    rows: list[Row] = [group] if group else []
    for skill in skills:
        rows += [skill, *sorted(skill.anchors.all(), key=lambda anchor: anchor.proficiency)]
    return _texts(rows)
