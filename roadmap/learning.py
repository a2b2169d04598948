"""What a roadmap offers to learn from, and which of it its person has done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import cached_property

from careerpath.framework.learning import Resource, best, resources
from careerpath.framework.models import LearningResource
from roadmap.phrases import learning as phrases


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to learn from, in words; `url` is empty where it can't be followed."""

    id: str
    title: str
    url: str
    about: str
    done_at: dt.datetime | None


@dataclass(frozen=True)
class Learning:
    """What the person has done, by the resource's id (see framework/learning.py), and when."""

    done: Mapping[str, dt.datetime]

    @cached_property
    def _resources(self) -> Mapping[str, tuple[Resource, ...]]:
        return resources()

    @property
    def says(self) -> tuple[tuple[str, dt.datetime], ...]:
        """All that differs between two people."""
        return tuple(sorted(self.done.items()))

    def offers(self, skills: Iterable[str]) -> dict[str, tuple[Offer, ...]]:
        """The best few of each skill that has any."""
        there = {skill: self._resources[skill] for skill in skills if skill in self._resources}
        found = {skill: tuple(map(self._offer, best(of, self.done))) for skill, of in there.items()}
        return {skill: offers for skill, offers in found.items() if offers}

    def _offer(self, one: Resource) -> Offer:
        kind, cost = LearningResource.Kind(one.kind).label, LearningResource.Cost(one.cost).label
        return Offer(
            id=one.id,
            title=one.title,
            url=one.url if one.leads else "",
            about=phrases.about(str(kind), str(cost), one.hours),
            done_at=self.done.get(one.id),
        )
