"""What a person says of one skill, apart from where it is stored."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from assessments.models import SkillRating


@dataclass(frozen=True, slots=True)
class RatingData:
    """What a person says of a skill. Neither number nor not relevant is unrated."""

    proficiency: int | None = None
    not_relevant: bool = False
    note: str = ""
    link: str = ""
    last_used: dt.date | None = None


def data_in(row: SkillRating) -> RatingData:
    """What a row says."""
    return RatingData(row.proficiency, row.not_relevant, row.note, row.link, row.last_used)


def seen_in(row: SkillRating | None) -> str:
    """What a page shows of a stored rating, or of none, in a few letters."""
    return seen_of(row.version, data_in(row)) if row else seen_of(0, RatingData())


def seen_of(version: int, said: RatingData) -> str:
    """The same of a version that says this: its number and a digest of its values.

    The number alone would not do: once a backup is restored, versions count through the same
    numbers again, with other words.
    """
    digest = hashlib.sha256(repr(said).encode()).hexdigest()[:16]
    return f"{version}.{digest}"
