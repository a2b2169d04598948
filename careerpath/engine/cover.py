"""The smallest choice of sets that together cover all any of them covers: exact set cover.

Sets and elements are bits of whole numbers, so a step of the search is a handful of machine
operations. Set cover is NP-hard: the time can double with every further set. What keeps it short
is that parts which share no set are solved apart, that an element whose sets include all those of
another needs no look, and that a branch is left as soon as the largest sets still to be had can't
add up to what is left, or too many elements are left of which no two share a set. docs/rules.md
has the measured figures.
"""

from __future__ import annotations

from collections.abc import Sequence

SEARCH_LIMIT = 50_000
"""Branches looked at in one part before giving up; counted, not timed, so answers never vary."""


_EVERYTHING = ~0  # every bit set, however many rows there are


class SearchLimitError(Exception):
    """The search went past its limit without proof that a choice is the smallest."""


def smallest_cover(sets: Sequence[int]) -> tuple[int, ...]:
    """The positions of the fewest sets whose union is everything any of them holds, ascending.

    Among equally small ones the lexicographically first. Raises SearchLimitError past the limit.
    """
    chosen: list[int] = []
    for rows in _parts(_hardest_rows(_rows(sets))):
        chosen += _Search(rows).first_smallest()
    return tuple(sorted(chosen))


def greedy_order(sets: Sequence[int]) -> tuple[int, ...]:
    """The positions of sets by what each adds to those before it, most first, ties by position.

    Sets that add nothing are left out, so the union is always everything.
    """
    order: list[int] = []
    covered = 0
    while best := max((bits & ~covered).bit_count() for bits in (0, *sets)):
        position = next(i for i, bits in enumerate(sets) if (bits & ~covered).bit_count() == best)
        order.append(position)
        covered |= sets[position]
    return tuple(order)


def _rows(sets: Sequence[int]) -> list[int]:
    """For each element, the sets that hold it, as bits: 1 for the first set, 2 for the second."""
    union = 0
    for bits in sets:
        union |= bits
    return [
        sum(1 << position for position, bits in enumerate(sets) if bits >> element & 1)
        for element in range(union.bit_length())
        if union >> element & 1
    ]


def _hardest_rows(rows: Sequence[int]) -> list[int]:
    """The rows that decide: covering one whose sets are fewer covers every row with more."""
    kept: list[int] = []
    for row in sorted(set(rows), key=lambda row: (row.bit_count(), row)):
        if not any(row & fewer == fewer for fewer in kept):
            kept.append(row)
    return kept


def _parts(rows: Sequence[int]) -> list[list[int]]:
    """The rows in parts that share no set."""
    parts: list[tuple[int, list[int]]] = []
    for row in rows:
        touched = [part for part in parts if part[0] & row]
        parts = [part for part in parts if not part[0] & row]
        joined = [other for _, others in touched for other in others]
        mask = row
        for bits, _ in touched:
            mask |= bits
        parts.append((mask, [*joined, row]))
    return [part for _, part in parts]


class _Search:
    """Branch and bound over one part: which sets (columns), at most so many, hit every row."""

    def __init__(self, rows: list[int]) -> None:
        self.rows = rows
        self.steps = 0
        width = max(row.bit_length() for row in rows)
        self.columns = {
            1 << position: sum((row >> position & 1) << i for i, row in enumerate(rows))
            for position in range(width)
        }

    def first_smallest(self) -> list[int]:
        """The positions of the smallest hitting choice, the first such in order."""
        rows, left, columns = self.rows, _EVERYTHING, list(self.columns)
        sizes = (size for size, _ in enumerate(columns, 1))
        budget = next(size for size in sizes if self._possible(rows, left, columns, size))
        chosen: list[int] = []
        while rows:
            column = columns.pop(0)
            rest, rest_left = self._without(rows, left, column)
            if self._possible(rest, rest_left, columns, budget - 1):
                rows, left, budget = rest, rest_left, budget - 1
                chosen.append(column.bit_length() - 1)
        return chosen

    def _possible(self, rows: list[int], left: int, columns: list[int], budget: int) -> bool:
        """Whether `budget` of the columns hit all the rows; `left` has the bits of those rows."""
        if not (rows and budget):
            return not rows
        self.steps += 1
        if self.steps > SEARCH_LIMIT:
            raise SearchLimitError
        useful = self._useful(len(rows), left, columns, budget)
        mask = sum(useful)
        limited = [row & mask for row in rows]
        if _apart(limited) > budget:
            return False
        row = min(limited, key=int.bit_count)
        for column in [column for column in useful if column & row]:
            useful.remove(column)
            if self._possible(*self._without(rows, left, column), useful, budget - 1):
                return True
        return False

    def _without(self, rows: list[int], left: int, column: int) -> tuple[list[int], int]:
        """What is left once a column is chosen."""
        return [row for row in rows if not row & column], left & ~self.columns[column]

    def _useful(self, rows: int, left: int, columns: list[int], budget: int) -> list[int]:
        """The columns that can be part of a choice of that size, most rows first.

        All but one of the choice hit at most what the largest hit; the one has to hit the rest.
        """
        sized = sorted(
            (((self.columns[column] & left).bit_count(), column) for column in columns),
            reverse=True,
        )
        least = max(1, rows - sum([size for size, _ in sized[: budget - 1]]))
        return [column for size, column in sized if size >= least]


def _apart(rows: list[int]) -> int:
    """How many rows, taken in order, share no column: each of them needs one of its own."""
    number = touched = 0
    for row in rows:
        if not row & touched:
            touched |= row
            number += 1
    return number
