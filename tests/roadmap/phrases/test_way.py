from __future__ import annotations

from careerpath.engine.types import LevelWay, Step
from roadmap.phrases import way as phrases
from tests.roadmap.verdicts import verdict


def part(*points: int, needed: int = 14, met_before: int = 10) -> LevelWay:
    steps = tuple(
        Step(f"s{n}", f"S{n}", "g", "G", 3 - p, 3, must_have=False, unrated=False)
        for n, p in enumerate(points)
    )
    return LevelWay("senior", 3, 80, 17, needed, met_before, steps)


def test_proficiency_by_name() -> None:
    names = [phrases.proficiency(value) for value in (None, 0, 1, 2, 3, 4)]
    assert names == ["Unrated", "Not yet", "Aware", "Practising", "Proficient", "Leading"]


def test_steps_one_and_many() -> None:
    assert (phrases.steps(1), phrases.steps(2)) == ("1 step", "2 steps")


def test_why_title_one_some_many() -> None:
    titles = [phrases.why_title(n) for n in (1, 4, 14)]
    assert titles == ["Why this one", "Why these four", "Why these 14"]


def test_why_as_drawn() -> None:
    assert phrases.why(part(1, 1, 1, 2), "Senior", [], fewest=True) == (
        "They are the fewest steps that bring you to 14 of 17 skills; Senior is held from 14 on "
        "(at least 80%)."
    )
    assert phrases.why(part(1, met_before=13), "Senior", [], fewest=True) == (
        "It is the shortest way to 14 of 17 skills; Senior is held from 14 on (at least 80%)."
    )


def test_why_of_one_level_of_several() -> None:
    assert phrases.why(part(1, 1, 1, 2), "Senior", [], fewest=False) == (
        "They bring you to 14 of 17 skills; Senior is held from 14 on (at least 80%)."
    )
    assert phrases.why(part(1, met_before=13), "Senior", [], fewest=False) == (
        "It brings you to 14 of 17 skills; Senior is held from 14 on (at least 80%)."
    )


def test_why_names_must_haves() -> None:
    assert phrases.why(part(1, 1, met_before=12), "Senior", ["Git"], fewest=True) == (
        "They are the fewest steps that bring you to 14 of 17 skills; Senior is held from 14 on "
        "(at least 80%). "
        "Git is a must-have of Senior."
    )


def test_why_where_only_must_haves_are_missing() -> None:
    assert phrases.why(part(1, 1, met_before=14), "Senior", ["Git", "R"], fewest=True) == (
        "You have the 80% that Senior asks, but not all of its must-haves. "
        "Git and R are must-haves of Senior."
    )


def test_least_steps_none_one_and_many() -> None:
    assert (phrases.least(0, 0, 0), phrases.least(1, 1, 0)) == ("", "")
    assert phrases.least(5, 5, 3) == "No choice of skills takes fewer than 5 steps."


def test_least_steps_with_unrated_skills_are_a_range() -> None:
    assert phrases.least(37, 3, 59) == (
        "Between 3 and 37 steps, depending on 59 skills you have not rated."
    )
    assert phrases.least(3, 1, 1) == (
        "Between 1 and 3 steps, depending on the one skill you have not rated."
    )
    assert phrases.least(1, 0, 1) == (
        "At most one step, depending on the one skill you have not rated."
    )
    assert phrases.least(1, 0, 4) == ("At most one step, depending on 4 skills you have not rated.")
    assert phrases.least(3, 0, 1) == (
        "Between none and 3 steps, depending on the one skill you have not rated."
    )
    assert phrases.least(9, 0, 7) == (
        "Between none and 9 steps, depending on 7 skills you have not rated."
    )


def test_a_way_that_may_not_be_the_shortest_says_so() -> None:
    assert phrases.not_proven() == (
        "There may be a shorter way; proving that there is none would take too long."
    )


def test_where_a_way_ends() -> None:
    assert phrases.ends(verdict(0, 5, not_relevant=12, measured=False), "Staff") == (
        "No rating reaches Staff while 12 of the 17 skills it asks are marked not relevant: at "
        "least half of a level has to be relevant for it to say anything of you."
    )
    assert phrases.ends(verdict(0, 0, not_relevant=1, measured=False), "Staff") == (
        "No rating reaches Staff while the one skill it asks is marked not relevant."
    )


def test_gap_count_of_one_level_and_of_several() -> None:
    assert phrases.gap_count(7, 7, 17) == "7 of 17"
    assert phrases.gap_count(7, 2, 17) == "2 to 7 of 17"
    assert phrases.gap_count(7, 0, 17) == "up to 7 of 17"
    assert phrases.gap_count(1, 1, None) == "1 gap"
    assert phrases.gap_count(23, 23, None) == "23 gaps"
    assert phrases.gap_count(23, 4, None) == "4 to 23 gaps"
    assert phrases.gap_count(1, 0, None) == "up to 1 gap"
    assert phrases.gap_count(23, 0, None) == "up to 23 gaps"
