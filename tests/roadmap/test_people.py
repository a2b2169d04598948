"""Eight people on ML Engineer as its document is, computed by hand, read from the page's Roadmap.

The path asks 17, 22, 17, 16 and 13 skills, all at 3. At 80 % the numbers needed are 14 (13.6),
18 (17.6), 14 (13.6), 13 (12.8) and 11 (10.4).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from careerpath.framework.models import CareerPath, Requirement
from roadmap.types import Roadmap
from tests.roadmap.people import assessed, level_skills

Look = Callable[..., Roadmap]


@pytest.fixture
def look(as_alice: Client, alice: Any, ml: CareerPath) -> Look:
    """Alice with these ratings, as her roadmap's page tells it."""

    def look(said: dict[str, Any], **query: str) -> Roadmap:
        assessment = assessed(alice, ml, said)
        response = as_alice.get(f"/roadmap/{assessment.public_id}/", query)
        assert response.status_code == 200
        roadmap: Roadmap = response.context["roadmap"]
        return roadmap

    return look


def rate(ml: CareerPath, level: str, *values: Any) -> dict[str, Any]:
    """A level's skills in order; the last value goes on to the end, None leaves one unrated."""
    skills = level_skills(ml, level)
    padded = [*values, *values[-1:] * (len(skills) - len(values))]
    said = zip(skills, padded, strict=True)
    return {skill: value for skill, value in said if value is not None}


def way(roadmap: Roadmap) -> list[list[tuple[str, str]]]:
    parts = roadmap.way.parts if roadmap.way else ()
    return [[(step.name, step.steps) for step in part.steps] for part in parts]


def projects(roadmap: Roadmap) -> list[tuple[str, str]]:
    assert roadmap.portfolio
    cards = (*roadmap.portfolio.chosen, *roadmap.portfolio.others, *roadmap.portfolio.unmapped)
    return [(card.name, card.gain) for card in cards]


def test_ada_is_four_skills_from_senior(look: Look, ml: CareerPath) -> None:
    # Mid-Level: 19 at 3, two at 2, one unrated: 19 of 22 (86.4 %), 18 needed: held.
    # Senior: 10 at 3; novel model development and edge computing at 1; research implementation,
    # real-time inference and technical strategy at 2; two unrated. 10 of 17, four short of 14.
    # Cheapest: the three of one step in order (1 + 1 + 1), then two steps: of novel model
    # development (order 2) and edge computing (order 6) the first. 3 + 2 = 5 steps.
    # 1 unrated at Mid-Level + 2 at Senior; 10 + 2 = 12 < 14, so they can't make her Senior.
    senior = dict.fromkeys(level_skills(ml, "senior"), 3) | {
        "novel-model-development": 1,
        "edge-computing": 1,
        "research-implementation": 2,
        "real-time-inference-systems": 2,
        "technical-strategy": 2,
    }
    del senior["cross-organizational-collaboration"], senior["innovation-and-technical-research"]
    roadmap = look(
        rate(ml, "junior", 3)
        | rate(ml, "mid-level", *[3] * 19, 2, 2, None)
        | senior
        | rate(ml, "staff", 0)
        | rate(ml, "principal", 0)
    )
    # Were the two met, two single steps would make the 14: between 2 and 5 steps, 2 and 4 skills.
    assert roadmap.headline == ("You are at Mid-Level.", "Senior is 2 to 4 skills away.")
    assert roadmap.lead == (
        "You hold 19 of 22 Mid-Level skills (86%). A level counts as held from 80%. "
        "At Senior you hold 10 of 17: two to four more, and you are there."
    )
    assert roadmap.range == "The 3 unrated skills can't change where you stand."
    assert way(roadmap) == [
        [
            ("Research implementation", "1 step"),
            ("Real-time inference systems", "1 step"),
            ("Technical strategy", "1 step"),
            ("Novel model development", "2 steps"),
        ]
    ]
    assert roadmap.way is not None
    assert (roadmap.way.steps, roadmap.way.skills, roadmap.unrated) == (5, 4, 3)
    assert (roadmap.way.least_steps, roadmap.way.least_skills) == (2, 2)
    assert roadmap.way.least == ("Between 2 and 5 steps, depending on 2 skills you have not rated.")
    assert roadmap.way.parts[0].why_title == "Why these four"
    assert roadmap.way.parts[0].why == (
        "They are the fewest steps that bring you to 14 of 17 skills; Senior is held from 14 on "
        "(at least 80%)."
    )
    assert (len(roadmap.gaps), roadmap.gap_count) == (7, "5 to 7 of 17")
    # Of the way's four, Multi-modal exercises novel and research, Edge real-time and strategy;
    # computer vision real-time only. Besides, Multi-modal has innovation among the gaps.
    assert projects(roadmap) == [
        ("Multi-modal ML system", "1 · exercises 2 of 4 skills"),
        ("Edge ML deployment platform", "2 · exercises 2 more"),
        ("Large-scale computer vision platform", "adds nothing to these two"),
    ]
    assert roadmap.portfolio is not None
    assert roadmap.portfolio.chosen[0].also == ("Innovation and technical research",)
    assert roadmap.portfolio.summary == "Two projects exercise all 4 skills of the way to Senior"
    assert roadmap.portfolio.note == (
        "Skills you have not rated count as not met here; rating them may spare a project."
    )
    # Advanced ML: 3, 1, 2: mean 2.0. System Architecture: 3, 2, 1: 2.0. Leadership: 2, 3 of the
    # two rated: 2.5. Emerging Tech: 3. Soft skills: 3, four of five rated.
    assert [(group.name, group.text) for group in roadmap.groups] == [
        ("Advanced ML", "You 2.0, asked 3.0; 1 of 3 met"),
        ("System Architecture", "You 2.0, asked 3.0; 1 of 3 met"),
        ("Leadership", "You 2.5, asked 3.0; 1 of 3 met, 1 unrated"),
        ("Emerging Tech", "You 3.0, asked 3.0; 3 of 3 met"),
        ("Soft skills", "You 3.0, asked 3.0; 4 of 5 met, 1 unrated"),
    ]
    assert [(rung.name, rung.percent, rung.counts) for rung in roadmap.rungs] == [
        ("Junior", 100, True),
        ("Mid-Level", 86, True),
        ("Senior", 59, False),  # 10 of 17 = 58.8 %
        ("Staff", 0, False),
        ("Principal", 0, False),
    ]


