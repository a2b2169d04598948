from __future__ import annotations

from roadmap.wording import advice as say


def test_years_closed_open_and_unsaid() -> None:
    assert [say.years(4, 7), say.years(7, None), say.years(None, None)] == [
        "Years 4–7",
        "Years 7+",
        "",
    ]


def test_phase_title_with_and_without_years() -> None:
    assert say.phase_title("Years 4–7", "Leadership") == "Years 4–7: Leadership"
    assert say.phase_title("", "Leadership") == "Leadership"


def test_source() -> None:
    assert say.source("a survey, 2026") == "Source: a survey, 2026"


def test_day_title_two_days_and_one() -> None:
    assert say.day_title("Senior", "Mid-Level") == "A day at Senior, beside yours"
    assert say.day_title("Junior", None) == "A day at Junior"


def test_questions_title_own_and_borrowed() -> None:
    assert say.questions_title("Senior", "Senior") == "Asked in Senior interviews"
    assert say.questions_title("Junior", "Mid-Level") == (
        "Asked in Junior interviews; Mid-Level has no list of its own"
    )
