from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from assessments.models import SkillRating
from assessments.presenters.skill import Line
from assessments.rating_data import RatingData, seen_of
from careerpath.engine.types import RequirementSpec
from careerpath.framework.models import Skill, SkillAnchor
from tests.factories import SkillFactory

pytestmark = pytest.mark.django_db

ASKED = RequirementSpec("pruning", "Pruning", "craft", "Craft", 3, must_have=False)
DAY = dt.date(2026, 11, 25)


@pytest.fixture
def skill() -> Skill:
    found: Skill = SkillFactory(name="Pruning", public_id="pruning")
    SkillAnchor.objects.create(skill=found, proficiency=3, text="Prunes any tree alone.")
    return found


def line(skill: Skill, stored: SkillRating | None = None, **more: Any) -> Line:
    return Line(asked=ASKED, skill=skill, read=lambda: stored, today=DAY, **more)


def stored(skill: Skill, **values: Any) -> SkillRating:
    return SkillRating(pk=7, skill=skill, version=4, **values)


def test_a_line_shows_what_is_stored(skill: Skill) -> None:
    row = stored(skill, proficiency=3, note="An orchard", last_used=DAY, carried_over=True)
    shown = line(skill, row)
    said = RatingData(3, note="An orchard", last_used=DAY)
    assert (shown.chosen, shown.state, shown.seen) == ("3", "carried", seen_of(4, said))
    assert shown.evidence == {"note": "An orchard", "link": "", "last_used": "2026-11-25"}
    assert shown.has_evidence


def test_a_line_without_an_answer(skill: Skill) -> None:
    shown = line(skill)
    assert (shown.chosen, shown.state, shown.seen) == ("", "", seen_of(0, RatingData()))
    assert not shown.has_evidence


def test_a_form_with_other_values_has_the_answer_and_those_alone(skill: Skill) -> None:
    row = stored(skill, proficiency=3, note="An orchard", link="https://a.example")
    shown = line(skill, row).form_with({"note": "a gap"})
    assert {field.name: field.value() for field in shown} == {
        "answer": "3",
        "note": "a gap",
        "link": None,
        "last_used": None,
        "seen": None,
    }


def test_a_line_shows_what_was_typed_and_waits(skill: Skill) -> None:
    shown = line(skill, stored(skill, proficiency=1), typed={"answer": "2", "note": "A hedge"})
    assert (shown.is_unsaved, shown.chosen, shown.evidence["note"]) == (True, "2", "A hedge")


def test_a_line_shows_what_was_posted_and_what_is_wrong_with_it(skill: Skill) -> None:
    posted = {"pruning-answer": "3", "pruning-link": "nonsense"}
    shown = line(skill, data=posted)
    assert shown.has_problem
    assert shown.evidence["link"] == "nonsense"
    assert shown.form.errors == {"link": ["Enter a whole link, like https://example.org/work."]}


@pytest.mark.parametrize(
    ("posted", "is_open"),
    [
        ({"pruning-answer": "3"}, False),
        ({"pruning-note": "x"}, True),
        ({"pruning-link": "nonsense"}, True),
        ({"pruning-last_used": "never"}, True),
    ],
)
def test_evidence_is_open_when_it_has_content_or_errors(
    skill: Skill, posted: dict[str, str], is_open: bool
) -> None:
    assert line(skill, data=posted).has_evidence is is_open


def test_what_is_stored_is_read_once_and_only_when_needed(skill: Skill) -> None:
    reads: list[int] = []
    one = Line(asked=ASKED, skill=skill, read=lambda: reads.append(1), today=DAY, data={})
    assert one.form.is_valid()
    assert reads == []
    assert (one.stored, one.stored, reads) == (None, None, [1])
