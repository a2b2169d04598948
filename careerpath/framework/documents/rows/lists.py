"""Everything a document lists of a path and its levels, besides what is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from careerpath.framework.documents.model import PathDocument, ProjectIdea, Rung
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
    Responsibility,
)

from .book import SkillBook
from .ladder import years_fields
from .skill_rows import skill_row
from .sync import Editing, Sync, Wanted


@dataclass(frozen=True, slots=True)
class Lists:
    """One path's lists while they are brought to what a document says."""

    editing: Editing
    path: CareerPath
    levels: list[Level]
    document: PathDocument
    book: SkillBook

    def bring(self) -> None:
        """All of them; a fixed number of statements."""
        self._responsibilities()
        self._days()
        self._exercises(self._projects())
        self._path_lists()
        self._interview()
        self._networking()
        self._notes()

    # --- Lists of levels ----------------------------------------------------------------------

    def _rungs(self) -> list[tuple[Level, Rung]]:
        return list(zip(self.levels, self.document.levels, strict=True))

    def _of_levels(self, model: Any, fields: Callable[[Rung], list[dict[str, Any]]]) -> None:
        """One model's rows below the levels, by the field that names them."""
        wanted = [
            Wanted(level, item[model.named_by], item | {"position": n})
            for level, rung in self._rungs()
            for n, item in enumerate(fields(rung), start=1)
        ]
        Sync(self.editing, model, "level").run(self.levels, wanted)

    def _responsibilities(self) -> None:
        self._of_levels(Responsibility, lambda rung: [{"text": t} for t in rung.responsibilities])

    def _days(self) -> None:
        self._of_levels(
            DayShare,
            lambda rung: [{"activity": day.activity, "percent": day.percent} for day in rung.day],
        )

    def _projects(self) -> list[tuple[Project, ProjectIdea]]:
        ideas = [
            (level, n, idea)
            for level, rung in self._rungs()
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
        projects = Sync(self.editing, Project, "level").run(self.levels, wanted)
        return list(zip(projects, [idea for _, _, idea in ideas], strict=True))

    def _exercises(self, projects: list[tuple[Project, ProjectIdea]]) -> None:
        wanted = []
        for project, idea in projects:
            for n, exercise in enumerate(idea.exercises, start=1):
                skill = skill_row(self.book, exercise.skill)
                fields = {"skill": skill, "why": exercise.why, "position": n}
                wanted.append(Wanted(project, skill.public_id, fields))
        sync = Sync(self.editing, ProjectSkill, "project", called=lambda row: row.skill.public_id)
        sync.run([project for project, _ in projects], wanted)

    # --- Lists of the path --------------------------------------------------------------------

    def _path_lists(self) -> None:
        document = self.document
        phases = [
            {
                "name": phase.name,
                "focus": phase.focus,
                "key_skills": phase.key_skills,
                "mindset": phase.mindset,
                **years_fields(phase.years),
            }
            for phase in document.phases
        ]
        self._of_path(CoreResponsibility, [{"text": t} for t in document.core_responsibilities])
        self._of_path(GrowthPhase, phases)
        for model, advice in (
            (NegotiationTip, document.tips),
            (CareerTransition, document.transitions),
        ):
            self._of_path(model, [{"name": one.name, "text": one.text} for one in advice])

    def _of_path(self, model: Any, items: list[dict[str, Any]]) -> list[Any]:
        wanted = [
            Wanted(self.path, item[model.named_by], item | {"position": n})
            for n, item in enumerate(items, start=1)
        ]
        return Sync(self.editing, model, "path").run([self.path], wanted)

    def _below(self, model: Any, parent: str, lists: list[tuple[Any, tuple[str, ...]]]) -> None:
        """Texts below rows of the path."""
        wanted = [
            Wanted(row, text, {"text": text, "position": n})
            for row, texts in lists
            for n, text in enumerate(texts, start=1)
        ]
        Sync(self.editing, model, parent).run([row for row, _ in lists], wanted)

    def _interview(self) -> None:
        asked = self.document.interview
        by_short = {rung.short_name: level for level, rung in self._rungs()}
        items = [{"name": part.name, "level": by_short.get(part.level)} for part in asked]
        sections = self._of_path(InterviewSection, items)
        lists = [(row, part.questions) for row, part in zip(sections, asked, strict=True)]
        self._below(InterviewQuestion, "section", lists)

    def _networking(self) -> None:
        circles = self.document.networking
        groups = self._of_path(NetworkingGroup, [{"name": circle.name} for circle in circles])
        lists = [(row, circle.entries) for row, circle in zip(groups, circles, strict=True)]
        self._below(NetworkingEntry, "group", lists)

    def _notes(self) -> None:
        """Notes of the path and of its levels; two levels may have notes of one heading."""
        notes: list[tuple[Level | None, Any]] = [(None, note) for note in self.document.notes]
        for level, rung in self._rungs():
            notes += [(level, note) for note in rung.notes]
        wanted = [
            Wanted(
                self.path,
                f"{level.pk if level else ''} {note.heading}",
                {"level": level, "heading": note.heading, "text": note.text, "position": n},
            )
            for n, (level, note) in enumerate(notes, start=1)
        ]
        sync = Sync(
            self.editing, PathNote, "path", called=lambda row: f"{row.level_id or ''} {row.heading}"
        )
        sync.run([self.path], wanted)
