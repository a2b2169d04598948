from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from careerpath.engine.placement import place
from careerpath.engine.settling import (
    Proof,
    Question,
    is_settled,
    must_haves,
    smallest_proof,
    still_to_ask,
)
from careerpath.engine.types import PathSpec, Rating

from .brute import Completions, fewest_that_settle
from .build import SKILLS, asks, level, path, paths, people, rated, rating, thorough
from .ml_engineer import ml_engineer, names, rates

People = dict[str, Rating]
MARK = Rating(not_relevant=True)


def to_ask(asked: PathSpec, ratings: People) -> tuple[int, str] | None:
    """The rank and the skills, of one letter each."""
    question = still_to_ask(asked, ratings)
    return (question.rank, "".join(question.skills)) if question else None


def kept(asked: PathSpec, ratings: People) -> str:
    """The skills of the smallest proof, of one letter each."""
    proof = smallest_proof(asked, ratings)
    assert proof
    return "".join(proof.skills)


# --- What to ask --------------------------------------------------------------------------------


def test_the_lowest_open_level_is_asked() -> None:
    asked = path(level(1, asks("a"), asks("b")), level(2, asks("c")))
    assert still_to_ask(asked, {}) == Question("level-1", 1, ("a", "b"))
    assert still_to_ask(asked, rated(a=3)) == Question("level-1", 1, ("b",))
    assert still_to_ask(asked, rated(a=3, b=4)) == Question("level-2", 2, ("c",))


def test_settled_when_a_level_can_no_longer_be_held_whatever_stands_above() -> None:
    asked = path(level(1, *map(asks, "abcde")), level(2, asks("f")))  # 4 of 5 are needed
    assert to_ask(asked, rated(a=0)) == (1, "bcde")
    assert to_ask(asked, rated(a=0, b=2)) is None


def test_settled_when_every_level_is_held() -> None:
    asked = path(level(1, *map(asks, "abcde")), level(2, asks("f")))
    assert to_ask(asked, rated(a=3, b=3, c=3, d=3)) == (2, "f")
    assert to_ask(asked, rated(a=3, b=3, c=3, d=3, f=3)) is None


def test_a_path_that_asks_nothing_is_settled_and_an_empty_level_is_passed_over() -> None:
    assert is_settled(path(), {})
    assert is_settled(path(level(1)), {})
    assert to_ask(path(level(1), level(2, asks("a"))), {}) == (2, "a")


def test_must_haves_come_first_then_what_more_levels_above_ask_then_the_levels_order() -> None:
    asked = path(
        level(1, asks("z"), asks("y"), asks("a"), threshold=50),  # held without a
        level(
            2,
            asks("a"),
            asks("b"),
            asks("c"),
            asks("d", must=True),
            asks("z"),
            asks("e", must=True),
        ),
        level(3, asks("b"), asks("c")),
        level(4, asks("c")),
    )
    assert to_ask(asked, rated(z=3, y=3)) == (2, "decba")


def test_a_missing_must_have_ends_it() -> None:
    asked = path(level(1, asks("a", must=True), *map(asks, "bcdef"), threshold=50))
    assert to_ask(asked, {}) == (1, "abcdef")
    assert to_ask(asked, rated(a=2)) is None


def test_where_must_haves_alone_make_the_number_nothing_else_is_asked() -> None:
    asked = path(level(1, asks("a", must=True), asks("b", must=True), *map(asks, "cd")))
    # 4 of 4 are needed: all matter. At 50 % it is 2, which a and b make.
    assert to_ask(asked, {}) == (1, "abcd")
    half = path(level(1, *asked.levels[0].requirements, threshold=50))
    assert to_ask(half, {}) == (1, "ab")
    assert to_ask(half, rated(c=3, d=3)) == (1, "ab")
    assert to_ask(half, rated(a=3, b=3)) is None


def test_a_held_level_is_asked_on_while_marks_could_leave_it_unmeasured() -> None:
    asked = path(level(1, *map(asks, "abcdef"), threshold=30))  # 2 of 6 are needed
    ratings = rated(a=3, b=3)
    assert place(asked, ratings).current_rank == place(asked, ratings).possible_rank == 1
    # Four more marks would leave 2 of 6 relevant. With a third relevant for good they can't.
    assert to_ask(asked, ratings) == (1, "cdef")
    assert to_ask(asked, {**ratings, "c": MARK, "d": MARK}) == (1, "ef")
    assert to_ask(asked, {**ratings, "c": Rating(0)}) is None


