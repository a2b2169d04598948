"""The group profile as a radar: where every point and every label goes. No Django, no drawing.

Two polygons on a scale from 0 at the centre to 4 at the rim: what is asked, and what was said.
A group nobody rated has no point of its own; it is not drawn as 0.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

RADIUS, SCALE = 100, 4
FEWEST, MOST = 3, 10
LINE, LINES, CHARACTER, LINE_HEIGHT = 16, 3, 6.6, 15
"""A label's characters a line, its most lines, and what both take of the drawing."""
LABEL_GAP, MARGIN, ACROSS, BASELINE = 12, 4, 0.3, 0.75


@dataclass(frozen=True, slots=True)
class Axis:
    """One group: its name, the mean said (None where nothing was), the mean asked."""

    name: str
    you: float | None
    asked: float


@dataclass(frozen=True, slots=True)
class Label:
    """A group's name beside the rim, in lines; `anchor` as in SVG."""

    x: float
    y: float
    anchor: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Radar:
    """The drawing: polygons as SVG points, the dots on the second, and the room all this takes."""

    box: str
    rings: tuple[str, ...]
    spokes: tuple[tuple[float, float], ...]
    asked: str
    you: str
    dots: tuple[tuple[float, float], ...]
    labels: tuple[Label, ...]
    line_height: int = LINE_HEIGHT


def radar(axes: Sequence[Axis]) -> Radar | None:
    """Draw three to ten groups; None for fewer, more, or names that would not fit beside it."""
    labels = [_label(axis.name, n, len(axes)) for n, axis in enumerate(axes)]
    if not FEWEST <= len(axes) <= MOST or any(len(label.lines) > LINES for label in labels):
        return None
    said = [_point(a.you, n, len(axes)) for n, a in enumerate(axes) if a.you is not None]
    return Radar(
        box=_box(labels),
        rings=tuple(
            _points([_point(ring, n, len(axes)) for n in range(len(axes))])
            for ring in range(1, SCALE + 1)
        ),
        spokes=tuple(_point(SCALE, n, len(axes)) for n in range(len(axes))),
        asked=_points([_point(axis.asked, n, len(axes)) for n, axis in enumerate(axes)]),
        you=_points(said),
        dots=tuple(said),
        labels=tuple(labels),
    )


def _point(value: float, n: int, count: int, beyond: float = 0) -> tuple[float, float]:
    """A value on the nth axis, the first one upward, the others clockwise."""
    angle = 2 * pi * n / count - pi / 2
    distance = RADIUS * value / SCALE + beyond
    return (round(distance * cos(angle), 1) + 0.0, round(distance * sin(angle), 1) + 0.0)


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def _label(name: str, n: int, count: int) -> Label:
    """The name just outside the rim, growing away from it."""
    x, y = _point(SCALE, n, count, LABEL_GAP)
    across, down = x / RADIUS, y / RADIUS
    lines = tuple(textwrap.wrap(name, LINE)) or (name,)
    anchor = "middle" if abs(across) < ACROSS else "start" if across > 0 else "end"
    # Above the rim the lines end at the point, below it they begin there, beside it they centre.
    height = LINE_HEIGHT * len(lines)
    first = y + height * (min(max(down, -1), 1) - 1) / 2 + LINE_HEIGHT * BASELINE
    return Label(x, round(first, 1), anchor, lines)


def _box(labels: Sequence[Label]) -> str:
    """A viewBox that holds the rim and every label."""
    left, right, top, bottom = map(float, (-RADIUS, RADIUS, -RADIUS, RADIUS))
    for label in labels:
        width = CHARACTER * max(len(line) for line in label.lines)
        before = {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
        left, right = min(left, label.x - before), max(right, label.x - before + width)
        top = min(top, label.y - LINE_HEIGHT)
        bottom = max(bottom, label.y + LINE_HEIGHT * (len(label.lines) - 0.5))
    x, y = round(left - MARGIN), round(top - MARGIN)
    return f"{x} {y} {round(right + MARGIN) - x} {round(bottom + MARGIN) - y}"
