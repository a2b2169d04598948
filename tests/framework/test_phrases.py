from __future__ import annotations

import pytest
from django.utils import translation

from careerpath.framework import phrases
from careerpath.framework.models import GrowthPhase, Level


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, ""),
        (0, 2, "0–2 years"),
        (10, None, "10+ years"),
        (1, 1, "1 year"),
        (3, 3, "3 years"),
    ],
)
def test_years_in_words(start: int | None, end: int | None, words: str) -> None:
    assert phrases.years(Level(years_from=start, years_to=end)) == words


@pytest.mark.parametrize(
    ("start", "end", "words"), [(None, None, ""), (4, 7, "Years 4–7"), (7, None, "Years 7+")]
)
def test_phase_years_in_words(start: int | None, end: int | None, words: str) -> None:
    assert phrases.phase_years(GrowthPhase(years_from=start, years_to=end)) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, ""),
        ({"pay_from": 80_000, "pay_to": 110_000, "pay_currency": "USD"}, "$80K–$110K USD"),
        (
            {"pay_from": 350_000, "pay_to": 600_000, "pay_currency": "USD", "pay_open_ended": True},
            "$350K–$600K+ USD",
        ),
        ({"pay_from": 50_000, "pay_currency": "EUR", "pay_open_ended": True}, "€50K+ EUR"),
        ({"pay_from": 50_500, "pay_to": 50_500, "pay_currency": "CHF"}, "50,500 CHF"),
        ({"pay_from": 900, "pay_to": 1_000, "pay_currency": "GBP"}, "£900–£1K GBP"),
        ({"pay_from": 4_000_000, "pay_to": 5_000_000, "pay_currency": "JPY"}, "4,000K–5,000K JPY"),
    ],
)
def test_pay_in_words(fields: dict[str, object], words: str) -> None:
    assert phrases.pay(Level(**fields)) == words


def test_tenths_are_rounded_and_never_cut() -> None:
    """Three people with ways of 6, 5 and 3 skills: 4.7 of them each."""
    assert [phrases.tenths(number) for number in (14 / 3, 200 / 3, 2.0)] == ["4.7", "66.7", "2.0"]
    with translation.override("de"):
        assert phrases.tenths(14 / 3) == "4,7"
