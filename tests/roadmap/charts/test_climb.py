from __future__ import annotations

from roadmap.charts import climb
from roadmap.charts.climb import Rung


def test_one_assessment_is_no_line() -> None:
    assert climb([], 3) is None
    assert climb([(1, 2)], 3) is None


def test_a_level_is_kept_until_the_next_time_one_looks() -> None:
    drawn = climb([(0, 0), (50, 2), (100, 1)], 2)
    assert drawn
    # From 48 to 336: 48 + 0.5 * 288 = 192; the top at 20, each level 30 lower.
    assert drawn.rungs == (Rung(0, 80), Rung(1, 50), Rung(2, 20))
    assert drawn.dots == ((48.0, 80), (192.0, 20), (336.0, 50))
    assert drawn.line == "48,80 192,80 192,20 336,20 336,50"
    assert drawn.height == 100


def test_those_of_one_moment_stand_side_by_side() -> None:
    drawn = climb([(5, 1), (5, 1), (5, 1)], 1)
    assert drawn
    assert [x for x, _ in drawn.dots] == [48, 192, 336]


def test_a_level_above_the_ladder_of_today_has_room() -> None:
    drawn = climb([(0, 1), (1, 4)], 2)
    assert drawn
    assert [rung.rank for rung in drawn.rungs] == [0, 1, 2, 3, 4]
    assert min(y for _, y in drawn.dots) == 20
