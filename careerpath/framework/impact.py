"""What an edit would do to people, told before it is saved.

    trial = trial_of(lambda: apply(document))
    effects = trial.effects()
    if effects.moves_anyone:
        ...  # show them (admin/framework/_effects.html), ask, and only then apply it for good

`trial_of` makes the edit, looks at what every path asks before and after, and takes the edit back;
people are counted after that, without a lock, and the counts are those of that moment. Where there
are many, `counting` gives what is found so far, again and again. Objects the edit changed in memory
stay changed: read them again before using them. It can run inside a transaction. Who the people are
is no business of the framework: the app that knows them registers itself once, with `count_with`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import astuple, dataclass

from django.db import transaction

from careerpath.engine.changes import Change, compare, matters
from careerpath.engine.counting import Counts
from careerpath.engine.types import PathSpec
from careerpath.framework.models import CareerPath
from careerpath.framework.moved import Row, rows
from careerpath.framework.specs import path_specs

Counter = Callable[[int, PathSpec, PathSpec], Iterator[Counts]]
"""From a path's primary key, and what it asks before and after, to how many people are moved: what
was found so far, again and again. The last is the answer."""
Crowd = Callable[[int], int]
"""From a path's primary key to how many finished assessments a counter looks through."""

_counters: list[tuple[Counter, Crowd]] = []


def count_with(counter: Counter, crowd: Crowd) -> None:
    """Let the app that knows the people count them; called once, when it is ready."""
    _counters[:] = [(counter, crowd)]


@dataclass(frozen=True, slots=True)
class PathEffects:
    """What an edit changes about one path, and how many people that moves."""

    before: PathSpec
    after: PathSpec
    changes: tuple[Change, ...]
    counts: Counts

    @property
    def path(self) -> str:
        """Its name, as it would be."""
        return self.after.name

    @property
    def rows(self) -> tuple[Row, ...]:
        """The counts in words."""
        return rows(self.counts, self.before, self.after)


@dataclass(frozen=True, slots=True)
class Effects:
    """What an edit does, path by path; paths that ask the same as before are left out."""

    paths: tuple[PathEffects, ...] = ()

    @property
    def moves_anyone(self) -> bool:
        """Whether somebody's level, readiness, gaps or way changes."""
        return any(path.counts.moved for path in self.paths)

    @property
    def stamp(self) -> str:
        """A short text that is another one once any count that is shown is."""
        shown = [(path.path, astuple(path.counts)) for path in self.paths if path.counts.moved]
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:32]

    @property
    def people(self) -> int:
        """How many were counted, on each path for themselves."""
        return sum(path.counts.people for path in self.paths)


@dataclass(frozen=True, slots=True)
class PathTrial:
    """What an edit changes about one path; nobody is counted yet. `key` is its primary key."""

    key: int
    before: PathSpec
    after: PathSpec
    changes: tuple[Change, ...]

    @property
    def might_move(self) -> bool:
        """Whether more than words changed."""
        return any(map(matters, self.changes))

    def counting(self) -> Iterator[PathEffects]:
        """What is found so far, at least once; nobody is counted where only words changed."""
        yield self._told(Counts())
        if self.might_move:
            for counter, _ in _counters:
                yield from map(self._told, counter(self.key, self.before, self.after))

    def _told(self, counts: Counts) -> PathEffects:
        return PathEffects(self.before, self.after, self.changes, counts)


@dataclass(frozen=True, slots=True)
class Trial:
    """An edit that was made, looked at and taken back, by the paths it changes."""

    paths: tuple[PathTrial, ...] = ()

    @property
    def might_move(self) -> bool:
        """Whether more than words changed anywhere; counting alone says whether anyone is moved."""
        return any(path.might_move for path in self.paths)

    def crowd(self) -> int:
        """How many finished assessments counting looks through. A query a path that might move."""
        keys = [path.key for path in self.paths if path.might_move]
        return sum(crowd(key) for key in keys for _, crowd in _counters)

    def counting(self) -> Iterator[Effects]:
        """The effects found so far, again and again. The last are the answer."""
        done: tuple[PathEffects, ...] = ()
        for path in self.paths:
            for told in path.counting():
                yield Effects((*done, told))
            done = (*done, told)
        yield Effects(done)

    def effects(self) -> Effects:
        """The effects, once everybody is counted."""
        *_, last = self.counting()
        return last


def asked_everywhere() -> dict[int, PathSpec]:
    """What every path asks now, by primary key. Three queries."""
    return path_specs(list(CareerPath.objects.all()))


def trial_of(change: Callable[[], object]) -> Trial:
    """The change, made and taken back. Raises what the change raises."""
    before = asked_everywhere()
    with transaction.atomic():
        change()
        after = asked_everywhere()
        transaction.set_rollback(True)
    return trial_between(before, after)


def trial_between(before: Mapping[int, PathSpec], after: Mapping[int, PathSpec]) -> Trial:
    """What lies between two moments; a path that came or went moves nobody."""
    found = []
    for path, now in after.items():
        changes = compare(before[path], now) if path in before else ()
        if changes:
            found.append(PathTrial(path, before[path], now, changes))
    return Trial(tuple(found))


def effects_of(change: Callable[[], object]) -> Effects:
    """What the change would do; it is made and taken back. Raises what the change raises."""
    return trial_of(change).effects()