def test_what_a_level_insists_on_can_not_be_marked_at_another_either() -> None:
    first = level(1, *map(asks, "abcdef"), threshold=30)
    asked = path(first, level(2, asks("c", must=True)))
    # c is relevant for good, so a, b and c are half of the six: level 1 stays held.
    assert must_haves(asked) == {"c"}
    assert to_ask(asked, rated(a=3, b=3)) == (2, "c")


def test_not_measured_is_settled() -> None:
    asked = path(level(1, *map(asks, "abcd")))
    assert to_ask(asked, {"a": MARK, "b": MARK}) == (1, "cd")
    assert to_ask(asked, {"a": MARK, "b": MARK, "c": MARK}) is None


def test_a_must_have_marked_before_it_was_one_is_asked_again() -> None:
    asked = path(level(1, asks("a"), asks("b")), level(2, asks("a", must=True)))
    assert to_ask(asked, {"a": MARK, "b": Rating(3)}) == (2, "a")


@thorough
@given(paths(most=3, skills=4), people())
def test_what_is_asked_is_what_brute_force_finds(asked: PathSpec, ratings: People) -> None:
    question = still_to_ask(asked, ratings)
    every = Completions(asked, ratings)
    assert (question is None) == every.settled
    if question:
        assert set(question.skills) <= every.can_matter()
        up_to_here = Completions(asked, ratings, question.rank)
        assert set(question.skills) == up_to_here.can_matter()


@thorough
@given(paths(), people(), people())
def test_settled_stays_settled_whatever_is_answered(
    asked: PathSpec, ratings: People, more: People
) -> None:
    """More answers to what is open change no settled level, and its range is one level."""
    insisted = must_haves(asked)
    more = {s: r for s, r in more.items() if not (r.not_relevant and s in insisted)}
    ratings = {s: r for s, r in ratings.items() if not (r.not_relevant and s in insisted)}
    ratings = {s: r for s, r in ratings.items() if r.not_relevant or r.proficiency is not None}
    before, after = place(asked, ratings), place(asked, {**more, **ratings})
    if is_settled(asked, ratings):
        assert before.current_rank == before.possible_rank == after.current_rank
        assert is_settled(asked, {**more, **ratings})


@thorough
@given(paths(), people())
def test_the_level_by_settling_is_the_level_by_all_answers(
    asked: PathSpec, ratings: People
) -> None:
    insisted = must_haves(asked)
    everything = {skill: honest(ratings.get(skill), skill in insisted) for skill in SKILLS}
    said: People = {}
    while question := still_to_ask(asked, said):
        assert question.skills[0] not in said
        said[question.skills[0]] = everything[question.skills[0]]
    assert place(asked, said).current_rank == place(asked, everything).current_rank


def honest(said: Rating | None, insisted: bool) -> Rating:
    """An answer that can be given: a number, or a mark where no level insists."""
    if said is None or (said.not_relevant and insisted):
        return Rating(0)
    return said if said.not_relevant else Rating(said.proficiency or 0)


# --- What proves it -----------------------------------------------------------------------------


def test_proof_of_a_person_between_two_levels() -> None:
    asked = path(level(1, *map(asks, "abcde")), level(2, *map(asks, "fghij")))
    # 4 of 5 are needed at each: four met at level 1, two missing at level 2; the earliest of each.
    ratings = rated(a=0, b=3, c=3, d=4, e=3, f=3, g=1, h=0, i=2)
    proof = smallest_proof(asked, ratings)
    assert proof
    assert proof.skills == ("b", "c", "d", "e", "g", "h")
    first, second = proof.levels
    assert (first.held, first.met, first.needed, first.unmet) == (True, 4, 4, ())
    assert (first.unrated, second.unrated) == (("a",), ("f", "i", "j"))
    assert (second.could_hold, second.met, second.unmet) == (False, 0, ("g", "h"))


def test_no_proof_while_the_level_is_open() -> None:
    assert smallest_proof(path(level(1, asks("a"))), {}) is None


def test_nothing_proves_the_level_of_a_path_that_asks_nothing() -> None:
    assert smallest_proof(path(level(1)), {}) == Proof((), ())


def test_proof_at_the_top_has_no_next_level_and_empty_ones_are_passed_over() -> None:
    asked = path(level(1, asks("a")), level(2), level(3, asks("b")))
    proof = smallest_proof(asked, rated(a=3, b=3))
    assert proof
    assert (proof.skills, [told.rank for told in proof.levels]) == (("a", "b"), [1, 3])
    below = smallest_proof(asked, rated(a=0, b=3))
    assert below
    assert (below.skills, [told.rank for told in below.levels]) == (("a",), [1])


def test_one_missing_must_have_is_proof_enough() -> None:
    asked = path(level(1, asks("a"), asks("b"), asks("c", must=True), asks("d"), threshold=50))
    assert kept(asked, rated(a=0, b=0, c=2, d=0)) == "c"