def test_ben_is_on_the_way_to_junior(look: Look, ml: CareerPath) -> None:
    # Junior: 8 at 3, 6 at 2, 3 at 0: 8 of 17 (47.1 %), six short of 14. Six single steps.
    # Unrated: 22 + 17 + 16 + 13 = 68, none of them at Junior.
    roadmap = look(rate(ml, "junior", *[3] * 8, *[2] * 6, 0, 0, 0))
    assert roadmap.headline == ("You are on the way to Junior.", "6 skills to go.")
    assert roadmap.lead == (
        "You hold 8 of 17 Junior skills (47%). A level counts as held from 80%. "
        "Six more, and you are there."
    )
    assert roadmap.range == "The 68 unrated skills can't change where you stand."
    assert way(roadmap) == [
        [
            ("Git", "1 step"),
            ("Basic cloud platforms (AWS/GCP)", "1 step"),
            ("Supervised/unsupervised learning", "1 step"),
            ("Overfitting", "1 step"),
            ("Bias-variance tradeoff", "1 step"),
            ("Analytical thinking and problem-solving", "1 step"),
        ]
    ]
    # Of the way's six, image classification exercises supervised, overfitting, bias-variance and
    # Git, the dashboard cloud and analytical thinking. Forecasting: overfitting again.
    assert projects(roadmap) == [
        ("ML model for image classification", "1 · exercises 4 of 6 skills"),
        ("Predictive analytics dashboard", "2 · exercises 2 more"),
        ("Time series forecasting", "adds nothing to these two"),
    ]
    assert roadmap.gap_count == "9 of 17"


