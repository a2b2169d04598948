"""What names of levels tell."""

from __future__ import annotations

import pytest

from careerpath.framework.ladders.levels import (
    LevelName,
    fall,
    rank_of,
    role_within,
    track_warnings,
)


@pytest.mark.parametrize(
    ("text", "name", "code", "reads"),
    [
        ("Junior Baker", "Junior Baker", "", True),
        ("Baker", "Baker", "", True),
        ("B2 - Baker 2", "Baker 2", "B2", True),
        ("Junior Baker (L1)", "Junior Baker", "L1", True),
        ("IC3", "IC3", "IC3", True),
        ("SE2: Engineer", "Engineer", "SE2", True),
        ("Level 2", "Level 2", "", True),
        ("Level 2: Senior Baker (2-6 years)", "Senior Baker", "", True),
        ("Hiring", "Hiring", "", False),
        ("Q3 goals", "Q3 goals", "", False),
        ("Craft", "Craft", "", False),
    ],
)
def test_a_name_is_taken_apart(text: str, name: str, code: str, reads: bool) -> None:
    level = LevelName(text)
    assert (level.name, level.code, level.reads_as_level("Baker")) == (name, code, reads)


@pytest.mark.parametrize(
    "names",
    [
        ["Junior Baker", "Baker", "Senior Baker", "Staff Baker", "Principal Baker"],
        ["IC1", "IC2", "IC10"],
        ["Level 1", "Level 2", "Level 10"],
        ["Baker I", "Baker II", "Baker III", "Senior Baker"],
        ["Staff", "Senior Staff", "Head"],
        ["Apprentice (0-1 years)", "Oven hand (1-3 years)", "Master (3+ years)"],
    ],
)
def test_names_in_their_order_rise_and_turned_fall(names: list[str]) -> None:
    assert sorted(names, key=rank_of) == names
    assert not fall(names)
    assert fall(names[::-1])


def test_names_without_a_word_for_it_do_not_fall() -> None:
    assert not fall(["Dough", "Crust", "Crumb"])


def test_two_tracks_are_told() -> None:
    said = (
        "Two tracks seem to stand in one ladder: {} comes after {}. "
        "Two paths are easier to compare."
    )
    assert track_warnings(
        ["Senior Baker", "Staff Baker", "Shop Manager", "Senior Shop Manager"]
    ) == [said.format("Shop Manager", "Staff Baker")]
    assert track_warnings(["IC1", "IC2", "M3", "M4"]) == [said.format("M3", "IC2")]
    assert track_warnings(["Junior", "Senior", "Engineering Manager"]) == []
    assert track_warnings(["IC1", "IC2", "IC3"]) == []


def test_the_role_is_what_all_names_end_with() -> None:
    assert role_within(["Junior Data Baker", "Data Baker", "Senior Data Baker"]) == "Data Baker"
    assert role_within(["Junior", "Senior"]) == ""
    assert role_within([]) == ""
