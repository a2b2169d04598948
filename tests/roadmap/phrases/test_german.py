"""Sentences whose German takes another form at one, two or many."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from careerpath.engine.changes import Change, Kind
from roadmap.phrases import projects, reasons, since, standing, way
from tests.roadmap.verdicts import verdict


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    with override("de"):
        yield


def test_how_many_more() -> None:
    assert [standing.more(skills, least) for skills, least in ((1, 0), (2, 0), (2, 1), (4, 2))] == [
        "noch höchstens eine, und du bist da",
        "noch höchstens zwei, und du bist da",
        "noch eine bis zwei, und du bist da",
        "noch zwei bis vier, und du bist da",
    ]


def test_by_way_of() -> None:
    told = [
        standing.at_later(verdict(12, 16), "Staff", ["Senior"], skills, least)
        for skills, least in ((1, 1), (2, 2), (1, 0), (2, 0))
    ]
    assert [text.partition(". ")[2] for text in told] == [
        "Über Senior ist das 1 Fähigkeit.",
        "Über Senior sind das 2 Fähigkeiten.",
        "Über Senior ist das höchstens 1 Fähigkeit.",
        "Über Senior sind das höchstens 2 Fähigkeiten.",
    ]


def test_must_haves() -> None:
    assert [standing.musts(names) for names in (["Git"], ["Git", "R"], [*"ABCD"])] == [
        "Git ist Pflicht.",
        "Git und R sind Pflicht.",
        "4 davon sind Pflicht.",
    ]
    assert [reasons.must_have_line(verdict(3, 3, must_haves=count), {}) for count in (1, 2, 3)] == [
        "Die eine Pflicht ist erfüllt.",
        "Beide Pflichten sind erfüllt.",
        "Alle 3 Pflichten sind erfüllt.",
    ]


def test_what_is_not_relevant() -> None:
    assert [reasons.left_out_line(count) for count in (1, 2)] == [
        "1 Fähigkeit zählt nicht mit, weil sie als nicht relevant markiert ist.",
        "2 Fähigkeiten zählen nicht mit, weil sie als nicht relevant markiert sind.",
    ]


def test_projects_cover_skills() -> None:
    assert [projects.gain(place, 1, 4) for place in (1, 2)] == [
        "1 · deckt 1 von 4 Fähigkeiten ab",
        "2 · deckt 1 weitere ab",
    ]
    assert projects.gain(1, 1, 1) == "1 · deckt die eine Fähigkeit ab"
    assert [projects.summary(chosen, 2, 2, "Senior") for chosen in (1, 2)] == [
        "Ein Projekt deckt beide Fähigkeiten auf dem Weg zu Senior ab",
        "Zwei Projekte decken beide Fähigkeiten auf dem Weg zu Senior ab",
    ]


def test_points_of_the_scale_and_names_stand_in_german_quotation_marks() -> None:
    assert way.proficiency(2) == "Erste Praxis"
    change = Change(Kind.PROFICIENCY, level="senior", skill="git", before=2, after=3)
    assert since.sentence(change, {"git": "Git"}, {"senior": "Senior"}) == (
        "Senior verlangt bei „Git“ jetzt „Sicher“; vorher war es „Erste Praxis“."
    )
    assert since.replaced(["Docker"], ["Spark", "Kafka"], "Senior") == (
        "Auf der Stufe Senior ist „Docker“ jetzt „Spark“ und „Kafka“."
    )
