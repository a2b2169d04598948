"""How a path is cut into screens, and what counts as answered."""

from __future__ import annotations

from uuid import UUID

from assessments.screens import (
    Count,
    all_skills,
    answered,
    count,
    must_haves,
    screens,
    whole_levels,
)
from careerpath.engine.types import LevelSpec, PathSpec, Rating, RequirementSpec


def asks(skill: str, group: str, *, must_have: bool = False) -> RequirementSpec:
    return RequirementSpec(skill, skill.upper(), group, group.title(), must_have=must_have)


def level(rank: int, *requirements: RequirementSpec) -> LevelSpec:
    return LevelSpec(f"l{rank}", f"Level {rank}", f"L{rank}", rank, 80, requirements)


PATH = PathSpec(
    "p",
    "Path",
    (
        level(1, asks("a", "craft"), asks("b", "craft", must_have=True), asks("c", "soft")),
        level(2),
        level(3, asks("a", "craft"), asks("d", "soft")),
    ),
)


def test_screens_go_level_by_level_and_group_by_group() -> None:
    assert [(s.key, s.group_name, s.number, s.of, s.skills) for s in screens(PATH)] == [
        (("l1", "craft"), "Craft", 1, 2, ("a", "b")),
        (("l1", "soft"), "Soft", 2, 2, ("c",)),
        (("l3", "craft"), "Craft", 1, 2, ("a",)),
        (("l3", "soft"), "Soft", 2, 2, ("d",)),
    ]


def test_count_takes_numbers_and_not_relevant_as_answers() -> None:
    ratings = {
        "a": Rating(0),
        "b": Rating(not_relevant=True),
        "c": Rating(has_evidence=True),
        "elsewhere": Rating(4),
    }
    assert count(all_skills(PATH), answered(ratings)) == Count(2, 4)


def test_percent_is_100_only_when_nothing_is_left() -> None:
    assert [Count(199, 200).percent, Count(200, 200).percent, Count(0, 0).percent] == [99, 100, 100]


def test_must_haves_are_those_of_any_level() -> None:
    assert must_haves(PATH) == {"b"}


def test_whole_levels_leave_out_what_asks_nothing_and_begin_with_what_is_asked_first() -> None:
    """B is a must-have, and a is asked at l3 as well."""
    assert [(s.key, s.number, s.of, s.skills) for s in whole_levels(PATH)] == [
        (("l1", ""), 1, 2, ("b", "a", "c")),
        (("l3", ""), 2, 2, ("a", "d")),
    ]


def test_a_screen_is_called_by_its_group_or_its_level() -> None:
    group, whole = screens(PATH)[0], whole_levels(PATH)[0]
    assert [(one.title, one.is_level) for one in (group, whole)] == [("Craft", False), ("L1", True)]
    here = UUID(int=1)
    assert group.address(here) == f"/assessments/{here}/levels/l1/craft/"
    assert whole.address(here) == f"/assessments/{here}/levels/l1/"
