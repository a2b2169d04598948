"""Where the person stands, in sentences."""

from __future__ import annotations

from careerpath.engine.placement import place, relevant
from careerpath.engine.types import LevelSpec, Rating, Way
from roadmap.facts import Facts
from roadmap.phrases import notes as below
from roadmap.phrases import standing as phrases


def headline(facts: Facts) -> tuple[str, ...]:
    """The hero sentence: where the person is, and how far the target is."""
    first = facts.first
    here = phrases.standing(
        facts.current.short_name if facts.current else None, first.short_name if first else None
    )
    if first is None:
        return (here,)
    if facts.target is None and facts.current is None:
        return (phrases.asks_nothing(),)
    if facts.target is None:
        return (here, phrases.top(keeps=bool(facts.current and facts.verdict(facts.current).met)))
    if facts.unmeasured and not facts.way.parts:
        told = facts.verdict(facts.unmeasured)
        return (here, phrases.not_measured(told, facts.unmeasured.short_name))
    away = phrases.distance(
        facts.target.short_name,
        *_skills_to_go(facts),
        next_is_first=facts.current is None and facts.target == first,
        answered=facts.answered,
    )
    return (here, away)


def lead(facts: Facts) -> str:
    """The numbers behind it, in a paragraph."""
    base = facts.current or facts.first
    if base is None:
        return phrases.no_levels()
    if facts.target is not None and not facts.answered:
        return phrases.start_rating()
    sentences = [phrases.holding(facts.verdict(base), base.short_name), *_rules(facts, base)]
    if facts.target is None and facts.current:
        musts = [asks.skill_name for asks in base.requirements if asks.must_have]
        sentences.append(phrases.keep(facts.verdict(base).needed, musts, base.short_name))
    elif facts.target:
        sentences += _to_target(facts, facts.target)
    return " ".join(sentences)


def notes(facts: Facts) -> tuple[str, ...]:
    """What belongs to the verdict but not into its sentence: readiness, what was left out."""
    found = []
    if facts.focus and facts.answered:
        found.append(below.readiness(facts.verdict(facts.focus), facts.focus.short_name))
    found.append(below.not_relevant(_left_out(facts)))
    return tuple(note for note in found if note)


def unrated_range(facts: Facts) -> str:
    """Between which levels the person could stand."""
    high, first = facts.at(facts.placement.possible_rank), facts.first
    if first is None:
        return ""
    return below.unrated_range(
        len(facts.unrated),
        facts.current.short_name if facts.current else None,
        high.short_name if high else None,
        first.short_name,
    )


def must_haves_of(facts: Facts, level: LevelSpec) -> list[str]:
    """The names of a level's must-haves that are not met, the unknown ones marked as such."""
    names, told = facts.skill_names(), facts.verdict(level)
    return [
        phrases.unknown(names[skill]) if skill in told.unrated else names[skill]
        for skill in told.missing_must_haves
    ]


def _rules(facts: Facts, base: LevelSpec) -> list[str]:
    """From where a level counts as held: once for all, or by level where they differ."""
    levels = [
        level
        for level in dict.fromkeys((base, _next(facts) or base))
        if facts.verdict(level).relevant and facts.verdict(level).measured
    ]
    if len({level.threshold_percent for level in levels}) > 1:
        return [phrases.rule(level.threshold_percent, level.short_name) for level in levels]
    return [phrases.rule(level.threshold_percent) for level in levels[:1]]


def _to_target(facts: Facts, target: LevelSpec) -> list[str]:
    """What separates the person from the next level, and from a target beyond it."""
    if facts.unmeasured:
        return []
    following = _next(facts)
    sentences = []
    if following and (following in (facts.first, target)):
        must_haves, verdict = must_haves_of(facts, following), facts.verdict(following)
        to_go = (_raised_for(facts.way, following), _raised_for(facts.best_way, following))
        if following == facts.first:
            sentences.append(phrases.at_first(verdict, must_haves, *to_go))
        else:
            sentences.append(phrases.at_next(verdict, following.short_name, must_haves, *to_go))
    if following != target:
        ranks = sorted({part.rank for part in facts.way.parts} - {target.rank})
        via = [facts.path.levels[rank - 1].short_name for rank in ranks]
        verdict = facts.verdict(target)
        sentences.append(phrases.at_later(verdict, target.short_name, via, *_skills_to_go(facts)))
    if landing := _lands_at(facts, target):
        sentences.append(phrases.lands_higher(target.short_name, landing.short_name))
    return sentences


def _next(facts: Facts) -> LevelSpec | None:
    """The lowest level not held; None without a target."""
    return facts.at(facts.way.parts[0].rank) if facts.way.parts else None


def _raised_for(way: Way, level: LevelSpec) -> int:
    """How many skills a way raises for one level."""
    return sum(len(part.steps) for part in way.parts if part.rank == level.rank)


def _skills_to_go(facts: Facts) -> tuple[int, int]:
    """How many skills the shortest way raises at most and at least, each once."""
    return len(facts.way.skills), len(facts.best_way.skills)


def _lands_at(facts: Facts, target: LevelSpec) -> LevelSpec | None:
    """The level above the target that someone who went the shortest way would stand at."""
    gone = dict(facts.ratings)
    for part in facts.way.parts:
        gone |= {step.skill: Rating(step.goal) for step in part.steps}
    rank = place(facts.path, gone).current_rank
    return facts.at(rank) if rank is not None and rank > target.rank else None


def _left_out(facts: Facts) -> int:
    """How many skills left the count of at least one level."""
    return len(
        {
            asked.skill
            for level in facts.path.levels
            for asked in set(level.requirements) - set(relevant(level, facts.ratings))
        }
    )
