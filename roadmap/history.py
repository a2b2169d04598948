"""A person's other roadmaps, and how the readiness of one level moved over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models import Assessment
from assessments.serializers import from_json
from careerpath.engine.types import PathSpec, Placement
from roadmap.charts import Point, Timeline, timeline
from roadmap.phrases import words
from roadmap.types import Roadmap

MOST = 12
"""How many assessments, the newest, are drawn: what a page keeps legible and quick."""


@dataclass(frozen=True, slots=True)
class History:
    """All completed ones of the path, newest first, and the newest of each other path."""

    same_path: tuple[Assessment, ...]
    other_paths: tuple[Assessment, ...]
    shown: Assessment

    @property
    def newest(self) -> Assessment:
        """The newest of the path."""
        return self.same_path[0]

    @property
    def is_newest(self) -> bool:
        """Whether the one shown is the newest."""
        return self.newest == self.shown


def history(shown: Assessment, completed: Iterable[Assessment]) -> History:
    """Sort a person's completed assessments, newest first, around the one shown."""
    same: list[Assessment] = []
    others: dict[int, Assessment] = {}
    for assessment in completed:
        if assessment.path_id == shown.path_id:
            same.append(assessment)
        else:
            others.setdefault(assessment.path_id, assessment)
    return History(tuple(same), tuple(others.values()), shown)


@dataclass(frozen=True, slots=True)
class Moment:
    """One assessment: where the person stood, and the level's readiness and threshold then.

    `is_name` where that is a level's name alone and no words of ours. `percent` is None where the
    level was not measured then or nothing of it rated, the threshold too where it was not asked;
    `readiness` says it.
    """

    assessment: Assessment
    stood: str
    is_name: bool
    percent: int | None
    readiness: str
    threshold: int | None


@dataclass(frozen=True, slots=True)
class Movement:
    """The moments, newest first, of one level; `chart` where at least two can be drawn.

    `threshold` is that of the roadmap shown; `moved` where another one held at some of them.
    """

    level: str
    threshold: int
    moments: tuple[Moment, ...]
    chart: Timeline | None

    @property
    def moved(self) -> bool:
        """Whether the threshold was another one at some time."""
        return any(moment.threshold not in {None, self.threshold} for moment in self.moments)


def movement(history: History, path: PathSpec, roadmap: Roadmap) -> Movement | None:
    """Over the newest assessments of the path; None for a single one. One query.

    The level is the one the roadmap is about; names are those of the roadmap shown.
    """
    rung = next((rung for rung in roadmap.rungs if rung.id == roadmap.focus), None)
    newest = history.same_path[:MOST]
    if rung is None or len(newest) == 1:
        return None
    rows = Assessment.objects.filter(pk__in=[row.pk for row in newest])
    placements = dict(rows.values_list("pk", "placement"))
    names = {level.id: level.short_name for level in path.levels}
    moments = tuple(
        _moment(row, from_json(placements[row.pk], Placement), rung.id, names) for row in newest
    )
    points = [
        Point(moment.assessment.completed_at.timestamp(), moment.percent, moment.threshold)
        for moment in reversed(moments)
        if moment.percent is not None
        and moment.threshold is not None
        and moment.assessment.completed_at
    ]
    return Movement(rung.name, rung.threshold_percent, moments, timeline(points))


def _moment(
    assessment: Assessment, placement: Placement, level: str, names: dict[str, str]
) -> Moment:
    found = next((verdict for verdict in placement.levels if verdict.level == level), None)
    return Moment(
        assessment,
        _stood(placement, names),
        placement.current_rank is not None,
        words.percent(found.met, found.relevant, found.threshold_percent)
        if found and words.has_share(found)
        else None,
        words.ready(found) if found else _("not asked then"),
        found.threshold_percent if found else None,
    )


def _stood(placement: Placement, names: dict[str, str]) -> str:
    """The level held then, by the name it has now; its id where it is gone."""
    by_rank = {
        verdict.rank: names.get(verdict.level, verdict.level) for verdict in placement.levels
    }
    if placement.current_rank is not None:
        return by_rank[placement.current_rank]
    return _("on the way to %(level)s") % {"level": by_rank[min(by_rank)]} if by_rank else ""
