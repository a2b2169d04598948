"""A verdict to check with a pencil: each level's answers and sums, and what settles it."""

from __future__ import annotations

from dataclasses import dataclass

from careerpath.engine.placement import is_met, place, rated, relevant
from careerpath.engine.settling import Proof, must_haves
from careerpath.engine.types import (
    LevelSpec,
    LevelVerdict,
    PathSpec,
    Placement,
    Ratings,
    RequirementSpec,
    is_answer,
)
from roadmap.phrases import proof as phrases
from roadmap.phrases.reasons import must_have_line, verdict_line


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A skill as a level asks it, what was said of it, and what that counts as."""

    name: str
    asked: str
    must_have: bool
    you: str
    counts_as: str


@dataclass(frozen=True, slots=True)
class LevelSheet:
    """A level: its sums and what follows in sentences, and the answers they are made of."""

    name: str
    text: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True)
class ProofReading:
    """The whole page; `settled` is empty where the level is open, as `summary` says."""

    verdict: str
    outdated: str
    levels: tuple[LevelSheet, ...]
    summary: str
    settled: tuple[LevelSheet, ...]


def reading(
    path: PathSpec, ratings: Ratings, given: Placement, proof: Proof | None, *, follows: bool
) -> ProofReading:
    """`given` is the verdict to check, `follows` whether the rules of today give it as well."""
    told = place(path, ratings)
    asking = [level for level in path.levels if level.requirements]
    levels = {level.id: level for level in path.levels}
    answered = {skill for level in asking for skill in _answered(level, ratings)}
    here = _name(path, told.current_rank)
    return ProofReading(
        phrases.stands(_name(path, given.current_rank), asking[0].short_name if asking else None),
        "" if follows else phrases.outdated(),
        tuple(_sheet(level, told.levels[level.rank - 1], ratings) for level in asking),
        phrases.settled_by(len(proof.skills), len(answered), here)
        if proof
        else phrases.not_settled(here, _name(path, told.possible_rank)),
        tuple(
            _settled(path, levels[one.level], one, {s: ratings[s] for s in proof.skills})
            for one in proof.levels
        )
        if proof
        else (),
    )


def _sheet(level: LevelSpec, told: LevelVerdict, ratings: Ratings) -> LevelSheet:
    names = {asks.skill: asks.skill_name for asks in level.requirements}
    lines = (
        phrases.sums(told) if told.measured else "",
        must_have_line(told, names) if told.measured else "",
        verdict_line(told, level.short_name),
    )
    rows = (_row(asks, level, ratings) for asks in level.requirements)
    return LevelSheet(level.name, " ".join(filter(None, lines)), tuple(rows))


def _settled(path: PathSpec, level: LevelSpec, told: LevelVerdict, kept: Ratings) -> LevelSheet:
    """A level by the kept answers alone."""
    insisted = must_haves(path)
    if told.held:
        sure = told.relevant - sum(skill not in insisted for skill in told.unrated)
        text = phrases.stays_held(told, level.short_name, sure)
    else:
        names = {asks.skill: asks.skill_name for asks in level.requirements}
        missing = [names[skill] for skill in told.missing_must_haves if skill in told.unmet]
        text = phrases.stays_unheld(told, level.short_name, missing)
    asked = (asks for asks in level.requirements if asks.skill in kept)
    return LevelSheet(level.name, text, tuple(_row(asks, level, kept) for asks in asked))


def _row(asks: RequirementSpec, level: LevelSpec, ratings: Ratings) -> AnswerRow:
    left_out = asks not in relevant(level, ratings)
    value = rated(asks, ratings)
    marked = asks.skill in ratings and ratings[asks.skill].not_relevant
    return AnswerRow(
        name=asks.skill_name,
        asked=phrases.point(asks.proficiency),
        must_have=asks.must_have,
        you=phrases.point(None if marked else value, marked=marked),
        counts_as=phrases.counts_as(
            met=is_met(asks, ratings), unrated=value is None, left_out=left_out
        ),
    )


def _answered(level: LevelSpec, ratings: Ratings) -> list[str]:
    return [asks.skill for asks in level.requirements if is_answer(ratings.get(asks.skill))]


def _name(path: PathSpec, rank: int | None) -> str | None:
    return None if rank is None else path.levels[rank - 1].short_name
