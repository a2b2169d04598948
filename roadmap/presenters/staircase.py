"""The rungs of a roadmap as the staircase everyone draws."""

from __future__ import annotations

from careerpath.framework import charts
from roadmap.types import Roadmap, Rung


def staircase_of(roadmap: Roadmap) -> charts.Staircase:
    """Filled to readiness; dark where the level counts: a held one above a gap stays light."""
    return charts.staircase(_step(rung) for rung in roadmap.rungs)


def _step(rung: Rung) -> charts.Rung:
    """Filled as far as is known; a level that is not measured is given no line either."""
    return charts.Rung(
        name=rung.name,
        note=rung.readiness,
        percent=rung.percent if rung.measured else 0,
        threshold=rung.threshold_percent if rung.measured else None,
        held=rung.counts,
        here=rung.is_current,
    )
