"""The rungs of a roadmap as the staircase everyone draws."""

from __future__ import annotations

from careerpath.framework import charts
from careerpath.framework.phrases import percent
from roadmap.types import Roadmap


def staircase_of(roadmap: Roadmap) -> charts.Staircase:
    """Filled to readiness; dark where the level counts: a held one above a gap stays light."""
    return charts.staircase(
        charts.Rung(
            name=rung.name,
            note=percent(rung.percent),
            percent=rung.percent,
            threshold=rung.threshold_percent,
            held=rung.counts,
            here=rung.is_current,
        )
        for rung in roadmap.rungs
    )
