from __future__ import annotations

from careerpath.engine.types import LevelWay, Step
from roadmap.wording import way as say
from tests.roadmap.verdicts import verdict


def part(*points: int, needed: int = 14, met_before: int = 10) -> LevelWay:
    steps = tuple(
        Step(f"s{n}", f"S{n}", "g", "G", 3 - p, 3, must_have=False, unrated=False)
        for n, p in enumerate(points)
    )
    return LevelWay("senior", 3, needed, met_before, steps)


def test_proficiency_by_name() -> None:
    names = [say.proficiency(value) for value in (None, 0, 1, 2, 3, 4)]
    assert names == ["Unrated", "Not yet", "Aware", "Practising", "Proficient", "Leading"]


def test_steps_one_and_many() -> None:
    assert (say.steps(1), say.steps(2)) == ("1 step", "2 steps")


def test_why_title_one_some_many() -> None:
    titles = [say.why_title(n) for n in (1, 4, 14)]
    assert titles == ["Why this one", "Why these four", "Why these 14"]


def test_why_as_drawn() -> None:
    assert say.why(part(1, 1, 1, 2), verdict(10, 17, 14), "Senior", []) == (
        "They are the fewest steps that bring you to 14 of 17 skills, the 80% that Senior asks. "
        "No choice of skills takes fewer than 5 steps."
    )


def test_why_of_one_step_and_of_one_skill() -> None:
    assert say.why(part(1, met_before=13), verdict(13, 17, 14), "Senior", []) == (
        "It is the shortest way to 14 of 17 skills, the 80% that Senior asks."
    )
    assert say.why(part(2, met_before=13), verdict(13, 17, 14), "Senior", []) == (
        "It is the shortest way to 14 of 17 skills, the 80% that Senior asks. "
        "No choice of skills takes fewer than 2 steps."
    )


def test_why_names_must_haves() -> None:
    assert say.why(part(1, 1, met_before=12), verdict(12, 17, 14), "Senior", ["Git"]) == (
        "They are the fewest steps that bring you to 14 of 17 skills, the 80% that Senior asks. "
        "Git is a must-have of Senior. No choice of skills takes fewer than 2 steps."
    )


def test_why_where_only_must_haves_are_missing() -> None:
    assert say.why(part(1, 1, met_before=14), verdict(14, 17, 14), "Senior", ["Git", "R"]) == (
        "You have the 80% that Senior asks, but not all of its must-haves. "
        "Git and R are must-haves of Senior. No choice of skills takes fewer than 2 steps."
    )


def test_gap_count_of_one_level_and_of_several() -> None:
    assert say.gap_count(7, 17) == "7 of 17"
    assert say.gap_count(1, None) == "1 gap"
    assert say.gap_count(23, None) == "23 gaps"
