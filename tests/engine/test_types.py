from __future__ import annotations

from careerpath.engine.types import LevelWay, SkillGap, Step, Way

STEP = Step("a", "A", "group", "Group", 1, 3, must_have=False, unrated=False)
UNRATED_STEP = Step("b", "B", "group", "Group", 0, 4, must_have=True, unrated=True)


def gap(rated: int | None) -> SkillGap:
    return SkillGap("a", "A", "group", "Group", "level-1", 3, rated, must_have=False)


def test_gap_steps_are_required_minus_rated() -> None:
    assert [gap(2).steps, gap(1).steps, gap(0).steps] == [1, 2, 3]


def test_gap_steps_of_an_unrated_skill_count_from_zero() -> None:
    assert gap(None).steps == 3


def test_points_add_up_over_steps_and_levels() -> None:
    part = LevelWay("level-1", 1, 80, 2, 2, 0, (STEP, UNRATED_STEP))
    assert STEP.points == 2
    assert part.points == 2 + 4
    assert Way((part, LevelWay("level-2", 2, 80, 1, 1, 0, (STEP,)))).points == 2 + 4 + 2
    assert Way(()).points == 0
