from __future__ import annotations

from careerpath.engine.types import Rating
from roadmap import trial
from roadmap.types import SkillNote
from tests.engine.build import asks, level, path

ASKED = path(level(1, asks("a"), asks("b")), level(2, asks("c")))


def test_tried_replaces_a_value_and_keeps_the_evidence() -> None:
    said = {"a": Rating(1, has_evidence=True), "b": Rating(not_relevant=True)}
    assert trial.tried(said, {"a": 3, "b": 2, "c": 0}) == {
        "a": Rating(3, has_evidence=True),
        "b": Rating(2),
        "c": Rating(0),
    }


def test_offered_adds_what_is_tried_besides_the_gaps() -> None:
    gap = SkillNote("a", "A", "Group", "Aware", "Proficient")
    offered = trial.offered(ASKED, {"c": Rating(4)}, (gap,), {"a": 3, "c": 2})
    assert offered == (gap, SkillNote("c", "C", "Group", "Leading", "Proficient"))


def test_query_is_one_address_for_one_choice() -> None:
    assert trial.in_order(ASKED, {"c": 1, "a": 2}) == {"a": 2, "c": 1}
    assert trial.query("level-2", {"a": 2, "c": 1}) == "target=level-2&try=a:2&try=c:1"
    assert trial.query(None, {}) == "try="
