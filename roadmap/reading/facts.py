"""Everything the engine says of one assessment and one target, gathered once."""

from __future__ import annotations

from dataclasses import dataclass

from careerpath.engine import gaps as rules
from careerpath.engine.types import (
    LevelSpec,
    LevelVerdict,
    PathSpec,
    Placement,
    Ratings,
    SkillGap,
    Way,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """The path, what was said, the verdict, and what follows for the target."""

    path: PathSpec
    ratings: Ratings
    placement: Placement
    target: LevelSpec | None
    gaps: tuple[SkillGap, ...]
    way: Way

    @property
    def first(self) -> LevelSpec | None:
        """The lowest level; None on a path without levels."""
        return self.path.levels[0] if self.path.levels else None

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
            (rating := self.ratings.get(asked.skill)) is not None
            and (rating.proficiency is not None or rating.not_relevant)
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


def gather(path: PathSpec, ratings: Ratings, placement: Placement, wanted: str | None) -> Facts:
    """Ask the rules; without a target there are no gaps and no way."""
    ranks = {level.id: level.rank for level in path.levels}
    rank = rules.target_rank(path, placement, ranks.get(wanted or ""))
    if rank is None:
        return Facts(path, ratings, placement, target=None, gaps=(), way=Way(parts=()))
    return Facts(
        path,
        ratings,
        placement,
        target=path.levels[rank - 1],
        gaps=rules.gaps(path, ratings, rank),
        way=rules.shortest_way(path, ratings, rank),
    )
