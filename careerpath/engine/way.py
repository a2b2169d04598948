"""The shortest way to a level: the fewest steps after which it and every level below are held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .gaps import unheld
from .placement import rated, unmet, verdict
from .solver import Weights, choose
from .types import (
    LevelSpec,
    LevelWay,
    PathSpec,
    ProjectSpec,
    Rating,
    Ratings,
    RequirementSpec,
    Step,
    Way,
)

_Raise = tuple[str, int]
"""A skill, and the proficiency it is raised to."""


def shortest_way(
    path: PathSpec,
    ratings: Ratings,
    target_rank: int | None,
    projects: Sequence[ProjectSpec] = (),
) -> Way:
    """The fewest steps to the target, over all levels together; no parts without a target.

    Among equally short ways the one with the fewest undertakings: projects, plus raises that no
    project exercises. Among these the one whose raises stand earliest in the ladder, by the sum of
    their places, then the one whose projects do. `projects` are those of the path; the ones looked
    at are of the levels on the way. An unrated skill starts at 0.
    """
    target = min(target_rank or 0, len(path.levels))
    end, lifted = _reach(path, ratings, target)
    blocked = next(
        (one.id for one in path.levels[end:target] if not verdict(one, ratings).measured),
        None,
    )
    if not any(True for _ in unheld(path, lifted, end)):
        return Way(unmeasured=blocked)
    near = on_the_way(path, lifted, end, projects)
    goals, chosen, proven = _Program(path.levels[:end], lifted, near).solve()
    parts = _parts(path.levels[:end], lifted, goals)
    return Way(parts, chosen, tuple(project.id for project in near), blocked, proven)


def on_the_way(
    path: PathSpec, ratings: Ratings, target_rank: int, projects: Sequence[ProjectSpec]
) -> list[ProjectSpec]:
    """The projects of the target level and of the levels below it that are not held."""
    levels = {level.id for level in unheld(path, ratings, target_rank)}
    levels |= {level.id for level in path.levels if level.rank == target_rank}
    return [project for project in projects if project.level in levels]


def _reach(path: PathSpec, ratings: Ratings, target_rank: int) -> tuple[int, Ratings]:
    """How far raises can bring a person, and their ratings as they count on the way there.

    A must-have marked not relevant has to be rated on the way, and from then on it counts wherever
    it is asked. A level that is not measured all the same can't be held by any raise.
    """
    for end in range(target_rank, 0, -1):
        lifted = unmarked(path.levels[:end], ratings)
        if all(verdict(level, lifted).measured for level in path.levels[:end]):
            return end, lifted
    return 0, ratings


def unmarked(levels: Sequence[LevelSpec], ratings: Ratings) -> Ratings:
    """The ratings with must-haves that are marked not relevant read as unrated everywhere."""
    musts = {asks.skill for level in levels for asks in level.requirements if asks.must_have}
    return {
        skill: Rating() if rating.not_relevant and skill in musts else rating
        for skill, rating in ratings.items()
    }


class _Program:
    """The way as a program of whole numbers: a choice for each raise, one for each project."""

    def __init__(
        self, levels: Sequence[LevelSpec], ratings: Ratings, projects: Sequence[ProjectSpec]
    ) -> None:
        self.levels, self.ratings = levels, ratings
        self.missing = {level.id: unmet(level, ratings) for level in levels}
        start = {asks.skill: rated(asks, ratings) or 0 for asks in self._all()}
        places = dict.fromkeys((asks.skill, asks.proficiency) for asks in self._all())
        self.raises: list[_Raise] = list(places)
        self.points = {n: goal - start[skill] for n, (skill, goal) in enumerate(self.raises)}
        self.by_skill: dict[str, list[int]] = {}
        for n, (skill, _) in enumerate(self.raises):
            self.by_skill.setdefault(skill, []).append(n)
        self.projects = [p for p in projects if not self.by_skill.keys().isdisjoint(p.skills)]
        self.exercised = {
            skill: [n for n, p in enumerate(self.projects, len(self.raises)) if skill in p.skills]
            for skill in self.by_skill
        }

    def solve(self) -> tuple[dict[str, int], tuple[str, ...], bool]:
        """Each raised skill's goal, the ids of the projects, and whether it is proven the least."""
        first = len(self.raises)
        size = first + len(self.projects)
        found = choose(size, self._conditions(), (self._effort(), *self._places()))
        chosen = sorted(found.chosen)
        goals = dict(self.raises[n] for n in chosen if n < first)
        return goals, tuple(self.projects[n - first].id for n in chosen if n >= first), found.proven

    def _all(self) -> list[RequirementSpec]:
        return [asks for level in self.levels for asks in self.missing[level.id]]

    def _conditions(self) -> list[tuple[Weights, int]]:
        return [
            *(self._enough(level) for level in self.levels),
            *(
                (dict.fromkeys(self._reaching(asks), 1), 1)
                for asks in self._all()
                if asks.must_have
            ),
            *((dict.fromkeys(mine, -1), -1) for mine in self.by_skill.values() if len(mine) > 1),
            *(
                (dict.fromkeys(self.by_skill[skill], -1) | dict.fromkeys(able, 1), 0)
                for skill, able in self.exercised.items()
                if able
            ),
        ]

    def _enough(self, level: LevelSpec) -> tuple[Weights, int]:
        """As many of the level's requirements are met as its rule needs."""
        told = verdict(level, self.ratings)
        able = {n: 1 for asks in self.missing[level.id] for n in self._reaching(asks)}
        return able, told.needed - told.met

    def _reaching(self, asks: RequirementSpec) -> list[int]:
        """The raises that meet a requirement."""
        return [n for n in self.by_skill[asks.skill] if self.raises[n][1] >= asks.proficiency]

    def _effort(self) -> Weights:
        """Steps first; undertakings decide between equals, so a step outweighs all of them."""
        alone = [
            n for skill, mine in self.by_skill.items() if not self.exercised[skill] for n in mine
        ]
        first, last = len(self.raises), len(self.raises) + len(self.projects)
        undertakings = dict.fromkeys((*alone, *range(first, last)), 1)
        return {n: self.points.get(n, 0) * (last + 1) + undertakings.get(n, 0) for n in range(last)}

    def _places(self) -> tuple[Weights, ...]:
        """Where each raise stands in the ladder, then where each project does, counted from 1."""
        first = len(self.raises)
        raises = {n: n + 1 for n in range(first)}
        projects = {first + n: n + 1 for n in range(len(self.projects))}
        return (raises, projects) if projects else (raises,)


