"""How many questions settle a level, on made-up people of each path that ships.

A few in `make test`; with `make questions` 20,000 a path, 2,000 where it has no bound.

Each person has a level and answers as it says: what it and the levels below ask, at or above what
is asked; what the levels above ask, below it; where two levels ask one skill, as the lower one
says. Then one answer in ten is something else, in one of two ways: *drawn*, any of the five points
with the same chance, which is what the bounds are for; or *turned round*, met where it was not and
the other way about, which no order of asking can do much about.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

import pytest
from django.core.management import call_command

from careerpath.engine.placement import place
from careerpath.engine.settling import smallest_proof, still_to_ask
from careerpath.engine.types import HIGHEST, LOWEST, PathSpec, Rating, RequirementSpec
from careerpath.framework.models import CareerPath
from careerpath.framework.specs import path_spec
from tests.proofs.counts import count

SHIPPED = sorted((Path(__file__).parents[2] / "fixtures").glob("*.json"))
STAND_AT = (10, 25, 30, 20, 10, 5)
"""Of 100 people: below the first level, at the first, ... at the fifth."""
ONE_IN = 10
MOST_ASKED = 0.55  # the median, of the path's skills
MOST_OVER_SMALLEST = 1.15

People = dict[str, Rating]
Noise = Callable[[random.Random, RequirementSpec, int], int]


@dataclass(frozen=True)
class Sitting:
    """What settling asked of one person, and the least that would have done."""

    asked: int
    smallest: int
    right: bool


def _met(dice: random.Random, asks: RequirementSpec) -> int:
    return dice.randint(asks.proficiency, HIGHEST)


def _missed(dice: random.Random, asks: RequirementSpec) -> int:
    return dice.randint(LOWEST, asks.proficiency - 1)


def _drawn(dice: random.Random, asks: RequirementSpec, value: int) -> int:
    return dice.randint(LOWEST, HIGHEST)


def _turned(dice: random.Random, asks: RequirementSpec, value: int) -> int:
    return (_missed if value >= asks.proficiency else _met)(dice, asks)


def _person(dice: random.Random, path: PathSpec, noise: Noise) -> People:
    (rank,) = dice.choices(range(len(STAND_AT)), STAND_AT)
    said: People = {}
    for level in path.levels:
        for asks in level.requirements:
            value = (_met if level.rank <= rank else _missed)(dice, asks)
            if dice.randrange(ONE_IN) == 0:
                value = noise(dice, asks, value)
            said.setdefault(asks.skill, Rating(value))
    return said


def _sit(path: PathSpec, everything: People) -> Sitting:
    said: People = {}
    while question := still_to_ask(path, said):
        said[question.skills[0]] = everything[question.skills[0]]
    proof = smallest_proof(path, everything)
    assert proof
    right = place(path, said).current_rank == place(path, everything).current_rank
    return Sitting(len(said), len(proof.skills), right)


def _sittings(path: PathSpec, people: int, noise: Noise) -> Iterator[Sitting]:
    dice = random.Random(f"{path.id} 16")  # noqa: S311 - people, not secrets
    return (_sit(path, _person(dice, path, noise)) for _ in range(people))


@pytest.mark.parametrize("noise", [_drawn, _turned])
@pytest.mark.parametrize("fixture", SHIPPED, ids=lambda file: file.stem)
@pytest.mark.django_db
def test_a_level_is_settled_in_few_questions(fixture: Path, noise: Noise) -> None:
    call_command("load_paths", fixture, verbosity=0)
    path = path_spec(CareerPath.objects.get())
    skills = len({asks.skill for level in path.levels for asks in level.requirements})
    people = count(few=200, full=20_000 if noise is _drawn else 2_000)
    sat = list(_sittings(path, people, noise))
    share = median(one.asked for one in sat) / skills
    over = sum(one.asked for one in sat) / sum(one.smallest for one in sat)
    each = fmean(one.asked / one.smallest for one in sat)
    print(  # noqa: T201
        f"\n{path.name}, one answer in ten {noise.__name__.strip('_')}: {len(sat)} people, "
        f"{sum(one.right for one in sat)} at the level that all {skills} answers give; "
        f"asked in the median {share:.2f} of the skills; asked over the smallest set "
        f"{over:.3f} over all, {each:.3f} in the mean of people"
    )
    assert all(one.right for one in sat)
    assert share <= MOST_ASKED
    assert over <= MOST_OVER_SMALLEST or noise is _turned
