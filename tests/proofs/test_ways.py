"""Ways, undertakings and projects are what trying everything finds, on random small tables.

Skills shared between levels, must-haves, marks of not relevant and unrated skills are in most of
them. A few in `make test`, 10,000 with `make proof-ways`.
"""

from __future__ import annotations

import random

from careerpath.engine.types import LevelSpec, ProjectSpec, Rating
from careerpath.engine.way import shortest_way
from tests.engine.brute import as_brute_force_sees, best
from tests.engine.build import asks, level, path, project
from tests.proofs.counts import count

SKILLS = "abcd"


def _level(dice: random.Random, rank: int) -> LevelSpec:
    skills = dice.sample(SKILLS, dice.randint(0, 4))
    asked = [asks(skill, dice.randint(1, 4), must=dice.random() < 0.2) for skill in skills]
    return level(rank, *asked, threshold=dice.choice([1, 34, 50, 67, 80, 100]))


def _rating(dice: random.Random) -> Rating:
    kind = dice.random()
    if kind < 0.15:
        return Rating(not_relevant=True)
    return Rating() if kind < 0.3 else Rating(dice.randint(0, 3))


def _projects(dice: random.Random) -> list[ProjectSpec]:
    return [
        project(f"p{n}", "".join(dice.sample(SKILLS, dice.randint(0, 3))), f"level-{rank}")
        for n in range(dice.randint(0, 4))
        for rank in [dice.randint(1, 3)]
    ]


def test_ways_are_what_brute_force_finds() -> None:
    dice = random.Random(16)  # noqa: S311 - tables, not secrets
    over_levels = with_projects = 0
    for _ in range(count(few=60, full=10_000)):
        asked = path(*(_level(dice, rank) for rank in range(1, dice.randint(1, 3) + 1)))
        ratings = {skill: _rating(dice) for skill in SKILLS if dice.random() < 0.9}
        target, projects = dice.randint(1, 3), _projects(dice)
        way = shortest_way(asked, ratings, target, projects)
        seen = as_brute_force_sees(way, asked, ratings, target, projects)
        assert seen == best(asked, ratings, target, projects), (asked, ratings, target, projects)
        over_levels += len(way.parts) > 1
        with_projects += len(way.projects) > 0
    print(f"{over_levels} ways over several levels, {with_projects} with projects")  # noqa: T201
    assert over_levels
    assert with_projects
