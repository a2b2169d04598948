from __future__ import annotations

from django.template.loader import render_to_string

from careerpath.engine.placement import place
from careerpath.engine.types import Rating
from careerpath.framework.charts import Rung
from roadmap.builder import build
from roadmap.presenters.staircase import staircase_of
from tests.engine.build import asks, level, path, rated


def test_staircase_is_dark_only_where_a_level_counts() -> None:
    # L1 is held, L2 is not, L3 is by itself but does not count.
    asked = path(level(1, asks("a")), level(2, asks("b"), asks("d")), level(3, asks("c")))
    ratings = rated(a=3, b=3, d=0, c=3)
    told = build(path=asked, ratings=ratings, placement=place(asked, ratings), project_specs=())
    assert [step.rung for step in staircase_of(told).steps] == [
        Rung("L1", "100%", 100, 80, held=True, here=True),
        Rung("L2", "50%", 50, 80),
        Rung("L3", "100%", 100, 80),
    ]


def test_a_level_that_is_not_measured_has_no_share_and_no_line() -> None:
    asked = path(level(1, asks("a")), level(2, *map(asks, "bcd")))
    ratings = {**rated(a=3, b=3), **dict.fromkeys("cd", Rating(not_relevant=True))}
    told = build(path=asked, ratings=ratings, placement=place(asked, ratings), project_specs=())
    assert [step.rung for step in staircase_of(told).steps] == [
        Rung("L1", "100%", 100, 80, held=True, here=True),
        Rung("L2", "not measured", 0),
    ]
    assert told.notes[0] == "Readiness for L2: not measured."
    drawn = render_to_string("components/_staircase.html", {"stairs": staircase_of(told)})
    assert "L1: 100%, held from 80% (you are here); L2: not measured.</desc>" in drawn


def test_a_level_of_which_nothing_is_rated_is_not_rated_yet_and_one_half_rated_is_a_range() -> None:
    asked = path(level(1, asks("a")), level(2, *map(asks, "bcd")), level(3, asks("e")), level(4))
    ratings = rated(a=3, b=3, c=0)
    told = build(path=asked, ratings=ratings, placement=place(asked, ratings), project_specs=())
    assert [step.rung for step in staircase_of(told).steps] == [
        Rung("L1", "100%", 100, 80, held=True, here=True),
        Rung("L2", "33 to 67%", 33, 80),
        Rung("L3", "not rated yet", 0, 80),
        Rung("L4", "100%", 100, 80),
    ]
    assert told.notes[0].startswith("Readiness for L2: 33 to 67%.")
    drawn = render_to_string("components/_staircase.html", {"stairs": staircase_of(told)})
    assert "L2: 33 to 67%, held from 80%; L3: not rated yet, held from 80%;" in drawn
    assert "<span>not rated yet</span>" in drawn


def test_standing_before_a_level_that_is_not_measured_holds_nothing() -> None:
    asked = path(level(1, *map(asks, "abc")))
    ratings = {**rated(a=3), **dict.fromkeys("bc", Rating(not_relevant=True))}
    told = build(path=asked, ratings=ratings, placement=place(asked, ratings), project_specs=())
    assert told.lead == (
        "Of the L1 skills 1 counts, and you hold 1: a level is measured only where at least half "
        "of its skills count."
    )
    assert staircase_of(told).below
