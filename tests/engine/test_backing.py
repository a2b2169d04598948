from __future__ import annotations

from hypothesis import given

from careerpath.engine.backing import Backing, Claim, backing
from careerpath.engine.placement import is_met, place, relevant
from careerpath.engine.types import PathSpec, Rating, Ratings

from .build import asks, level, path, paths, people, thorough

THREE = path(
    level(1, asks("a"), asks("b", must=True)),
    level(2, asks("c"), asks("d"), asks("e", must=True), threshold=50),
    level(3, asks("a", 4), asks("f")),
)


def shown(value: int) -> Rating:
    return Rating(value, has_evidence=True)


def of(asked: PathSpec, ratings: Ratings) -> Backing:
    return backing(asked, ratings, place(asked, ratings))


def test_the_next_levels_come_first_and_must_haves_before_the_rest() -> None:
    said = {"a": Rating(3), "b": Rating(3), "c": Rating(3), "d": shown(3), "e": Rating(2)}
    assert of(THREE, said) == Backing(
        shown=place(THREE, {"d": shown(3)}),
        claims=(
            Claim("c", "C", "level-2", must_have=False),
            Claim("b", "B", "level-1", must_have=True),
            Claim("a", "A", "level-1", must_have=False),
        ),
    )


def test_a_high_answer_that_meets_nothing_near_is_no_claim() -> None:
    """Who lists every high answer without a note would ask for evidence that changes nothing.

    `f` is asked two levels above, `e` at 3 where the answer is 2, and `x` not at all.
    """
    said = {"a": shown(2), "e": Rating(2), "f": Rating(4), "x": Rating(4)}
    assert of(THREE, said).claims == ()


def test_what_is_asked_two_levels_up_is_claimed_by_nobody_yet() -> None:
    assert of(THREE, {"c": Rating(3)}).claims == ()
    held = {"a": Rating(3), "b": Rating(3), "f": Rating(4)}
    assert [claim.skill for claim in of(THREE, held).claims] == ["b", "a"]


def test_a_mark_needs_no_evidence_and_counts_as_it_did() -> None:
    marked = Rating(None, not_relevant=True)
    one = path(level(1, asks("a"), asks("b")))
    told = of(one, {"a": shown(3), "b": marked})
    assert (told.shown.current_rank, told.claims) == (1, ())


def test_a_skill_is_claimed_once_at_the_highest_level_that_it_is_met_at() -> None:
    rising = path(level(1, asks("a", 2)), level(2, asks("a", 3), asks("b")))
    told = of(rising, {"a": Rating(3)})
    assert told.claims == (Claim("a", "A", "level-2", must_have=False),)


@thorough
@given(paths(), people())
def test_what_is_shown_is_never_above_and_all_claims_backed_are_the_verdict(
    asked: PathSpec, said: Ratings
) -> None:
    placement = place(asked, said)
    told = backing(asked, said, placement)
    assert (told.shown.current_rank or 0) <= (placement.current_rank or 0)
    backed = {
        skill: Rating(rating.proficiency, rating.not_relevant, has_evidence=True)
        if skill in {claim.skill for claim in told.claims}
        else rating
        for skill, rating in said.items()
    }
    assert (backing(asked, backed, placement).shown.current_rank) == placement.current_rank
    assert backing(asked, backed, placement).claims == ()
    near = asked.levels[: (placement.current_rank or 0) + 1]
    assert {claim.skill for claim in told.claims} == {
        asks.skill
        for level in near
        for asks in relevant(level, said)
        if is_met(asks, said) and not said[asks.skill].has_evidence
    }
