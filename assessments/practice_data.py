"""What a person answers to one interview question, apart from where it is stored."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from assessments.models import PracticeAnswer


@dataclass(frozen=True, slots=True)
class PracticeData:
    """To which question; `asked` are its words, empty where the path asks it no more."""

    question: str
    asked: str
    note: str
    confidence: int


def seen_of_answer(answer: PracticeAnswer | None) -> str:
    """What a page shows of an answer, or of none, in a few letters.

    Of its words, as a restored database counts through the same numbers again.
    """
    if answer is None or answer.pk is None:
        return ""
    said = repr((answer.note, answer.confidence, answer.practised_on))
    return f"{answer.version}.{hashlib.sha256(said.encode()).hexdigest()[:16]}"
