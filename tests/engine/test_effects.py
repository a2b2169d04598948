from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from careerpath.engine.changes import Change, Kind, compare, matters
from careerpath.engine.distance import Distance
from careerpath.engine.effects import (
    Standing,
    concerning,
    effect,
    explaining,
    longer,
    reasons,
    standing,
)
from careerpath.engine.gaps import gaps, target_rank
from careerpath.engine.placement import place
from careerpath.engine.types import LevelSpec, PathSpec, Rating

from .build import asks, level, path, paths, people, rated, thorough

Person = dict[str, Rating]

JUNIOR = level(1, asks("a"), asks("b"))
MID = level(2, asks("c"), asks("d"))
SENIOR = level(3, asks("e"))
HELD = level(4, asks("c"))
LADDER = path(JUNIOR, MID, SENIOR)
ADA = rated(a=3, b=3, c=3, d=1)  # holds level 1; at level 2 one of two is met


def renumbered(*levels: LevelSpec) -> PathSpec:
    return path(*(replace(rung, rank=n) for n, rung in enumerate(levels, start=1)))


def test_standing_says_how_far_the_next_level_is() -> None:
    told = standing(LADDER, ADA)
    assert (told.level, told.aim, told.gaps, told.way) == ("level-1", "level-2", 1, Distance(2, 1))
    assert told.readiness == (("level-1", 2, 2), ("level-2", 1, 2), ("level-3", 0, 1))
    assert told.placement == place(LADDER, ADA)


def test_a_standing_that_rests_on_unrated_skills_is_a_range() -> None:
    told = standing(path(level(1, *map(asks, "abcd"))), rated(a=3, b=1))
    assert (told.gaps, told.least_gaps) == (3, 1)
    assert (told.way, told.least_way) == (Distance(8, 3), Distance(2, 1))


def test_standing_below_the_first_level_and_at_the_top() -> None:
    first = standing(LADDER, {})
    assert (first.level, first.aim, first.gaps, first.way) == (None, "level-1", 2, Distance(6, 2))
    top = standing(LADDER, rated(a=4, b=4, c=4, d=4, e=4))
    assert (top.level, top.aim, top.gaps, top.way) == ("level-3", None, 0, Distance(0, 0))
    assert standing(path(), ADA) == Standing(
        placement=place(path(), ADA),
        level=None,
        aim=None,
        readiness=(),
        gaps=0,
        way=Distance(),
        least_gaps=0,
        least_way=Distance(),
    )


UP, DOWN = 1, -1


@pytest.mark.parametrize(
    ("now", "moved"),
    [
        # (level, readiness by level, gaps, way)
        (LADDER, (0, {}, 0, 0)),
        # The missing skill is asked at what she said: Mid-Level is hers, the next one is Senior.
        (path(JUNIOR, level(2, asks("c"), asks("d", 1)), SENIOR), (1, {2: UP}, 0, 0)),
        # One more at the level she holds, that she never rated.
        (path(level(1, *JUNIOR.requirements, asks("x")), MID, SENIOR), (-1, {1: DOWN}, 0, 0)),
        # Two of three at 50 % are enough for two, and one of two for the level above.
        (path(JUNIOR, level(2, asks("c"), asks("d"), threshold=50), SENIOR), (1, {}, 0, 0)),
        # A third of Mid that she does not meet: level stays.
        (path(JUNIOR, level(2, *MID.requirements, asks("x")), SENIOR), (0, {2: DOWN}, 1, 1)),
        # The missing one is asked higher: as many gaps, one step more.
        (path(JUNIOR, level(2, asks("c"), asks("d", 4)), SENIOR), (0, {}, 0, 1)),
        # A rung put in below: she misses it all, and is where she was; it is another next level.
        (renumbered(JUNIOR, level(4, asks("x"), asks("y")), MID, SENIOR), (0, {}, 0, 0)),
        # A rung put in below hers.
        (renumbered(level(4, asks("x")), JUNIOR, MID, SENIOR), (-1, {}, 0, 0)),
        # An empty rung above hers is passed over.
        (renumbered(JUNIOR, level(4), MID, SENIOR), (0, {}, 0, 0)),
        # Hers goes: below what is left, and what was next is next.
        (renumbered(MID, SENIOR), (-1, {}, 0, 0)),
        # The upper rungs change places: another one is next.
        (renumbered(JUNIOR, SENIOR, MID), (0, {}, 0, 0)),
        # Nothing is asked at Mid-Level: it is passed over, and Senior is next.
        (path(JUNIOR, level(2), SENIOR), (0, {2: UP}, 0, 0)),
    ],
)
def test_effect_on_ada(now: PathSpec, moved: tuple[int, dict[int, int], int, int]) -> None:
    told = effect(LADDER, now, ADA)
    readiness = {int(level.removeprefix("level-")): rise for level, rise in told.readiness}
    assert (told.level, readiness, told.gaps, told.way) == moved
    assert (told.before, told.after) == (standing(LADDER, ADA), standing(now, ADA))


