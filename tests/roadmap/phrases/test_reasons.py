from __future__ import annotations

from roadmap.phrases import reasons as phrases
from tests.roadmap.verdicts import verdict


def test_verdict_line_held_not_held_and_nothing_asked() -> None:
    assert phrases.verdict_line(verdict(15, 17, 14), "Senior") == (
        "Held: 15 of 17 met, 14 needed (80%)."
    )
    assert phrases.verdict_line(verdict(10, 17, 14), "Senior") == (
        "Not held: 10 of 17 met, 14 needed (80%)."
    )
    assert phrases.verdict_line(verdict(0, 0), "Senior") == (
        "Nothing is asked at Senior. It is passed over."
    )


def test_verdict_line_of_a_level_that_is_not_measured() -> None:
    assert phrases.verdict_line(verdict(0, 5, not_relevant=12, measured=False), "Staff") == (
        "Not measured: 12 of its 17 skills are marked not relevant, more than half."
    )
    assert phrases.verdict_line(verdict(0, 0, not_relevant=1, measured=False), "Staff") == (
        "Not measured: its one skill is marked not relevant."
    )


def test_must_have_line_none_met_and_missing() -> None:
    assert phrases.must_have_line(0, []) == ""
    assert phrases.must_have_line(1, []) == "Its one must-have is met."
    assert phrases.must_have_line(2, []) == "Both must-haves are met."
    assert phrases.must_have_line(3, []) == "All 3 must-haves are met."
    assert phrases.must_have_line(1, ["Git"]) == "Its one must-have is missing: Git."
    assert phrases.must_have_line(2, ["Git"]) == "1 of 2 must-haves is missing: Git."
    assert phrases.must_have_line(2, ["Git", "R"]) == "Both must-haves are missing: Git and R."
    assert phrases.must_have_line(3, ["Git"]) == "1 of 3 must-haves is missing: Git."
    assert phrases.must_have_line(3, ["Git", "R"]) == "2 of 3 must-haves are missing: Git and R."


def test_backed_line_zero_one_many() -> None:
    assert phrases.backed_line(verdict(0, 3)) == ""
    assert phrases.backed_line(verdict(1, 3, backed=1)) == "The one met skill carries evidence."
    assert phrases.backed_line(verdict(1, 3, backed=0)) == "The one met skill has no evidence."
    assert phrases.backed_line(verdict(3, 3, backed=1)) == "1 of the 3 met skills carries evidence."
    assert (
        phrases.backed_line(verdict(3, 3, backed=0)) == "None of the 3 met skills carries evidence."
    )


def test_left_out_line_zero_one_many() -> None:
    assert phrases.left_out_line(0) == ""
    assert phrases.left_out_line(1) == "1 skill was left out as not relevant."
    assert phrases.left_out_line(2) == "2 skills were left out as not relevant."


def test_not_yours_yet_names_the_level_below() -> None:
    assert phrases.not_yours_yet("Mid-Level") == (
        "It does not count yet, because Mid-Level below it is not held."
    )