def test_cleo_is_stopped_by_a_must_have(look: Look, ml: CareerPath) -> None:
    # 16 of 17 at Junior (94.1 %), 14 needed, but Git is a must-have and stands at 1: two steps.
    Requirement.objects.filter(level__public_id="junior", skill__public_id="git").update(
        must_have=True
    )
    roadmap = look(rate(ml, "junior", 3) | {"git": 1})
    assert roadmap.headline == ("You are on the way to Junior.", "1 skill to go.")
    assert roadmap.lead == (
        "You hold 16 of 17 Junior skills (94%). A level counts as held from 80%. "
        "Enough by number, but a must-have is missing: Git."
    )
    assert way(roadmap) == [[("Git", "2 steps")]]
    assert roadmap.way is not None
    assert roadmap.way.parts[0].why == (
        "You have the 80% that Junior asks, but not all of its must-haves. "
        "Git is a must-have of Junior."
    )
    assert roadmap.way.least == "No choice of skills takes fewer than 2 steps."
    assert roadmap.rungs[0].verdict == "Not held: 16 of 17 met, 14 needed (80%)."
    assert roadmap.rungs[0].notes == (
        "Its one must-have is missing: Git.",
        "None of the 16 met skills carries evidence.",
    )
    # Only image classification exercises Git.
    assert projects(roadmap)[0] == (
        "ML model for image classification",
        "1 · exercises the one skill",
    )
    assert roadmap.portfolio is not None
    assert roadmap.portfolio.summary == "One project exercises the one skill of the way to Junior"


def test_dora_is_principal(look: Look, ml: CareerPath) -> None:
    # All 85 at 4; 11 of 13 needed at Principal; one of the 13 carries a note: 1/13 = 7.7 %.
    said = dict.fromkeys(level_skills(ml), 4)
    roadmap = look({**said, "executive-mentorship": (4, "mentored two boards")})
    assert roadmap.headline == (
        "You are at Principal.",
        "There is no next level; here is what to keep.",
    )
    assert roadmap.lead == (
        "You hold 13 of 13 Principal skills (100%). A level counts as held from 80%. "
        "Keep at least 11 of them, and you stay at Principal."
    )
    assert roadmap.notes == (
        "Readiness for Principal: 100%. Counting only what a note or a link backs: 8%.",
    )
    assert (roadmap.target, roadmap.way, roadmap.portfolio, roadmap.gaps) == (None, None, None, ())
    assert len(roadmap.keep) == 13
    assert [note.name for note in roadmap.keep if note.backed] == ["Executive mentorship"]


def test_emil_holds_mid_level_but_not_junior(look: Look, ml: CareerPath) -> None:
    # Junior: 13 of 17 (76.5 %), one short. Mid-Level: 22 of 22, so one step takes him there.
    roadmap = look(rate(ml, "junior", *[3] * 13, 2) | rate(ml, "mid-level", 3))
    assert roadmap.headline == ("You are on the way to Junior.", "1 skill to go.")
    assert roadmap.lead == (
        "You hold 13 of 17 Junior skills (76%). A level counts as held from 80%. "
        "One more, and you are there. "
        "With Junior you would stand at Mid-Level at once: its rule is met by then."
    )
    assert way(roadmap) == [[("Analytical thinking and problem-solving", "1 step")]]
    mid = roadmap.rungs[1]
    assert (mid.held, mid.counts) == (True, False)
    assert mid.notes[-1] == "It does not count yet, because Junior below it is not held."
    # The one skill is exercised by the dashboard; the others are for gaps that need not be closed.
    assert projects(roadmap) == [
        ("Predictive analytics dashboard", "1 · exercises the one skill"),
        ("ML model for image classification", "exercises none of these skills"),
        ("Time series forecasting", "exercises none of these skills"),
    ]


