from __future__ import annotations

from roadmap.phrases import notes as phrases
from tests.roadmap.verdicts import verdict


def test_unrated_range_wide_narrow_and_none() -> None:
    assert phrases.unrated_range(3, "Mid-Level", "Senior", "Junior") == (
        "With the 3 unrated skills you could stand anywhere from Mid-Level to Senior."
    )
    assert phrases.unrated_range(1, "Mid-Level", "Senior", "Junior") == (
        "With the one unrated skill you could stand anywhere from Mid-Level to Senior."
    )
    assert phrases.unrated_range(85, None, "Principal", "Junior") == (
        "With the 85 unrated skills you could stand anywhere from below Junior to Principal."
    )
    assert phrases.unrated_range(2, "Senior", "Senior", "Junior") == (
        "The 2 unrated skills can't change where you stand."
    )
    assert phrases.unrated_range(1, None, None, "Junior") == (
        "The one unrated skill can't change where you stand."
    )
    assert phrases.unrated_range(0, "Senior", "Senior", "Junior") == ""


def test_not_relevant_zero_one_many() -> None:
    assert phrases.not_relevant(0) == ""
    assert phrases.not_relevant(1) == (
        "You marked one skill as not relevant to you; it is left out of the count."
    )
    assert phrases.not_relevant(2) == (
        "You marked 2 skills as not relevant to you; they are left out of the count."
    )


def test_readiness_shows_both() -> None:
    assert phrases.readiness(verdict(10, 17, 14, backed=4), "Senior") == (
        "Readiness for Senior: 59%. Counting only what a note or a link backs: 24%."
    )
    assert phrases.readiness(verdict(0, 0), "Senior") == ""
    assert phrases.readiness(verdict(2, 2, 2, not_relevant=3, measured=False), "Senior") == (
        "Readiness for Senior: not measured."
    )
