"""A path's rows as a document, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from careerpath.engine.types import DEFAULT_THRESHOLD_PERCENT
from careerpath.framework.documents.model import (
    Advice,
    Circle,
    DayLine,
    Exercise,
    Group,
    Note,
    PathDocument,
    Pay,
    Phase,
    ProjectIdea,
    Questions,
    Rung,
    SkillAsked,
    Years,
)
from careerpath.framework.documents.names import part_of
from careerpath.framework.documents.parts.advice import advice_of
from careerpath.framework.documents.spelling import skill_name
from careerpath.framework.documents.text import clean, prose
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
    SkillGroup,
)
from careerpath.framework.models.base import stem_of
from careerpath.framework.models.paths import DEFAULT_LANGUAGE

from .matching import Named, named, pair
from .path_rows import PathRows, Row, in_order, in_use, rows_of


def path_for(document: PathDocument) -> CareerPath | None:
    """The path a document is about: by public id, then name, then the id its name gives."""
    rows = list(CareerPath.objects.all())
    there = [Named(row.name, row.public_id) for row in rows]
    place = pair(there, [named(document.title, document.public_id)])[0]
    return None if place is None else rows[place]


def document_of(path: CareerPath) -> PathDocument:
    """The path as it is in use now, as a document. A fixed number of queries."""
    return document_in(rows_of(path))


def document_in(rows: PathRows) -> PathDocument:
    """What a path's rows say, as a document."""
    path, rungs = rows[CareerPath][0], _Rungs(rows)
    return PathDocument(
        title=clean(path.name),
        overview=prose(path.overview),
        core_responsibilities=_lines(row.text for row in in_order(rows[CoreResponsibility])),
        threshold_percent=_unless_usual(path.threshold_percent),
        language=None if path.language == DEFAULT_LANGUAGE else path.language,
        levels=tuple(rungs.rung(level) for level in rungs.levels),
        phases=tuple(map(_phase, in_order(rows[GrowthPhase]))),
        interview=_interview(rows, {level.pk: clean(level.short_name) for level in rungs.levels}),
        system_design_focus=clean(path.system_design_focus),
        networking=_networking(rows),
        tips=tuple(map(_advice, in_order(rows[NegotiationTip]))),
        transitions=tuple(map(_advice, in_order(rows[CareerTransition]))),
        transition_timeline=clean(path.transition_timeline),
        flexibility=clean(path.flexibility),
        notes=tuple(rungs.notes[None]),
        public_id=_unsaid(path.public_id, path.name),
    )


def _unless_usual(percent: int) -> int | None:
    return None if percent == DEFAULT_THRESHOLD_PERCENT else percent


def _unsaid(public_id: str, name: str) -> str:
    """The public id, where the name alone would not give it."""
    return "" if public_id == stem_of(name) else public_id


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for text in texts if (line := clean(text)))


def _by(rows: Iterable[Row], attribute: str) -> defaultdict[Any, list[Row]]:
    """Rows by what they belong to, in their order there."""
    found: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in in_order(rows):
        found[getattr(row, attribute)].append(row)
    return found


def _years(row: Row) -> Years | None:
    return None if row.years_from is None else Years(row.years_from, row.years_to)


class _Rungs:
    """The levels in use with all their parts."""

    def __init__(self, rows: PathRows) -> None:
        self.levels = sorted(in_use(rows[Level]), key=lambda level: (level.rank, level.pk))
        self.duties = _by(rows[Responsibility], "level_id")
        self.days = _by(rows[DayShare], "level_id")
        asked = [row for row in in_use(rows[Requirement]) if not row.skill.is_retired]
        self.asked = _by(asked, "level_id")
        self.projects = _by(in_use(rows[Project]), "level_id")
        self.exercises = _by(rows[ProjectSkill], "project_id")
        self.notes: defaultdict[Any, list[Note]] = defaultdict(list)
        for row in in_order(rows[PathNote]):
            self.notes[row.level_id].append(Note(clean(row.heading), prose(row.text)))

    def rung(self, level: Row) -> Rung:
        """One level."""
        return Rung(
            name=clean(level.name),
            short_name=clean(level.short_name),
            years=_years(level),
            threshold_percent=level.threshold_percent,
            responsibilities=_lines(row.text for row in self.duties[level.pk]),
            groups=_groups(self.asked[level.pk]),
            day=tuple(DayLine(clean(row.activity), row.percent) for row in self.days[level.pk]),
            pay=_pay(level),
            projects=tuple(map(self._project, self.projects[level.pk])),
            notes=tuple(self.notes[level.pk]),
            public_id=_unsaid(level.public_id, level.short_name),
        )

    def _project(self, row: Row) -> ProjectIdea:
        exercises = self.exercises[row.pk]
        return ProjectIdea(
            clean(row.name),
            clean(row.description),
            tuple(Exercise(skill_name(each.skill.name), clean(each.why)) for each in exercises),
            _unsaid(row.public_id, row.name),
        )


def _pay(level: Row) -> Pay:
    figures = level.pay_from is not None
    return Pay(
        lowest=level.pay_from,
        highest=level.pay_to,
        open_ended=level.pay_open_ended and figures,
        currency=level.pay_currency if figures else "",
        note=clean(level.pay_note),
        source=clean(level.pay_source),
    )


def _groups(asked: list[Row]) -> tuple[Group, ...]:
    """A level's groups in the order of their first requirement, technical ones first."""
    skills: dict[int, list[SkillAsked]] = {}
    groups: dict[int, Row] = {}
    for row in asked:
        groups[row.group_id] = row.group
        name = skill_name(row.skill.name)
        public_id = _unsaid(row.skill.public_id, name)
        skill = SkillAsked(name, row.proficiency, row.must_have, public_id)
        skills.setdefault(row.group_id, []).append(skill)
    found = [
        Group(
            clean(group.name),
            tuple(skills[key]),
            group.kind == SkillGroup.Kind.SOFT or part_of(group.name) == "soft",
            _unsaid(group.public_id, group.name),
        )
        for key, group in sorted(groups.items(), key=lambda item: list(skills).index(item[0]))
    ]
    return tuple(sorted(found, key=lambda group: group.soft))


def _phase(row: Row) -> Phase:
    texts = (clean(text) for text in (row.focus, row.key_skills, row.mindset))
    return Phase(clean(row.name), _years(row), *texts)


def _advice(row: Row) -> Advice:
    return advice_of(clean(row.name), clean(row.text))


def _interview(rows: PathRows, names: dict[int, str]) -> tuple[Questions, ...]:
    asked = _by(rows[InterviewQuestion], "section_id")
    return tuple(
        Questions(
            clean(row.name),
            names.get(row.level_id or 0, ""),
            _lines(question.text for question in asked[row.pk]),
        )
        for row in in_order(rows[InterviewSection])
    )


def _networking(rows: PathRows) -> tuple[Circle, ...]:
    entries = _by(rows[NetworkingEntry], "group_id")
    return tuple(
        Circle(clean(row.name), _lines(entry.text for entry in entries[row.pk]))
        for row in in_order(rows[NetworkingGroup])
    )
