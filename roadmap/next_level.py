"""What the framework says today about the level aimed at.

Six queries the first time, however long the path.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BigIntegerField, Q
from django.utils.translation import get_language

from careerpath.framework.caching import cached
from careerpath.framework.charts import PayAxis, ShareBar, share_bar
from careerpath.framework.models import (
    CareerPath,
    DayShare,
    GrowthPhase,
    InterviewQuestion,
    Level,
    Responsibility,
)
from careerpath.framework.models.translatable import said
from careerpath.framework.phrases import pay
from careerpath.framework.selectors import interview_questions, pay_axes
from careerpath.framework.specs import levels_in_use
from careerpath.prepared import Prepared, Slot
from roadmap.phrases import next_level as phrases


@dataclass(frozen=True, slots=True)
class Day:
    """How a level's time is shared out."""

    level: str
    bar: ShareBar


@dataclass(frozen=True, slots=True)
class Phase:
    """The growth phase the level begins in."""

    title: str
    focus: str
    key_skills: str
    mindset: str


@dataclass(frozen=True, slots=True)
class Questions:
    """Interview questions under one heading: a topic as the path names it, or words of ours.

    `sections` are what the path calls those of a level: it may say there where they are from.
    """

    title: str
    texts: tuple[str, ...]
    is_topic: bool = False
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NextLevel:
    """Everything about the level in focus besides its skills; anything may be empty."""

    day_title: str
    days: tuple[Day, ...]
    pay: tuple[tuple[str, PayAxis], ...]
    pay_notes: tuple[str, ...]
    phase: Phase | None
    changes: tuple[str, ...]
    questions: tuple[Questions, ...]
    system_design: str


def next_level(path: CareerPath, *, focus: str | None, current: str | None) -> NextLevel:
    """For two level ids; the same for everybody who stands there, so it is kept."""
    key = ("next level", get_language(), path.pk, focus, current)
    return cached(key, lambda: _next_level(path, focus, current))


def _next_level(path: CareerPath, focus: str | None, current: str | None) -> NextLevel:
    """A level the framework no longer has is left out."""
    levels = {
        level.public_id: level
        for level in levels_in_use(path)
        if level.public_id in {focus, current}
    }
    ahead = levels.get(focus or "")
    here = levels.get(current or "") if current != focus else None
    both = [level for level in (here, ahead) if level]
    return NextLevel(
        day_title=phrases.day_title(
            ahead.short_name if ahead else None, here.short_name if here else None
        ),
        days=_days(both),
        pay=tuple(pay_axes(both)),
        pay_notes=_pay_notes(both),
        phase=_phase(path, ahead),
        changes=_changes(here, ahead),
        questions=_questions(path, ahead),
        system_design=path.system_design_focus,
    )


def phase_of(year: int | None, phases: Iterable[GrowthPhase]) -> GrowthPhase | None:
    """The phase a year falls into; where two touch ("0-2", "2-4") the one that begins there."""
    if year is None:
        return None
    fitting = [
        phase
        for phase in phases
        if phase.years_from is not None
        and phase.years_from <= year
        and (phase.years_to is None or year <= phase.years_to)
    ]
    return max(fitting, key=lambda phase: phase.years_from or 0, default=None)


def _phase(path: CareerPath, ahead: Level | None) -> Phase | None:
    found = phase_of(ahead.years_from if ahead else None, _phases.objects(path=path.pk))
    if found is None:
        return None
    span = phrases.years(found.years_from, found.years_to)
    return Phase(
        phrases.phase_title(span, found.name), found.focus, found.key_skills, found.mindset
    )


def _pay_notes(levels: list[Level]) -> tuple[str, ...]:
    """What explains the figures, and where they are from; the same source is named once."""
    paid = [level for level in levels if pay(level)]
    notes = [f"{level.short_name}: {level.pay_note}" for level in paid if level.pay_note]
    sources = dict.fromkeys(level.pay_source for level in paid if level.pay_source)
    return (*notes, *(phrases.source(text) for text in sources))


def _days(levels: list[Level]) -> tuple[Day, ...]:
    parts: dict[int, list[tuple[str, int | None]]] = {level.pk: [] for level in levels}
    for level, activity, translations, percent in _shares.rows(**_two(levels)):
        parts[level].append((said(activity, translations, "activity"), percent))
    return tuple(
        Day(level.short_name, share_bar(parts[level.pk])) for level in levels if parts[level.pk]
    )


def _changes(here: Level | None, ahead: Level | None) -> tuple[str, ...]:
    """What the level ahead does that this one does not."""
    both = [level for level in (here, ahead) if level]
    rows = [
        (level, said(text, translations, "text"))
        for level, text, translations in _responsibilities.rows(**_two(both))
    ]
    known = {text.casefold() for level, text in rows if here and level == here.pk}
    return tuple(
        text for level, text in rows if ahead and level == ahead.pk and text.casefold() not in known
    )


def _questions(path: CareerPath, ahead: Level | None) -> tuple[Questions, ...]:
    """The level's own, else those of the nearest level below; then topics of any level."""
    if ahead is None:
        return ()
    below: dict[int, tuple[str, list[str], dict[str, None]]] = {}
    topics: dict[str, list[str]] = {}
    for section, of_section, text, of_text, rank, level, of_level in _texts.rows(path=path.pk):
        question, topic = said(text, of_text, "text"), said(section, of_section, "name")
        if rank is None:
            topics.setdefault(topic, []).append(question)
        elif rank <= ahead.rank:
            name = said(level, of_level, "short_name")
            _, texts, sections = below.setdefault(rank, (name, [], {}))
            texts.append(question)
            sections[topic] = None
    found = []
    if below:
        name, texts, sections = below[max(below)]
        title = phrases.questions_title(name, ahead.short_name)
        found.append(Questions(title, tuple(texts), sections=tuple(sections)))
    return (
        *found,
        *(Questions(name, tuple(texts), is_topic=True) for name, texts in topics.items()),
    )


def _two(levels: list[Level]) -> dict[str, int]:
    """Keys of one level or two; 0 is nobody's."""
    keys = [level.pk for level in levels]
    return {"one": min(keys, default=0), "other": max(keys, default=0)}


ONE, OTHER = Slot("one", BigIntegerField()), Slot("other", BigIntegerField())
OF_LEVELS = Q(level=ONE) | Q(level=OTHER)
_phases = Prepared(
    GrowthPhase,
    lambda phases: phases.filter(path=Slot("path", BigIntegerField())).order_by("position", "pk"),
)
_shares = Prepared(
    DayShare,
    lambda shares: (
        shares.filter(OF_LEVELS)
        .order_by("position", "pk")
        .values_list("level_id", "activity", "translations", "percent")
    ),
)
_responsibilities = Prepared(
    Responsibility,
    lambda rows: (
        rows.filter(OF_LEVELS)
        .order_by("position", "pk")
        .values_list("level_id", "text", "translations")
    ),
)
_texts = Prepared(
    InterviewQuestion,
    lambda rows: interview_questions(rows, Slot("path", BigIntegerField())).values_list(
        "section__name",
        "section__translations",
        "text",
        "translations",
        "section__level__rank",
        "section__level__short_name",
        "section__level__translations",
    ),
)
