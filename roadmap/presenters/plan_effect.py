"""What finishing all of a plan would do to the level, in sentences."""

from __future__ import annotations

from dataclasses import dataclass

from careerpath.engine.types import LevelSpec
from roadmap.phrases import notes, standing
from roadmap.phrases import plan as phrases
from roadmap.plan_effect import LevelThen, PlanEffect


@dataclass(frozen=True, slots=True)
class EffectReading:
    """`headline` is where one would stand, `now` where one stands; empty where nothing counts."""

    headline: str
    now: str
    sentences: tuple[str, ...]


def read_effect(effect: PlanEffect) -> EffectReading:
    """The sentences, each where it says something."""
    besides = [
        phrases.uncounted(effect.uncounted) if effect.uncounted else "",
        phrases.not_asked_then(effect.not_asked) if effect.not_asked else "",
    ]
    if not effect.counted:
        return EffectReading("", "", _said([phrases.nothing_counted(), *besides]))
    levels = [level for level in effect.path.levels if level.requirements] or effect.path.levels
    first = next((level.short_name for level in levels), None)
    current, possible = (_name(effect, rank) for rank in _ranks(effect))
    told = [
        *_of_level(effect.aim),
        *_of_level(effect.ahead),
        notes.unrated_range(effect.unrated, current, possible, first or ""),
        phrases.counted(effect.counted),
        *besides,
    ]
    return EffectReading(
        standing.would_stand(current, first),
        standing.standing(_name(effect, effect.now.current_rank), first),
        _said(told),
    )


def _ranks(effect: PlanEffect) -> tuple[int | None, int | None]:
    return effect.then.current_rank, effect.then.possible_rank


def _name(effect: PlanEffect, rank: int | None) -> str | None:
    return None if rank is None else effect.path.levels[rank - 1].short_name


def _of_level(level: LevelThen | None) -> list[str]:
    """Its readiness, and what it would still miss where it is measured."""
    if level is None:
        return []
    name = level.level.short_name
    if not level.then.measured:
        return [standing.not_measured(level.then, name)]
    told = [phrases.readiness_then(name, level.now, level.then)]
    if not level.then.held:
        told.append(phrases.missing_then(name, level.then, _must_haves(level)))
    return told


def _must_haves(level: LevelThen) -> list[str]:
    names = _names(level.level)
    return [names[skill] for skill in level.then.missing_must_haves]


def _names(level: LevelSpec) -> dict[str, str]:
    return {asked.skill: asked.skill_name for asked in level.requirements}


def _said(sentences: list[str]) -> tuple[str, ...]:
    return tuple(sentence for sentence in sentences if sentence)
