"""What the progress page says of how long the level ahead may take."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from assessments.models import SkillRating
from careerpath.engine.forecast import (
    MONTH,
    Answered,
    Forecast,
    Last,
    Outlook,
    Silence,
    enough_from,
    marks,
    outlook,
)
from careerpath.engine.types import PathSpec, Rating
from careerpath.framework.caching import cached_for_good
from careerpath.framework.names import originals
from roadmap.phrases import forecast as phrases


class Finished(Protocol):
    """A finished assessment by its keys."""

    @property
    def pk(self) -> int:
        """In the table."""

    @property
    def public_id(self) -> UUID:
        """In links."""

    @property
    def completed_at(self) -> dt.datetime:
        """When it was finished."""


@dataclass(frozen=True, slots=True)
class ForecastSection:
    """Sentences: the range or why there is none, what it rests on, how last time's turned out."""

    headline: str
    notes: tuple[str, ...]
    last: tuple[str, ...]


def forecast_section(
    those: Sequence[Finished], today: PathSpec, wanted: str | None, now: dt.datetime
) -> ForecastSection:
    """Of all finished ones of a path, newest first, at least one. One query the first time."""
    oldest_first = those[::-1]
    taken = [oldest_first[n] for n in marks([one.completed_at for one in oldest_first])]
    asked = originals(today)
    key = ("outlook", tuple((one.public_id, one.completed_at) for one in taken), asked, wanted)
    told = cached_for_good(key, lambda: outlook(asked, _answered(taken), wanted))
    times = [one.completed_at for one in oldest_first]
    names = {level.id: level.short_name for level in today.levels}
    return _section(told, names, times, now)


def _answered(those: Sequence[Finished]) -> list[Answered]:
    rows = SkillRating.objects.filter(assessment__in=[one.pk for one in those]).values_list(
        "assessment", "skill__public_id", "proficiency", "not_relevant"
    )
    said: dict[int, dict[str, Rating]] = defaultdict(dict)
    for assessment, skill, proficiency, not_relevant in rows:
        said[assessment][skill] = Rating(proficiency, not_relevant=not_relevant)
    return [Answered(one.completed_at, said[one.pk]) for one in those]


def _section(
    told: Outlook, names: dict[str, str], times: Sequence[dt.datetime], now: dt.datetime
) -> ForecastSection:
    level = names.get(told.level or "", "")
    last = _last(told.last, names) if told.last else ()
    if isinstance(told.said, Forecast):
        return ForecastSection(
            phrases.headline(level, told.said), _notes(level, told.said, now), last
        )
    notes: tuple[str, ...] = ()
    if told.said is Silence.TOO_FEW:
        day = enough_from(times, now)
        notes = (phrases.enough(day, at_once=day is not None and day <= max([now, *times])),)
    return ForecastSection(phrases.silent(told.said, level), notes, last)


def _notes(level: str, said: Forecast, now: dt.datetime) -> tuple[str, ...]:
    over = said.most is not None and said.since + said.most * MONTH < now
    return (
        *((phrases.passed(),) if over else ()),
        phrases.how_often(),
        phrases.ahead(level, said.ahead),
        phrases.paces(said),
        phrases.not_counted(),
        phrases.goes_on(),
    )


def _last(told: Last, names: dict[str, str]) -> tuple[str, ...]:
    level = names[told.level]
    return phrases.last(level, told), phrases.held(level, told), phrases.made(told)
