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
    assert phrases.verdict_line(verdict(0, 3, 3, unrated=("a", "b")), "Senior") == (
        "Not held: 0 of 3 met, 2 not rated, 3 needed (80%)."
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
    assert phrases.verdict_line(verdict(0, 0, not_relevant=2, measured=False), "Staff") == (
        "Not measured: all of its 2 skills are marked not relevant."
    )


def musts(count: int, missing: str = "", unrated: str = "") -> str:
    """The line of a level with `count` must-haves; of each word one is missing, or unrated."""
    names = {name.lower(): name for name in f"{missing} {unrated}".split()}
    lost = verdict(
        0,
        5,
        must_haves=count,
        missing_must_haves=tuple(names),
        unmet=tuple(missing.lower().split()),
        unrated=("other", *unrated.lower().split()),
    )
    return phrases.must_have_line(lost, names)


def test_must_have_line_none_met_and_missing() -> None:
    assert musts(0) == ""
    assert musts(1) == "Its one must-have is met."
    assert musts(2) == "Both must-haves are met."
    assert musts(3) == "All 3 must-haves are met."
    assert musts(1, "Git") == "Its one must-have is missing: Git."
    assert musts(2, "Git") == "1 of 2 must-haves is missing: Git."
    assert musts(2, "Git R") == "Both must-haves are missing: Git and R."
    assert musts(3, "Git") == "1 of 3 must-haves is missing: Git."
    assert musts(3, "Git R") == "2 of 3 must-haves are missing: Git and R."


def test_must_haves_that_are_unrated_are_never_called_missing() -> None:
    assert musts(1, unrated="Git") == "Its one must-have is not rated yet: Git."
    assert musts(2, unrated="Git R") == "Both must-haves are not rated yet: Git and R."
    assert musts(2, unrated="Git") == "1 of 2 must-haves is not rated yet: Git."
    assert musts(3, unrated="Git R") == "2 of 3 must-haves are not rated yet: Git and R."
    assert musts(2, "Git", "R") == "1 of 2 must-haves is missing: Git. Not rated yet: R."
    assert musts(4, "Git R", "A B") == (
        "2 of 4 must-haves are missing: Git and R. Not rated yet: A and B."
    )


def test_backed_line_zero_one_many() -> None:
    told = {
        (met, backed): phrases.backed_line(verdict(met, 3, backed=backed))
        for met in range(4)
        for backed in range(met + 1)
    }
    assert told == {
        (0, 0): "",
        (1, 0): "The one met skill has no evidence.",
        (1, 1): "The one met skill carries evidence.",
        (2, 0): "Neither met skill carries evidence.",
        (2, 1): "1 of the 2 met skills carries evidence.",
        (2, 2): "Both met skills carry evidence.",
        (3, 0): "None of the 3 met skills carries evidence.",
        (3, 1): "1 of the 3 met skills carries evidence.",
        (3, 2): "2 of the 3 met skills carry evidence.",
        (3, 3): "All 3 met skills carry evidence.",
    }


def test_left_out_line_zero_one_many() -> None:
    assert phrases.left_out_line(0) == ""
    assert phrases.left_out_line(1) == "1 skill was left out as not relevant."
    assert phrases.left_out_line(2) == "2 skills were left out as not relevant."


def test_not_yours_yet_names_the_level_below() -> None:
    assert phrases.not_yours_yet("Mid-Level") == (
        "It does not count yet, because Mid-Level below it is not held."
    )
