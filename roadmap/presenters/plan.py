"""A plan as its page lists it: what is open by day, what is done, what was dropped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assessments.models import PlanItem
from assessments.presenters.sheet import FOLLOWED
from careerpath.framework.models import Skill
from roadmap.phrases import plan as phrases


@dataclass(frozen=True, slots=True)
class PlanRow:
    """An item, whether its day has passed, and what became of what it is about.

    `can_rate`: it was done after the ratings were given, so what it was about may stand higher now.
    """

    item: PlanItem
    is_overdue: bool
    since: str
    can_rate: bool

    @property
    def leads(self) -> bool:
        """Whether its link can be followed: what got in past the form is only read."""
        return bool(FOLLOWED.match(self.item.seen_at))

    @property
    def begun_at(self) -> dt.datetime | None:
        """When it was begun."""
        return self.item.days[0]

    @property
    def done_at(self) -> dt.datetime | None:
        """When it was done."""
        return self.item.days[1]


@dataclass(frozen=True, slots=True)
class PlanReading:
    """`dated` by their day, `undated` as they were added; what ended last stands first."""

    dated: tuple[PlanRow, ...]
    undated: tuple[PlanRow, ...]
    done: tuple[PlanRow, ...]
    dropped: tuple[PlanRow, ...]

    @property
    def any(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.dated or self.undated or self.done or self.dropped)


def read(
    items: Sequence[PlanItem],
    *,
    asked: Collection[str],
    became: Mapping[int, Sequence[Skill]],
    today: dt.date,
    rated_at: dt.datetime | None = None,
) -> PlanReading:
    """Sort the items; `asked` are the path's skills of today, `became` who took whose place.

    `rated_at` is when the newest ratings were given; None where nothing can be rated.
    """
    rows = [
        PlanRow(
            item,
            _is_overdue(item, today),
            since(item, asked=asked, became=became),
            _is_to_rate(item, asked, rated_at),
        )
        for item in items
    ]
    unfinished = [row for row in rows if row.item.state in {PlanItem.TO_DO, PlanItem.BEGUN}]
    done = [row for row in rows if row.item.state == PlanItem.DONE]
    dropped = [row for row in rows if row.item.state == PlanItem.DROPPED]
    return PlanReading(
        dated=tuple(
            sorted(
                (row for row in unfinished if row.item.target_date),
                key=lambda row: row.item.target_date or today,
            )
        ),
        undated=tuple(row for row in unfinished if not row.item.target_date),
        done=tuple(sorted(done, key=lambda row: row.done_at or row.item.added_at, reverse=True)),
        dropped=tuple(
            sorted(dropped, key=lambda row: row.item.dropped_at or row.item.added_at, reverse=True)
        ),
    )


def since(item: PlanItem, *, asked: Collection[str], became: Mapping[int, Sequence[Skill]]) -> str:
    """What happened to what it is about, where anything did."""
    if item.skill and item.skill.is_retired:
        return phrases.out_of_use([skill.name for skill in became.get(item.skill.pk, ())])
    if item.skill and item.skill.public_id not in asked:
        return phrases.not_asked()
    if item.project and (item.project.is_retired or item.project.level.is_retired):
        return phrases.project_gone()
    return ""


def _is_to_rate(item: PlanItem, asked: Collection[str], rated_at: dt.datetime | None) -> bool:
    done = item.days[1]
    if item.state != PlanItem.DONE or not (done and rated_at and done > rated_at):
        return False
    return bool(item.project or (item.skill and item.skill.public_id in asked))


def _is_overdue(item: PlanItem, today: dt.date) -> bool:
    return bool(
        item.target_date
        and item.target_date < today
        and item.state in {PlanItem.TO_DO, PlanItem.BEGUN}
    )
