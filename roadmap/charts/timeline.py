"""Readiness over time as a line: where every dot and label goes, and the threshold of each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from careerpath.framework.phrases import percent

WIDTH, FLOOR, TALLEST, HEAD, SIDE = 360, 168, 132, 24, 24
"""The drawing's width, where 0 % lies, how high 100 % is above it, the room above and beside."""
LABEL_GAP, LABEL_ABOVE = 56, 12
"""Labels nearer than this to the one before are left out; the others stand so far above the dot."""


@dataclass(frozen=True, slots=True)
class Point:
    """One assessment: when, in any unit that counts up; its readiness, and the threshold then."""

    when: float
    percent: int
    threshold: int


@dataclass(frozen=True, slots=True)
class Dot:
    """A point in its place; `label` is empty where it would run into its neighbour's."""

    x: float
    y: float
    label: str
    label_y: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing of `width` by `height`; `line` and `threshold` as SVG points."""

    dots: tuple[Dot, ...]
    line: str
    threshold: str
    left: int = SIDE
    right: int = WIDTH - SIDE
    floor: int = FLOOR
    top: int = FLOOR - TALLEST
    width: int = WIDTH
    height: int = FLOOR + HEAD // 2


def timeline(points: Sequence[Point]) -> Timeline | None:
    """Draw two or more points, oldest first; fewer are no line, so None."""
    if len(points) < 2:  # noqa: PLR2004  # two points make a line
        return None
    places = [(_x(points, n), _y(point.percent)) for n, point in enumerate(points)]
    labelled = _labelled([x for x, _ in places])
    dots = tuple(
        Dot(x, y, percent(point.percent) if n in labelled else "", round(y - LABEL_ABOVE, 1))
        for n, (point, (x, y)) in enumerate(zip(points, places, strict=True))
    )
    return Timeline(dots, _svg(places), _svg(_thresholds(points, [x for x, _ in places])))


def _thresholds(points: Sequence[Point], xs: Sequence[float]) -> list[tuple[float, float]]:
    """From edge to edge; where it was moved between two assessments, a step half-way."""
    corners = [(0.0, _y(points[0].threshold))]
    for before, now, left, right in zip(points, points[1:], xs, xs[1:], strict=False):
        if before.threshold != now.threshold:
            middle = round((left + right) / 2, 1)
            corners += [(middle, _y(before.threshold)), (middle, _y(now.threshold))]
    return [*corners, (float(WIDTH), _y(points[-1].threshold))]


def _svg(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in places)


def _x(points: Sequence[Point], n: int) -> float:
    """By the day; side by side when all are of one moment."""
    first, last = points[0].when, points[-1].when
    share = (points[n].when - first) / (last - first) if last > first else n / (len(points) - 1)
    return round(SIDE + share * (WIDTH - 2 * SIDE), 1)


def _y(percent: int) -> float:
    return round(FLOOR - TALLEST * percent / 100, 1)


def _labelled(xs: Sequence[float]) -> set[int]:
    """The last is always labelled, the others where there is room."""
    found = {len(xs) - 1}
    right = xs[-1]
    for n in reversed(range(len(xs) - 1)):
        if right - xs[n] >= LABEL_GAP:
            found.add(n)
            right = xs[n]
    return found