def test_must_haves_are_in_the_proof_of_a_held_level() -> None:
    asked = path(level(1, asks("a"), asks("b"), asks("c", must=True), threshold=60))
    assert kept(asked, rated(a=3, b=3, c=3)) == "ac"  # 1.8 of 3: two are needed


def test_an_answer_that_serves_two_levels_is_taken_once() -> None:
    asked = path(
        level(1, asks("a", 1), asks("b", 1), threshold=50),
        level(2, asks("b", 2), asks("c", 2), threshold=50),
        level(3, asks("b", 4)),
    )
    assert kept(asked, rated(a=4, b=3, c=4)) == "b"


def test_marks_prove_what_they_take_out_of_the_count() -> None:
    ten = path(level(1, *map(asks, "abcdefghij")))
    # Of 10 all 8 would be needed; with two marked 8 count, and 7 (6.4) are enough.
    held = {**rated(a=3, b=3, c=3, d=3, e=3, f=3, g=3, h=1), "i": MARK, "j": MARK}
    assert kept(ten, held) == "abcdefgij"
    # Of 10 three would have to be missing; with one marked 9 count, of which one may be.
    missing = {**rated(a=0, b=3, c=3, d=3, e=3, f=3, g=3, h=1), "i": MARK, "j": Rating(3)}
    assert kept(ten, missing) == "ahi"


def test_marks_prove_that_a_level_is_not_measured() -> None:
    four = path(level(1, *map(asks, "abcd")))
    assert kept(four, {"a": Rating(3), "b": MARK, "c": MARK, "d": MARK}) == "bcd"


def test_a_proof_of_a_held_level_has_half_of_it_relevant_for_good() -> None:
    six = level(1, *map(asks, "abcdef"), threshold=30)  # two are needed, three have to be relevant
    ratings = rated(a=0, b=0, c=3, d=3, e=1)
    assert kept(path(six), ratings) == "acd"
    insisting = path(six, level(2, asks("f", must=True)))
    assert kept(insisting, {**ratings, "f": Rating(0)}) == "cdf"


def test_a_mark_of_what_is_insisted_on_elsewhere_counts_against_what_is_relevant() -> None:
    insisting = level(2, asks("f", must=True), asks("g", must=True))
    asked = path(level(1, *map(asks, "abcdef"), threshold=40), insisting)
    # With f marked two (2.0) of five are needed, a and b; c makes it sure that three stay relevant.
    ratings = {**rated(a=3, b=3, c=0, d=0, e=0, g=0), "f": MARK}
    assert kept(asked, ratings) == "abcfg"


def test_a_share_that_is_just_missed_proves_nothing() -> None:
    """67 % of three are three."""
    three = path(level(1, asks("a"), asks("b"), asks("c"), threshold=67))
    found = smallest_proof(three, rated(a=3, b=3, c=3))
    assert found
    assert found.skills == ("a", "b", "c")


def test_what_is_insisted_on_is_relevant_once() -> None:
    """One of four would do; that half of them stay relevant takes an answer more."""
    four = path(level(1, asks("a", must=True), asks("b"), asks("c"), asks("d"), threshold=25))
    found = smallest_proof(four, rated(a=3, b=3, c=3, d=3))
    assert found
    assert found.skills == ("a", "b")


def test_proof_of_one_at_mid_level() -> None:
    asked = ml_engineer()
    ratings = {**rates("Junior", 3), **rates("Mid-Level", 3), **rates("Senior", 1)}
    proof = smallest_proof(asked, ratings)
    assert proof
    # 14 and 18 met, and 4 of 17 missing: three may be, 14 are needed.
    assert proof.skills == (
        *names("Junior")[:14],
        *names("Mid-Level")[:18],
        *names("Senior")[:4],
    )


@settings(thorough, max_examples=50)
@given(paths(most=3, skills=4), st.dictionaries(st.sampled_from("abcd"), rating()))
def test_proof_is_the_smallest_that_brute_force_finds(asked: PathSpec, ratings: People) -> None:
    proof = smallest_proof(asked, ratings)
    assert (proof and len(proof.skills)) == fewest_that_settle(asked, ratings)
    if proof:
        alone = {skill: ratings[skill] for skill in proof.skills}
        assert is_settled(asked, alone)
        assert place(asked, alone).current_rank == place(asked, ratings).current_rank
        assert list(proof.skills) == [skill for skill in asked_in_order(asked) if skill in alone]


def asked_in_order(asked: PathSpec) -> list[str]:
    return list(dict.fromkeys(each.skill for one in asked.levels for each in one.requirements))
