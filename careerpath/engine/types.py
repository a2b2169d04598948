"""What goes into the rules and what comes out: frozen dataclasses, no behaviour beyond a sum.

A path is asked, a person rates, and the rules answer. Ids are the public ids of the framework;
ranks count from 1 at the bottom; proficiencies are whole numbers from 0 to 4; thresholds are whole
percentages. Tuples are in the framework's own order, which is also how ties are broken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LOWEST, HIGHEST = 0, 4
DEFAULT_PROFICIENCY = 3
DEFAULT_THRESHOLD_PERCENT = 80


# --- What a path asks -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RequirementSpec:
    """One skill asked at one level. `proficiency` is 1 to 4."""

    skill: str
    skill_name: str
    group: str
    group_name: str
    proficiency: int = DEFAULT_PROFICIENCY
    must_have: bool = False


@dataclass(frozen=True, slots=True)
class LevelSpec:
    """One rung. `requirements` are in group order, then requirement order, a skill at most once.

    `threshold_percent` is 1 to 100.
    """

    id: str
    name: str
    short_name: str
    rank: int
    threshold_percent: int
    requirements: tuple[RequirementSpec, ...]


@dataclass(frozen=True, slots=True)
class PathSpec:
    """A path as it is asked at one moment. `levels` are in rank order and may be empty."""

    id: str
    name: str
    levels: tuple[LevelSpec, ...]


@dataclass(frozen=True, slots=True)
class ProjectSpec:
    """A portfolio project of the level `level`; no `skills` means nobody has mapped it yet."""

    id: str
    name: str
    level: str
    skills: tuple[str, ...]


# --- What a person said -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rating:
    """What a person said of one skill.

    `proficiency` None is unrated: unknown, never counted as 0. `not_relevant` takes the skill out
    of the count, except where a level makes it a must-have: there it is read as unrated.
    """

    proficiency: int | None = None
    not_relevant: bool = False
    has_evidence: bool = False


Ratings = Mapping[str, Rating]
"""Skill id to rating. A skill that is absent is unrated."""


# --- The verdict ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LevelVerdict:
    """A level's rule with its numbers: why it is held, or what blocks it.

    `held` is the low end (unrated counts as not met), `could_hold` the high end (unrated counts as
    met). `unmet` names every relevant skill that is rated and not met, `unrated` every relevant
    one that is unknown, both in the level's order. `missing_must_haves` is the part of those two
    that are must-haves.
    """

    level: str
    rank: int
    threshold_percent: int
    relevant: int
    needed: int
    met: int
    backed: int
    not_relevant: int
    must_haves: int
    missing_must_haves: tuple[str, ...]
    unmet: tuple[str, ...]
    unrated: tuple[str, ...]
    held: bool
    could_hold: bool


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a person stands. Ranks are None below the first level ("on the way to ...").

    `current_rank` is the low end of the range, `possible_rank` the high end. `levels` has one
    verdict for each level of the path, in rank order.
    """

    current_rank: int | None
    possible_rank: int | None
    levels: tuple[LevelVerdict, ...]


# --- What is missing --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SkillGap:
    """A requirement not met, on the way to a target. `rated` None is unrated.

    `steps` = required minus rated, unrated taken as 0. A skill asked at several levels on the way
    is one gap, at the highest proficiency asked; `level` is the lowest level where it is missing
    and `also_missing_at` names the unheld levels above it, up to the target, that miss it too.
    `must_have` if any of them makes it one.
    """

    skill: str
    skill_name: str
    group: str
    group_name: str
    level: str
    required: int
    rated: int | None
    must_have: bool
    also_missing_at: tuple[str, ...] = ()

    @property
    def steps(self) -> int:
        """Points of proficiency still to gain."""
        return self.required - (self.rated or 0)


@dataclass(frozen=True, slots=True)
class Step:
    """One skill to raise, from `start` to `goal`; `unrated` means "rate this first"."""

    skill: str
    skill_name: str
    group: str
    group_name: str
    start: int
    goal: int
    must_have: bool
    unrated: bool

    @property
    def points(self) -> int:
        """Steps it takes: one is one point of proficiency."""
        return self.goal - self.start


@dataclass(frozen=True, slots=True)
class LevelWay:
    """The fewest steps that make one level held, given the levels below it are."""

    level: str
    rank: int
    needed: int
    met_before: int
    steps: tuple[Step, ...]

    @property
    def points(self) -> int:
        """Total steps of this level."""
        return sum(step.points for step in self.steps)


@dataclass(frozen=True, slots=True)
class Way:
    """The shortest way to a target: one part for each unheld level, from below."""

    parts: tuple[LevelWay, ...]

    @property
    def points(self) -> int:
        """Total steps of the whole way."""
        return sum(part.points for part in self.parts)


@dataclass(frozen=True, slots=True)
class ProjectChoice:
    """A project and the gaps it exercises: `covers` all of them, `adds` those no earlier one did.

    In the order of the gaps; `adds` is empty for a project that was not chosen.
    """

    project: str
    level: str
    covers: tuple[str, ...]
    adds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Which projects to build.

    `chosen` is the smallest set that covers the most gaps, largest gain first; `others` would add
    nothing to them; `unmapped` have no skills written down, so nothing can be said of them.
    `uncovered` are the gaps that no project exercises. `smallest` is False where the projects are
    so many and so entangled that the search gave up: then the choice covers as much, but a smaller
    one may exist.
    """

    chosen: tuple[ProjectChoice, ...]
    others: tuple[ProjectChoice, ...]
    unmapped: tuple[str, ...]
    uncovered: tuple[str, ...]
    smallest: bool = True
