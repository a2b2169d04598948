"""A person's finished assessments of one path: a page of them, and two of them compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator

from assessments.models import Assessment, AssessmentQuerySet
from careerpath.engine.progress import Sat
from careerpath.engine.types import LevelSpec, LevelVerdict, PathSpec, Placement
from careerpath.framework.caching import cached_for_good
from careerpath.framework.models import CareerPath
from careerpath.framework.names import in_todays_words
from careerpath.framework.specs import path_spec
from roadmap.builder import Result
from roadmap.charts import Climb, Point, Timeline, climb, timeline
from roadmap.evidence import evidence_of, printed
from roadmap.phrases import progress as phrases
from roadmap.phrases.receipt import level_or_below
from roadmap.phrases.words import has_share, percent
from roadmap.presenters.comparison import Comparison, comparison

ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Finished:
    """One assessment of many, as its key; newest first in what is made of it."""

    pk: int
    public_id: UUID
    completed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """One assessment in the list: where the person stood then, and the readiness of one level.

    `rank` is that of the level on the ladder of today, 0 below the first; there `stood` is no name
    of a level.
    """

    assessment: Assessment
    rank: int
    stood: str
    readiness: str
    told: LevelVerdict | None

    @property
    def is_name(self) -> bool:
        """Whether `stood` is a level's name alone."""
        return self.rank > 0


@dataclass(frozen=True, slots=True)
class Compared:
    """Two of them, the earlier one first."""

    before: Assessment
    after: Assessment
    told: Comparison


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """One page of the list, newest first, with what is compared on it.

    `moments` are those of the page and the two compared, newest first. `level` is the one whose
    readiness is told, of the `levels` that ask something today. The charts are of the moments,
    None where there are fewer than two to draw.
    """

    page: Page[Finished]
    moments: tuple[Moment, ...]
    level: LevelSpec | None
    levels: tuple[LevelSpec, ...]
    climb: Climb | None
    timeline: Timeline | None
    compared: Compared | None


def finished(completed: AssessmentQuerySet, path: CareerPath) -> list[Finished]:
    """All of the path, newest first. One query."""
    rows = completed.filter(path=path).values_list("pk", "public_id", "completed_at")
    return [Finished(pk, public_id, at) for pk, public_id, at in rows if at]


def chosen(
    those: Sequence[Finished], wanted: tuple[UUID | None, UUID | None]
) -> tuple[Finished, Finished] | None:
    """The two to compare, the earlier first; without a choice the newest and the one before it.

    None where there are no two. Raises LookupError with a sentence for a choice that is none.
    """
    if wanted == (None, None):
        return (those[1], those[0]) if len(those) > 1 else None
    known = {one.public_id: one for one in those}
    first, second = (known.get(one) if one else None for one in wanted)
    if first is None or second is None:
        raise LookupError(phrases.unknown_choice())
    if first == second:
        raise LookupError(phrases.same_choice())
    return (first, second) if those.index(first) > those.index(second) else (second, first)


def progress_page(
    path: CareerPath,
    those: Sequence[Finished],
    pair: tuple[Finished, Finished] | None,
    *,
    number: str,
    level: str,
) -> ProgressPage:
    """The page of this number, or the one nearest to it. Seven queries the first time."""
    page = Paginator(those, ON_A_PAGE).get_page(number)
    listed = {one.pk for one in (*page, *(pair or ()))}
    rows = _rows({*listed, those[0].pk}, path)
    today = path_spec(path)
    asking = tuple(each for each in today.levels if each.requirements)
    about = next((each for each in asking if each.id == level), None)
    about = about or _ahead(_placement(rows[those[0].pk]), asking)
    moments = tuple(_moment(rows[one.pk], about, today) for one in those if one.pk in listed)
    oldest_first = moments[::-1]
    return ProgressPage(
        page,
        moments,
        about,
        asking,
        climb([(_when(one), one.rank) for one in oldest_first], len(today.levels)),
        timeline(
            [_point(one, one.told) for one in oldest_first if one.told and has_share(one.told)]
        ),
        _compared(rows[pair[0].pk], rows[pair[1].pk], today) if pair else None,
    )


def _rows(keys: Iterable[int], path: CareerPath) -> dict[int, Assessment]:
    rows = Assessment.objects.filter(pk__in=keys).defer("asked", "projects", "answers").in_bulk()
    for row in rows.values():
        row.path = path
    return rows


def _placement(row: Assessment) -> Placement:
    """It never changes."""
    key = ("placement", row.public_id, row.completed_at)
    return cached_for_good(key, row.stored_placement)


def _ahead(newest: Placement, levels: Sequence[LevelSpec]) -> LevelSpec | None:
    """The first level not held by the newest; the top one where all are."""
    held = {told.level for told in newest.levels if told.held}
    return next((level for level in levels if level.id not in held), levels[-1] if levels else None)


def _moment(row: Assessment, level: LevelSpec | None, today: PathSpec) -> Moment:
    placement = _placement(row)
    told = next((one for one in placement.levels if level and one.level == level.id), None)
    names = {each.id: each.short_name for each in today.levels}
    stood = next((o.level for o in placement.levels if o.rank == placement.current_rank), "")
    ranks = {each.id: each.rank for each in today.levels}
    return Moment(
        row,
        ranks.get(stood, placement.current_rank or 0),
        level_or_below(names.get(stood, stood) or None),
        phrases.readiness(told),
        told,
    )


def _when(moment: Moment) -> float:
    finished_at = moment.assessment.completed_at
    return finished_at.timestamp() if finished_at else 0.0


def _point(moment: Moment, told: LevelVerdict) -> Point:
    share = percent(told.met, told.relevant, told.threshold_percent)
    return Point(_when(moment), share, told.threshold_percent)


def _compared(before: Assessment, after: Assessment, today: PathSpec) -> Compared:
    was, now = evidence_of(before), evidence_of(after)
    new = {
        skill: written
        for skill, written in now.items()
        if (written.note or written.link)
        and (skill not in was or (was[skill].note, was[skill].link) != (written.note, written.link))
    }
    told = comparison(_sat(before, today), _sat(after, today), printed(new))
    return Compared(before, after, told)


def _sat(assessment: Assessment, today: PathSpec) -> Sat:
    kept = Result.of(assessment)
    return Sat(in_todays_words(kept.path, today), kept.ratings, kept.placement)
