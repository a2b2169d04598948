from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from careerpath.framework.charts import PayRange, pay_axis
from careerpath.framework.models import CareerPath, GrowthPhase, InterviewSection, Level
from roadmap.next_level import Day, NextLevel, Phase, Questions, next_level, phase_of
from tests.factories import make_path

SYSTEM_DESIGN = (
    "Focus on scalability, real-time requirements, data pipelines, and model serving architecture"
)


def phase(name: str, first: int | None, last: int | None) -> GrowthPhase:
    return GrowthPhase(name=name, years_from=first, years_to=last)


def test_advice_for_senior_from_mid_level(ml: CareerPath) -> None:
    told = next_level(ml, focus="senior", current="mid-level")
    assert told.day_title == "A day at Senior, beside yours"
    assert [(day.level, [share.percent for share in day.bar.shares]) for day in told.days] == [
        ("Mid-Level", [30, 25, 20, 15, 10]),
        ("Senior", [30, 25, 20, 15, 10]),
    ]
    mid = PayRange("Mid-Level", "$110K–$150K USD", 110_000, 150_000)
    senior = PayRange("Senior", "$150K–$220K USD", 150_000, 220_000)
    assert told.pay == (("USD", pay_axis([mid, senior])),)
    # Senior starts at year 4, where the phase of years 2-4 ends and that of 4-7 begins.
    assert told.phase == Phase(
        "Years 4–7: ML Leadership & Innovation",
        "Leading ML initiatives and driving technical excellence",
        "Technical strategy, team building, research implementation",
        "Innovation, organizational impact, strategic thinking",
    )
    assert told.changes[0] == "Lead ML platform and infrastructure design decisions"
    assert len(told.changes) == 6
    assert [(part.title, len(part.texts)) for part in told.questions] == [
        ("Asked in Senior interviews", 4)
    ]
    assert told.system_design == SYSTEM_DESIGN


def test_questions_that_are_not_of_the_document_say_so(ml: CareerPath) -> None:
    (told,) = next_level(ml, focus="mid-level", current=None).questions
    assert (told.title, told.sections) == (
        "Asked in Mid-Level interviews",
        ("Mid-Level Questions, not of the document",),
    )


def test_questions_of_the_nearest_level_below(ml: CareerPath) -> None:
    InterviewSection.objects.exclude(level__public_id__in=["junior", "senior"]).delete()
    for level, title in [
        ("mid-level", "Asked in Junior interviews; Mid-Level has no list of its own"),
        ("staff", "Asked in Senior interviews; Staff has no list of its own"),
    ]:
        told = next_level(ml, focus=level, current=None)
        assert [part.title for part in told.questions] == [title]


def test_questions_of_any_level_come_last(ml: CareerPath) -> None:
    section = InterviewSection.objects.create(path=ml, name="System design", position=9)
    section.questions.create(text="Draw a feature store.")
    told = next_level(ml, focus="junior", current=None)
    assert told.questions[-1] == Questions(
        "System design", ("Draw a feature store.",), is_topic=True
    )


def test_advice_at_the_top_shows_one_level(ml: CareerPath) -> None:
    told = next_level(ml, focus="principal", current="principal")
    assert told.day_title == "A day at Principal"
    assert [day.level for day in told.days] == ["Principal"]
    top = PayRange("Principal", "$350K–$600K+ USD", 350_000, 600_000, open_ended=True)
    assert told.pay == (("USD", pay_axis([top])),)
    assert told.pay_notes[0] == "Principal: significant equity in AI/ML companies"
    assert told.phase is not None
    assert told.phase.title == "Years 7+: Industry Leadership"


def test_changes_leave_out_what_is_done_already(path: CareerPath) -> None:
    first, second = path.levels.all()
    first.responsibilities.create(text="Water the plants")
    second.responsibilities.create(text="water the plants")
    second.responsibilities.create(text="Plan the garden")
    told = next_level(path, focus=second.public_id, current=first.public_id)
    assert told.changes == ("Plan the garden",)


def test_a_source_is_named_once(path: CareerPath) -> None:
    path.levels.update(pay_from=80_000, pay_currency="USD", pay_source="a survey, 2026")
    first, second = path.levels.all()
    told = next_level(path, focus=second.public_id, current=first.public_id)
    assert told.pay_notes == ("Source: a survey, 2026",)


def test_advice_for_a_level_the_path_no_longer_has(path: CareerPath) -> None:
    assert next_level(path, focus="gone", current=None) == NextLevel(
        day_title="A day at ",
        days=(),
        pay=(),
        pay_notes=(),
        phase=None,
        changes=(),
        questions=(),
        system_design="",
    )


@pytest.mark.parametrize(
    ("year", "name"), [(0, "a"), (2, "b"), (3, "b"), (4, "c"), (30, "c"), (None, None)]
)
def test_phase_of_a_year(year: int | None, name: str | None) -> None:
    phases = [phase("a", 0, 2), phase("b", 2, 4), phase("c", 4, None), phase("d", None, None)]
    found = phase_of(year, phases)
    assert (found.name if found else None) == name


def test_phase_of_a_year_nobody_speaks_of() -> None:
    assert phase_of(9, [phase("a", 0, 2)]) is None


@pytest.mark.parametrize("levels", [2, 6])
def test_advice_takes_as_many_queries_for_much_as_for_little(
    db: None, django_assert_num_queries: DjangoAssertNumQueries, levels: int
) -> None:
    path = make_path(levels=levels)
    for level in Level.objects.filter(path=path):
        level.responsibilities.create(text=f"Do {level.rank}")
        level.day_shares.create(activity="Work", percent=100)
        Level.objects.filter(pk=level.pk).update(years_from=level.rank)
    first, second = path.levels.all()[:2]
    with django_assert_num_queries(7):  # the stamp twice: for the advice, and for the levels
        told = next_level(path, focus=second.public_id, current=first.public_id)
    assert [day for day in told.days if isinstance(day, Day)]
    with django_assert_num_queries(1):
        assert next_level(path, focus=second.public_id, current=first.public_id) == told
