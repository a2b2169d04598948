"""What was changed between two moments of a path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .types import LevelSpec, PathSpec, RequirementSpec


class Kind(StrEnum):
    """What a change does."""

    LEVEL_ADDED = "level added"
    LEVEL_REMOVED = "level removed"
    LEVELS_REORDERED = "levels reordered"
    LEVEL_RENAMED = "level renamed"
    THRESHOLD = "threshold"
    ASKED = "asked"
    DROPPED = "dropped"
    MOVED = "moved"
    PROFICIENCY = "proficiency"
    MUST_HAVE = "must-have"
    SKILL_RENAMED = "skill renamed"
    REGROUPED = "regrouped"
    GROUP_RENAMED = "group renamed"


LADDER = frozenset({Kind.LEVEL_ADDED, Kind.LEVEL_REMOVED, Kind.LEVELS_REORDERED})
"""Changes of the rungs themselves."""
NUMBER = frozenset({Kind.ASKED, Kind.DROPPED, Kind.MOVED})
"""Changes of how many skills a level asks."""
WORDING = frozenset({Kind.LEVEL_RENAMED, Kind.SKILL_RENAMED, Kind.REGROUPED, Kind.GROUP_RENAMED})
"""Changes that no verdict can depend on."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `level` and `skill` are public ids, empty where it is about neither.

    `before` and `after` are names, proficiencies, thresholds, or 0 and 1 for a must-have; None
    where there is no value. A requirement that MOVED is at `level` now and was at the level whose
    id is `before`. A level that came or went is one change; what it asks is none, unless a skill
    moved there or away.
    """

    kind: Kind
    level: str = ""
    skill: str = ""
    before: str | int | None = None
    after: str | int | None = None


Asked = dict[str, dict[str, RequirementSpec]]
"""Skill id to level id to what is asked, levels from below."""
Move = tuple[str, str]
"""From which level to which one."""


def compare(before: PathSpec, after: PathSpec) -> tuple[Change, ...]:
    """Every change: the rungs first, then level by level, then skill by skill.

    The order of requirements and the name of the path are no changes.
    """
    return (
        *_ladder(before, after),
        *_levels(before, after),
        *_requirements(before, after),
        *_groups(before, after),
    )


def matters(change: Change) -> bool:
    """Whether a verdict can depend on it; words alone move nobody."""
    return change.kind not in WORDING


def asked_skills(path: PathSpec) -> Asked:
    """What each skill is asked at."""
    found: Asked = {}
    for level in path.levels:
        for asks in level.requirements:
            found.setdefault(asks.skill, {})[level.id] = asks
    return found


def _ladder(before: PathSpec, after: PathSpec) -> Iterator[Change]:
    was, now = _by_id(before), _by_id(after)
    for level in before.levels:
        if level.id not in now:
            yield Change(Kind.LEVEL_REMOVED, level.id, before=level.short_name)
    for level in after.levels:
        if level.id not in was:
            yield Change(Kind.LEVEL_ADDED, level.id, after=level.short_name)
    stayed = [[level for level in was if level in now], [level for level in now if level in was]]
    if stayed[0] != stayed[1]:
        names = (
            [level.short_name for level in before.levels],
            [level.short_name for level in after.levels],
        )
        yield Change(Kind.LEVELS_REORDERED, before=", ".join(names[0]), after=", ".join(names[1]))


def _levels(before: PathSpec, after: PathSpec) -> Iterator[Change]:
    was = _by_id(before)
    for now in after.levels:
        if now.id in was:
            yield from _level(was[now.id], now)


def _level(was: LevelSpec, now: LevelSpec) -> Iterator[Change]:
    if was.short_name != now.short_name:
        yield Change(Kind.LEVEL_RENAMED, now.id, before=was.short_name, after=now.short_name)
    elif was.name != now.name:
        yield Change(Kind.LEVEL_RENAMED, now.id, before=was.name, after=now.name)
    if was.threshold_percent != now.threshold_percent:
        yield Change(
            Kind.THRESHOLD, now.id, before=was.threshold_percent, after=now.threshold_percent
        )


def _requirements(before: PathSpec, after: PathSpec) -> Iterator[Change]:
    was, now = asked_skills(before), asked_skills(after)
    for skill in dict.fromkeys((*was, *now)):
        there, here = was.get(skill, {}), now.get(skill, {})
        moves = _moves(there, here)
        left, reached = {move[0] for move in moves}, {move[1] for move in moves}
        known, current = _by_id(before), _by_id(after)
        for level in there:
            if level not in here and level not in left and level in current:
                yield Change(Kind.DROPPED, level, skill)
        for level in here:
            if level not in there and level not in reached and level in known:
                yield Change(Kind.ASKED, level, skill)
        for start, end in moves:
            yield Change(Kind.MOVED, end, skill, before=start)
        stayed = [(level, level) for level in here if level in there]
        for start, end in sorted((*stayed, *moves), key=lambda move: list(here).index(move[1])):
            yield from _terms(end, there[start], here[end])
        yield from _renamed(there.values(), here.values())


def _moves(there: dict[str, RequirementSpec], here: dict[str, RequirementSpec]) -> list[Move]:
    """A skill asked no more at one level and newly at another has moved; lowest to lowest."""
    gone = [level for level in there if level not in here]
    come = [level for level in here if level not in there]
    return list(zip(gone, come, strict=False))


def _terms(level: str, was: RequirementSpec, now: RequirementSpec) -> Iterator[Change]:
    """How the same requirement is asked differently."""
    if was.proficiency != now.proficiency:
        yield Change(
            Kind.PROFICIENCY, level, now.skill, before=was.proficiency, after=now.proficiency
        )
    if was.must_have != now.must_have:
        yield Change(
            Kind.MUST_HAVE, level, now.skill, before=int(was.must_have), after=int(now.must_have)
        )
    if was.group != now.group:
        yield Change(Kind.REGROUPED, level, now.skill, before=was.group_name, after=now.group_name)


def _renamed(there: Iterable[RequirementSpec], here: Iterable[RequirementSpec]) -> Iterator[Change]:
    """A skill has one name at all levels, so the first one tells."""
    for was, now in zip(there, here, strict=False):
        if was.skill_name != now.skill_name:
            yield Change(
                Kind.SKILL_RENAMED, skill=now.skill, before=was.skill_name, after=now.skill_name
            )
        return


def _groups(before: PathSpec, after: PathSpec) -> Iterator[Change]:
    was, now = _group_names(before), _group_names(after)
    for group, name in now.items():
        if was.get(group, name) != name:
            yield Change(Kind.GROUP_RENAMED, before=was[group], after=name)


def _by_id(path: PathSpec) -> dict[str, LevelSpec]:
    """Level id to level, from below."""
    return {level.id: level for level in path.levels}


def _group_names(path: PathSpec) -> dict[str, str]:
    return {asks.group: asks.group_name for level in path.levels for asks in level.requirements}