@pytest.mark.parametrize(
    ("now", "elsewhere"),
    [
        (LADDER, False),
        (path(JUNIOR, level(2, *MID.requirements, asks("x")), SENIOR), False),
        (renumbered(JUNIOR, level(4), MID, SENIOR), False),
        (renumbered(JUNIOR, level(4, asks("x"), asks("y")), MID, SENIOR), True),
        (renumbered(MID, SENIOR), True),
        (path(JUNIOR, level(2), SENIOR), True),
    ],
)
def test_another_level_or_another_next_one_is_elsewhere(now: PathSpec, *, elsewhere: bool) -> None:
    told = effect(LADDER, now, ADA)
    assert told.goes_elsewhere == elsewhere
    assert told.moves == (elsewhere or bool(told.gaps))


def test_a_threshold_that_only_shortens_the_way_moves_whoever_has_one() -> None:
    """Seen on an editor's edit from 70 % to 50 %: nothing else differs, and nobody was told."""
    asked = [asks(skill) for skill in "abcdefghij"]
    strict, mild = path(level(1, *asked, threshold=70)), path(level(1, *asked, threshold=50))
    said = rated(**dict.fromkeys("abcd", 3))
    told = effect(strict, mild, said)
    assert (told.before.way, told.after.way) == (Distance(9, 3), Distance(3, 1))
    assert (told.level, told.readiness, told.gaps, told.way, told.moves) == (0, (), 0, -1, True)
    assert [change.kind for change in reasons(strict, mild, said)] == [Kind.THRESHOLD]


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (Distance(3, 1), Distance(4, 1), 1),
        (Distance(3, 1), Distance(2, 2), -1),
        (Distance(3, 1), Distance(3, 2), 1),
        (Distance(3, 1), Distance(3, 1), 0),
        (Distance(3, 1), None, 1),
        (None, Distance(), -1),
        (None, None, 0),
    ],
)
def test_a_way_is_longer_by_steps_then_by_skills(
    was: Distance | None, now: Distance | None, told: int
) -> None:
    assert longer(was, now) == told


@pytest.mark.parametrize(
    ("was", "now", "direction"),
    [
        # She holds both rungs, and they change places: by today's order she is further up.
        (renumbered(JUNIOR, HELD), renumbered(HELD, JUNIOR), 1),
        # Her rung goes, the one below is hers: by the old order she was above it.
        (renumbered(JUNIOR, HELD), renumbered(JUNIOR), -1),
        # Her rung goes, and the one above it falls to her.
        (renumbered(JUNIOR, level(4, asks("x"))), renumbered(HELD), 1),
        # Another ladder altogether: by the number of the rung.
        (renumbered(JUNIOR), renumbered(HELD, level(5, asks("a"))), 1),
        (renumbered(HELD, level(5, asks("a"))), renumbered(JUNIOR), -1),
        (renumbered(HELD), renumbered(JUNIOR), 0),
    ],
)
def test_which_of_two_levels_is_higher(was: PathSpec, now: PathSpec, direction: int) -> None:
    assert effect(was, now, ADA).level == direction


def test_reasons_are_what_changed_for_this_person() -> None:
    now = path(
        level(1, asks("a", 4), asks("b", 2), asks("x", must=True)),
        level(2, asks("c", must=True), asks("d", 4, must=True)),
        level(3, asks("e"), threshold=90),
    )
    assert reasons(LADDER, now, ADA) == (
        Change(Kind.PROFICIENCY, "level-1", "a", before=3, after=4),
        Change(Kind.PROFICIENCY, "level-2", "d", before=3, after=4),
        Change(Kind.MUST_HAVE, "level-2", "d", before=0, after=1),
        Change(Kind.ASKED, "level-1", "x"),
    )


def test_a_threshold_is_a_reason_where_it_asks_another_number() -> None:
    now = path(JUNIOR, replace(MID, threshold_percent=50), replace(SENIOR, threshold_percent=90))
    assert reasons(LADDER, now, ADA) == (Change(Kind.THRESHOLD, "level-2", before=80, after=50),)


