"""What if: ratings as they would be, and the skills on offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from careerpath.engine.placement import rated
from careerpath.engine.types import PathSpec, Rating, Ratings
from roadmap.phrases.standing import would_stand
from roadmap.phrases.way import proficiency
from roadmap.types import Roadmap, SkillNote


def tried(ratings: Ratings, tries: Mapping[str, int]) -> Ratings:
    """The ratings with the tries in their place; evidence stays with its skill."""
    changed = {
        skill: replace(ratings.get(skill, Rating()), proficiency=value, not_relevant=False)
        for skill, value in tries.items()
    }
    return {**ratings, **changed}


def offered(
    path: PathSpec, ratings: Ratings, gaps: tuple[SkillNote, ...], tries: Mapping[str, int]
) -> tuple[SkillNote, ...]:
    """The gaps as they are, and whatever else is being tried."""
    known = {gap.id for gap in gaps}
    extra = {
        asked.skill: SkillNote(
            id=asked.skill,
            name=asked.skill_name,
            group=asked.group_name,
            you=proficiency(rated(asked, ratings)),
            asked=proficiency(asked.proficiency),
            must_have=asked.must_have,
        )
        for level in reversed(path.levels)
        for asked in level.requirements
        if asked.skill in tries and asked.skill not in known
    }
    return (*gaps, *extra.values())


def in_order(path: PathSpec, tries: Mapping[str, int]) -> dict[str, int]:
    """The tries in the path's order, so that the same choice has the same address."""
    asked = (asked.skill for level in path.levels for asked in level.requirements)
    return {skill: tries[skill] for skill in dict.fromkeys(asked) if skill in tries}


def headline(roadmap: Roadmap) -> tuple[str, ...]:
    """The hero sentence of a roadmap that is only tried."""
    first = roadmap.rungs[0].name if roadmap.rungs else None
    return (would_stand(roadmap.current, first), *roadmap.headline[1:])


def query(target: str | None, tries: Mapping[str, int]) -> str:
    """The choices as the query of an address; an empty `try` stays, it opens the trial."""
    pairs = [("target", target)] if target else []
    pairs += [("try", f"{skill}:{value}") for skill, value in tries.items()] or [("try", "")]
    return urlencode(pairs, safe=":")
