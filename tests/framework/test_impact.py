from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from careerpath.accounts.models import User
from careerpath.engine.changes import Change, Kind
from careerpath.engine.counting import Counts, Group, Sums, What
from careerpath.framework.impact import Effects, effects_of
from careerpath.framework.models import CareerPath, Requirement, Skill
from careerpath.framework.specs import path_spec
from tests.factories import LevelFactory, make_path
from tests.roadmap.people import assessed, level_skills

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def retire(public_id: str) -> None:
    Skill.objects.get(public_id=public_id).retire(now=NOW)


def test_effects_are_told_and_the_change_is_taken_back(path: CareerPath, alice: User) -> None:
    assessed(alice, path, dict.fromkeys(level_skills(path, "level-1"), 3))
    assessed(None, path, {"gardener-1-1": 1})
    told = effects_of(lambda: retire("gardener-1-1"))
    (found,) = told.paths
    assert (found.path, found.before) == ("Gardener", path_spec(path))
    assert found.changes == (Change(Kind.DROPPED, "level-1", "gardener-1-1"),)
    shorter = (
        Sums(gaps=3, steps=8, skills=3, least_gaps=1, least_steps=2, least_skills=1),
        Sums(gaps=2, steps=6, skills=2),
    )
    first = "level-1", "level-1"
    assert found.counts == Counts(
        people=2,
        moved=1,
        groups=(
            Group(What.GAPS, *first, -1, 1, *shorter),
            Group(What.WAY, *first, -1, 1, *shorter),
        ),
    )
    assert told.moves_anyone
    assert not Skill.objects.retired().exists()


def test_a_shared_skill_moves_people_on_every_path_that_asks_it(
    path: CareerPath, alice: User
) -> None:
    other = make_path("Baker", levels=1, skills=1)
    asked = other.levels.get().requirements.get()
    Requirement.objects.create(
        level=other.levels.get(), group=asked.group, skill=Skill.objects.get(name="Gardener 1 1")
    )
    make_path("Smith")
    assessed(alice, path, {})
    assessed(alice, other, {})
    told = effects_of(lambda: retire("gardener-1-1"))
    assert [
        (found.path, [(g.what, g.direction, g.people) for g in found.counts.groups])
        for found in told.paths
    ] == [(name, [(What.GAPS, -1, 1), (What.WAY, -1, 1)]) for name in ("Gardener", "Baker")]


def test_words_alone_move_nobody_and_count_nobody(
    path: CareerPath, alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assessed(alice, path, {})
    with django_assert_num_queries(10):  # 3 before, 3 after, the change, a savepoint taken back
        told = effects_of(lambda: Skill.objects.filter(public_id="gardener-1-1").update(name="G"))
    assert [change.kind for change in told.paths[0].changes] == [Kind.SKILL_RENAMED]
    assert not told.moves_anyone
    assert effects_of(lambda: None) == Effects()


def test_a_path_that_comes_or_goes_moves_nobody(path: CareerPath) -> None:
    assert effects_of(lambda: make_path("Baker")) == Effects()
    assert effects_of(lambda: LevelFactory(rank=1)) == Effects()


def test_an_empty_level_moves_nobody(path: CareerPath, alice: User) -> None:
    assessed(alice, path, dict.fromkeys(level_skills(path), 3))
    (told,) = effects_of(lambda: LevelFactory(path=path, rank=3)).paths
    assert told.counts == Counts(people=1)


def test_what_the_change_raises_is_raised_and_nothing_is_kept(path: CareerPath) -> None:
    def fail() -> None:
        retire("gardener-1-1")
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        effects_of(fail)
    assert not Skill.objects.retired().exists()


def test_effects_inside_a_transaction_leave_the_rest_of_it_alone(path: CareerPath) -> None:
    with transaction.atomic():
        retire("gardener-1-2")
        effects_of(lambda: retire("gardener-1-1"))
    assert [skill.public_id for skill in Skill.objects.retired()] == ["gardener-1-2"]
