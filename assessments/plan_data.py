"""What a person says of one thing in their plan, apart from where it is stored."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from assessments.models import PlanItem


@dataclass(frozen=True, slots=True)
class PlanItemData:
    """What became of it, by when, and what is written beside it; the title of one's own."""

    state: str = PlanItem.TO_DO
    target_date: dt.date | None = None
    note: str = ""
    link: str = ""
    title: str = ""


def data_in(item: PlanItem) -> PlanItemData:
    """What an item says; of a project's read with its mark."""
    return PlanItemData(item.state, item.target_date, item.note, item.seen_at, item.title)


def seen_in(item: PlanItem) -> str:
    """What a page shows of an item, in a few letters.

    The number of saves alone would not do: once a backup is restored, it counts through the same
    numbers again, with other words. And what is said of a project counts elsewhere.
    """
    said = f"{item.proficiency} {data_in(item)!r}"
    return f"{item.version}.{hashlib.sha256(said.encode()).hexdigest()[:16]}"
