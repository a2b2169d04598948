from __future__ import annotations

import random
from itertools import combinations, count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.engine import cover
from careerpath.engine.cover import SearchLimitError, greedy_order, smallest_cover

from .build import thorough

Families = st.lists(st.integers(0, 2**8 - 1), max_size=9)


def union(sets: list[int], positions: tuple[int, ...] | None = None) -> int:
    total = 0
    for position, bits in enumerate(sets):
        if positions is None or position in positions:
            total |= bits
    return total


def by_brute_force(sets: list[int]) -> tuple[int, ...]:
    """The first of the smallest combinations; combinations come in lexicographic order."""
    everything = union(sets)
    return next(
        chosen
        for size in count(0)
        for chosen in combinations(range(len(sets)), size)
        if union(sets, chosen) == everything
    )


def dice_of(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same examples every time, no secrets


def turned(rows: list[int], columns: int) -> list[int]:
    """Sets from the lists of sets that hold each element."""
    return [sum((row >> c & 1) << i for i, row in enumerate(rows)) for c in range(columns)]


# --- By hand ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sets", "chosen"),
    [
        ([], ()),
        ([0, 0], ()),
        ([0b1], (0,)),
        ([0b1, 0b1], (0,)),  # the first of equals
        ([0b01, 0b11], (1,)),  # one does for both
        ([0b01, 0b10], (0, 1)),
        ([0b0111, 0b1100, 0b0011], (0, 1)),
        # Largest first would take the middle one and then need both others.
        ([0b000111, 0b011110, 0b111000], (0, 2)),
        # Two pairs that share nothing: 1 0r 2 for the low part, 0 or 3 for the high one.
        ([0b1100, 0b0011, 0b0011, 0b1100], (0, 1)),
        # Several of size two; (0, 3) comes before (1, 2).
        ([0b0011, 0b0101, 0b1010, 0b1100], (0, 3)),
    ],
)
def test_smallest_cover_by_hand(sets: list[int], chosen: tuple[int, ...]) -> None:
    assert smallest_cover(sets) == chosen


def test_smallest_cover_of_triangles_that_share_nothing() -> None:
    # Thirteen times three elements, each pair of them one set: two sets for each triangle, and of
    # those the first two. Searched as one this would be 2^13 branches and more.
    sets = [pair << 3 * i for i in range(13) for pair in (0b011, 0b110, 0b101)]
    assert smallest_cover(sets) == tuple(3 * i + j for i in range(13) for j in (0, 1))


def test_smallest_cover_finds_a_part_joined_from_several() -> None:
    # The elements 0-1, 2-3 and 4-5 belong to pairs of sets; the last element joins all of them.
    rows = [0b000011, 0b001100, 0b110000, 0b010101]
    sets = turned(rows, 6)
    assert smallest_cover(sets) == by_brute_force(sets) == (0, 2, 4)


@pytest.mark.parametrize(
    ("sets", "order"),
    [
        ([], ()),
        ([0, 0], ()),
        ([0b001, 0b110], (1, 0)),
        ([0b01, 0b10], (0, 1)),  # ties by position
        ([0b0011, 0b0111, 0b1000], (1, 2)),  # the first adds nothing
        ([0b000111, 0b011110, 0b111000], (1, 0, 2)),
        ([0b001111, 0b110001, 0b011110], (0, 1)),
    ],
)
def test_greedy_order_by_hand(sets: list[int], order: tuple[int, ...]) -> None:
    assert greedy_order(sets) == order


# --- In general ---------------------------------------------------------------------------------


@thorough
@given(Families)
def test_smallest_cover_is_what_brute_force_finds(sets: list[int]) -> None:
    assert smallest_cover(sets) == by_brute_force(sets)


@pytest.mark.parametrize("seed", range(20))
def test_smallest_cover_is_what_brute_force_finds_in_larger_ones(seed: int) -> None:
    dice = dice_of(seed)
    density = 0.15 + 0.3 * dice.random()
    rows = [sum((dice.random() < density) << c for c in range(12)) for _ in range(24)]
    sets = turned(rows, 12)
    assert smallest_cover(sets) == by_brute_force(sets)


@thorough
@given(Families, st.randoms())
def test_smallest_cover_does_not_depend_on_the_order_of_elements(
    sets: list[int], dice: random.Random
) -> None:
    places = list(range(8))
    dice.shuffle(places)
    moved = [sum((bits >> i & 1) << place for i, place in enumerate(places)) for bits in sets]
    assert smallest_cover(moved) == smallest_cover(sets)


@thorough
@given(Families)
def test_greedy_order_covers_everything_with_gains_that_never_grow(sets: list[int]) -> None:
    order = greedy_order(sets)
    covered, gains = 0, []
    for position in order:
        gains.append((sets[position] & ~covered).bit_count())
        covered |= sets[position]
    assert covered == union(sets)
    assert gains == sorted(gains, reverse=True)
    assert 0 not in gains


# --- How long it takes, in branches rather than in a machine's milliseconds ----------------------


def spread(seed: int, size: int) -> list[int]:
    """Forty sets of so many out of a hundred elements."""
    dice = dice_of(seed)
    return [sum(1 << element for element in dice.sample(range(100), size)) for _ in range(40)]


def uniform(seed: int, size: int, elements: int = 100) -> list[int]:
    """A hundred elements, each in so many of forty sets."""
    dice = dice_of(seed)
    rows = [sum(1 << c for c in dice.sample(range(40), size)) for _ in range(elements)]
    return turned(rows, 40)


def affine_lines() -> list[int]:
    """The 27 points and 117 lines of three-dimensional space over three elements: 18 points."""
    points = [(a, b, c) for a in range(3) for b in range(3) for c in range(3)]
    lines = set()
    for one, two in combinations(points, 2):
        third = tuple(-(a + b) % 3 for a, b in zip(one, two, strict=True))
        lines.add(sum(1 << points.index(p) for p in points if p in (one, two, third)))
    return turned(sorted(lines), 27)


# With the branches they take now: a change may take fewer, not more.
HARD = {
    "forty of 3": (spread(1, 3), 7),
    "forty of 5": (spread(1, 5), 74),
    "forty of 8": (spread(1, 8), 310),
    "forty of 12": (spread(1, 12), 1_544),
    "forty of 20": (spread(1, 20), 1_536),
    "forty of 30": (spread(1, 30), 1_740),
    "forty of 50": (spread(1, 50), 384),
    "five-cycles": ([0b11 << i if i < 4 else 0b10001 for i in range(5)] * 8, 8),
    "pairs": (uniform(1, 2), 1_079),
}


@pytest.mark.parametrize("name", HARD)
def test_smallest_cover_stays_fast_with_forty_sets(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sets, branches = HARD[name]
    monkeypatch.setattr(cover, "SEARCH_LIMIT", branches)
    chosen = smallest_cover(sets)
    assert union(sets, chosen) == union(sets)
    assert all(union(sets, tuple(set(chosen) - {one})) != union(sets) for one in chosen)


def test_smallest_cover_of_a_known_hard_design_stays_within_the_limit() -> None:
    assert len(smallest_cover(affine_lines())) == 18


def test_smallest_cover_gives_up_past_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cover, "SEARCH_LIMIT", 50)
    with pytest.raises(SearchLimitError):
        smallest_cover(spread(1, 20))


def test_search_limit_counts_the_branches_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    # One set that covers all is found in the first branch; the second is never needed.
    monkeypatch.setattr(cover, "SEARCH_LIMIT", 1)
    assert smallest_cover([0b11]) == (0,)
    with pytest.raises(SearchLimitError):
        smallest_cover([0b011, 0b110, 0b101])
