from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from careerpath.engine.changes import Change, Kind, asked_skills, compare, matters
from careerpath.engine.types import LevelSpec, PathSpec

from .build import asks, level, path, paths, thorough

BEFORE = path(level(1, asks("a"), asks("b")), level(2, asks("c")))
FIRST, SECOND = BEFORE.levels


def after(first: LevelSpec = FIRST, *others: LevelSpec) -> PathSpec:
    return path(first, *(others or (SECOND,)))


@pytest.mark.parametrize(
    ("now", "changes"),
    [
        (BEFORE, []),
        (after(replace(FIRST, requirements=FIRST.requirements[::-1])), []),
        (
            after(FIRST, level(3, asks("d")), SECOND),
            [Change(Kind.LEVEL_ADDED, "level-3", after="L3")],
        ),
        (path(FIRST), [Change(Kind.LEVEL_REMOVED, "level-2", before="L2")]),
        (path(), [Change(Kind.LEVEL_REMOVED, f"level-{n}", before=f"L{n}") for n in (1, 2)]),
        (
            path(replace(SECOND, rank=1), replace(FIRST, rank=2)),
            [Change(Kind.LEVELS_REORDERED, before="L1, L2", after="L2, L1")],
        ),
        (
            after(replace(FIRST, short_name="Entry", name="Entry level")),
            [Change(Kind.LEVEL_RENAMED, "level-1", before="L1", after="Entry")],
        ),
        (
            after(replace(FIRST, name="Entry level")),
            [Change(Kind.LEVEL_RENAMED, "level-1", before="Level 1", after="Entry level")],
        ),
        (
            after(replace(FIRST, threshold_percent=50)),
            [Change(Kind.THRESHOLD, "level-1", before=80, after=50)],
        ),
        (after(level(1, asks("a"))), [Change(Kind.DROPPED, "level-1", "b")]),
        (
            after(level(1, asks("a"), asks("b"), asks("d"))),
            [Change(Kind.ASKED, "level-1", "d")],
        ),
        (
            path(level(1, asks("a")), level(2, asks("c"), asks("b", 4, must=True))),
            [
                Change(Kind.MOVED, "level-2", "b", before="level-1"),
                Change(Kind.PROFICIENCY, "level-2", "b", before=3, after=4),
                Change(Kind.MUST_HAVE, "level-2", "b", before=0, after=1),
            ],
        ),
        (
            path(level(1, asks("a"), asks("b"), asks("c"))),
            [
                Change(Kind.LEVEL_REMOVED, "level-2", before="L2"),
                Change(Kind.MOVED, "level-1", "c", before="level-2"),
            ],
        ),
        (
            after(level(1, asks("a", 2), asks("b", must=True))),
            [
                Change(Kind.PROFICIENCY, "level-1", "a", before=3, after=2),
                Change(Kind.MUST_HAVE, "level-1", "b", before=0, after=1),
            ],
        ),
        (
            after(level(1, replace(asks("a"), skill_name="Ada"), asks("b"))),
            [Change(Kind.SKILL_RENAMED, skill="a", before="A", after="Ada")],
        ),
        (
            after(level(1, replace(asks("a"), group="g2", group_name="Other"), asks("b"))),
            [Change(Kind.REGROUPED, "level-1", "a", before="Group", after="Other")],
        ),
        (
            path(
                *(
                    replace(
                        rung,
                        requirements=tuple(
                            replace(r, group_name="Pack") for r in rung.requirements
                        ),
                    )
                    for rung in BEFORE.levels
                )
            ),
            [Change(Kind.GROUP_RENAMED, before="Group", after="Pack")],
        ),
    ],
)
def test_every_change_is_told_once(now: PathSpec, changes: list[Change]) -> None:
    assert list(compare(BEFORE, now)) == changes


def test_a_skill_asked_at_several_levels_moves_from_the_lowest_left_to_the_lowest_reached() -> None:
    was = path(level(1, asks("a")), level(2, asks("a")), level(3), level(4))
    now = path(level(1), level(2), level(3, asks("a")), level(4, asks("a", 4)))
    assert compare(was, now) == (
        Change(Kind.MOVED, "level-3", "a", before="level-1"),
        Change(Kind.MOVED, "level-4", "a", before="level-2"),
        Change(Kind.PROFICIENCY, "level-4", "a", before=3, after=4),
    )


def test_a_skill_that_stays_at_one_level_and_comes_to_another_has_not_moved() -> None:
    was = path(level(1, asks("a")), level(2))
    now = path(level(1, asks("a", 2)), level(2, asks("a")))
    assert compare(was, now) == (
        Change(Kind.ASKED, "level-2", "a"),
        Change(Kind.PROFICIENCY, "level-1", "a", before=3, after=2),
    )


def test_terms_are_told_from_below() -> None:
    was = path(level(1, asks("a")), level(2, asks("a")), level(3))
    now = path(level(1), level(2, asks("a", 4)), level(3, asks("a", 4)))
    assert [(c.kind, c.level) for c in compare(was, now)] == [
        (Kind.MOVED, "level-3"),
        (Kind.PROFICIENCY, "level-2"),
        (Kind.PROFICIENCY, "level-3"),
    ]


def test_words_matter_to_no_verdict() -> None:
    wording = {Kind.LEVEL_RENAMED, Kind.SKILL_RENAMED, Kind.REGROUPED, Kind.GROUP_RENAMED}
    assert {kind for kind in Kind if not matters(Change(kind))} == wording


def test_asked_skills_by_level() -> None:
    assert asked_skills(path(level(1, asks("a")), level(2, asks("b"), asks("a", 4)))) == {
        "a": {"level-1": asks("a"), "level-2": asks("a", 4)},
        "b": {"level-2": asks("b")},
    }


def unordered(spec: PathSpec) -> PathSpec:
    by_skill = [sorted(rung.requirements, key=lambda asked: asked.skill) for rung in spec.levels]
    levels = zip(spec.levels, by_skill, strict=True)
    return path(*(replace(rung, requirements=tuple(asked)) for rung, asked in levels))


@thorough
@given(paths(), paths())
def test_no_change_is_told_only_where_nothing_changed(one: PathSpec, other: PathSpec) -> None:
    assert compare(one, one) == ()
    assert (compare(one, other) == ()) == (unordered(one) == unordered(other))


@thorough
@given(paths(), paths())
def test_what_comes_one_way_goes_the_other(one: PathSpec, other: PathSpec) -> None:
    def told(changes: tuple[Change, ...], kind: Kind) -> set[tuple[str, str]]:
        return {(c.level, c.skill) for c in changes if c.kind == kind}

    there, back = compare(one, other), compare(other, one)
    for kind, opposite in [
        (Kind.ASKED, Kind.DROPPED),
        (Kind.LEVEL_ADDED, Kind.LEVEL_REMOVED),
        (Kind.THRESHOLD, Kind.THRESHOLD),
    ]:
        assert told(there, kind) == told(back, opposite)
