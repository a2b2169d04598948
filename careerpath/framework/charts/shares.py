"""A day in the life as one bar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

TONES = 5


@dataclass(frozen=True, slots=True)
class Share:
    """One part of the bar; `percent` None is named but not drawn, tone 0 is the colour of lines."""

    label: str
    percent: int | None
    x: int
    tone: int


@dataclass(frozen=True, slots=True)
class ShareBar:
    """The parts from the left, and what nobody has said of the 100."""

    shares: tuple[Share, ...]
    unsaid: int

    @property
    def drawn(self) -> tuple[Share, ...]:
        """The parts that have a width."""
        return tuple(share for share in self.shares if share.percent)

    @property
    def said(self) -> int:
        """The percentage that is spoken for: where the empty rest begins."""
        return 100 - self.unsaid


def share_bar(parts: Iterable[tuple[str, int | None]]) -> ShareBar:
    """Lay (label, percent) side by side, the first darkest; more than five start over."""
    x, shares = 0, []
    for n, (label, percent) in enumerate(parts):
        tone = 0 if percent is None else TONES - n % TONES
        shares.append(Share(label, percent, x, tone))
        x += percent or 0
    return ShareBar(tuple(shares), max(100 - x, 0))
