from __future__ import annotations

from roadmap.phrases import next_level as phrases


def test_years_closed_open_and_unsaid() -> None:
    assert [phrases.years(4, 7), phrases.years(7, None), phrases.years(None, None)] == [
        "Years 4–7",
        "Years 7+",
        "",
    ]


def test_phase_title_with_and_without_years() -> None:
    assert phrases.phase_title("Years 4–7", "Leadership") == "Years 4–7: Leadership"
    assert phrases.phase_title("", "Leadership") == "Leadership"


def test_source() -> None:
    assert phrases.source("a survey, 2026") == "Source: a survey, 2026"


def test_day_title_two_days_and_one() -> None:
    assert phrases.day_title("Senior", "Mid-Level") == "A day at Senior, beside yours"
    assert phrases.day_title("Junior", None) == "A day at Junior"


def test_questions_title_own_and_borrowed() -> None:
    assert phrases.questions_title("Senior", "Senior") == "Asked in Senior interviews"
    assert phrases.questions_title("Junior", "Mid-Level") == (
        "Asked in Junior interviews; Mid-Level has no list of its own"
    )
