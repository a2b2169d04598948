"""How a path is cut into screens, and what counts as answered."""

from __future__ import annotations

from assessments.screens import Count, all_skills, answered, count, must_haves, next_screen, screens
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


def test_next_screen_is_the_first_unfinished_else_the_very_first() -> None:
    def key(**ratings: Rating) -> tuple[str, str] | None:
        found = next_screen(screens(PATH), answered(ratings))
        return found.key if found else None

    done = Rating(1)
    assert key() == ("l1", "craft")
    assert key(a=done, b=done) == ("l1", "soft")
    assert key(a=done, b=done, c=done) == ("l3", "soft")  # "a" is answered there as well
    assert key(a=done, b=done, c=done, d=done) == ("l1", "craft")
    assert next_screen((), set()) is None
