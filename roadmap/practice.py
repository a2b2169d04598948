"""Interview practice: the questions of a level, whose turn it is, and what one has to tell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import BigIntegerField
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from assessments.models import Assessment, DevelopmentPlan, PracticeAnswer
from careerpath.engine.gaps import target_rank
from careerpath.engine.practice import Turns, turns
from careerpath.engine.types import LevelSpec, PathSpec
from careerpath.folding import folded
from careerpath.framework.caching import cached
from careerpath.framework.models import CareerPath, InterviewQuestion
from careerpath.framework.models.translatable import original_of, said
from careerpath.framework.selectors import interview_questions
from careerpath.framework.specs import path_spec
from careerpath.prepared import Prepared, Slot
from roadmap.builder import Result
from roadmap.evidence import evidence_of, printed
from roadmap.phrases import practice as phrases

SYSTEM_DESIGN = "system-design"
"""Names the path's focus among its questions, each of which is named by section and question."""

_texts = Prepared(
    InterviewQuestion,
    lambda rows: interview_questions(rows, Slot("path", BigIntegerField())).values_list(
        "section__public_id",
        "section__name",
        "section__translations",
        "public_id",
        "text",
        "translations",
        "section__level__rank",
    ),
)


@dataclass(frozen=True, slots=True)
class Question:
    """As it is asked today; `section` as the path names it, `rank` None for one of any level.

    `original` are its words in the path's own language, which are kept with an answer.
    """

    key: str
    text: str
    original: str
    section: str
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A question in the list. `is_gone`: the path, or this level, asks it no more."""

    key: str
    text: str
    section: str
    confidence: str
    when: str
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """Evidence on one skill, printed."""

    skill: str
    words: SafeString


@dataclass(frozen=True, slots=True)
class Practice:
    """The page: whose turn it is among the questions of a level, and all there are.

    `question` is None where nothing is due and none was chosen; `chosen` says that one was.
    `named` is evidence on skills whose names stand in the question, `others` on the rest of what
    the level asks.
    """

    level: LevelSpec | None
    levels: tuple[LevelSpec, ...]
    turns: Turns
    headline: str
    question: Row | None
    original: str
    answer: PracticeAnswer | None
    notes: tuple[str, ...]
    rows: tuple[Row, ...]
    gone: tuple[Row, ...]
    named: tuple[Told, ...]
    others: tuple[Told, ...]


def questions(path: CareerPath, rank: int) -> tuple[Question, ...]:
    """Of a level, else of the nearest below; then those of any level, then system design.

    One query the first time.
    """
    key = ("practice", get_language(), path.pk, rank)
    return cached(key, lambda: tuple(_questions(path, rank)))


def _questions(path: CareerPath, rank: int) -> list[Question]:
    rows = [
        Question(
            f"{section}/{question}",
            said(text, of_text, "text"),
            text,
            said(name, of_name, "name"),
            level,
        )
        for section, name, of_name, question, text, of_text, level in _texts.rows(path=path.pk)
    ]
    below = [one.rank for one in rows if one.rank is not None and one.rank <= rank]
    own = [one for one in rows if below and one.rank == max(below)]
    found = [*own, *(one for one in rows if one.rank is None)]
    if focus := path.system_design_focus:
        words, name = phrases.design(focus), phrases.system_design()
        found.append(Question(SYSTEM_DESIGN, words, original_of(focus), name))
    return found


def practice(
    path: CareerPath,
    plan: DevelopmentPlan | None,
    newest: Assessment | None,
    *,
    wanted: tuple[str, str],
    today: dt.date,
) -> Practice:
    """The page for a wanted level and question, by their ids, where they are known."""
    level, question = wanted
    spec = path_spec(path)
    about = _level(spec, newest, level)
    asked = {one.key: one for one in (questions(path, about.rank) if about else ())}
    answers = {row.question: row for row in plan.practice.order_by("pk")} if plan else {}
    order = turns({key: a.memory if (a := answers.get(key)) else None for key in asked}, today)
    known = {
        **{key: _row(one, answers.get(key), today) for key, one in asked.items()},
        **{key: _gone(one, today) for key, one in answers.items() if key not in asked},
    }
    chosen = known.get(question) or known.get(order.next or "")
    answer = answers.get(chosen.key) if chosen else None
    named, others = _told(about, newest, chosen)
    return Practice(
        about,
        tuple(one for one in spec.levels if one.requirements),
        order,
        _headline(order, answers),
        chosen,
        asked[chosen.key].original if chosen and not chosen.is_gone else "",
        answer,
        _notes(asked, answer),
        tuple(row for row in known.values() if not row.is_gone),
        tuple(row for row in known.values() if row.is_gone),
        named,
        others,
    )


def _level(spec: PathSpec, newest: Assessment | None, wanted: str) -> LevelSpec | None:
    """The one wanted, else the next by the newest verdict, else the current, else the first."""
    asking = {one.id: one for one in spec.levels if one.requirements}
    if wanted in asking:
        return asking[wanted]
    if newest:
        kept = Result.of(newest)
        rank = target_rank(kept.path, kept.placement, None) or kept.placement.current_rank
        next_one = next((one.id for one in kept.path.levels if one.rank == rank), "")
        if next_one in asking:
            return asking[next_one]
    return next(iter(asking.values()), None)


def _row(one: Question, answer: PracticeAnswer | None, today: dt.date) -> Row:
    if answer is None:
        return Row(one.key, one.text, one.section, "", phrases.never())
    when = phrases.comes_again(answer.due_on, today)
    return Row(one.key, one.text, one.section, answer.get_confidence_display(), when)


def _gone(answer: PracticeAnswer, today: dt.date) -> Row:
    when = phrases.comes_again(answer.due_on, today)
    sure = answer.get_confidence_display()
    return Row(answer.question, answer.asked, "", sure, when, is_gone=True)


def _headline(order: Turns, answers: Mapping[str, PracticeAnswer]) -> str:
    if order.next:
        return phrases.turn(len(order.due), len(order.new))
    return phrases.nothing_due(answers[order.later[0]].due_on if order.later else None)


def _notes(asked: Mapping[str, Question], answer: PracticeAnswer | None) -> tuple[str, ...]:
    if answer is None:
        return ()
    last = phrases.last_time(answer.get_confidence_display(), answer.practised_on)
    now = asked.get(answer.question)
    if now and now.original != answer.asked:
        return (last, phrases.asked_before(answer.asked))
    return (last,)


# --- What one has to tell -------------------------------------------------------------------------


def _told(
    level: LevelSpec | None, newest: Assessment | None, question: Row | None
) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    if not (level and newest and question):
        return (), ()
    names = {asks.skill: asks.skill_name for asks in level.requirements}
    words = printed(
        {
            skill: one
            for skill, one in evidence_of(newest).items()
            if skill in names and (one.note or one.link)
        }
    )
    names = {skill: name for skill, name in names.items() if skill in words}
    named = [skill for skill, name in names.items() if is_named(name, question.text)]
    others = [skill for skill in names if skill not in named]
    return _printed(named, names, words), _printed(others, names, words)


def _printed(
    skills: Sequence[str], names: Mapping[str, str], words: Mapping[str, SafeString]
) -> tuple[Told, ...]:
    return tuple(Told(names[skill], words[skill]) for skill in skills)


def is_named(skill: str, question: str) -> bool:
    """Whether a skill's name stands in a question word for word, but for what is in brackets."""
    name = _words(re.sub(r"\([^)]*\)", "", skill))
    return bool(name.strip()) and name in _words(question)


def _words(text: str) -> str:
    return " ".join(["", *re.findall(r"\w+", folded(text)), ""])
