from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from careerpath.engine.effects import concerning
from careerpath.engine.gaps import gaps, target_rank
from careerpath.engine.placement import place
from careerpath.engine.revisiting import OLDEST, Reason, Revisit, Said, Why, to_revisit
from careerpath.engine.types import PathSpec, Rating

from .build import SKILLS, asks, level, path, paths, people, rated, thorough

NOW = dt.datetime(2026, 11, 30, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def said(
    ratings: dict[str, Rating],
    days_ago: Mapping[str, int] | None = None,
    reworded: Mapping[str, int] | None = None,
    replaced: str = "",
) -> Said:
    """What was said, a day ago unless told otherwise."""
    answered = [s for s, one in ratings.items() if one.proficiency is not None or one.not_relevant]
    ages = {skill: (days_ago or {}).get(skill, 1) for skill in answered}
    return Said(
        ratings,
        {skill: NOW - days * DAY for skill, days in ages.items()},
        {skill: NOW - days * DAY for skill, days in (reworded or {}).items()},
        set(replaced),
    )


def found(before: PathSpec, after: PathSpec, answers: Said) -> list[tuple[str, list[Reason]]]:
    return [(one.skill, list(one.reasons)) for one in to_revisit(before, after, answers, now=NOW)]


TWO = path(level(1, asks("a"), asks("b")), level(2, asks("c"), asks("d"), asks("e")))


# --- Why ----------------------------------------------------------------------------------------


def test_gaps_to_the_next_level_come_first_and_none_above() -> None:
    answers = said(rated(a=3, b=1, c=0, d=4))

    assert found(TWO, TWO, answers) == [("b", [Reason(Why.MISSING, "level-1")])]
    answers = said(rated(a=3, b=3, c=0, d=4))
    assert found(TWO, TWO, answers) == [
        ("c", [Reason(Why.MISSING, "level-2")]),
        ("e", [Reason(Why.UNRATED, "level-2")]),
    ]


def test_at_the_top_without_changes_there_is_nothing() -> None:
    assert found(TWO, TWO, said(rated(a=3, b=3, c=3, d=3, e=3))) == []


def test_what_is_asked_otherwise_is_told_with_what_it_was() -> None:
    now = path(
        level(1, asks("a", 4), asks("b", must=True), asks("f")),
        level(2, asks("c"), asks("d"), asks("e", 2)),
    )
    answers = said(rated(a=4, b=3, c=3, d=3, e=3, f=3))

    assert found(TWO, now, answers) == [
        ("a", [Reason(Why.PROFICIENCY, "level-1", 3, 4)]),
        ("b", [Reason(Why.MUST_HAVE, "level-1")]),
        ("f", [Reason(Why.ASKED, "level-1")]),
        ("e", [Reason(Why.PROFICIENCY, "level-2", 3, 2)]),
    ]
    assert found(now, TWO, answers) == [
        ("a", [Reason(Why.PROFICIENCY, "level-1", 4, 3)]),
        ("e", [Reason(Why.PROFICIENCY, "level-2", 2, 3)]),
    ]


def test_a_skill_that_moved_is_asked_anew_and_one_of_no_concern_is_not() -> None:
    moved = path(level(1, asks("a"), asks("b"), asks("c")), level(2, asks("d"), asks("e")))
    far = path(*TWO.levels, level(3, asks("g")))

    assert found(TWO, moved, said(rated(a=3, b=3, c=3, d=3, e=3))) == [
        ("c", [Reason(Why.ASKED, "level-1")])
    ]
    assert found(TWO, far, said(rated(a=3, b=0)))[0][0] == "b"
    assert "g" not in dict(found(TWO, far, said(rated(a=3, b=0))))


def test_reworded_since_the_answer_and_replaced_without_one() -> None:
    everything = rated(a=3, b=3, c=3, d=3, e=3)

    assert found(TWO, TWO, said(everything, {"a": 5, "b": 3}, {"a": 4, "b": 4})) == [
        ("a", [Reason(Why.REWORDED)])
    ]
    assert found(TWO, TWO, said(everything, {"a": 4}, {"a": 4})) == []  # seen as it is now
    answers = said(rated(a=3, b=3, c=3, d=3), replaced="ae")
    assert found(TWO, TWO, answers) == [
        ("e", [Reason(Why.UNRATED, "level-2"), Reason(Why.REPLACED)])
    ]
    assert found(TWO, TWO, said(rated(a=3), reworded={"b": 0, "z": 0}, replaced="z"))[0] == (
        "b",
        [Reason(Why.UNRATED, "level-1")],
    )


def test_the_oldest_answers_come_last_from_half_a_year_on() -> None:
    everything = rated(a=3, b=3, c=3, d=3, e=3)
    ages = {"a": 179, "b": 180, "c": 181, "d": 180, "e": 400}

    assert [skill for skill, _ in found(TWO, TWO, said(everything, ages))] == ["e", "c", "b", "d"]
    assert [
        skill for skill, _ in found(TWO, TWO, said({**everything, **rated(c=1, d=1)}, ages))
    ] == [
        "c",
        "d",
        "e",
        "b",
    ]


def test_of_levels_above_the_next_no_old_answer_is_asked() -> None:
    answers = said(rated(a=0, b=3, c=3, d=3, e=3), dict.fromkeys("abcde", 300))

    assert found(TWO, TWO, answers) == [
        ("a", [Reason(Why.MISSING, "level-1"), Reason(Why.OLD)]),
        ("b", [Reason(Why.OLD)]),
    ]


def test_at_most_ten_old_answers() -> None:
    many = "abcdefghijklm"
    asked = path(level(1, *(asks(skill) for skill in many)))
    ages = {skill: 200 + n for n, skill in enumerate(many)}

    listed = found(asked, asked, said({skill: Rating(3) for skill in many}, ages))

    assert [skill for skill, _ in listed] == list("mlkjihgfed")


# --- In general ---------------------------------------------------------------------------------

ages = st.dictionaries(st.sampled_from(SKILLS), st.integers(0, 400))


@st.composite
def answered(draw: st.DrawFn) -> Said:
    replaced = "".join(draw(st.sets(st.sampled_from(SKILLS))))
    return said(draw(people()), draw(ages), draw(ages), replaced)


def by_hand(before: PathSpec, after: PathSpec, told: Said) -> dict[str, set[Why]]:
    """The skills with their reasons, each looked for by itself."""
    target = target_rank(after, place(after, told.ratings), None)
    near = {a.skill for one in after.levels if one.rank <= (target or 99) for a in one.requirements}
    everywhere = {a.skill for one in after.levels for a in one.requirements}
    missing = {gap.skill: gap.rated is None for gap in gaps(after, told.ratings, target)}
    changed = concerning(before, after, told.ratings)
    at = told.answered_at
    old = [s for s in near if s in at and NOW - at[s] >= 180 * DAY]
    order = [a.skill for one in after.levels for a in one.requirements]
    old.sort(key=lambda skill: (at[skill], order.index(skill)))
    kinds = {"asked": Why.ASKED, "moved": Why.ASKED, "proficiency": Why.PROFICIENCY}
    whys: dict[str, set[Why]] = {}
    for skill in everywhere:
        why = {kinds[c.kind] for c in changed if c.skill == skill and c.kind in kinds}
        if any(c.kind == "must-have" and c.skill == skill and c.after for c in changed):
            why.add(Why.MUST_HAVE)
        if skill in missing:
            why.add(Why.UNRATED if missing[skill] else Why.MISSING)
        if skill not in at and skill in told.replaced:
            why.add(Why.REPLACED)
        if skill in at and told.reworded.get(skill, at[skill]) > at[skill]:
            why.add(Why.REWORDED)
        if skill in old[:10]:
            why.add(Why.OLD)
        if why:
            whys[skill] = why
    return whys


@thorough
@given(paths(), paths(), answered())
def test_it_lists_what_has_a_reason_and_nothing_else(
    before: PathSpec, after: PathSpec, told: Said
) -> None:
    listed = to_revisit(before, after, told, now=NOW)

    why = {one.skill: {reason.why for reason in one.reasons} for one in listed}
    assert why == by_hand(before, after, told)
    assert len(why) == len(listed)
    assert sum(why[skill] == {Why.OLD} for skill in why) <= OLDEST
    first = [bool(whys & {Why.MISSING, Why.UNRATED}) for whys in why.values()]
    assert first == sorted(first, reverse=True)
    last = [whys == {Why.OLD} for whys in why.values()]
    assert last == sorted(last)


@thorough
@given(paths(), answered())
def test_the_same_answers_give_the_same_list(asked: PathSpec, told: Said) -> None:
    def turned(answers: Mapping[str, dt.datetime]) -> dict[str, dt.datetime]:
        return dict(reversed(list(answers.items())))

    again = Said(
        dict(reversed(list(told.ratings.items()))),
        turned(told.answered_at),
        turned(told.reworded),
        frozenset(told.replaced),
    )

    listed: tuple[Revisit, ...] = to_revisit(asked, asked, told, now=NOW)
    assert to_revisit(asked, asked, again, now=NOW) == listed
