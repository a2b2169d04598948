from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from careerpath.framework.models import (
    CareerPath,
    ProjectSkill,
    Requirement,
    Skill,
    SkillSuccession,
)
from careerpath.framework.succession import (
    nearest,
    predecessors,
    replace,
    with_predecessors,
)
from tests.factories import RequirementFactory, SkillFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def asked(path: CareerPath, **where: Any) -> list[tuple[str, str, int, bool, str]]:
    """What is asked, as (level, skill, proficiency, must-have, group)."""
    rows = Requirement.objects.current().filter(level__path=path, **where)
    return [
        (r.level.public_id, r.skill.public_id, r.proficiency, r.must_have, r.group.public_id)
        for r in rows.select_related("level", "skill", "group").order_by("level", "skill__name")
    ]


def skills(*names: str) -> list[Skill]:
    return [Skill.objects.get(public_id=name) for name in names]


def test_replaced_skill_is_retired_and_its_successor_is_asked_in_its_place(
    path: CareerPath,
) -> None:
    Requirement.objects.filter(skill__public_id="gardener-1-1").update(
        proficiency=2, must_have=True
    )
    grafting = SkillFactory(name="Grafting")
    replace(skills("gardener-1-1"), [grafting], now=NOW)
    assert asked(path, level__rank=1, skill=grafting) == [("level-1", "grafting", 2, True, "craft")]
    (old,) = skills("gardener-1-1")
    assert old.retired_at == NOW
    row = old.requirements.get()
    assert (row.retired_at, row.level.public_id) == (NOW, "level-1")
    assert SkillSuccession.objects.get().natural_key() == ("gardener-1-1", "grafting")
    assert old.history.count() == 2


def test_where_the_successor_is_asked_already_the_higher_terms_count(path: CareerPath) -> None:
    rows = Requirement.objects.filter(level__rank=1)
    rows.filter(skill__public_id="gardener-1-1").update(proficiency=4)
    rows.filter(skill__public_id="gardener-1-2").update(proficiency=2, must_have=True)
    replace(skills("gardener-1-1"), skills("gardener-1-2"), now=NOW)
    assert asked(path, level__rank=1) == [
        ("level-1", "gardener-1-2", 4, True, "craft"),
        ("level-1", "gardener-1-3", 3, False, "soft-skills"),
    ]


def test_a_retired_requirement_of_the_successor_comes_back_with_the_old_terms(
    path: CareerPath,
) -> None:
    rows = Requirement.objects.filter(level__rank=1)
    rows.filter(skill__public_id="gardener-1-1").update(proficiency=2)
    rows.filter(skill__public_id="gardener-1-2").update(
        proficiency=4, must_have=True, retired_at=NOW
    )
    replace(skills("gardener-1-1"), skills("gardener-1-2"), now=NOW)
    assert asked(path, level__rank=1, skill__public_id="gardener-1-2") == [
        ("level-1", "gardener-1-2", 2, False, "craft")
    ]


def test_split_and_merge(path: CareerPath) -> None:
    one, other = SkillFactory(name="Apples"), SkillFactory(name="Pears")
    replace(skills("gardener-1-1"), [one, other], now=NOW)
    assert [skill for _, skill, *_ in asked(path, level__rank=1)] == [
        "apples",
        "gardener-1-2",
        "gardener-1-3",
        "pears",
    ]
    fruit = SkillFactory(name="Fruit")
    Requirement.objects.filter(skill=other).update(must_have=True)
    replace([one, other], [fruit], now=NOW)
    assert asked(path, skill=fruit) == [("level-1", "fruit", 3, True, "craft")]
    known = predecessors()
    assert known == {
        "apples": ("gardener-1-1",),
        "pears": ("gardener-1-1",),
        "fruit": ("apples", "pears"),
    }
    assert with_predecessors({"fruit", "rake"}, known) == {
        "fruit",
        "rake",
        "apples",
        "pears",
        "gardener-1-1",
    }


def test_what_is_not_asked_any_more_does_not_come_back(path: CareerPath) -> None:
    Requirement.objects.filter(skill__public_id="gardener-1-1").update(retired_at=NOW)
    grafting = SkillFactory(name="Grafting")
    replace(skills("gardener-1-1"), [grafting], now=NOW)
    assert not grafting.requirements.exists()


def test_projects_exercise_the_successors_once(path: CareerPath) -> None:
    level = path.levels.get(rank=1)
    old, there = skills("gardener-1-1", "gardener-1-2")
    shed, barn = (level.projects.create(name=name) for name in ("Shed", "Barn"))
    for project in (shed, barn):
        project.exercises.create(skill=old, why="Planks", position=2)
    barn.exercises.create(skill=there, why="Beams")
    replace([old], [there], now=NOW)
    rows = ProjectSkill.objects.order_by("project__name")
    assert list(rows.values_list("project__name", "skill", "why", "position")) == [
        ("Barn", there.pk, "Beams", 0),
        ("Shed", there.pk, "Planks", 2),
    ]


def test_every_path_that_asks_it_asks_the_successor(path: CareerPath) -> None:
    (shared,) = skills("gardener-1-1")
    elsewhere = RequirementFactory(skill=shared, proficiency=1)
    grafting = SkillFactory(name="Grafting")
    replace([shared], [grafting], now=NOW)
    assert elsewhere.level.requirements.current().get().skill == grafting


@pytest.mark.parametrize(
    ("known", "said", "found"),
    [
        ({}, {"a"}, []),
        ({"c": ("a", "b")}, {"a", "b"}, ["a", "b"]),
        ({"c": ("b",), "b": ("a",)}, {"a"}, ["a"]),
        ({"c": ("b",), "b": ("a",)}, {"a", "b"}, ["b"]),
        ({"c": ("b", "x"), "b": ("a",), "x": ("a",)}, {"a"}, ["a"]),
        ({"c": ("b",), "b": ("c",)}, {"c"}, []),
    ],
)
def test_nearest_goes_back_as_far_as_the_first_answer(
    known: dict[str, tuple[str, ...]], said: set[str], found: list[str]
) -> None:
    assert nearest("c", known, said) == found
