"""The rungs of the staircase, each with its rule, passed or failed, and what blocks."""

from __future__ import annotations

from careerpath.engine.placement import is_met, rated, relevant
from careerpath.engine.types import LevelSpec, LevelVerdict, RequirementSpec
from roadmap.facts import Facts
from roadmap.phrases import reasons as phrases
from roadmap.phrases.way import proficiency
from roadmap.phrases.words import percent, ready
from roadmap.types import Rung, SkillNote


def rungs(facts: Facts) -> tuple[Rung, ...]:
    """One for each level, from below."""
    return tuple(_rung(facts, level) for level in facts.path.levels)


def _rung(facts: Facts, level: LevelSpec) -> Rung:
    verdict, current = facts.verdict(level), facts.placement.current_rank or 0
    names = facts.skill_names()
    return Rung(
        id=level.id,
        name=level.short_name,
        percent=percent(verdict.met, verdict.relevant, verdict.threshold_percent),
        readiness=ready(verdict),
        threshold_percent=verdict.threshold_percent,
        measured=verdict.measured,
        held=verdict.held,
        counts=level.rank <= current,
        is_current=level.rank == current,
        is_target=level == facts.target,
        verdict=phrases.verdict_line(verdict, level.short_name),
        notes=_notes(facts, level, verdict),
        unmet=tuple(
            _skill(facts, asked) for asked in level.requirements if asked.skill in verdict.unmet
        ),
        backed=tuple(
            _skill(facts, asked)
            for asked in relevant(level, facts.ratings)
            if is_met(asked, facts.ratings) and facts.ratings[asked.skill].has_evidence
        ),
        unrated=tuple(names[skill] for skill in verdict.unrated),
    )


def _skill(facts: Facts, asked: RequirementSpec) -> SkillNote:
    return SkillNote(
        id=asked.skill,
        name=asked.skill_name,
        group=asked.group_name,
        you=proficiency(rated(asked, facts.ratings)),
        asked=proficiency(asked.proficiency),
        must_have=asked.must_have,
    )


def _notes(facts: Facts, level: LevelSpec, verdict: LevelVerdict) -> tuple[str, ...]:
    lines = [
        phrases.must_have_line(verdict, facts.skill_names()),
        phrases.backed_line(verdict),
        phrases.left_out_line(verdict.not_relevant),
    ]
    if verdict.asked and verdict.held and level.rank > (facts.placement.current_rank or 0):
        below = next(v for v in facts.placement.levels if not v.held)
        lines.append(phrases.not_yours_yet(facts.path.levels[below.rank - 1].short_name))
    return tuple(line for line in lines if line)