def test_the_rungs_are_a_reason_where_they_change_where_someone_stands() -> None:
    added = Change(Kind.LEVEL_ADDED, "level-4", after="L4")
    assert reasons(LADDER, renumbered(JUNIOR, HELD, MID, SENIOR), ADA)[0] == added
    assert reasons(LADDER, renumbered(JUNIOR, level(4), MID, SENIOR), ADA) == ()
    assert reasons(
        LADDER, renumbered(JUNIOR, level(4, asks("x"), asks("y")), MID, SENIOR), ADA
    ) == (added,)
    assert reasons(LADDER, renumbered(JUNIOR, MID, SENIOR, level(4)), ADA) == ()
    assert reasons(LADDER, renumbered(MID, JUNIOR, SENIOR), ADA) == (
        Change(Kind.LEVELS_REORDERED, before="L1, L2, L3", after="L2, L1, L3"),
    )


def test_what_is_not_relevant_to_someone_is_no_reason() -> None:
    now = path(level(1, asks("a"), asks("b")), level(2, asks("c")), SENIOR)
    marked = {**ADA, "d": Rating(not_relevant=True)}
    assert reasons(LADDER, now, ADA) == (Change(Kind.DROPPED, "level-2", "d"),)
    assert reasons(LADDER, now, marked) == ()
    moved = path(level(1, *JUNIOR.requirements, asks("d")), level(2, asks("c")), SENIOR)
    move = Change(Kind.MOVED, "level-1", "d", before="level-2")
    assert reasons(LADDER, moved, ADA) == (move,)
    assert reasons(LADDER, moved, marked) == ()
    assert (
        reasons(
            LADDER,
            path(level(1, *JUNIOR.requirements, asks("d", must=True)), level(2, asks("c")), SENIOR),
            marked,
        )[0]
        == move
    )
    was = path(level(1, asks("d", must=True)), level(2))
    assert reasons(was, path(level(1), level(2, asks("d"))), marked)[0].kind == Kind.MOVED


def test_what_is_not_relevant_is_a_reason_where_a_level_is_no_longer_measured() -> None:
    marked = {**rated(a=3, b=3), "c": Rating(not_relevant=True), "d": Rating(not_relevant=True)}
    now = path(level(1, *map(asks, "abcd")), MID, SENIOR)
    more = path(level(1, *map(asks, "abcdx")), MID, SENIOR)
    marked["x"] = Rating(not_relevant=True)
    assert effect(now, more, marked).level == -1  # two of five are less than half
    assert reasons(now, more, marked) == (Change(Kind.ASKED, "level-1", "x"),)
    assert effect(LADDER, now, marked).level == 0


@thorough
@given(paths(), people())
def test_gaps_of_a_standing_are_those_of_the_rules(spec: PathSpec, ratings: Person) -> None:
    told = standing(spec, ratings)
    missing = gaps(spec, ratings, target_rank(spec, told.placement, None))
    assert told.gaps == len(missing)
    assert told.least_gaps == sum(gap.rated is not None for gap in missing)


@thorough
@given(paths(), paths(), people())
def test_whoever_is_moved_has_a_reason(one: PathSpec, other: PathSpec, ratings: Person) -> None:
    told, why = effect(one, other, ratings), reasons(one, other, ratings)
    assert all(matters(change) for change in why)
    assert set(why) <= set(compare(one, other))
    if told.moves:
        assert why


@thorough
@given(paths(), people())
def test_nothing_moves_where_nothing_changed(spec: PathSpec, ratings: Person) -> None:
    assert not effect(spec, spec, ratings).moves
    assert reasons(spec, spec, ratings) == ()


@thorough
@given(paths(), paths(), people())
def test_the_way_back_is_the_way_turned_round(
    one: PathSpec, other: PathSpec, ratings: Person
) -> None:
    there, back = effect(one, other, ratings), effect(other, one, ratings)
    assert dict(there.readiness) == {level: -rise for level, rise in back.readiness}
    assert (there.gaps, there.way) == (-back.gaps, -back.way)
    assert (there.before, there.after) == (back.after, back.before)


def because(was: PathSpec, now: PathSpec, ratings: Person) -> list[tuple[Kind, str]]:
    """What explains a movement: kind and skill of each change."""
    told = explaining(was, now, ratings, concerning(was, now, ratings))
    return [(change.kind, change.skill) for change in told]


