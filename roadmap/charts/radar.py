"""The group profile as a radar: where every point and every label goes. No Django, no drawing.

Two polygons on a scale from 0 at the centre to 4 at the rim: what is asked, and what was said.
A group nobody rated has no point of its own; it is not drawn as 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import cos, pi, sin

from careerpath.framework.charts.lettering import lines as broken
from careerpath.framework.charts.lettering import width

RADIUS, SCALE = 100, 4
FEWEST, MOST = 3, 10
SIZE, LINE, LINES, LINE_HEIGHT = 12, 11.5, 3, 15
"""A label's size in the drawing, its widest line in em, its most lines, and their height."""
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
    if not FEWEST <= len(axes) <= MOST or not _fit(labels):
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
    lines = broken(name, LINE)
    anchor = "middle" if abs(across) < ACROSS else "start" if across > 0 else "end"
    # Above the rim the lines end at the point, below it they begin there, beside it they centre.
    height = LINE_HEIGHT * len(lines)
    first = y + height * (min(max(down, -1), 1) - 1) / 2 + LINE_HEIGHT * BASELINE
    return Label(x, round(first, 1), anchor, lines)


Room = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def _room(label: Label) -> Room:
    """What a label takes of the drawing."""
    wide = SIZE * max(map(width, label.lines), default=0)
    left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    top = label.y - LINE_HEIGHT * BASELINE
    return left, top, left + wide, top + LINE_HEIGHT * len(label.lines)


def _fit(labels: Sequence[Label]) -> bool:
    """Whether each has whole words in few short lines, and none touches another."""
    lines = [line for label in labels for line in label.lines]
    rooms = [_room(label) for label in labels]
    return (
        all(len(label.lines) <= LINES for label in labels)
        and all(width(line) <= LINE for line in lines)
        and not any(_touch(one, other) for one, other in combinations(rooms, 2))
    )


def _touch(one: Room, other: Room) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _box(labels: Sequence[Label]) -> str:
    """A viewBox that holds the rim and every label."""
    rim = (-float(RADIUS), -float(RADIUS), float(RADIUS), float(RADIUS))
    lefts, tops, rights, bottoms = zip(rim, *map(_room, labels), strict=True)
    x, y = round(min(lefts) - MARGIN), round(min(tops) - MARGIN)
    return f"{x} {y} {round(max(rights) + MARGIN) - x} {round(max(bottoms) + MARGIN) - y}"
