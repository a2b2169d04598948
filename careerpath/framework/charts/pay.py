"""The pay of several levels on one axis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

HINT = 8
STEPS = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class PayRange:
    """A level's pay: whole units a year; `here` marks the one the page is about."""

    name: str
    text: str
    low: int
    high: int
    open_ended: bool = False
    here: bool = False


@dataclass(frozen=True, slots=True)
class PayRow:
    """A range with its place on the axis, from 0 to 100."""

    range: PayRange
    x: float
    width: float

    @property
    def end(self) -> float:
        """Where the known part of the range stops."""
        return round(self.x + self.width, 2)

    @property
    def open_to(self) -> float:
        """How far an open end is drawn: a hint of more, no figure."""
        return round(min(self.end + HINT, 100), 2)


@dataclass(frozen=True, slots=True)
class PayAxis:
    """The rows, and the axis' middle and end in whole units; it starts at 0."""

    rows: tuple[PayRow, ...]
    middle: int
    end: int


def pay_axis(ranges: Iterable[PayRange]) -> PayAxis:
    """Put ranges of one currency on an axis that starts at 0 and ends on a round number."""
    ranges = tuple(ranges)
    end = _round_up(max((r.high for r in ranges), default=0))
    return PayAxis(tuple(_row(r, end) for r in ranges), end // 2, end)


def _row(pay: PayRange, end: int) -> PayRow:
    x = round(100 * pay.low / end, 2)
    return PayRow(pay, x, max(round(100 * pay.high / end - x, 2), 1))


def _round_up(amount: int) -> int:
    """The next round number above: some room is left for an open end."""
    size = 10 ** (len(str(amount)) - 1)
    return next(int(step * size) for step in STEPS if step * size > amount)
