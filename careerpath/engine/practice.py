"""Which question is practised next, and when one comes again: the scheduler of the fsrs package.

Days are the person's own; the scheduler is told noon UTC of each, as it counts whole 24 hours. It
has no steps of minutes, and draws nothing by chance: the day that is shown is the day that is kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from fsrs import Card, Rating, Scheduler, State

from .types import HIGHEST

_scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
_NOON = dt.time(12, tzinfo=dt.UTC)
_CARD = 1  # its own numbers collide between threads; each card is alone here


@dataclass(frozen=True, slots=True)
class Memory:
    """What the scheduler keeps of one question; `stability` is in days, `difficulty` 1 to 10."""

    practised_on: dt.date
    due_on: dt.date
    stability: float
    difficulty: float


@dataclass(frozen=True, slots=True)
class Turns:
    """Questions by their keys: `due` weakest first, `new` in the path's order, `later` by day."""

    due: tuple[str, ...]
    new: tuple[str, ...]
    later: tuple[str, ...]

    @property
    def next(self) -> str | None:
        """The one whose turn it is; None where nothing is due."""
        return next(iter((*self.due, *self.new)), None)


def practised(memory: Memory | None, confidence: int, day: dt.date) -> Memory:
    """What is kept after an answer of a confidence, 1 (none) to 4 (sure), on a day.

    Raises ValueError for a day before the last one, which the scheduler would take silently.
    """
    if not 1 <= confidence <= HIGHEST:
        raise ValueError(f"no confidence: {confidence}")
    if memory and day < memory.practised_on:
        raise ValueError(f"{day} is before {memory.practised_on}")
    card, _ = _scheduler.review_card(_card(memory), Rating(confidence), _noon(day))
    if card.stability is None or card.difficulty is None:
        raise ValueError("the scheduler kept nothing")  # it does after every review
    return Memory(day, card.due.date(), card.stability, card.difficulty)


def strength(memory: Memory, day: dt.date) -> float:
    """How likely the answer is still there, 0 to 1; 1 on the day it was practised."""
    return _scheduler.get_card_retrievability(_card(memory), _noon(max(day, memory.practised_on)))


def turns(questions: Mapping[str, Memory | None], day: dt.date) -> Turns:
    """Whose turn it is; `questions` are in the path's order, None was never practised."""
    known = {key: memory for key, memory in questions.items() if memory}
    due = [key for key, memory in known.items() if memory.due_on <= day]
    later = [key for key, memory in known.items() if memory.due_on > day]
    return Turns(
        tuple(sorted(due, key=lambda key: strength(known[key], day))),
        tuple(key for key, memory in questions.items() if memory is None),
        tuple(sorted(later, key=lambda key: (known[key].due_on, strength(known[key], day)))),
    )


def _card(memory: Memory | None) -> Card:
    if memory is None:
        return Card(card_id=_CARD)
    return Card(
        card_id=_CARD,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_noon(memory.due_on),
        last_review=_noon(memory.practised_on),
    )


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, _NOON)
