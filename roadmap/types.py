"""What a roadmap page prints: frozen dataclasses, every sentence in them already worded."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SkillNote:
    """A skill with what was said of it and what is asked, in words."""

    id: str
    name: str
    group: str
    you: str
    asked: str
    must_have: bool = False
    level: str = ""
    backed: bool = False


@dataclass(frozen=True, slots=True)
class Rung:
    """A level: its stair, and its rule with the reasons.

    `percent` is its readiness without what is unrated, `readiness` says it, as a range where it is
    one. `held` is the level's own rule; `counts` that every level below is held too. `backed` are
    the met skills that carry evidence.
    """

    id: str
    name: str
    percent: int
    readiness: str
    threshold_percent: int
    measured: bool
    held: bool
    counts: bool
    is_current: bool
    is_target: bool
    verdict: str
    notes: tuple[str, ...]
    unmet: tuple[SkillNote, ...]
    unrated: tuple[str, ...]
    backed: tuple[SkillNote, ...] = ()


@dataclass(frozen=True, slots=True)
class WayStep:
    """One skill to raise. `start` and `goal` are points of the scale."""

    skill: str
    name: str
    group: str
    start: int
    goal: int
    steps: str
    must_have: bool
    unrated: bool

    @property
    def have(self) -> int | None:
        """What was said, None for nothing."""
        return None if self.unrated else self.start


@dataclass(frozen=True, slots=True)
class WayPart:
    """The steps to one level, and why these."""

    level: str
    why_title: str
    why: str
    steps: tuple[WayStep, ...]


@dataclass(frozen=True, slots=True)
class WayReading:
    """The shortest way to the target, level by level, with its sums.

    The least ones are for every unrated skill being met. `least` says that nothing is shorter, or
    between which ends it lies; `ends`, where a level that is not measured ends it.
    """

    parts: tuple[WayPart, ...]
    steps: int
    skills: int
    least_steps: int
    least_skills: int
    least: str
    doubt: str
    ends: str


@dataclass(frozen=True, slots=True)
class ProjectCard:
    """A project: `adds` are raises of the way that no earlier one exercises, `also` what else.

    `share` is the part of all raises it adds, in percent. `to_rate`: it was done since the
    ratings were given, and the path asks what it exercises.
    """

    id: str
    name: str
    level: str
    gain: str
    share: int
    adds: tuple[str, ...]
    also: tuple[str, ...]
    begun_at: dt.datetime | None = None
    done_at: dt.datetime | None = None
    to_rate: bool = False

    @property
    def state(self) -> str:
        """ "done", "begun", or nothing."""
        return "done" if self.done_at else "begun" if self.begun_at else ""

    @property
    def anchor(self) -> str:
        """Names its card on a page; the same on the path's page of projects."""
        return f"project-{self.id.replace('/', '-')}"


@dataclass(frozen=True, slots=True)
class PortfolioReading:
    """What to build: the chosen ones first, the unmapped ones last; `marked` are done, or begun
    and nothing to build on this way.
    """

    summary: str
    note: str
    chosen: tuple[ProjectCard, ...]
    others: tuple[ProjectCard, ...]
    unmapped: tuple[ProjectCard, ...]
    marked: tuple[ProjectCard, ...] = ()

    @property
    def to_build(self) -> tuple[ProjectCard, ...]:
        """Those that are not done, in their order."""
        return (*self.chosen, *self.others, *self.unmapped)

    @property
    def any(self) -> bool:
        """Whether there is a card at all."""
        return bool(self.to_build or self.marked)


@dataclass(frozen=True, slots=True)
class GroupProfile:
    """A group's mean rating against the mean asked. `you` None where nothing in it is rated."""

    name: str
    you: float | None
    asked: float
    text: str

    @property
    def you_drawn(self) -> float:
        """Rounded for a drawing."""
        return round(self.you or 0, 2)

    @property
    def asked_drawn(self) -> float:
        """Rounded for a drawing."""
        return round(self.asked, 2)


@dataclass(frozen=True, slots=True)
class TargetChoice:
    """A level one can aim at."""

    id: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Roadmap:
    """Where a person stands and what follows from it, ready to print.

    `target` is the short name of the level aimed at, None at the top and on a path without
    levels; `focus` is the level id the advice is for: the target, else the current level.
    """

    path: str
    headline: tuple[str, ...]
    lead: str
    notes: tuple[str, ...]
    range: str
    unrated: int
    current: str | None
    current_id: str | None
    target: str | None
    focus: str | None
    rungs: tuple[Rung, ...]
    choices: tuple[TargetChoice, ...]
    way: WayReading | None
    portfolio: PortfolioReading | None
    gaps: tuple[SkillNote, ...]
    gap_count: str
    keep: tuple[SkillNote, ...]
    groups: tuple[GroupProfile, ...]
