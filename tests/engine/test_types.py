from __future__ import annotations

import pytest

from careerpath.engine.types import Rating, is_answer


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        (None, False),
        (Rating(), False),
        (Rating(has_evidence=True), False),
        (Rating(0), True),
        (Rating(4), True),
        (Rating(not_relevant=True), True),
    ],
)
def test_an_answer_is_a_number_or_not_relevant(said: Rating | None, *, answers: bool) -> None:
    assert is_answer(said) is answers
