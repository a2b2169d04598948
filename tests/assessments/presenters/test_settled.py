from __future__ import annotations

from assessments.presenters.settled import Proved, Settled, settled
from careerpath.engine.types import Rating
from tests.engine.build import asks, level, path, rated

JUNIOR = level(1, *map(asks, "abcde"))  # 4 of 5 are needed
MID = level(2, *map(asks, "fghij"))
MARK = Rating(not_relevant=True)


def proved(name: str, **more: object) -> Proved:
    """One level of five skills, held unless it says otherwise."""
    same: dict[str, object] = {
        "held": True, "measured": True, "needed": 4, "relevant": 5,
        "met": (), "missed": (), "missing_must_haves": (), "marked": (),
    }  # fmt: skip
    return Proved(level=name, **{**same, **more})  # type: ignore[arg-type]


def test_nothing_is_settled_while_an_answer_can_change_it() -> None:
    assert settled(path(JUNIOR, MID), rated(a=3, b=3)) is None


def test_a_held_level_is_proved_by_what_is_met_and_the_next_by_what_is_missing() -> None:
    told = settled(path(JUNIOR, MID), rated(a=3, b=4, c=3, d=3, f=0, g=3, h=1))
    junior = proved("L1", met=("A", "B", "C", "D"))
    mid = proved("L2", held=False, missed=("F", "H"))
    assert told == Settled("L1", "L2", "level-2", left=2, answers=6, others=1, parts=(junior, mid))
    assert mid.reachable == 3


def test_marks_and_what_only_has_to_be_relevant_are_told_apart() -> None:
    six = level(1, *map(asks, "abcdef"), threshold=40)
    ratings = {**rated(a=3, b=3, c=0, d=0, e=0), "f": MARK}
    told = settled(path(six), ratings)
    # With f marked two (2.0) of five are needed; that half of six is relevant is proved by c.
    assert told
    assert told.parts == (proved("L1", needed=2, met=("A", "B"), missed=("C",), marked=("F",)),)
    assert (told.level, told.following, told.left) == ("L1", "", 0)


def test_a_missing_must_have_and_too_many_marks_say_so() -> None:
    must = path(level(1, asks("a", must=True), *map(asks, "bcde")))
    missing = settled(must, rated(a=1))
    assert missing
    assert missing.parts == (proved("L1", held=False, missed=("A",), missing_must_haves=("A",)),)
    assert (missing.level, missing.following, missing.left) == ("", "L1", 4)
    unmeasured = settled(path(JUNIOR), dict.fromkeys("abc", MARK))
    assert unmeasured
    assert unmeasured.parts == (
        proved("L1", held=False, measured=False, needed=2, relevant=2, marked=("A", "B", "C")),
    )
