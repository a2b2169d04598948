"""What is asked and what proves a level are what trying everything finds, on random small tables.

Skills shared between levels, must-haves, marks of not relevant and unrated skills are in most of
them. A few in `make test`, 10,000 with `make proof-settling`.
"""

from __future__ import annotations

import random

from careerpath.engine.placement import place
from careerpath.engine.settling import is_settled, smallest_proof, still_to_ask
from careerpath.engine.types import LevelSpec, Rating
from tests.engine.brute import Completions, fewest_that_settle
from tests.engine.build import asks, level, path
from tests.proofs.counts import count

SKILLS = "abcd"


def _level(dice: random.Random, rank: int) -> LevelSpec:
    skills = dice.sample(SKILLS, dice.randint(0, 4))
    asked = [asks(skill, dice.randint(1, 4), must=dice.random() < 0.2) for skill in skills]
    return level(rank, *asked, threshold=dice.choice([1, 34, 50, 67, 80, 100]))


def _rating(dice: random.Random, unrated: float) -> Rating:
    if dice.random() < unrated:
        return Rating()
    marked = dice.random() < 0.15
    return Rating(not_relevant=True) if marked else Rating(dice.randint(0, 4))


def test_questions_and_proofs_are_what_brute_force_finds() -> None:
    dice = random.Random(11)  # noqa: S311 - tables, not secrets
    settled = 0
    tables = count(few=60, full=10_000)
    for _ in range(tables):
        asked = path(*(_level(dice, rank) for rank in range(1, dice.randint(1, 3) + 1)))
        unrated = dice.choice([0.1, 0.3, 0.6])
        ratings = {skill: _rating(dice, unrated) for skill in SKILLS}
        question, proof = still_to_ask(asked, ratings), smallest_proof(asked, ratings)
        every = Completions(asked, ratings)
        assert (question is None) == (proof is not None) == every.settled, (asked, ratings)
        assert set(question.skills if question else ()) <= every.can_matter(), (asked, ratings)
        assert (proof and len(proof.skills)) == fewest_that_settle(asked, ratings), (asked, ratings)
        if proof:
            alone = {skill: ratings[skill] for skill in proof.skills}
            assert is_settled(asked, alone), (asked, ratings)
            assert place(asked, alone).current_rank == place(asked, ratings).current_rank
            settled += 1
    print(f"{settled} of {tables} tables settled")  # noqa: T201
    assert 0 < settled < tables
