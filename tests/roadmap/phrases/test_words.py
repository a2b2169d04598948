from __future__ import annotations

import pytest

from roadmap.phrases.words import names, percent, spelled


@pytest.mark.parametrize(
    ("items", "text"),
    [([], ""), (["Git"], "Git"), (["Git", "R"], "Git and R"), (["A", "B", "C"], "A, B and C")],
)
def test_names_zero_one_many(items: list[str], text: str) -> None:
    assert names(items) == text


def test_spelled_words_to_nine_then_digits() -> None:
    assert [spelled(n) for n in (1, 4, 9, 10)] == ["one", "four", "nine", "10"]


@pytest.mark.parametrize(
    ("met", "relevant", "shown"),
    [
        (19, 22, 86),  # 86.4
        (10, 17, 59),  # 58.8
        (0, 17, 0),
        (17, 17, 100),
        (0, 0, 100),  # nothing asked: nothing missing
        (1, 8, 13),  # 12.5 rounds up
    ],
)
def test_percent_rounds(met: int, relevant: int, shown: int) -> None:
    assert percent(met, relevant, 80) == shown


def test_percent_never_reaches_a_threshold_that_was_missed() -> None:
    # 39 of 49 is 79.6 %: 80 would read as held.
    assert percent(39, 49, 80) == 79
    assert percent(199, 200, 80) == 99  # 99.5 %, and 100 would read as all
