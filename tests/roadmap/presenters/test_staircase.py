from __future__ import annotations

from careerpath.engine.placement import place
from careerpath.framework.charts import Rung
from roadmap.builder import build
from roadmap.presenters.staircase import staircase_of
from tests.engine.build import asks, level, path, rated


def test_staircase_is_dark_only_where_a_level_counts() -> None:
    # L1 is held, L2 is not, L3 is by itself but does not count.
    asked = path(level(1, asks("a")), level(2, asks("b"), asks("d")), level(3, asks("c")))
    ratings = rated(a=3, b=3, d=0, c=3)
    told = build(path=asked, ratings=ratings, placement=place(asked, ratings), project_specs=())
    assert [step.rung for step in staircase_of(told).steps] == [
        Rung("L1", "100%", 100, 80, held=True, here=True),
        Rung("L2", "50%", 50, 80),
        Rung("L3", "100%", 100, 80),
    ]
