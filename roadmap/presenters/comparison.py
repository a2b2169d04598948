"""Two finished assessments of one path side by side: what moved, and what of it the path did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from careerpath.engine.changes import compare, matters
from careerpath.engine.progress import Direction, Progress, Sat, SkillMove, progress
from careerpath.engine.types import LevelVerdict, PathSpec, Rating
from roadmap.phrases import progress as phrases
from roadmap.phrases.proof import point

NOTHING = SafeString("")


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """A level or a skill at both times, with the evidence that is new; printed."""

    name: str
    before: str
    after: str
    evidence: SafeString = NOTHING


@dataclass(frozen=True, slots=True)
class ComparisonRows:
    """Those under one heading."""

    title: str
    rows: tuple[ComparisonRow, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All there is to tell; `by_the_path` is empty where the path did not change."""

    went: str
    by_the_path: str
    levels: tuple[ComparisonRow, ...]
    skills: tuple[ComparisonRows, ...]


def comparison(before: Sat, after: Sat, new_evidence: Mapping[str, SafeString]) -> Comparison:
    """Of the earlier and the later one; `new_evidence` by skill, of what was not there before."""
    told = progress(before, after)
    return Comparison(
        _went(before.path, after.path, told),
        _by_the_path(before.path, after.path, told),
        tuple(_levels(before, after)),
        tuple(_skills(before, after, told.moves, new_evidence)),
    )


def _went(before: PathSpec, after: PathSpec, told: Progress) -> str:
    """By the order of the later path; none holds where that does not know the earlier level."""
    ranks = {level.id: level.rank for level in after.levels}
    names = _names(before) | _names(after)
    was, now = names.get(told.before or ""), names.get(told.after or "")
    if told.before is not None and told.before not in ranks:
        return phrases.elsewhere(was or told.before, now)
    direction = ranks.get(told.after or "", 0) - ranks.get(told.before or "", 0)
    return phrases.went(direction, was, now)


def _by_the_path(before: PathSpec, after: PathSpec, told: Progress) -> str:
    changes = sum(map(matters, compare(before, after)))
    if told.carried != told.before:
        return phrases.by_the_path(_names(after).get(told.carried or ""))
    return phrases.path_changed(changes) if changes else ""


def _levels(before: Sat, after: Sat) -> list[ComparisonRow]:
    """Those of the later path that ask something, from below, then those it no longer has."""
    was, now = _verdicts(before), _verdicts(after)
    names = {
        **_names(after.path),
        **{level: name for level, name in _names(before.path).items() if level not in now},
    }
    return [
        ComparisonRow(name, phrases.readiness(was.get(level)), phrases.readiness(now.get(level)))
        for level, name in names.items()
        if any(told and told.asked for told in (was.get(level), now.get(level)))
    ]


def _skills(
    before: Sat, after: Sat, moves: tuple[SkillMove, ...], new_evidence: Mapping[str, SafeString]
) -> list[ComparisonRows]:
    names = _skill_names(before.path) | _skill_names(after.path)
    found = []
    for direction in Direction:
        those = [move for move in moves if move.direction == direction]
        rows = tuple(
            ComparisonRow(
                names[move.skill],
                _said(move.before),
                _said(move.after),
                new_evidence.get(move.skill, NOTHING),
            )
            for move in those
        )
        if rows:
            found.append(ComparisonRows(phrases.moved(direction, len(rows)), rows))
    moved = {move.skill for move in moves}
    stayed = tuple(
        ComparisonRow(name, "", _said(after.ratings[skill]), new_evidence[skill])
        for skill, name in names.items()
        if skill in new_evidence and skill not in moved and skill in after.ratings
    )
    return [*found, ComparisonRows(phrases.backed(len(stayed)), stayed)] if stayed else found


def _said(rating: Rating) -> str:
    return point(rating.proficiency, marked=rating.not_relevant)


def _verdicts(sat: Sat) -> dict[str, LevelVerdict]:
    return {told.level: told for told in sat.placement.levels}


def _names(path: PathSpec) -> dict[str, str]:
    return {level.id: level.short_name for level in path.levels}


def _skill_names(path: PathSpec) -> dict[str, str]:
    return {asks.skill: asks.skill_name for level in path.levels for asks in level.requirements}
