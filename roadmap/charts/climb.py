"""The level over time as stairs: where the line turns and the dots lie, a rung for each level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH, SIDE, HEAD, RUNG = 360, 24, 20, 30
"""The drawing's width, the room beside and above, and how far one level is above another."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A level's height and its number; 0 is below the first."""

    rank: int
    y: int


@dataclass(frozen=True, slots=True)
class Climb:
    """A drawing of `width` by `height`; `line` as SVG points, `dots` as centres."""

    rungs: tuple[Rung, ...]
    line: str
    dots: tuple[tuple[float, int], ...]
    height: int
    left: int = SIDE
    width: int = WIDTH


def climb(moments: Sequence[tuple[float, int]], levels: int) -> Climb | None:
    """Draw moments, oldest first: each when, in a unit that counts up, and at which rank.

    Ranks are 0 to `levels`, or above where a level has gone since. Fewer than two are no way: None.
    """
    if len(moments) < 2:  # noqa: PLR2004  # two moments make a line
        return None
    top = max(levels, *(rank for _, rank in moments))
    first, last = moments[0][0], moments[-1][0]
    dots = []
    for n, (when, rank) in enumerate(moments):
        share = (when - first) / (last - first) if last > first else n / (len(moments) - 1)
        x = round(2 * SIDE + share * (WIDTH - 3 * SIDE), 1)
        dots.append((x, _y(rank, top)))
    corners = [dots[0]]
    for before, now in pairwise(dots):
        corners += [(now[0], before[1]), now]  # a level is held until the next time one looks
    return Climb(
        tuple(Rung(rank, _y(rank, top)) for rank in range(top + 1)),
        " ".join(f"{x:g},{y}" for x, y in dict.fromkeys(corners)),
        tuple(dots),
        _y(0, top) + HEAD,
    )


def _y(rank: int, top: int) -> int:
    return HEAD + (top - rank) * RUNG