def _parts(
    levels: Sequence[LevelSpec], ratings: Ratings, goals: Mapping[str, int]
) -> tuple[LevelWay, ...]:
    """The raises level by level, each at the lowest level that needs it."""
    parts: list[LevelWay] = []
    so_far = dict(ratings)
    for level in levels:
        if not verdict(level, so_far).held:
            part = _part(level, so_far, goals)
            parts.append(part)
            so_far |= {step.skill: Rating(step.goal) for step in part.steps}
    return tuple(parts)


def _part(level: LevelSpec, ratings: Ratings, goals: Mapping[str, int]) -> LevelWay:
    """What one level needs of the raises: its must-haves, then the shortest up to its number.

    Sorting keeps ties in the level's order.
    """
    told = verdict(level, ratings)
    able = [asks for asks in unmet(level, ratings) if goals.get(asks.skill, 0) >= asks.proficiency]
    steps = [_step(asks, ratings) for asks in able]
    musts = [step for step in steps if step.must_have]
    others = sorted((step for step in steps if not step.must_have), key=lambda step: step.points)
    return LevelWay(
        level=level.id,
        rank=level.rank,
        threshold_percent=level.threshold_percent,
        relevant=told.relevant,
        needed=told.needed,
        met_before=told.met,
        steps=(*musts, *others[: max(0, told.needed - told.met - len(musts))]),
    )


def _step(asks: RequirementSpec, ratings: Ratings) -> Step:
    """A requirement as the raise that meets it; unrated starts at 0."""
    value = rated(asks, ratings)
    return Step(
        skill=asks.skill,
        skill_name=asks.skill_name,
        group=asks.group,
        group_name=asks.group_name,
        start=value or 0,
        goal=asks.proficiency,
        must_have=asks.must_have,
        unrated=value is None,
    )