def test_fay_aims_at_staff_level_by_level(look: Look, ml: CareerPath) -> None:
    # Senior: 13 of 17 with four at 2: one step. Staff: 12 of 16 with four at 0: one skill, three
    # steps. 1 + 3 = 4 steps on 2 skills; 4 + 4 = 8 gaps.
    roadmap = look(
        rate(ml, "junior", 3)
        | rate(ml, "mid-level", 3)
        | rate(ml, "senior", *[3] * 13, 2)
        | rate(ml, "staff", *[3] * 12, 0),
        target="staff",
    )
    assert roadmap.headline == ("You are at Mid-Level.", "Staff is 2 skills away.")
    assert roadmap.lead == (
        "You hold 22 of 22 Mid-Level skills (100%). A level counts as held from 80%. "
        "At Staff you hold 12 of 16. By way of Senior that makes 2 skills."
    )
    assert roadmap.range == "The 13 unrated skills can't change where you stand."
    assert way(roadmap) == [
        [("Technical leadership and team building", "1 step")],
        [("Executive-level communication and influence", "3 steps")],
    ]
    assert roadmap.gap_count == "8 gaps"
    # One project for each of the two skills; the other four are for gaps off the way.
    assert projects(roadmap) == [
        ("Large-scale computer vision platform", "1 · exercises 1 of 2 skills"),
        ("AI-powered analytics platform", "2 · exercises 1 more"),
        ("Multi-modal ML system", "exercises none of these skills"),
        ("Edge ML deployment platform", "exercises none of these skills"),
        ("Company-wide ML infrastructure platform", "exercises none of these skills"),
        ("Research implementation framework", "exercises none of these skills"),
    ]


def test_hana_could_stand_a_level_higher(look: Look, ml: CareerPath) -> None:
    # Mid-Level: 15 at 3, 7 unrated: 15 of 22 (68.2 %), three short of 18; 15 + 7 = 22 would do.
    # An unrated skill starts at 0 on the way: three times three steps; were three met, none.
    roadmap = look(
        rate(ml, "junior", 3)
        | rate(ml, "mid-level", *[3] * 15, None)
        | rate(ml, "senior", 0)
        | rate(ml, "staff", 0)
        | rate(ml, "principal", 0)
    )
    assert roadmap.headline == ("You are at Junior.", "Mid-Level is up to 3 skills away.")
    assert roadmap.range == (
        "With the 7 unrated skills you could stand anywhere from Junior to Mid-Level."
    )
    assert roadmap.way is not None
    assert [(s.name, s.steps, s.unrated) for s in roadmap.way.parts[0].steps] == [
        ("Monitoring", "3 steps", True),
        ("Systems thinking and architectural design", "3 steps", True),
        ("Problem-solving complex ML production issues", "3 steps", True),
    ]
    assert roadmap.way.least == (
        "Between none and 9 steps, depending on 7 skills you have not rated."
    )
    # Kubernetes stands first and costs as much, but one project exercises these three.
    assert projects(roadmap) == [
        ("Real-time recommendation system", "1 · exercises 3 of 3 skills"),
        ("ML model A/B testing platform", "adds nothing to this one"),
        ("Scalable ML training pipeline", "exercises none of these skills"),
    ]


def test_ida_leaves_skills_out(look: Look, ml: CareerPath) -> None:
    # Junior: 7 of 17 not relevant leave 10, of which 8 are needed; she has 7 and three at 1.
    roadmap = look(rate(ml, "junior", *[3] * 7, 1, 1, 1, *["not relevant"] * 7))
    assert roadmap.headline == ("You are on the way to Junior.", "1 skill to go.")
    assert roadmap.lead == (
        "You hold 7 of 10 Junior skills (70%). A level counts as held from 80%. "
        "One more, and you are there."
    )
    assert roadmap.notes == (
        "Readiness for Junior: 70%. Counting only what a note or a link backs: 0%.",
        "You marked 7 skills as not relevant to you; they are left out of the count.",
    )
    assert way(roadmap) == [[("Jupyter notebooks", "2 steps")]]
    assert roadmap.gap_count == "3 of 10"
    assert "7 skills were left out as not relevant." in roadmap.rungs[0].notes


def test_gil_has_rated_nothing(look: Look) -> None:
    # 85 unrated; the way to Junior is 14 skills of three steps, all to be rated first.
    roadmap = look({})
    assert roadmap.headline == ("You are on the way to Junior.", "Nothing is rated yet.")
    assert roadmap.lead == (
        "Unrated skills are unknown: they are neither held nor missing. Rate a few, and this page "
        "says how far it is and what to do first."
    )
    assert roadmap.range == (
        "With the 85 unrated skills you could stand anywhere from below Junior to Principal."
    )
    assert roadmap.way is not None
    assert (roadmap.way.steps, roadmap.way.skills) == (42, 14)
    assert all(step.unrated for step in roadmap.way.parts[0].steps)
