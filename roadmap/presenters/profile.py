"""The profile by group: what was said against what the level asks, as means."""

from __future__ import annotations

from careerpath.engine.placement import is_met, rated, relevant
from careerpath.engine.types import RequirementSpec
from roadmap.facts import Facts
from roadmap.phrases import profile as phrases
from roadmap.types import GroupProfile


def groups(facts: Facts) -> tuple[GroupProfile, ...]:
    """The groups of the level in focus, in its order; those left out whole are not shown."""
    asked_by_group: dict[str, list[RequirementSpec]] = {}
    for asked in relevant(facts.focus, facts.ratings) if facts.focus else ():
        asked_by_group.setdefault(asked.group, []).append(asked)
    return tuple(_group(facts, asked) for asked in asked_by_group.values())


def _group(facts: Facts, requirements: list[RequirementSpec]) -> GroupProfile:
    ratings = facts.ratings
    known = [value for asked in requirements if (value := rated(asked, ratings)) is not None]
    you = sum(known) / len(known) if known else None
    mean = sum(asked.proficiency for asked in requirements) / len(requirements)
    return GroupProfile(
        name=requirements[0].group_name,
        you=you,
        asked=mean,
        text=phrases.group_text(
            you,
            mean,
            met=sum(is_met(asked, ratings) for asked in requirements),
            unrated=len(requirements) - len(known),
            relevant=len(requirements),
        ),
    )
