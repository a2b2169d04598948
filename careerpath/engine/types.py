"""What goes into the rules and what comes out: frozen dataclasses, no behaviour beyond a sum.

A path is asked, a person rates, and the rules answer. Ids are the public ids of the framework;
ranks count from 1 at the bottom; proficiencies are whole numbers from 0 to 4; thresholds are whole
percentages. Tuples are in the framework's own order, which is also how ties are broken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

LOWEST, HIGHEST = 0, 4
DEFAULT_PROFICIENCY = 3
DEFAULT_THRESHOLD_PERCENT = 80
MEASURED_PERCENT = 50
"""How much of a level must be relevant to a person for it to say anything about them."""


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


class Said(Protocol):
    """Whatever holds what was said of a skill."""

    @property
    def proficiency(self) -> int | None:
        """0 to 4, or None."""

    @property
    def not_relevant(self) -> bool:
        """Whether it was marked so."""


def is_answer(said: Said | None) -> bool:
    """Whether anything was said: a number, or that it is not relevant; the rest is unrated."""
    return said is not None and (said.proficiency is not None or said.not_relevant)


Ratings = Mapping[str, Rating]
"""Skill id to rating. A skill that is absent is unrated."""


# --- The verdict ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LevelVerdict:
    """A level's rule with its numbers: why it is held, or what blocks it.

    `held` is the low end (unrated counts as not met), `could_hold` the high end (unrated counts as
    met). `unmet` names every relevant skill that is rated and not met, `unrated` every relevant
    one that is unknown, both in the level's order. `missing_must_haves` is the part of those two
    that are must-haves. `measured` is False where too much of the level is not relevant: then it
    is not held and can't be.
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
    measured: bool = True  # what was stored before this was asked

    @property
    def asked(self) -> int:
        """How many skills the level asks, the ones left out among them."""
        return self.relevant + self.not_relevant

    @property
    def is_unrated(self) -> bool:
        """Whether nothing that counts was rated: no share can be told then, not even 0."""
        return 0 < self.relevant == len(self.unrated)


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
    """The raises of a way that one level needs, given those of the levels below it are taken.

    Of `relevant` skills `met_before` are met without them, and `needed` have to be.
    """

    level: str
    rank: int
    threshold_percent: int
    relevant: int
    needed: int
    met_before: int
    steps: tuple[Step, ...]

    @property
    def points(self) -> int:
        """Total steps of this level."""
        return sum(step.points for step in self.steps)


@dataclass(frozen=True, slots=True)
class Way:
    """The shortest way to a target: a part for each level that needs one, from below.

    `projects` are the ids of the fewest projects that exercise all of its raises that any project
    exercises, `nearby` those of all that were looked at. `unmeasured` is the level at which it ends
    before the target: too much of that level is marked not relevant, so no raise can make it held.
    `proven` is False where the search for a shorter one reached its limit.
    """

    parts: tuple[LevelWay, ...] = ()
    projects: tuple[str, ...] = ()
    nearby: tuple[str, ...] = ()
    unmeasured: str | None = None
    proven: bool = True

    @property
    def points(self) -> int:
        """Total steps of the whole way."""
        return sum(part.points for part in self.parts)

    @property
    def skills(self) -> tuple[str, ...]:
        """The skills it raises, each once however many levels raise it further."""
        return tuple(dict.fromkeys(step.skill for part in self.parts for step in part.steps))


@dataclass(frozen=True, slots=True)
class ProjectChoice:
    """A project, and what of the way it exercises.

    `covers` are all raises of the way, `adds` those no earlier project has, `besides` the other
    gaps; each in the order of the way or of the gaps. `adds` is empty for one not chosen.
    """

    project: str
    level: str
    covers: tuple[str, ...]
    adds: tuple[str, ...]
    besides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Which projects to build for a way.

    `chosen` is the smallest set that exercises the most of its raises, largest gain first; `others`
    would add nothing to them; `unmapped` have no skills written down, so nothing can be said of
    them. `uncovered` are the raises that no project exercises.
    """

    chosen: tuple[ProjectChoice, ...] = ()
    others: tuple[ProjectChoice, ...] = ()
    unmapped: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()
