"""The counts of an edit's preview, against what then happens to every single person."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from assessments import impact as counter
from assessments.impact import count_people, finished
from assessments.models import Assessment
from careerpath.accounts.models import User
from careerpath.engine.counting import Counts
from careerpath.engine.types import PathSpec
from careerpath.framework.impact import effects_of
from careerpath.framework.models import CareerPath, Level, Requirement, Skill
from careerpath.framework.specs import path_spec
from tests.engine.brute import one_by_one
from tests.factories import LevelFactory, UserFactory, make_path
from tests.roadmap.people import NOW, assessed, begun, level_skills

pytestmark = pytest.mark.django_db
EARLIER = NOW - dt.timedelta(days=30)
EARLIER_STILL = dt.timedelta(days=30)


def test_each_person_counts_once_by_their_newest_finished_assessment(
    path: CareerPath, alice: User, bob: User
) -> None:
    first = dict.fromkeys(level_skills(path, "level-1"), 3)
    assessed(alice, path, {}, now=EARLIER)
    newest = assessed(alice, path, first)
    same_moment = [assessed(bob, path, {}), assessed(bob, path, first)]
    guests = [assessed(None, path, {}), assessed(None, path, first)]
    begun(None, path, first)
    assessed(alice, make_path("Baker"), {})
    assessed(alice, path, first, now=EARLIER - EARLIER_STILL)
    begun(alice, path, {})
    read = {pk for rows in counter._people(path.pk) for _, pk, _ in rows}
    assert read == {newest.pk, same_moment[1].pk, *(guest.pk for guest in guests)}
    assert finished(path.pk) == 7


def brute_force(path: CareerPath, before: PathSpec, after: PathSpec) -> Counts:
    """Person by person, from their rows, without the counter's shortcuts."""
    newest: dict[object, Assessment] = {}
    for assessment in Assessment.objects.filter(path=path, completed_at__isnull=False):
        key = assessment.owner_id or f"guest {assessment.pk}"
        known = newest.get(key)
        if known is None or (assessment.completed_at, assessment.pk) > (
            known.completed_at,
            known.pk,
        ):
            newest[key] = assessment
    return one_by_one(before, after, [each.ratings_by_skill() for each in newest.values()])


def edits(path: CareerPath) -> list[Callable[[], object]]:
    levels, skills = Level.objects.filter(path=path), level_skills(path)
    asked = Requirement.objects.filter(level__path=path)
    return [
        lambda: asked.filter(skill__public_id=skills[0]).update(proficiency=4),
        lambda: asked.filter(skill__public_id=skills[1]).update(must_have=True),
        lambda: levels.filter(rank=2).update(threshold_percent=50),
        lambda: CareerPath.objects.filter(pk=path.pk).update(threshold_percent=100),
        lambda: Skill.objects.get(public_id=skills[2]).retire(now=NOW),
        lambda: levels.get(rank=1).retire(now=NOW),
        lambda: asked.filter(skill__public_id=skills[3]).update(level=levels.get(rank=1)),
        lambda: LevelFactory(path=path, rank=9),
        lambda: levels.filter(rank=2).update(rank=20),
    ]


def test_counts_equal_what_then_happens_to_everyone(path: CareerPath) -> None:
    said, chance = level_skills(path), random.Random(4)  # noqa: S311  # no secret
    for n in range(60):
        owner = UserFactory() if n % 3 else None
        for days in range(n % 2 + 1):
            answers = [None, 0, 1, 2, 3, 3, 3, 4, "not relevant"]
            drawn = {skill: chance.choice(answers) for skill in said if chance.random() < 0.9}
            assessed(owner, path, drawn, now=NOW + dt.timedelta(days=days))
    moved = 0
    for edit in edits(path):
        path.refresh_from_db()
        before = path_spec(path)
        told = effects_of(edit).paths[0].counts
        edit()
        path.refresh_from_db()
        assert told == brute_force(path, before, path_spec(path))
        moved += told.moved
    assert moved > 60


@pytest.mark.parametrize("people", [1, 3])
def test_three_queries_for_any_number_of_people(
    path: CareerPath, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(people):
        assessed(UserFactory(), path, {"gardener-1-1": 3})
    before = path_spec(path)
    Requirement.objects.filter(level__rank=1).update(proficiency=1)
    after = path_spec(path)
    with django_assert_num_queries(3):
        assert last(count_people(path.pk, before, after)).people == people


def last(counting: Iterator[Counts]) -> Counts:
    *_, found = counting
    return found


def test_read_in_batches_everyone_is_counted_once(
    path: CareerPath, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counter, "ROWS", 3)
    asked = path_spec(path)
    for days in range(4):  # more than a batch, and one that another batch begins with
        for owner in User.objects.all() if days else UserFactory.create_batch(3):
            assessed(owner, path, {"gardener-1-1": days}, now=NOW + dt.timedelta(days=days))
    for _ in range(4):
        assessed(None, path, {"gardener-1-1": 3})
    now = replace(asked, levels=(replace(asked.levels[0], requirements=()), *asked.levels[1:]))
    so_far = [counts.people for counts in count_people(path.pk, asked, now)]
    assert so_far == [1, 2, 3, 3, 6, 7]
    assert last(count_people(path.pk, asked, now)) == brute_force(path, asked, now)


def test_answers_that_are_not_kept_in_short_are_read_from_the_ratings(
    path: CareerPath, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """As the release before left them, while this one serves already."""
    said = level_skills(path)
    for skill, answer in zip(said, [3, 0, "not relevant", None, 4, 2], strict=True):
        assessed(UserFactory(), path, {skill: answer, "gardener-1-1": 3})
    before = path_spec(path)
    Requirement.objects.filter(level__rank=1).update(proficiency=4, must_have=True)
    after = path_spec(path)
    written = last(count_people(path.pk, before, after))
    Assessment.objects.filter(pk__gt=Assessment.objects.order_by("pk")[1].pk).update(answers=None)
    with django_assert_num_queries(4):
        assert last(count_people(path.pk, before, after)) == written
    assert written == brute_force(path, before, after)
    assert written.moved