def test_what_made_it_easier_does_not_explain_a_fall() -> None:
    """Two asked more of her and the level is gone, though a threshold and a third asked less."""
    was = path(level(1, asks("a"), asks("b"), asks("c", 4), threshold=60), MID)
    now = path(
        level(1, asks("a", 4), asks("b", 4, must=True), asks("c", 3), asks("d"), threshold=50), MID
    )
    said = rated(a=3, b=3, c=3, d=1)
    assert effect(was, now, said).level == -1
    assert because(was, now, said) == [
        (Kind.PROFICIENCY, "a"),
        (Kind.PROFICIENCY, "b"),
        (Kind.MUST_HAVE, "b"),
        (Kind.ASKED, "d"),
    ]
    assert effect(now, was, said).level == 1
    assert because(now, was, said) == [
        (Kind.PROFICIENCY, "a"),
        (Kind.PROFICIENCY, "b"),
        (Kind.MUST_HAVE, "b"),
        (Kind.DROPPED, "d"),
    ]


def test_a_met_skill_that_is_asked_helps_and_one_that_is_dropped_hurts() -> None:
    was = path(level(1, asks("a"), asks("b"), asks("c"), threshold=60))
    now = path(level(1, asks("b"), asks("c", 4), asks("d"), threshold=60))
    said = rated(a=3, b=3, c=3, d=3)

    assert effect(was, now, said).level == 0
    assert because(was, now, said) == [
        (Kind.DROPPED, "a"),
        (Kind.PROFICIENCY, "c"),
    ]  # readiness fell; that "d" is met is no reason for it


def test_a_way_that_is_longer_is_explained_by_what_lengthened_it() -> None:
    now = path(JUNIOR, level(2, asks("c", 4), asks("d", 2)), SENIOR)
    worse = path(JUNIOR, level(2, asks("c"), asks("d", 4), asks("f", 2)), SENIOR)

    assert effect(LADDER, worse, ADA).way == 1
    assert because(LADDER, worse, ADA) == [(Kind.PROFICIENCY, "d"), (Kind.ASKED, "f")]
    assert {kind for kind, _ in because(LADDER, now, ADA)} == {Kind.PROFICIENCY}


def test_a_must_have_explains_only_a_way_that_is_longer() -> None:
    was = path(JUNIOR, level(2, asks("c", 4), asks("d")))
    now = path(JUNIOR, level(2, asks("c"), asks("d", must=True)))
    said = rated(a=3, b=3, c=3, d=2)

    assert (effect(was, now, said).level, effect(was, now, said).way) == (0, -1)
    assert because(was, now, said) == [(Kind.PROFICIENCY, "c")]
    assert because(now, was, said) == [(Kind.PROFICIENCY, "c")]


def test_fewer_gaps_are_explained_where_the_way_is_as_long() -> None:
    was = path(JUNIOR, level(2, asks("c"), asks("d"), asks("e"), asks("f"), threshold=50))
    now = path(JUNIOR, level(2, asks("c"), asks("d"), asks("f", 4), threshold=50))
    said = rated(a=3, b=3, c=3, d=2, e=0, f=0)

    told = effect(was, now, said)
    assert (told.way, told.gaps) == (0, -1)
    assert because(was, now, said) == [(Kind.DROPPED, "e")]
    assert because(now, was, said) == [(Kind.ASKED, "e")]


def test_a_met_skill_that_is_dropped_explains_no_rise_and_one_that_is_asked_does() -> None:
    was = path(level(1, asks("a"), asks("b"), asks("c", 4)))
    now = path(level(1, asks("b"), asks("c")))
    assert because(was, now, rated(a=3, b=3, c=3)) == [(Kind.PROFICIENCY, "c")]

    was = path(level(1, asks("a"), asks("b"), threshold=60))
    now = path(level(1, asks("a"), asks("b", 2), asks("g"), threshold=60))
    said = rated(a=3, b=1, g=3)
    assert effect(was, now, said).level == 1
    assert because(was, now, said) == [(Kind.PROFICIENCY, "b"), (Kind.ASKED, "g")]


def test_a_move_goes_neither_way_by_itself() -> None:
    one = path(JUNIOR, MID)
    other = path(level(1, asks("a", 4), asks("b"), asks("d")), level(2, asks("c")))

    assert effect(one, other, ADA).level == -1
    assert because(one, other, ADA) == [(Kind.PROFICIENCY, "a"), (Kind.MOVED, "d")]
    assert because(other, one, ADA) == [(Kind.PROFICIENCY, "a"), (Kind.MOVED, "d")]


