"""What an edit would do to people, told before it is saved.

    effects = effects_of(lambda: apply(document))
    if effects.moves_anyone:
        ...  # show them (admin/framework/_effects.html), ask, and only then apply it for good

`effects_of` makes the edit, looks at what every path asks before and after, and takes the edit
back; the counts are those of the moment. Objects the edit changed in memory stay changed: read
them again before using them. It can run inside a transaction. Who the people are is no business of
the framework: the app that knows them registers a counter once, with `count_with`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction

from careerpath.engine.changes import Change, compare, matters
from careerpath.engine.effects import Counts
from careerpath.engine.types import PathSpec
from careerpath.framework.models import CareerPath
from careerpath.framework.snapshots import path_specs

Counter = Callable[[int, PathSpec, PathSpec], Counts]
"""From a path's primary key, and what it asks before and after, to how many people are moved."""

_counters: list[Counter] = []


@dataclass(frozen=True, slots=True)
class PathEffects:
    """What an edit changes about one path, and how many people that moves."""

    path: str
    changes: tuple[Change, ...]
    counts: Counts


@dataclass(frozen=True, slots=True)
class Effects:
    """What an edit does, path by path; paths that ask the same as before are left out."""

    paths: tuple[PathEffects, ...] = ()

    @property
    def moves_anyone(self) -> bool:
        """Whether somebody's level, readiness or number of gaps changes."""
        return any(path.counts.moved for path in self.paths)


def count_with(counter: Counter) -> None:
    """Let the app that knows the people count them; called once, when it is ready."""
    _counters[:] = [counter]


def asked_everywhere() -> dict[int, PathSpec]:
    """What every path asks now, by primary key. Three queries."""
    return path_specs(list(CareerPath.objects.all()))


def effects_of(change: Callable[[], object]) -> Effects:
    """What the change would do; it is made and taken back. Raises what the change raises."""
    before = asked_everywhere()
    with transaction.atomic():
        change()
        after = asked_everywhere()
        transaction.set_rollback(True)
    return effects_between(before, after)


def might_move(before: Mapping[int, PathSpec], after: Mapping[int, PathSpec]) -> bool:
    """Whether more than words changed anywhere; counting alone says whether anyone is moved."""
    return any(
        matters(change)
        for path, now in after.items()
        if path in before
        for change in compare(before[path], now)
    )


def effects_between(before: Mapping[int, PathSpec], after: Mapping[int, PathSpec]) -> Effects:
    """What lies between two moments; nobody is counted where only words changed."""
    found = []
    for path, now in after.items():
        changes = compare(before[path], now) if path in before else ()
        if changes:
            counted = any(map(matters, changes))
            counts = _count(path, before[path], now) if counted else Counts()
            found.append(PathEffects(now.name, changes, counts))
    return Effects(tuple(found))


def _count(path: int, before: PathSpec, after: PathSpec) -> Counts:
    return next((counter(path, before, after) for counter in _counters), Counts())
