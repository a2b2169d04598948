"""The rungs of a roadmap as the staircase everyone draws."""

from __future__ import annotations

from careerpath.framework import charts
from careerpath.framework.phrases import percent
from roadmap.phrases.notes import unmeasured
from roadmap.types import Roadmap, Rung


def staircase_of(roadmap: Roadmap) -> charts.Staircase:
    """Filled to readiness; dark where the level counts: a held one above a gap stays light."""
    return charts.staircase(_step(rung) for rung in roadmap.rungs)


def _step(rung: Rung) -> charts.Rung:
    """A level that is not measured has no readiness: it is neither filled nor given a line."""
    if not rung.measured:
        return charts.Rung(name=rung.name, note=unmeasured(), percent=0, measured=False)
    return charts.Rung(
        name=rung.name,
        note=percent(rung.percent),
        percent=rung.percent,
        threshold=rung.threshold_percent,
        held=rung.counts,
        here=rung.is_current,
    )
