"""What skills can be learned from, and which of it is offered first."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from careerpath.framework.caching import cached
from careerpath.framework.models import LearningResource
from careerpath.prepared import Prepared

AT_MOST = 3
"""So many of a skill are offered."""
FOLLOWED = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Resource:
    """One thing to learn a skill from; `id` is the skill's and its own, with a slash between."""

    id: str
    title: str
    url: str
    kind: str
    cost: str
    hours: int | None
    in_use: bool

    @property
    def leads(self) -> bool:
        """Whether its link can be followed: what got in past every form is only read."""
        return bool(FOLLOWED.match(self.url))


def resources() -> Mapping[str, tuple[Resource, ...]]:
    """All there are, retired ones too, by their skill in the editors' order. One query, or two."""
    return cached("resources", _read)


def best(those: Sequence[Resource], done: Collection[str]) -> tuple[Resource, ...]:
    """What to offer of one skill, given in the editors' order.

    At most three that are in use: what costs nothing first, each in the editors' order. What the
    person has done (by id) stays behind them, also where it went out of use or others are better.
    """
    current = sorted(
        (one for one in those if one.in_use),
        key=lambda one: one.cost == LearningResource.Cost.PAID,
    )
    first = current[:AT_MOST]
    return (*first, *(one for one in those if one.id in done and one not in first))


def _read() -> dict[str, tuple[Resource, ...]]:
    found: dict[str, list[Resource]] = {}
    for skill, own, title, url, kind, cost, hours, retired_at in _resources.rows():
        one = Resource(f"{skill}/{own}", title, url, kind, cost, hours, retired_at is None)
        found.setdefault(skill, []).append(one)
    return {skill: tuple(those) for skill, those in found.items()}


_resources = Prepared(
    LearningResource,
    lambda rows: rows.order_by("skill__public_id", "position", "pk").values_list(
        "skill__public_id", "public_id", "title", "url", "kind", "cost", "hours", "retired_at"
    ),
)
