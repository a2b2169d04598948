from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.db import IntegrityError, models, transaction

from careerpath.framework.models import (
    CareerPath,
    DayShare,
    GrowthPhase,
    InterviewQuestion,
    InterviewSection,
    Level,
    NegotiationTip,
    Proficiency,
    Project,
    ProjectSkill,
    Requirement,
    Responsibility,
    Skill,
    SkillAlias,
    SkillAnchor,
    SkillGroup,
)
from tests.factories import (
    CareerPathFactory,
    LevelFactory,
    RequirementFactory,
    SkillFactory,
    SkillGroupFactory,
)

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
OURS = ["framework", "assessments", "roadmap", "accounts"]


def refused(make: Any) -> str:
    """The name of the constraint that the database holds against it."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make()
    return str(error.value)


# --- Every field is explained -----------------------------------------------------------------


def test_every_field_says_what_it_is_for() -> None:
    inherited = {field.name for field in AbstractUser._meta.get_fields()} - {"email"}
    silent = [
        f"{model.__name__}.{field.name}"
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "instance_type")  # the history keeps the fields of its model
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if not field.auto_created and not field.help_text
        if not (issubclass(model, AbstractUser) and field.name in inherited)
    ]
    assert silent == []


def test_every_framework_model_keeps_its_history() -> None:
    without = [
        model.__name__
        for model in apps.get_app_config("framework").get_models()
        if not hasattr(model, "instance_type") and not hasattr(model, "history")
    ]
    # A document brought in is history itself: written once, only its revert is noted later. A
    # ladder handed in changes nothing by itself.
    assert without == ["DocumentImport", "LadderSource"]


# --- Public ids -------------------------------------------------------------------------------


def test_public_id_is_made_from_the_name_and_stays_through_a_rename(db: None) -> None:
    path = CareerPathFactory(name="ML Engineer")
    path.name = "Machine Learning Engineer"
    path.save()
    assert CareerPath.objects.get().public_id == "ml-engineer"


def test_public_ids_of_siblings_are_numbered_and_those_of_cousins_are_not(db: None) -> None:
    here, there = LevelFactory(short_name="Junior"), LevelFactory(short_name="Junior")
    twice = [Responsibility.objects.create(level=here, text="Train models") for _ in range(3)]
    once = Responsibility.objects.create(level=there, text="Train models")
    assert [row.public_id for row in [*twice, once]] == [
        "train-models",
        "train-models-2",
        "train-models-3",
        "train-models",
    ]
    assert here.public_id == there.public_id == "junior"


@pytest.mark.parametrize(
    ("name", "public_id"),
    [
        ("C++ / CUDA", "c-cuda"),
        ("機械学習", "item"),
        ("", "item"),
        ("x" * 200, "x" * 76),
        ("  Größe & Maß ", "groe-ma"),
    ],
)
def test_public_id_of_an_odd_name(name: str, public_id: str, db: None) -> None:
    assert Skill.objects.create(name=name).public_id == public_id


def test_public_id_given_by_hand_is_kept(db: None) -> None:
    assert Skill.objects.create(name="Git", public_id="version-control").public_id == (
        "version-control"
    )


# --- Natural keys -----------------------------------------------------------------------------


def test_natural_keys_lead_back_to_their_rows(db: None) -> None:
    path = CareerPathFactory(name="Cook")
    level = LevelFactory(path=path, short_name="Chef")
    asked = RequirementFactory(level=level, skill=SkillFactory(name="Knives"))
    project = Project.objects.create(level=level, name="Menu")
    section = InterviewSection.objects.create(path=path, name="Taste")
    rows: dict[Any, tuple[Any, ...]] = {
        path: ("cook",),
        level: ("cook", "chef"),
        asked: ("cook", "chef", "knives"),
        asked.skill: ("knives",),
        project: ("cook", "chef", "menu"),
        ProjectSkill.objects.create(project=project, skill=asked.skill): (
            "cook",
            "chef",
            "menu",
            "knives",
        ),
        section: ("cook", "taste"),
        InterviewQuestion.objects.create(section=section, text="Salt?"): ("cook", "taste", "salt"),
        SkillAlias.objects.create(skill=asked.skill, name="Blades"): ("blades",),
        SkillAnchor.objects.create(skill=asked.skill, proficiency=3, text="x"): ("knives", 3),
        asked.skill.resources.create(title="Honing", url="https://a.example/"): (
            "knives",
            "honing",
        ),
    }
    assert {row: row.natural_key() for row in rows} == rows
    for row, key in rows.items():
        assert type(row).objects.get_by_natural_key(*key) == row


# --- Retire and restore -----------------------------------------------------------------------


def test_retire_keeps_the_first_date_and_restore_brings_back(db: None) -> None:
    skill = SkillFactory()
    skill.retire(now=NOW)
    skill.retire(now=NOW + dt.timedelta(days=1))
    assert Skill.objects.get().retired_at == NOW
    assert (list(Skill.objects.current()), list(Skill.objects.retired())) == ([], [skill])
    skill.restore()
    assert Skill.objects.get().retired_at is None
    assert (list(Skill.objects.current()), list(Skill.objects.retired())) == ([skill], [])
    assert [row.retired_at for row in skill.history.all()] == [None, NOW, None]


# --- Constraints ------------------------------------------------------------------------------


def test_rank_is_unique_among_the_levels_in_use(db: None) -> None:
    old = LevelFactory(rank=1)
    error = refused(lambda: LevelFactory(path=old.path, rank=1))
    assert "rank" in error
    old.retire(now=NOW)
    LevelFactory(path=old.path, rank=1)
    assert "rank" in refused(old.restore)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"rank": 0}, "level_rank_from_1"),
        ({"years_from": 5, "years_to": 3}, "level_years_ordered"),
        ({"years_from": None, "years_to": 3}, "level_years_ordered"),
        ({"pay_from": 2, "pay_to": 1, "pay_currency": "USD"}, "level_pay_ordered"),
        ({"pay_from": None, "pay_to": 1, "pay_currency": "USD"}, "level_pay_ordered"),
        ({"pay_from": 1}, "level_pay_has_currency"),
        ({"threshold_percent": 0}, "level_threshold_1_to_100"),
        ({"threshold_percent": 101}, "level_threshold_1_to_100"),
    ],
)
def test_level_refuses(fields: dict[str, Any], constraint: str, db: None) -> None:
    assert constraint in refused(lambda: LevelFactory(**fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"years_from": 10, "years_to": None},
        {"years_from": 3, "years_to": 3},
        {"pay_from": 350_000, "pay_to": 600_000, "pay_currency": "USD", "pay_open_ended": True},
        {"pay_from": 1, "pay_to": None, "pay_currency": "EUR"},
        {"threshold_percent": 1},
        {"threshold_percent": 100},
    ],
)
def test_level_takes(fields: dict[str, Any], db: None) -> None:
    level = LevelFactory(**fields)
    assert Level.objects.filter(pk=level.pk, **fields).exists()


def test_level_threshold_is_its_own_or_else_the_paths(db: None) -> None:
    path = CareerPathFactory(threshold_percent=70)
    assert LevelFactory(path=path, rank=1).threshold == 70
    assert LevelFactory(path=path, rank=2, threshold_percent=90).threshold == 90


@pytest.mark.parametrize("percent", [0, 101])
def test_path_refuses_a_threshold_outside_1_to_100(percent: int, db: None) -> None:
    assert "path_threshold_1_to_100" in refused(
        lambda: CareerPathFactory(threshold_percent=percent)
    )


@pytest.mark.parametrize("proficiency", [0, 5])
def test_requirement_refuses_a_proficiency_outside_1_to_4(proficiency: int, db: None) -> None:
    error = refused(lambda: RequirementFactory(proficiency=proficiency))
    assert "requirement_1_to_4" in error


def test_anchor_refuses_a_point_outside_the_scale_and_a_second_wording(db: None) -> None:
    skill = SkillFactory()
    anchors = SkillAnchor.objects
    assert "skill_anchor_0_to_4" in refused(
        lambda: anchors.create(skill=skill, proficiency=5, text="x")
    )
    anchors.create(skill=skill, proficiency=4, text="x")
    refused(lambda: anchors.create(skill=skill, proficiency=4, text="y"))


@pytest.mark.parametrize("hours", [0, 2001])
def test_resource_refuses_hours_nobody_takes_and_a_second_one_of_its_link(
    hours: int, db: None
) -> None:
    rows = SkillFactory().resources
    error = refused(lambda: rows.create(title="A", url="https://a.example/", hours=hours))
    assert "learning_resource_hours" in error
    rows.create(title="A", url="https://a.example/", hours=2000)
    refused(lambda: rows.create(title="B", url="https://a.example/"))


def test_names_are_unique_in_any_case(db: None) -> None:
    group = SkillGroupFactory(name="MLOps")
    alias = SkillAlias.objects.create(skill=SkillFactory(name="Git"), name="DVCS")
    refused(lambda: SkillFactory(name="GIT"))
    refused(lambda: SkillAlias.objects.create(skill=alias.skill, name="dvcs"))
    refused(lambda: SkillGroupFactory(path=group.path, name="mlops"))
    assert SkillGroupFactory(name="mlops").pk


def test_a_level_asks_a_skill_once_and_a_project_names_it_once(db: None) -> None:
    asked = RequirementFactory()
    project = Project.objects.create(level=asked.level, name="x")
    project.exercises.create(skill=asked.skill)
    refused(lambda: RequirementFactory(level=asked.level, skill=asked.skill))
    refused(lambda: project.exercises.create(skill=asked.skill))


def test_group_kind_is_technical_or_soft(db: None) -> None:
    assert "skill_group_kind" in refused(lambda: SkillGroupFactory(kind="other"))


def test_growth_phase_years_run_from_smaller_to_larger(db: None) -> None:
    path = CareerPathFactory()
    phase = GrowthPhase.objects.create(path=path, name="x", years_from=7, years_to=None)
    assert phase.pk
    assert "growth_phase_years_ordered" in refused(
        lambda: GrowthPhase.objects.create(path=path, name="y", years_from=7, years_to=6)
    )


def test_day_shares_of_a_level_add_to_at_most_100(db: None) -> None:
    here, there = LevelFactory(), LevelFactory()
    most = DayShare.objects.create(level=here, activity="Code", percent=60)
    DayShare.objects.create(level=there, activity="Code", percent=60)
    DayShare.objects.create(level=here, activity="Talk", percent=None)
    DayShare.objects.create(level=here, activity="Read", percent=40)
    says = "day_shares_at_most_100"
    assert says in refused(lambda: DayShare.objects.create(level=here, activity="Rest", percent=1))
    assert says in refused(lambda: DayShare.objects.filter(pk=most.pk).update(percent=61))
    assert "day_share_0_to_100" in refused(
        lambda: DayShare.objects.create(level=LevelFactory(), activity="x", percent=101)
    )


# --- The framework falls with its own, never beside it ----------------------------------------


def test_a_path_or_level_with_rows_people_are_asked_is_protected(db: None) -> None:
    asked = RequirementFactory()
    for row in (asked.level.path, asked.level, asked.group, asked.skill):
        with pytest.raises(models.ProtectedError):
            row.delete()
    tip = NegotiationTip.objects.create(path=CareerPathFactory(), name="Ask")
    tip.path.delete()
    assert not NegotiationTip.objects.exists()
    assert Requirement.objects.count() == SkillGroup.objects.count() == 1


def test_every_point_of_the_scale_has_its_meaning() -> None:
    assert [(point.value, str(point.label), point.meaning) for point in Proficiency] == [
        (0, "Not yet", "I have not done this"),
        (1, "Aware", "I can explain it and follow someone else's work"),
        (2, "Practising", "I have done it with help or on a small scale"),
        (3, "Proficient", "I do it on my own in real work, and it holds"),
        (4, "Leading", "others come to me for it; I set how it is done"),
    ]
