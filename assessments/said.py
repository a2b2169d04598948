"""What a person says of one skill, apart from where it is stored."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assessments.models import SkillRating


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a skill. Neither number nor not relevant is unrated."""

    proficiency: int | None = None
    not_relevant: bool = False
    note: str = ""
    link: str = ""
    last_used: dt.date | None = None

    @property
    def is_answer(self) -> bool:
        """Whether the skill is rated or marked, not only written about."""
        return self.proficiency is not None or self.not_relevant


def said_in(row: SkillRating) -> Said:
    """What a row says."""
    return Said(row.proficiency, row.not_relevant, row.note, row.link, row.last_used)
