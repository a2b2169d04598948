from __future__ import annotations

from hypothesis import given

from careerpath.engine.placement import place
from careerpath.engine.progress import Direction, Progress, Sat, SkillMove, progress
from careerpath.engine.types import PathSpec, Rating, Ratings

from .build import asks, level, path, paths, people, thorough

TWO = path(level(1, asks("a"), asks("b")), level(2, asks("c"), asks("d")))
MARKED = Rating(None, not_relevant=True)


def sat(asked: PathSpec, ratings: Ratings) -> Sat:
    return Sat(asked, ratings, place(asked, ratings))


def test_what_moved_and_where_it_led() -> None:
    before = {"a": Rating(1), "b": Rating(4), "c": Rating(3), "e": Rating(1)}
    after = {"a": Rating(3), "b": Rating(3, has_evidence=True), "c": MARKED, "d": Rating(0)}
    assert progress(sat(TWO, before), sat(TWO, after)) == Progress(
        before=None,
        carried=None,
        after="level-1",
        moves=(
            SkillMove("a", Direction.UP, Rating(1), Rating(3)),
            SkillMove("b", Direction.DOWN, Rating(4), Rating(3, has_evidence=True)),
            SkillMove("c", Direction.LEFT_OUT, Rating(3), MARKED),
            SkillMove("d", Direction.RATED, Rating(), Rating(0)),
        ),
    )


def test_the_level_before_is_the_one_that_was_given() -> None:
    held = sat(TWO, {"a": Rating(3), "b": Rating(3)})
    assert progress(held, sat(TWO, {"a": Rating(2)})) == Progress(
        before="level-1",
        carried="level-1",
        after=None,
        moves=(
            SkillMove("a", Direction.DOWN, Rating(3), Rating(2)),
            SkillMove("b", Direction.TAKEN_BACK, Rating(3), Rating()),
        ),
    )


def test_a_number_below_a_mark_is_none() -> None:
    both = Rating(3, not_relevant=True)
    assert progress(sat(TWO, {"a": both}), sat(TWO, {"a": MARKED})).moves == ()


def test_new_evidence_alone_moves_nothing() -> None:
    before, after = {"a": Rating(3)}, {"a": Rating(3, has_evidence=True)}
    assert progress(sat(TWO, before), sat(TWO, after)).moves == ()


def test_what_is_not_said_any_more_is_taken_back_and_never_zero() -> None:
    told = progress(sat(TWO, {"a": Rating(0), "b": MARKED}), sat(TWO, {"b": Rating()}))
    assert [move.direction for move in told.moves] == [Direction.TAKEN_BACK] * 2
    back = progress(sat(TWO, {"b": MARKED}), sat(TWO, {"b": Rating(0)}))
    assert [move.direction for move in back.moves] == [Direction.RATED]


def test_a_lower_threshold_is_the_paths_doing_not_the_persons() -> None:
    """Who compares two levels alone would say that they rose."""
    said = {"a": Rating(3)}
    easier = path(level(1, asks("a"), asks("b"), threshold=50), TWO.levels[1])
    told = progress(sat(TWO, said), sat(easier, said))
    assert told == Progress(before=None, carried="level-1", after="level-1", moves=())


def test_what_the_later_path_no_longer_asks_comes_last() -> None:
    less = path(level(1, asks("b")), level(2, asks("c"), asks("d")))
    zero, three = Rating(0), Rating(3)
    told = progress(sat(TWO, {"a": zero, "b": zero}), sat(less, {"a": three, "b": three}))
    assert [move.skill for move in told.moves] == ["b", "a"]


@thorough
@given(paths(), people(), people())
def test_there_and_back_is_the_same_turned_round(
    asked: PathSpec, first: Ratings, second: Ratings
) -> None:
    one, two = sat(asked, first), sat(asked, second)
    there, back = progress(one, two), progress(two, one)
    assert (there.before, there.after) == (back.after, back.before)
    assert there.carried == there.before
    turned = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}
    assert {m.skill for m in there.moves} == {m.skill for m in back.moves}
    for move, reverse in zip(there.moves, back.moves, strict=True):
        assert (move.before, move.after) == (reverse.after, reverse.before)
        if move.direction in turned:
            assert reverse.direction == turned[move.direction]
    assert progress(one, one).moves == ()