def test_whoever_has_another_next_level_or_moved_both_ways_is_told_of_everything() -> None:
    said = ADA | rated(g=3)
    mid = level(2, asks("c"), asks("d", 4), asks("g"))
    rung = renumbered(JUNIOR, level(4, asks("x"), asks("y")), mid, SENIOR)
    told = effect(LADDER, rung, said)
    assert (told.level, told.goes_elsewhere, told.readiness) == (0, True, (("level-2", 1),))
    assert because(LADDER, rung, said)[1:] == [(Kind.PROFICIENCY, "d"), (Kind.ASKED, "g")]

    was = path(level(1, *JUNIOR.requirements, asks("x"), threshold=60), MID)
    now = path(level(1, *JUNIOR.requirements, threshold=60), level(2, asks("d")))
    told = effect(was, now, ADA)
    assert (told.readiness, told.gaps, told.way) == ((("level-1", 1), ("level-2", -1)), 0, 0)
    assert because(was, now, ADA) == [(Kind.DROPPED, "x"), (Kind.DROPPED, "c")]


def test_where_only_the_other_way_is_left_all_reasons_stay() -> None:
    """The level rises as a rung below it comes; that its own asks more is all there is besides."""
    was, now = path(JUNIOR, MID), path(level(1, asks("a", 4), asks("b")), MID)

    assert because(was, now, ADA) == [(Kind.PROFICIENCY, "a")]
    assert because(was, was, ADA) == []


@thorough
@given(paths(), paths(), people())
def test_whoever_is_moved_is_told_what_explains_it(
    one: PathSpec, other: PathSpec, ratings: Person
) -> None:
    about = concerning(one, other, ratings)
    why = [change for change in reasons(one, other, ratings) if change in about]
    told = explaining(one, other, ratings, about)

    assert [change for change in why if change in told] == list(told)
    assert bool(told) == bool(why)
    if effect(one, other, ratings).level < 0 and set(told) != set(why):
        eased = [c for c in told if c.kind == Kind.MUST_HAVE and not c.after]
        assert eased == []


def test_what_concerns_someone_ends_at_the_level_they_aim_at() -> None:
    renamed = replace(SENIOR, short_name="Lead")
    now = path(replace(JUNIOR, short_name="Entry"), level(2, *MID.requirements, asks("x")), renamed)
    assert [change.level for change in concerning(LADDER, now, ADA)] == ["level-1", "level-2"]
    everything = rated(a=3, b=3, c=3, d=3, e=3)
    assert [change.level for change in concerning(LADDER, now, everything)] == [
        "level-1",
        "level-3",
        "level-2",
    ]


def test_a_skill_someone_answered_concerns_them_wherever_it_is_asked() -> None:
    now = path(JUNIOR, MID, level(3, asks("e", 4)))
    change = Change(Kind.PROFICIENCY, "level-3", "e", before=3, after=4)
    assert concerning(LADDER, now, ADA) == ()
    assert concerning(LADDER, now, {**ADA, "e": Rating()}) == ()
    assert concerning(LADDER, now, {**ADA, "e": Rating(0)}) == (change,)
    assert concerning(LADDER, now, {**ADA, "e": Rating(not_relevant=True)}) == (change,)


def test_a_skill_that_moved_out_of_reach_concerns_whoever_was_asked_it() -> None:
    now = path(JUNIOR, level(2, asks("c")), level(3, asks("e"), asks("d")))
    unrated = rated(a=3, b=3, c=3)
    move = Change(Kind.MOVED, "level-3", "d", before="level-2")
    assert concerning(LADDER, now, unrated) == (move,)
    assert concerning(LADDER, now, rated(a=3, b=3)) == (move,)  # level 3 stays far away
    back = path(JUNIOR, MID, level(3))
    assert concerning(now, back, {}) == ()


def test_groups_and_the_order_of_levels_concern_everyone() -> None:
    renamed = path(
        *(
            replace(
                rung,
                requirements=tuple(replace(one, group_name="Pack") for one in rung.requirements),
            )
            for rung in LADDER.levels
        )
    )
    assert [c.kind for c in concerning(LADDER, renamed, {})] == [Kind.GROUP_RENAMED]
    turned = renumbered(JUNIOR, SENIOR, MID)
    assert [c.kind for c in concerning(LADDER, turned, {})] == [Kind.LEVELS_REORDERED]


@thorough
@given(paths(), paths(), people())
def test_whoever_stands_elsewhere_is_told_of_a_reason(
    one: PathSpec, other: PathSpec, ratings: Person
) -> None:
    told, concerns = effect(one, other, ratings), concerning(one, other, ratings)
    assert set(concerns) <= set(compare(one, other))
    if told.goes_elsewhere or told.gaps or told.way:
        assert set(reasons(one, other, ratings)) & set(concerns)
