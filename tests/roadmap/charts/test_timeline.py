from __future__ import annotations

from roadmap.charts import Point, timeline


def test_one_assessment_is_no_line() -> None:
    assert timeline([]) is None
    assert timeline([Point(1, 50, 80)]) is None


def test_dots_stand_by_the_day_and_the_threshold_by_its_share() -> None:
    drawn = timeline([Point(0, 0, 80), Point(25, 50, 80), Point(100, 100, 80)])

    assert drawn
    # 24 + 0.25 * 312 = 102; 168 - 132 * 50 / 100 = 102; 168 - 132 * 0.8 = 62.4
    assert drawn.line == "24,168 102,102 336,36"
    assert [(dot.label, dot.label_y) for dot in drawn.dots] == [
        ("0%", 156.0),
        ("50%", 90.0),
        ("100%", 24.0),
    ]
    assert drawn.threshold == "0,62.4 360,62.4"
    assert (drawn.floor, drawn.top, drawn.height) == (168, 36, 180)


def test_those_of_one_moment_stand_side_by_side() -> None:
    drawn = timeline([Point(5, 10, 80), Point(5, 20, 80), Point(5, 30, 80)])

    assert drawn
    assert [dot.x for dot in drawn.dots] == [24, 180, 336]


def test_labels_that_would_touch_are_left_out_but_never_the_last() -> None:
    drawn = timeline([Point(0, 10, 80), Point(97, 20, 80), Point(99, 30, 80), Point(100, 40, 80)])

    assert drawn
    assert [dot.label for dot in drawn.dots] == ["10%", "", "", "40%"]


def test_a_threshold_that_was_moved_is_a_step_between_the_two() -> None:
    drawn = timeline([Point(0, 88, 80), Point(50, 88, 90), Point(100, 91, 90)])

    assert drawn
    # 24 and 180: half-way is 102; 168 - 132 * 0.9 = 49.2
    assert drawn.threshold == "0,62.4 102,62.4 102,49.2 360,49.2"
