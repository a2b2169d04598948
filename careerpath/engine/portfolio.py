"""Which projects to build: the fewest that exercise the most of what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .cover import SearchLimitError, greedy_order, smallest_cover
from .types import PathSpec, Portfolio, ProjectChoice, ProjectSpec, SkillGap


def choose(
    path: PathSpec,
    projects: Sequence[ProjectSpec],
    gaps: Sequence[SkillGap],
    target_rank: int | None,
) -> Portfolio:
    """The smallest set of projects that covers the most gaps: the target level's, then the way's.

    Only projects of the target level and of the unheld levels below it are looked at, which are
    the levels the gaps come from. The others are not mentioned at all.
    """
    target = {level.id for level in path.levels if level.rank == target_rank}
    on_the_way = {level for gap in gaps for level in (gap.level, *gap.also_missing_at)} - target
    stages = [
        [project for project in projects if project.level in at] for at in (target, on_the_way)
    ]
    board = _Board(tuple(gap.skill for gap in gaps))
    first = board.stage(stages[0], board.everything)
    second = board.stage(stages[1], first.uncovered)
    chosen = (*first.chosen, *second.chosen)
    looked_at = [project for stage in stages for project in stage]
    taken = {choice.project for choice in chosen}
    return Portfolio(
        chosen=chosen,
        others=tuple(
            board.choice(project, 0)
            for project in looked_at
            if project.skills and project.id not in taken
        ),
        unmapped=tuple(project.id for project in looked_at if not project.skills),
        uncovered=board.names(second.uncovered),
        smallest=first.smallest and second.smallest,
    )


@dataclass(frozen=True, slots=True)
class _Stage:
    """What one pool of projects gave; `uncovered` are the bits of the gaps it left."""

    chosen: tuple[ProjectChoice, ...]
    uncovered: int
    smallest: bool


@dataclass(frozen=True, slots=True)
class _Board:
    """The gaps as bits, 1 for the first, so that projects can be weighed as whole numbers."""

    skills: tuple[str, ...]

    @property
    def everything(self) -> int:
        """All gaps."""
        return (1 << len(self.skills)) - 1

    def bits(self, skills: Iterable[str]) -> int:
        """The gaps among these skills."""
        wanted = set(skills)
        return sum(1 << i for i, skill in enumerate(self.skills) if skill in wanted)

    def names(self, bits: int) -> tuple[str, ...]:
        """The skills of these gaps, in order."""
        return tuple(skill for i, skill in enumerate(self.skills) if bits >> i & 1)

    def choice(self, project: ProjectSpec, adds: int) -> ProjectChoice:
        """A project with what it covers of all gaps, and what it adds here."""
        covers = self.names(self.bits(project.skills))
        return ProjectChoice(project.id, project.level, covers, self.names(adds))

    def stage(self, projects: Sequence[ProjectSpec], uncovered: int) -> _Stage:
        """The choice from one pool for what is still uncovered, largest gain first."""
        sets = [self.bits(project.skills) & uncovered for project in projects]
        positions, smallest = _fewest(sets)
        chosen = []
        for position in positions:
            chosen.append(self.choice(projects[position], sets[position] & uncovered))
            uncovered &= ~sets[position]
        return _Stage(tuple(chosen), uncovered, smallest)


def _fewest(sets: Sequence[int]) -> tuple[list[int], bool]:
    """The positions to take, largest gain first, and whether they are proven to be the fewest."""
    try:
        fewest = smallest_cover(sets)
    except SearchLimitError:
        return list(greedy_order(sets)), False
    return [fewest[i] for i in greedy_order([sets[position] for position in fewest])], True
