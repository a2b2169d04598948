"""What to look at first when somebody rates themselves again, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .changes import Change, Kind
from .effects import concerning
from .gaps import gaps, target_rank
from .placement import place
from .types import PathSpec, Ratings, RequirementSpec

OLD = dt.timedelta(days=180)
"""An answer that is older is worth another look."""
OLDEST = 10
"""As many of those are asked at most, the oldest: a whole path would be no choice."""


class Why(StrEnum):
    """Why a skill is asked first."""

    MISSING = "missing"
    UNRATED = "unrated"
    ASKED = "asked"
    PROFICIENCY = "proficiency"
    MUST_HAVE = "must-have"
    REPLACED = "replaced"
    REWORDED = "reworded"
    OLD = "old"


GAP = frozenset({Why.MISSING, Why.UNRATED})
OF_CHANGES = {
    Kind.ASKED: Why.ASKED,
    Kind.MOVED: Why.ASKED,
    Kind.PROFICIENCY: Why.PROFICIENCY,
    Kind.MUST_HAVE: Why.MUST_HAVE,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. `level` is the public id of the level that asks it, empty where it is about none.

    `before` and `after` are proficiencies where that asked is another one.
    """

    why: Why
    level: str = ""
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Revisit:
    """A skill to look at first, with every reason there is for it."""

    skill: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What was said the last time: of each skill, and when it was answered.

    `reworded` holds when a skill's meaning changed last, `replaced` the skills that took the place
    of one that was answered.
    """

    ratings: Ratings
    answered_at: Mapping[str, dt.datetime]
    reworded: Mapping[str, dt.datetime]
    replaced: Collection[str]


def to_revisit(
    before: PathSpec, after: PathSpec, said: Said, *, now: dt.datetime
) -> tuple[Revisit, ...]:
    """What matters when these answers to `before` are updated on `after`.

    First the gaps to the next level, then what was changed since, both in the ladder's order, then
    the oldest answers at levels up to that one, oldest first. A skill with several reasons stands
    where the first of them puts it, with all of them.
    """
    target = target_rank(after, place(after, said.ratings), None)
    asked = _asked(after)
    reasons: dict[str, list[Reason]] = {}
    for gap in gaps(after, said.ratings, target):
        why = Why.UNRATED if gap.rated is None else Why.MISSING
        reasons.setdefault(gap.skill, []).append(Reason(why, gap.level))
    for skill, reason in (*_asked_otherwise(before, after, said), *_mean_otherwise(asked, said)):
        reasons.setdefault(skill, []).append(reason)
    for skill in _oldest(_asked(after, up_to=target), said, now):
        reasons.setdefault(skill, []).append(Reason(Why.OLD))
    places = {skill: place for place, skill in enumerate(asked)}
    found = (Revisit(skill, tuple(why)) for skill, why in reasons.items() if skill in places)
    return tuple(sorted(found, key=lambda one: _order(one, said, places)))


def _asked(path: PathSpec, *, up_to: int | None = None) -> dict[str, RequirementSpec]:
    """Each skill with its lowest requirement, in the ladder's order; of levels up to a rank."""
    found: dict[str, RequirementSpec] = {}
    for level in path.levels:
        for asks in level.requirements if up_to is None or level.rank <= up_to else ():
            found.setdefault(asks.skill, asks)
    return found


def _asked_otherwise(before: PathSpec, after: PathSpec, said: Said) -> Iterator[tuple[str, Reason]]:
    """Skills asked newly or on other terms, where that is about this person."""
    for change in concerning(before, after, said.ratings):
        if change.kind in OF_CHANGES and change.after != 0:  # no must-have any more asks nothing
            yield change.skill, _reason(change)


def _reason(change: Change) -> Reason:
    if change.kind != Kind.PROFICIENCY:
        return Reason(OF_CHANGES[change.kind], change.level)
    was, now = int(change.before or 0), int(change.after or 0)
    return Reason(Why.PROFICIENCY, change.level, was, now)


def _mean_otherwise(asked: Collection[str], said: Said) -> Iterator[tuple[str, Reason]]:
    """Skills that took another's place, and those reworded after they were answered."""
    for skill in asked:
        answered = said.answered_at.get(skill)
        if answered is None and skill in said.replaced:
            yield skill, Reason(Why.REPLACED)
        if answered is not None and skill in said.reworded and answered < said.reworded[skill]:
            yield skill, Reason(Why.REWORDED)


def _oldest(asked: Collection[str], said: Said, now: dt.datetime) -> list[str]:
    """The oldest answers that are old; of equally old ones the first in the ladder."""
    old = [s for s in asked if s in said.answered_at and now - said.answered_at[s] >= OLD]
    return sorted(old, key=lambda skill: said.answered_at[skill])[:OLDEST]


def _order(one: Revisit, said: Said, places: Mapping[str, int]) -> tuple[int, float, int]:
    """Gaps, changes, old answers; the last by their age, the others by the ladder."""
    why = {reason.why for reason in one.reasons}
    if why == {Why.OLD}:
        return 2, said.answered_at[one.skill].timestamp(), places[one.skill]
    return (0 if why & GAP else 1), 0, places[one.skill]
