"""The shortest way, every gap, and at the top what to keep."""

from __future__ import annotations

from careerpath.engine.placement import is_met, rated, relevant
from careerpath.engine.types import LevelWay, Rating
from roadmap.facts import Facts
from roadmap.phrases import way as phrases
from roadmap.types import SkillNote, WayPart, WayReading, WayStep


def shortest(facts: Facts) -> WayReading | None:
    """The way to the target, level by level; None without a target."""
    if facts.target is None:
        return None
    way, best = facts.way, facts.best_way
    return WayReading(
        parts=tuple(_part(facts, part) for part in way.parts),
        steps=way.points,
        skills=len(way.skills),
        least_steps=best.points,
        least_skills=len(best.skills),
        least=phrases.least(way.points, best.points, len(facts.unrated_on_the_way)),
        doubt="" if way.proven else phrases.not_proven(),
        ends=phrases.ends(facts.verdict(facts.unmeasured), facts.unmeasured.short_name)
        if facts.unmeasured
        else "",
    )


def gaps(facts: Facts) -> tuple[SkillNote, ...]:
    """Every requirement not met on the way to the target."""
    names = {level.id: level.short_name for level in facts.path.levels}
    return tuple(
        SkillNote(
            id=gap.skill,
            name=gap.skill_name,
            group=gap.group_name,
            you=phrases.proficiency(gap.rated),
            asked=phrases.proficiency(gap.required),
            must_have=gap.must_have,
            level=names[gap.level],
        )
        for gap in facts.gaps
    )


def gap_count(facts: Facts) -> str:
    """How many gaps, of how many where only the target is on the way."""
    if facts.target is None:
        return ""
    alone = [part.rank for part in facts.way.parts] == [facts.target.rank]
    return phrases.gap_count(
        len(facts.gaps),
        sum(gap.rated is not None for gap in facts.gaps),
        facts.verdict(facts.target).relevant if alone else None,
    )


def keep(facts: Facts) -> tuple[SkillNote, ...]:
    """At the top: the met skills of the top level. Empty anywhere else."""
    if facts.target is not None or facts.current is None:
        return ()
    return tuple(
        SkillNote(
            id=asked.skill,
            name=asked.skill_name,
            group=asked.group_name,
            you=phrases.proficiency(rated(asked, facts.ratings)),
            asked=phrases.proficiency(asked.proficiency),
            must_have=asked.must_have,
            backed=facts.ratings.get(asked.skill, Rating()).has_evidence,
        )
        for asked in relevant(facts.current, facts.ratings)
        if is_met(asked, facts.ratings)
    )


def _part(facts: Facts, part: LevelWay) -> WayPart:
    """One level's steps."""
    level = facts.path.levels[part.rank - 1].short_name
    must_haves = [step.skill_name for step in part.steps if step.must_have]
    alone = len(facts.way.parts) == 1 and facts.way.proven
    return WayPart(
        level=level,
        why_title=phrases.why_title(len(part.steps)),
        why=phrases.why(part, level, must_haves, fewest=alone),
        steps=tuple(
            WayStep(
                skill=step.skill,
                name=step.skill_name,
                group=step.group_name,
                start=step.start,
                goal=step.goal,
                steps=phrases.steps(step.points),
                must_have=step.must_have,
                unrated=step.unrated,
            )
            for step in part.steps
        ),
    )
