"""Rows for tests: a whole small path with `make_path`, the shipped one, single rows."""

from __future__ import annotations

from typing import Any

import factory
from django.conf import settings
from django.core.management import call_command

from careerpath.accounts.models import User
from careerpath.framework.models import (
    CareerPath,
    Level,
    Proficiency,
    Requirement,
    Skill,
    SkillGroup,
)

FIXTURE = settings.BASE_DIR / "fixtures" / "ml_engineer.json"


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    password = factory.django.Password("a long enough password")


class CareerPathFactory(factory.django.DjangoModelFactory[CareerPath]):
    class Meta:
        model = CareerPath

    name = factory.Sequence(lambda n: f"Role {n}")


class LevelFactory(factory.django.DjangoModelFactory[Level]):
    class Meta:
        model = Level

    path = factory.SubFactory(CareerPathFactory)
    rank = factory.Sequence(lambda n: n + 1)
    short_name = factory.LazyAttribute(lambda level: f"Level {level.rank}")
    name = factory.LazyAttribute(lambda level: f"{level.short_name} {level.path.name}")


class SkillFactory(factory.django.DjangoModelFactory[Skill]):
    class Meta:
        model = Skill

    name = factory.Sequence(lambda n: f"Skill {n}")


class SkillGroupFactory(factory.django.DjangoModelFactory[SkillGroup]):
    class Meta:
        model = SkillGroup

    path = factory.SubFactory(CareerPathFactory)
    name = factory.Sequence(lambda n: f"Group {n}")


class RequirementFactory(factory.django.DjangoModelFactory[Requirement]):
    class Meta:
        model = Requirement

    level = factory.SubFactory(LevelFactory)
    group = factory.SubFactory(SkillGroupFactory, path=factory.SelfAttribute("..level.path"))
    skill = factory.SubFactory(SkillFactory)


def make_path(
    name: str = "Gardener", *, levels: int = 2, skills: int = 3, **fields: Any
) -> CareerPath:
    """A path with `levels` levels; each asks `skills` skills, the last of them in a soft group.

    Ids read "gardener-1-1" (level 1, first skill); groups are "craft" and "soft-skills".
    """
    path: CareerPath = CareerPathFactory(name=name, **fields)
    craft = SkillGroupFactory(path=path, name="Craft", position=1)
    soft = SkillGroupFactory(path=path, name="Soft skills", kind="soft", position=2)
    for rank in range(1, levels + 1):
        level = LevelFactory(path=path, rank=rank, short_name=f"Level {rank}")
        for n in range(1, skills + 1):
            RequirementFactory(
                level=level,
                group=soft if n == skills else craft,
                skill=SkillFactory(name=f"{name} {rank} {n}"),
                position=n,
            )
    return path


def shipped_ml_engineer() -> CareerPath:
    """The path that ships, loaded where it is not there."""
    if not CareerPath.objects.filter(public_id="ml-engineer").exists():
        call_command("load_paths", FIXTURE, verbosity=0)
    return CareerPath.objects.get(public_id="ml-engineer")


def ml_engineer() -> CareerPath:
    """The same path without marks, as its document is: figures reckoned by hand rest on that.

    Every skill is asked at Proficient, and none is a must-have; what editors judge otherwise may
    change with any release.
    """
    path = shipped_ml_engineer()
    Requirement.objects.filter(level__path=path).update(
        proficiency=Proficiency.PROFICIENT, must_have=False
    )
    return path
