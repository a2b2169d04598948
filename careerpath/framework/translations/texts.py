"""Every text of a path that is shown, part by part, each beside its translation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careerpath.framework.documents.rows.path_rows import BELONGS
from careerpath.framework.models import (
    CareerPath,
    CoreResponsibility,
    Level,
    PathNote,
    Proficiency,
    ProjectSkill,
    Requirement,
    Skill,
    SkillAnchor,
    SkillGroup,
)
from careerpath.framework.models.base import Retirable
from careerpath.framework.models.translatable import Translatable

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
    parts = [Part("path", _("The path"), rows.whole())]
    parts += [Part(f"level:{lvl.public_id}", lvl.short_name, rows.of(lvl)) for lvl in rows.levels]
    parts += rows.skills_by_group()
    parts.append(Part("advice", _("Advice"), rows.at_large()))
    return [part for part in parts if part.texts]


def texts_of(path: CareerPath) -> Iterator[Text]:
    """The same in one row."""
    return (text for part in parts_of(path) for text in part.texts)


def _texts(rows: Iterable[Row]) -> tuple[Text, ...]:
    texts = (Text(row, field) for row in rows for field in row.texts)
    return tuple(text for text in texts if text.original.strip())


class _Rows:
    """All rows of a path that are in use, by what they belong to, each kind in BELONGS' order."""

    def __init__(self, path: CareerPath) -> None:
        self.path = path
        self.levels: list[Row] = []
        self.groups: list[Row] = []
        self.of_path: list[Row] = []
        self.of_level = defaultdict[int, list[Row]](list)
        self.advice: list[Row] = []
        self._below = defaultdict[Row, list[Row]](list)
        for model, belongs in BELONGS.items():
            if issubclass(model, Translatable):
                for row in _read(model, belongs, path):
                    self._held_by(row, belongs.partition("__")[0]).append(row)
        self.levels.sort(key=lambda level: level.rank)

    def _held_by(self, row: Row, above: str) -> list[Row]:
        """Where it is told; `above` is the field that leads to what it is a part of."""
        if isinstance(row, Level):
            return self.levels
        if isinstance(row, SkillGroup):
            return self.groups
        if above == "level" or (isinstance(row, PathNote) and row.level_id):
            return self.of_level[row.level_id]
        if isinstance(row, CoreResponsibility | PathNote):
            return self.of_path
        return self.advice if above == "path" else self._below[getattr(row, above)]

    def whole(self) -> tuple[Text, ...]:
        """What the path itself says."""
        return _texts([self.path, *self._with_below(self.of_path)])

    def of(self, level: Level) -> tuple[Text, ...]:
        """What one level says."""
        return _texts([level, *self._with_below(self.of_level[level.pk])])

    def at_large(self) -> tuple[Text, ...]:
        """What is said of none of its parts."""
        return _texts(self._with_below(self.advice))

    def _with_below(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            yield from (row, *self._below[row])

    def skills_by_group(self) -> Iterator[Part]:
        """Each group with the skills that it is the first to hold; then those of projects alone."""
        asked = Requirement.objects.current().filter(level__in=self.levels)
        asked = asked.filter(skill__retired_at__isnull=True).order_by("level__rank", "position")
        first: dict[int, int] = {}
        for skill, group in asked.values_list("skill_id", "group_id"):
            first.setdefault(skill, group)
        skills = self._skills(first)
        for group in self.groups:
            held = [row for pk, row in skills.items() if first.get(pk) == group.pk]
            yield Part(f"group:{group.public_id}", group.name, _with_anchors(group, held))
        rest = [row for pk, row in skills.items() if pk not in first]
        yield Part("skills", _("Skills of projects"), _with_anchors(None, rest))

    def _skills(self, asked: Iterable[int]) -> dict[int, Row]:
        of_projects = Q(exercised_by__project__level__in=self.levels)
        rows = Skill.objects.current().filter(Q(pk__in=list(asked)) | of_projects).distinct()
        return {row.pk: row for row in rows.prefetch_related("anchors__skill").order_by("pk")}


def _read(model: type[Row], belongs: str, path: CareerPath) -> Iterable[Row]:
    """The path's rows of a model that are in use, with what they are named and placed by."""
    used = {"retired_at": None} if issubclass(model, Retirable) else {}
    rows: QuerySet[Any] = model.objects.filter(**{belongs: path}, **used)
    return rows.select_related(belongs, *(["skill"] if model is ProjectSkill else []))


def _with_anchors(group: SkillGroup | None, skills: Iterable[Row]) -> tuple[Text, ...]:
    rows: list[Row] = [group] if group else []
    for skill in skills:
        rows += [skill, *sorted(skill.anchors.all(), key=lambda anchor: anchor.proficiency)]
    return _texts(rows)
