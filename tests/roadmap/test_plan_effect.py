"""What finishing a plan would do: what a new assessment would say, and no more than that."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.models import Assessment, PlanItem
from careerpath.engine.placement import place
from careerpath.engine.types import LevelSpec, PathSpec, Rating, RequirementSpec
from careerpath.framework.models import CareerPath, Level, Requirement, Skill
from roadmap.builder import RoadmapBuilder
from roadmap.plan_effect import PlanEffect, plan_effect
from roadmap.presenters.plan_effect import read_effect
from tests.factories import make_path
from tests.pages import text_of
from tests.roadmap.people import NOW, assessed

LATER, BEFORE = NOW + dt.timedelta(days=1), NOW - dt.timedelta(days=1)
FIRST = tuple(f"gardener-1-{n}" for n in (1, 2, 3))
ALL = (*FIRST, *(f"gardener-2-{n}" for n in (1, 2, 3)))


def item(skill: str, goal: int, state: str = "to-do", when: dt.datetime = LATER) -> PlanItem:
    """One that is not stored."""
    column = {"begun": "begun_at", "done": "done_at", "dropped": "dropped_at"}.get(state)
    days: dict[str, Any] = {column: when} if column else {}
    return PlanItem(skill=Skill(public_id=skill, name=skill), proficiency=goal, **days)


def effect_of(sitting: Assessment, items: list[PlanItem]) -> PlanEffect:
    builder = RoadmapBuilder.of(sitting)
    at = sitting.completed_at
    return plan_effect(items, builder.path, builder.ratings, builder.placement, rated_at=at)


def told(sitting: Assessment, *items: PlanItem) -> tuple[str, str, list[str]]:
    reading = read_effect(effect_of(sitting, list(items)))
    return reading.headline, reading.now, list(reading.sentences)


@pytest.fixture
def gardener(db: None) -> CareerPath:
    return make_path()


def test_the_way_leads_to_the_level(alice: Any, gardener: CareerPath) -> None:
    done = assessed(alice, gardener, dict(zip(FIRST, (1, 2, 3), strict=True)))
    assert told(done, item(FIRST[0], 3), item(FIRST[1], 3)) == (
        "You would be at Level 1.",
        "You are on the way to Level 1.",
        [
            "Readiness for Level 1: 33% now, 100% then. It counts from 80%.",
            "Readiness for Level 2: 0% now, 0% then. It counts from 80%.",
            "Level 2 would still miss up to 3 skills.",
            "With the 3 unrated skills you could stand anywhere from Level 1 to Level 2.",
            "Counted are the 2 skills that your plan raises beyond your last ratings.",
        ],
    )


def test_part_of_it_leads_part_of_the_way(alice: Any, gardener: CareerPath) -> None:
    done = assessed(alice, gardener, dict.fromkeys(ALL, 1))
    assert told(done, item(FIRST[0], 3), PlanItem(title="Read")) == (
        "You would be on the way to Level 1.",
        "You are on the way to Level 1.",
        [
            "Readiness for Level 1: 0% now, 33% then. It counts from 80%.",
            "Level 1 would still miss 2 skills.",
            "Counted is the 1 skill that your plan raises beyond your last ratings.",
            "1 thing in it is a project or your own: it raises no rating by itself.",
        ],
    )


def test_enough_skills_without_a_must_have_are_not_enough(alice: Any, gardener: CareerPath) -> None:
    """Counting skills alone would say that the level is reached."""
    Level.objects.filter(path=gardener).update(threshold_percent=60)
    Requirement.objects.filter(skill__public_id=FIRST[2]).update(must_have=True)
    done = assessed(alice, gardener, dict.fromkeys(ALL, 1))
    headline, _, sentences = told(done, item(FIRST[0], 3), item(FIRST[1], 3))
    assert headline == "You would be on the way to Level 1."
    assert sentences[1] == "Level 1 would still miss 1 skill. Gardener 1 3 is a must-have."


def test_what_was_done_before_the_ratings_were_given_is_in_them(
    alice: Any, gardener: CareerPath
) -> None:
    """Done, then rated: what the person said then counts, not what the plan had meant."""
    done = assessed(alice, gardener, dict.fromkeys(FIRST, 2))
    nothing = (
        "Nothing in your plan raises a skill beyond your last ratings, so finishing it would leave "
        "your level as it is."
    )
    assert told(done, *(item(name, 3, "done", BEFORE) for name in FIRST)) == ("", "", [nothing])
    since = [item(name, 3, "done", LATER) for name in FIRST]
    assert told(done, *since)[0] == "You would be at Level 1."


def test_what_is_dropped_reached_or_not_asked_does_not_count(
    alice: Any, gardener: CareerPath
) -> None:
    done = assessed(alice, gardener, {FIRST[0]: 4})
    dropped = item(FIRST[1], 3, "dropped")
    effect = effect_of(done, [item(FIRST[0], 3), dropped, item("elsewhere", 3), item(FIRST[2], 2)])
    assert (effect.counted, effect.uncounted, effect.not_asked) == (1, 0, 1)
    assert effect.then.levels[0].met == 1


def test_at_the_top_nothing_is_ahead(alice: Any, gardener: CareerPath) -> None:
    effect = effect_of(assessed(alice, gardener, dict.fromkeys(ALL, 3)), [item(FIRST[0], 4)])
    assert (effect.counted, effect.aim, effect.ahead) == (1, None, None)
    assert read_effect(effect).sentences == (
        "Counted is the 1 skill that your plan raises beyond your last ratings.",
    )


def test_a_level_that_is_not_measured_says_so(alice: Any, gardener: CareerPath) -> None:
    marked = dict.fromkeys(FIRST[:2], "not relevant")
    _, _, sentences = told(assessed(alice, gardener, {**marked, FIRST[2]: 1}), item(FIRST[2], 3))
    assert sentences[0] == "Level 1 is not measured: 2 of its 3 skills are marked not relevant."


def test_the_page_says_what_the_next_assessment_then_says(
    as_alice: Client, alice: Any, gardener: CareerPath
) -> None:
    done = assessed(alice, gardener, dict(zip(FIRST, (1, 2, 3), strict=True)))
    as_alice.post(f"/roadmap/{done.public_id}/plan/", {"take": "way"})
    text = text_of(as_alice.get("/roadmap/plan/gardener/"))
    assert "If you finish all of it You would be at Level 1." in text
    after = assessed(alice, gardener, dict.fromkeys(FIRST, 3), now=NOW + dt.timedelta(days=9))
    assert after.level_then == "Level 1"
    text = text_of(as_alice.get("/roadmap/plan/gardener/"))
    assert "Nothing in your plan raises a skill beyond your last ratings" in text


# --- A second writing of the rule ----------------------------------------------------------------

SKILLS = "abcdef"


def ladder() -> PathSpec:
    """Two levels of three skills each: the first asks Practising, the second Proficient."""
    levels = (
        LevelSpec(
            f"l{rank}",
            f"L{rank}",
            f"L{rank}",
            rank,
            60,
            tuple(
                RequirementSpec(name, name, "g", "G", rank + 1)
                for name in SKILLS[3 * rank - 3 : 3 * rank]
            ),
        )
        for rank in (1, 2)
    )
    return PathSpec("p", "P", tuple(levels))


answers = st.one_of(st.none(), st.integers(0, 4))
things = st.tuples(
    st.sampled_from(f"{SKILLS}x"),
    st.integers(1, 4),
    st.sampled_from(["to-do", "begun", "done", "dropped"]),
    st.sampled_from([BEFORE, LATER]),
)


@settings(deadline=None, max_examples=200)
@given(st.lists(answers, min_size=6, max_size=6), st.lists(things, max_size=8))
def test_it_is_the_placement_of_the_highest_of_each(
    said: list[int | None], planned: list[tuple[str, int, str, dt.datetime]]
) -> None:
    path = ladder()
    ratings = {name: Rating(value) for name, value in zip(SKILLS, said, strict=True)}
    items = [item(*thing) for thing in planned]
    effect = plan_effect(items, path, ratings, place(path, ratings), rated_at=NOW)
    by_hand = dict(zip(SKILLS, said, strict=True))
    for name, goal, state, when in planned:
        if name == "x" or state == "dropped" or (state == "done" and when == BEFORE):
            continue
        by_hand[name] = max(goal, by_hand[name] or 0)
    expected = place(path, {name: Rating(value) for name, value in by_hand.items()})
    assert effect.then == expected
    assert effect.counted == sum(by_hand[n] != v for n, v in zip(SKILLS, said, strict=True))
