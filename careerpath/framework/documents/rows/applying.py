"""A whole path brought to what a document says, in one transaction."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils.translation import gettext

from careerpath.engine.types import DEFAULT_THRESHOLD_PERCENT
from careerpath.framework.documents.model import Group, PathDocument, Rung, Years
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
    Project,
    ProjectSkill,
    Requirement,
    Responsibility,
    Skill,
    SkillAlias,
    SkillGroup,
)
from careerpath.framework.models.base import stem_of

from .compare import Changes
from .matching import Named, folded, named, pair
from .skills import SkillBook
from .sync import OUT_OF_THE_WAY, Editing, Sync, Wanted, differs, free_id


class ApplyError(Exception):
    """A document that does not fit what is in the database; nothing was changed."""


def does_not_fit(error: DatabaseError) -> ApplyError:
    """What the database refused, told."""
    text = gettext("The document does not fit what is there: %(error)s")
    return ApplyError(text % {"error": error})


def apply(
    *, changes: Changes, by: AbstractBaseUser | None, now: dt.datetime
) -> tuple[CareerPath, dict[str, int]]:
    """Do what `diff` told, all or nothing; gives the path and how many rows were touched."""
    editing = Editing(by, now)
    try:
        with transaction.atomic():
            path = _Apply(changes, editing).run()
    except DatabaseError as error:
        raise does_not_fit(error) from error
    return path, dict(editing.touched)


class _Apply:
    """One application of one document."""

    def __init__(self, changes: Changes, editing: Editing) -> None:
        self.editing = editing
        self.document: PathDocument = changes.resolved.document
        self.book: SkillBook = changes.resolved.book
        self.renames = changes.resolved.renames
        self.found = changes.path

    def run(self) -> CareerPath:
        """Everything, parents before what belongs to them."""
        self.path = self._path()
        self._rename_skills()
        self._new_skills()
        self.levels = self._levels()
        self.groups = self._groups()
        self._requirements()
        self._level_lists()
        self._projects()
        self._path_lists()
        self._interview()
        self._networking()
        self._notes()
        return self.path

    # --- The path and its levels --------------------------------------------------------------

    def _path(self) -> CareerPath:
        document = self.document
        fields = {
            "name": document.title,
            "overview": document.overview,
            "threshold_percent": document.threshold_percent or DEFAULT_THRESHOLD_PERCENT,
            "system_design_focus": document.system_design_focus,
            "transition_timeline": document.transition_timeline,
            "flexibility": document.flexibility,
        }
        if self.found is None:
            ids = set(CareerPath.objects.values_list("public_id", flat=True))
            position = len(ids) + 1
            public_id = free_id(document.public_id or stem_of(document.title), ids)
            path = CareerPath(public_id=public_id, position=position, **fields)
            self.editing.create(CareerPath, [path])
            return path
        self._update(self.found, fields)
        return self.found

    def _update(self, row: Any, fields: dict[str, Any]) -> None:
        changed = {name: value for name, value in fields.items() if differs(row, name, value)}
        for name, value in changed.items():
            setattr(row, name, value)
        if changed:
            self.editing.update(type(row), [row], changed)

    def _levels(self) -> list[Level]:
        """Levels in their order; ranks step aside first, since no two may share one."""
        rows = sorted(self.path.levels.all(), key=lambda row: row.retired_at is not None)
        rungs = self.document.levels
        places = pair(
            [Named(row.name, row.public_id) for row in rows],
            [named(rung.name, rung.public_id, id_from=rung.short_name) for rung in rungs],
        )
        kept = {rows[place].pk for place in places if place is not None}
        gone = [row for row in rows if row.pk not in kept and row.retired_at is None]
        for row in gone:
            row.retired_at = self.editing.now
        self.editing.update(Level, gone, ["retired_at"])
        return self._ranked(rows, places)

    def _ranked(self, rows: list[Level], places: list[int | None]) -> list[Level]:
        taken = {row.public_id for row in rows}
        result: list[Level] = []
        made: list[Level] = []
        changed: dict[int, Level] = {}
        names: set[str] = set()
        for rank, (rung, place) in enumerate(
            zip(self.document.levels, places, strict=True), start=1
        ):
            fields = _level_fields(rung) | {"rank": rank, "retired_at": None}
            if place is None:
                public_id = free_id(rung.public_id or stem_of(rung.short_name), taken)
                made.append(Level(path=self.path, public_id=public_id, **fields))
                result.append(made[-1])
                continue
            row = rows[place]
            different = {name for name, value in fields.items() if differs(row, name, value)}
            for name in different:
                setattr(row, name, fields[name])
            if different:
                changed[row.pk] = row
            names |= different
            result.append(row)
        if "rank" in names:
            stepping = self.path.levels.filter(pk__in=[row.pk for row in result if row.pk])
            stepping.update(rank=F("rank") + OUT_OF_THE_WAY)
            changed |= {row.pk: row for row in result if row.pk}
        self.editing.update(Level, changed.values(), names)
        self.editing.create(Level, made)
        return result

    # --- Skills and what is asked -------------------------------------------------------------

    def _rename_skills(self) -> None:
        """A renamed skill keeps its old name as an alias, so older documents still find it."""
        rows, aliases = [], []
        for public_id, name in self.renames.items():
            row = self.book.by_id[public_id]
            other = self.book.by_name.get(folded(name))
            if other and other.pk != row.pk:
                raise ApplyError(
                    gettext("“%(old)s” can't be renamed: “%(new)s” exists already.")
                    % {"old": row.name, "new": other.name}
                )
            if folded(row.name) not in self.book.by_alias:
                aliases.append(SkillAlias(skill=row, name=row.name))
            self.book.by_name[folded(name)] = row
            row.name = name
            rows.append(row)
        self.editing.update(Skill, rows, ["name"])
        self.editing.create(SkillAlias, aliases)

    def _new_skills(self) -> None:
        """Skills nobody had yet; retired ones that are asked again come back."""
        taken = set(self.book.by_id)
        made: dict[str, Skill] = {}
        back: dict[int, Skill] = {}
        for name, public_id in _names(self.document):
            row = self.book.find(name, public_id)
            if row is None and folded(name) not in made:
                new_id = free_id(public_id or stem_of(name), taken)
                made[folded(name)] = Skill(name=name, public_id=new_id)
            elif row is not None and row.retired_at is not None:
                row.retired_at = None
                back[row.pk] = row
        self.editing.create(Skill, list(made.values()))
        self.editing.update(Skill, back.values(), ["retired_at"])
        self.book.by_name |= made

    def _skill(self, name: str, public_id: str = "") -> Skill:
        row = self.book.find(name, public_id)
        if row is None:
            raise ApplyError(gettext("No skill “%(skill)s”.") % {"skill": name})
        return row

    def _groups(self) -> dict[str, SkillGroup]:
        """The path's groups by name; those no longer asked stay, for what was asked in them."""
        wanted: dict[str, Group] = {}
        for rung in self.document.levels:
            for group in rung.groups:
                wanted.setdefault(folded(group.name), group)
        items = sorted(wanted.values(), key=lambda group: group.soft)
        rows = list(self.path.skill_groups.all())
        places = pair(
            [Named(row.name, row.public_id) for row in rows],
            [named(group.name, group.public_id) for group in items],
        )
        taken = {row.public_id for row in rows}
        made, changed, found = [], [], {}
        for position, (group, place) in enumerate(zip(items, places, strict=True), start=1):
            kind = SkillGroup.Kind.SOFT if group.soft else SkillGroup.Kind.TECHNICAL
            fields = {"name": group.name, "kind": kind, "position": position}
            if place is None:
                new_id = free_id(group.public_id or stem_of(group.name), taken)
                row = SkillGroup(path=self.path, public_id=new_id, **fields)
                made.append(row)
            else:
                row = rows[place]
                if any(differs(row, name, value) for name, value in fields.items()):
                    row.name, row.kind, row.position = group.name, kind, position
                    changed.append(row)
            found[folded(group.name)] = row
        self.editing.update(SkillGroup, changed, ["name", "kind", "position"])
        self.editing.create(SkillGroup, made)
        return found

    def _requirements(self) -> None:
        wanted = []
        for level, rung in zip(self.levels, self.document.levels, strict=True):
            asked = [(group, skill) for group in rung.groups for skill in group.skills]
            for position, (group, skill) in enumerate(asked, start=1):
                row = self._skill(skill.name, skill.public_id)
                fields = {
                    "group": self.groups[folded(group.name)],
                    "skill": row,
                    "proficiency": skill.proficiency,
                    "must_have": skill.must_have,
                    "position": position,
                }
                wanted.append(Wanted(level, row.public_id, fields))
        rows = Requirement.objects.filter(level__in=self.levels).select_related("skill", "group")
        Sync(self.editing, Requirement, "level", by="skill.public_id").run(rows, wanted)

    # --- Lists --------------------------------------------------------------------------------

    def _level_lists(self) -> None:
        self._texts(Responsibility, lambda rung: rung.responsibilities)
        days = [
            Wanted(
                level,
                day.activity,
                {"activity": day.activity, "percent": day.percent, "position": n},
            )
            for level, rung in zip(self.levels, self.document.levels, strict=True)
            for n, day in enumerate(rung.day, start=1)
        ]
        rows = DayShare.objects.filter(level__in=self.levels)
        Sync(self.editing, DayShare, "level").run(rows, days)

    def _texts(self, model: Any, texts: Any) -> None:
        wanted = [
            Wanted(level, text, {"text": text, "position": n})
            for level, rung in zip(self.levels, self.document.levels, strict=True)
            for n, text in enumerate(texts(rung), start=1)
        ]
        Sync(self.editing, model, "level").run(model.objects.filter(level__in=self.levels), wanted)

    def _projects(self) -> None:
        ideas = [
            (level, n, idea)
            for level, rung in zip(self.levels, self.document.levels, strict=True)
            for n, idea in enumerate(rung.projects, start=1)
        ]
        wanted = [
            Wanted(
                level,
                idea.name,
                {"name": idea.name, "description": idea.description, "position": n},
                idea.public_id,
            )
            for level, n, idea in ideas
        ]
        rows = Project.objects.filter(level__in=self.levels)
        projects = Sync(self.editing, Project, "level").run(rows, wanted)
        exercises = []
        for project, (_, _, idea) in zip(projects, ideas, strict=True):
            for n, exercise in enumerate(idea.exercises, start=1):
                skill = self._skill(exercise.skill)
                fields = {"skill": skill, "why": exercise.why, "position": n}
                exercises.append(Wanted(project, skill.public_id, fields))
        there = ProjectSkill.objects.filter(project__in=projects).select_related("skill")
        Sync(self.editing, ProjectSkill, "project", by="skill.public_id").run(there, exercises)

    def _path_lists(self) -> None:
        document = self.document
        core = [{"text": text} for text in document.core_responsibilities]
        phases = [
            {
                "name": phase.name,
                "focus": phase.focus,
                "key_skills": phase.key_skills,
                "mindset": phase.mindset,
                **_years(phase.years),
            }
            for phase in document.phases
        ]
        tips = [{"name": tip.name, "text": tip.text} for tip in document.tips]
        moves = [{"name": move.name, "text": move.text} for move in document.transitions]
        self._list(CoreResponsibility, core)
        self._list(GrowthPhase, phases)
        self._list(NegotiationTip, tips)
        self._list(CareerTransition, moves)

    def _list(self, model: Any, items: list[dict[str, Any]]) -> list[Any]:
        wanted = [
            Wanted(self.path, item[model.named_by], item | {"position": n})
            for n, item in enumerate(items, start=1)
        ]
        rows = model.objects.filter(path=self.path)
        return Sync(self.editing, model, "path").run(rows, wanted)

    def _below(self, model: Any, parent: str, lists: list[tuple[Any, tuple[str, ...]]]) -> None:
        wanted = [
            Wanted(row, text, {"text": text, "position": n})
            for row, texts in lists
            for n, text in enumerate(texts, start=1)
        ]
        rows = model.objects.filter(**{f"{parent}__in": [row for row, _ in lists]})
        Sync(self.editing, model, parent).run(rows, wanted)

    def _interview(self) -> None:
        by_short = {
            rung.short_name: row
            for rung, row in zip(self.document.levels, self.levels, strict=True)
        }
        items = [
            {"name": asked.name, "level": by_short.get(asked.level)}
            for asked in self.document.interview
        ]
        sections = self._list(InterviewSection, items)
        lists = [
            (row, a.questions) for row, a in zip(sections, self.document.interview, strict=True)
        ]
        self._below(InterviewQuestion, "section", lists)

    def _networking(self) -> None:
        circles = self.document.networking
        groups = self._list(NetworkingGroup, [{"name": circle.name} for circle in circles])
        lists = [(row, circle.entries) for row, circle in zip(groups, circles, strict=True)]
        self._below(NetworkingEntry, "group", lists)

    def _notes(self) -> None:
        """Notes of the path and of its levels; two levels may have notes of one heading."""
        notes = [(None, note) for note in self.document.notes]
        for level, rung in zip(self.levels, self.document.levels, strict=True):
            notes += [(level, note) for note in rung.notes]  # type: ignore[misc]
        rows = list(PathNote.objects.filter(path=self.path))
        wanted = [
            Wanted(
                self.path,
                f"{level.pk if level else ''} {note.heading}",
                {"level": level, "heading": note.heading, "text": note.text, "position": n},
            )
            for n, (level, note) in enumerate(notes, start=1)
        ]
        for row in rows:
            row.filed_as = f"{row.level_id or ''} {row.heading}"
        _NoteSync(self.editing, PathNote, "path", by="filed_as").run(rows, wanted)


class _NoteSync(Sync):
    """Notes match by level and heading."""

    def _name(self, row: Any) -> str:
        return str(getattr(row, "filed_as", row.heading))


def _names(document: PathDocument) -> list[tuple[str, str]]:
    """Every skill a document names, with the id it gives."""
    found = []
    for rung in document.levels:
        found += [(skill.name, skill.public_id) for group in rung.groups for skill in group.skills]
    for rung in document.levels:
        found += [(e.skill, "") for project in rung.projects for e in project.exercises]
    return found


def _years(years: Years | None) -> dict[str, int | None]:
    return {
        "years_from": years.start if years else None,
        "years_to": years.end if years else None,
    }


def _level_fields(rung: Rung) -> dict[str, Any]:
    return {
        "name": rung.name,
        "short_name": rung.short_name,
        "threshold_percent": rung.threshold_percent,
        "pay_from": rung.pay.lowest,
        "pay_to": rung.pay.highest,
        "pay_open_ended": rung.pay.open_ended,
        "pay_currency": rung.pay.currency,
        "pay_note": rung.pay.note,
        "pay_source": rung.pay.source,
        **_years(rung.years),
    }
