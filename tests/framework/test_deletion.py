from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from pytest_django import DjangoAssertNumQueries

from assessments.models import Assessment, SkillRating
from careerpath.accounts.models import User
from careerpath.framework.deletion import Use, chain, people, raters, refusal, uses
from careerpath.framework.models import (
    CareerPath,
    Level,
    NegotiationTip,
    Project,
    Requirement,
    Skill,
    SkillGroup,
)
from tests.factories import RequirementFactory, SkillFactory, make_path

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def rate(path: CareerPath, skill: Skill, owner: User | None = None) -> SkillRating:
    sitting = Assessment.objects.create(owner=owner, path=path, started_at=NOW)
    return SkillRating.objects.create(
        assessment=sitting, skill=skill, proficiency=3, updated_at=NOW
    )


def first(model: Any) -> Any:
    return model.objects.order_by("pk")[:1]


# --- Nobody's data falls with the framework ---------------------------------------------------


def test_no_cascade_leads_from_the_framework_into_peoples_data() -> None:
    """Also not by way of other framework rows: none of them is reached but by its own relations."""
    relations: list[Any] = [
        relation
        for model in apps.get_app_config("framework").get_models()
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and not relation.many_to_many
    ]
    ways = [
        f"{relation.model.__name__} -> {relation.field}"
        for relation in relations
        if relation.related_model._meta.app_label != "framework"
        and relation.on_delete is not models.PROTECT
    ]
    assert len(relations) > 40
    assert ways == []


def test_uses_finds_what_rests_on_each_model() -> None:
    by_skill = Use(SkillRating, "skill__requirements__level", asked_by="skill__requirements")
    assert by_skill in uses(Level)
    assert Use(SkillRating, "skill") in uses(Skill)
    assert Use(Assessment, "path") in uses(CareerPath)
    assert uses(NegotiationTip) == ()


def test_chain_is_the_shortest_way_to_the_person_and_to_the_path() -> None:
    assert chain(SkillRating, User) == "assessment__owner"
    assert chain(Assessment, User) == "owner"
    assert chain(SkillRating, CareerPath) == "assessment__path"
    assert chain(User, CareerPath) == ""


# --- How many people --------------------------------------------------------------------------


def test_people_counts_a_person_once_and_each_guest(
    path: CareerPath, alice: User, bob: User
) -> None:
    skill = Skill.objects.get(public_id="gardener-1-1")
    done = rate(path, skill, alice).assessment
    done.completed_at, done.asked, done.placement = NOW, {}, {}
    done.save()
    rate(path, skill, alice)
    rate(path, skill, bob)
    rate(path, skill)
    rate(path, skill)
    assert people(Skill.objects.filter(pk=skill.pk)) == 4
    assert people(CareerPath.objects.all()) == 4
    assert people(Level.objects.filter(rank=1)) == 4
    assert people(Level.objects.filter(rank=2)) == 0
    counts = (
        Skill.objects.annotate(people=raters()).order_by("name").values_list("people", flat=True)
    )
    assert list(counts) == [4, 0, 0, 0, 0, 0]


def test_people_of_a_shared_skill_count_only_on_their_own_path(alice: User) -> None:
    """Git rated on one path doesn't tie down another path that asks Git and that nobody took."""
    taken, untaken = make_path("Gardener", levels=1), make_path("Cook", levels=1)
    git = SkillFactory(name="Git")
    asked = RequirementFactory(level=taken.levels.get(), skill=git)
    unasked = RequirementFactory(level=untaken.levels.get(), skill=git)
    rate(taken, git, alice)
    assert people(Requirement.objects.filter(pk=asked.pk)) == 1
    assert people(Requirement.objects.filter(pk=unasked.pk)) == 0
    assert people(untaken.levels.all()) == 0
    assert people(CareerPath.objects.filter(pk=untaken.pk)) == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_people_asks_once(
    rows: int, path: CareerPath, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for skill in Skill.objects.all()[:rows]:
        rate(path, skill)
    with django_assert_num_queries(1):
        assert people(Skill.objects.all()) == rows


# --- What is said -----------------------------------------------------------------------------

RETIRE = (
    "Retire it instead: it is left out of new assessments and pages, and what people said stays "
    "in their history."
)


@pytest.mark.parametrize(
    ("model", "sentence"),
    [
        (Skill, f"3 people have rated or planned it. {RETIRE}"),
        (Requirement, f"3 people have rated or planned it. {RETIRE}"),
        (Level, f"3 people have rated themselves on it. {RETIRE}"),
        (CareerPath, f"3 people have rated themselves on it. {RETIRE}"),
        (
            SkillGroup,
            (
                "3 people have rated themselves on it. Give its requirements another group "
                "instead; once it is empty it can go."
            ),
        ),
    ],
)
def test_refusal_says_how_many_and_what_to_do_instead(
    model: Any, sentence: str, path: CareerPath, alice: User, bob: User
) -> None:
    skill = Requirement.objects.order_by("pk")[0].skill
    for owner in (alice, bob, None):
        rate(path, skill, owner)
    assert refusal(first(model).get()) == sentence


def test_refusal_counts_one_person_in_the_singular(path: CareerPath) -> None:
    skill = Skill.objects.order_by("pk")[0]
    rate(path, skill)
    assert refusal(skill) == f"1 person has rated or planned it. {RETIRE}"


def test_refusal_of_a_retired_row_does_not_send_round_in_a_circle(path: CareerPath) -> None:
    skill = Skill.objects.order_by("pk")[0]
    rate(path, skill)
    skill.retire(now=NOW)
    assert refusal(skill) == (
        "1 person has rated or planned it. It is retired already, and stays for the history of "
        "those people."
    )


def test_refusal_is_none_where_nobody_said_anything(path: CareerPath) -> None:
    project = Project.objects.create(level=path.levels.get(rank=1), name="Shed")
    empty = path.skill_groups.create(name="Empty")
    rows = [path, project, empty, Skill.objects.order_by("pk")[0]]
    assert [refusal(row) for row in rows] == [None] * 4
