from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from assessments.models import Assessment
from careerpath.framework.models import CareerPath
from roadmap.builder import RoadmapBuilder
from roadmap.history import MOST, Movement, history, movement
from tests.factories import make_path
from tests.roadmap.people import NOW, assessed, level_skills

pytestmark = pytest.mark.django_db


def test_history_sorts_by_path() -> None:
    newest, middle, oldest = (Assessment(pk=n, path_id=1) for n in (9, 5, 2))
    other, other_before = Assessment(pk=8, path_id=2), Assessment(pk=3, path_id=2)
    told = history(middle, [newest, other, middle, other_before, oldest])
    assert told.same_path == (newest, middle, oldest)
    assert told.other_paths == (other,)
    assert (told.newest, told.is_newest) == (newest, False)


def test_history_of_one() -> None:
    only = Assessment(pk=1, path_id=1)
    told = history(only, [only])
    assert (told.is_newest, told.other_paths) == (True, ())


def moved(shown: Assessment, wanted: str | None = None) -> Movement | None:
    builder = RoadmapBuilder.of(shown)
    rows = Assessment.objects.filter(owner=shown.owner).completed()
    return movement(history(shown, rows), builder.path, builder.build(wanted))


def days_ago(days: int) -> dt.datetime:
    return NOW - dt.timedelta(days=days)


def test_a_single_assessment_has_not_moved(alice: Any, path: CareerPath) -> None:
    assert moved(assessed(alice, path, {})) is None


def test_a_path_without_levels_is_not_moved_on(alice: Any) -> None:
    path = make_path("Bare", levels=0)
    assessed(alice, path, {}, now=days_ago(1))
    assert moved(assessed(alice, path, {})) is None


def test_moments_are_of_the_level_aimed_at(alice: Any, path: CareerPath) -> None:
    skills = level_skills(path)
    assessed(alice, path, {skills[0]: 3, skills[3]: 3}, now=days_ago(9))
    newest = assessed(alice, path, dict.fromkeys(skills[:5], 3))
    found = moved(newest)
    assert found
    # Level 2 asks three skills: 2 of 3 are 67 %, 1 of 3 is 33 %.
    assert [(m.stood, m.percent) for m in found.moments] == [
        ("Level 1", 67),
        ("on the way to Level 1", 33),
    ]
    assert (found.level, found.threshold, found.moved) == ("Level 2", 80, False)
    assert found.chart
    assert [dot.label for dot in found.chart.dots] == ["33%", "67%"]


def test_a_level_that_was_not_there_then_has_no_point(alice: Any, path: CareerPath) -> None:
    skills = level_skills(path)
    old = assessed(alice, path, dict.fromkeys(skills[:3], 3), now=days_ago(9))
    assert old.placement
    old.placement["levels"][1]["level"] = "an-older-level"
    old.save()
    found = moved(assessed(alice, path, dict.fromkeys(skills[:3], 3)))
    assert found
    assert [(m.stood, m.readiness) for m in found.moments] == [
        ("Level 1", "not rated yet"),
        ("Level 1", "not asked then"),
    ]
    assert found.chart is None


def test_each_is_drawn_against_the_threshold_of_its_time(alice: Any, path: CareerPath) -> None:
    skills = level_skills(path)
    assessed(alice, path, dict.fromkeys(skills[:3], 3) | {skills[3]: 0}, now=days_ago(9))
    path.levels.update(threshold_percent=90)
    found = moved(assessed(alice, path, dict.fromkeys(skills[:4], 3)))
    assert found
    assert [(m.percent, m.threshold) for m in found.moments] == [(33, 90), (0, 80)]
    assert (found.threshold, found.moved) == (90, True)
    assert found.chart
    assert found.chart.threshold == "0,62.4 180,62.4 180,49.2 360,49.2"


def test_only_the_newest_are_drawn(alice: Any, path: CareerPath) -> None:
    skill = level_skills(path)[0]
    for days in range(MOST + 1):
        assessed(alice, path, {skill: 1}, now=days_ago(1 + days))
    found = moved(assessed(alice, path, {skill: 1}))
    assert found
    assert len(found.moments) == MOST
    assert found.chart
    assert len(found.chart.dots) == MOST


def test_a_level_that_was_not_measured_has_no_point(
    alice: Any, path: CareerPath, client: Client
) -> None:
    skills = level_skills(path)
    left_out = dict.fromkeys(skills[4:6], "not relevant")
    assessed(alice, path, dict.fromkeys(skills[:3], 3) | left_out, now=days_ago(9))
    found = moved(newest := assessed(alice, path, dict.fromkeys(skills[:4], 3)))
    assert found
    assert [(m.percent, m.threshold) for m in found.moments] == [(33, 80), (None, 80)]
    assert found.chart is None
    client.force_login(alice)
    assert ">not measured</td>" in client.get(newest.get_absolute_url()).content.decode()
