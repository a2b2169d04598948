"""Keep a person's answer to an interview question."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from assessments.models import Assessment, DevelopmentPlan, PracticeAnswer
from assessments.practice_data import PracticeData, seen_of_answer
from careerpath.engine.practice import practised

from .plans import begin, held, locked


class AnswerChanged(Exception):
    """Something else is stored than the page showed. `stored` is what it is now."""

    def __init__(self, stored: PracticeAnswer) -> None:
        super().__init__(str(stored))
        self.stored = stored


def save_answer(  # noqa: PLR0913  # whose, to what, and what was said
    *,
    plan: DevelopmentPlan | None,
    assessment: Assessment | None,
    said: PracticeData,
    seen: str,
    today: dt.date,
    now: dt.datetime,
) -> PracticeAnswer:
    """Keep what was answered, and when it comes again; a plan is begun where there is none.

    `assessment` is the person's newest completed one, `today` their day. Saying the same again on
    the same day keeps nothing twice. A day before the last one (a clock that was set back) leaves
    the schedule as it is. Raises AnswerChanged, and DoesNotExist where assessment or plan is gone.
    """
    with transaction.atomic():
        newest = held(assessment)
        mine = locked(plan or begin(newest, now))
        stored = mine.practice.filter(question=said.question).first()
        if stored and _is_said(stored, said, today):
            return stored
        if seen_of_answer(stored) != seen:
            raise AnswerChanged(stored or PracticeAnswer(question=said.question, asked=said.asked))
        answer = stored or PracticeAnswer(plan=mine, question=said.question, version=0)
        if stored is None or today >= stored.practised_on:
            _schedule(answer, stored, said.confidence, today)
        answer.asked = said.asked or answer.asked
        answer.note, answer.confidence = said.note, said.confidence
        answer.changed_at, answer.version = now, answer.version + 1
        answer.save()
    return answer


def _is_said(stored: PracticeAnswer, said: PracticeData, today: dt.date) -> bool:
    there = (stored.note, stored.confidence, stored.practised_on)
    return there == (said.note, said.confidence, today)


def _schedule(
    answer: PracticeAnswer, stored: PracticeAnswer | None, confidence: int, today: dt.date
) -> None:
    memory = practised(stored.memory if stored else None, confidence, today)
    answer.practised_on, answer.due_on = memory.practised_on, memory.due_on
    answer.stability, answer.difficulty = memory.stability, memory.difficulty
