"""Everything the engine says of one assessment and one target, gathered once."""

from __future__ import annotations

from dataclasses import dataclass

from careerpath.engine import gaps as rules
from careerpath.engine.types import (
    HIGHEST,
    LevelSpec,
    LevelVerdict,
    PathSpec,
    Placement,
    ProjectSpec,
    Rating,
    Ratings,
    SkillGap,
    Way,
    is_answer,
)
from careerpath.engine.way import shortest_way
from roadmap.marks import Mark

NO_WAY = Way()


@dataclass(frozen=True, slots=True)
class Facts:
    """The path, what was said, the verdict, and what follows for the target.

    `way` takes every unrated skill as not met, `best_way` as met: the two ends of the range.
    """

    path: PathSpec
    ratings: Ratings
    placement: Placement
    target: LevelSpec | None
    projects: tuple[ProjectSpec, ...] = ()
    marks: tuple[Mark, ...] = ()
    gaps: tuple[SkillGap, ...] = ()
    way: Way = NO_WAY
    best_way: Way = NO_WAY

    @property
    def first(self) -> LevelSpec | None:
        """The lowest level, of those that ask something if any does; None without levels."""
        asking = [level for level in self.path.levels if level.requirements]
        return next(iter(asking or self.path.levels), None)

    @property
    def unmeasured(self) -> LevelSpec | None:
        """The level on the way to the target that too little is relevant of to be measured."""
        return next((one for one in self.path.levels if one.id == self.way.unmeasured), None)

    @property
    def unrated_on_the_way(self) -> frozenset[str]:
        """The skills that are unknown at a level up to the target that is not held yet."""
        return _unknown(self.placement, self.target.rank if self.target else 0)

    @property
    def current(self) -> LevelSpec | None:
        """Where the person stands; None below the first level."""
        return self.at(self.placement.current_rank)

    @property
    def focus(self) -> LevelSpec | None:
        """The level the advice is for: the target, at the top the current one."""
        return self.target or self.current

    @property
    def unrated(self) -> frozenset[str]:
        """Every skill that is unknown at some level."""
        return frozenset(skill for level in self.placement.levels for skill in level.unrated)

    @property
    def answered(self) -> bool:
        """Whether anything at all was said about what the path asks."""
        return any(
            is_answer(self.ratings.get(asked.skill))
            for level in self.path.levels
            for asked in level.requirements
        )

    def at(self, rank: int | None) -> LevelSpec | None:
        """The level of a rank."""
        return None if rank is None else self.path.levels[rank - 1]

    def verdict(self, level: LevelSpec) -> LevelVerdict:
        """The level's verdict."""
        return self.placement.levels[level.rank - 1]

    def skill_names(self) -> dict[str, str]:
        """Skill id to name, of everything the path asks."""
        return {
            asked.skill: asked.skill_name
            for level in self.path.levels
            for asked in level.requirements
        }


def gather(
    path: PathSpec,
    ratings: Ratings,
    placement: Placement,
    projects: tuple[ProjectSpec, ...],
    wanted: str | None,
) -> Facts:
    """Ask the rules; without a target there are no gaps and no way."""
    ranks = {level.id: level.rank for level in path.levels}
    rank = rules.target_rank(path, placement, ranks.get(wanted or ""))
    if rank is None:
        return Facts(path, ratings, placement, target=None, projects=projects)
    way = shortest_way(path, ratings, rank, projects)
    unknown = _unknown(placement, rank)
    met = {**ratings, **dict.fromkeys(unknown, Rating(HIGHEST))}
    return Facts(
        path,
        ratings,
        placement,
        target=path.levels[rank - 1],
        projects=projects,
        gaps=rules.gaps(path, ratings, rank),
        way=way,
        best_way=shortest_way(path, met, rank) if unknown else way,
    )


def _unknown(placement: Placement, rank: int) -> frozenset[str]:
    """What could make a difference up to a rank: a held level is held whatever is unknown of it."""
    unheld = [told for told in placement.levels[:rank] if not told.held]
    return frozenset(skill for told in unheld for skill in told.unrated)
