"""Export everything, delete everything: nothing forgotten, nothing left."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.test import Client
from django.utils import timezone

from assessments.models import (
    Assessment,
    DevelopmentPlan,
    KeptVerdict,
    MergedAssessment,
    PracticeAnswer,
    ProjectMark,
    ResourceMark,
    SkillRating,
)
from assessments.plan_data import PlanItemData
from assessments.services import add_item
from careerpath.accounts.models import User
from careerpath.accounts.personal import NOT_THEIRS, UNLINKED, WITHHELD
from careerpath.accounts.services import delete_person, export
from careerpath.framework.models import CareerPath, Level, Skill
from careerpath.mail.models import OutgoingMail
from tests.accounts.conftest import sign_in, someone_in

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
MARK = "a-word-only-ada-wrote"


@pytest.fixture
def life(client: Client, ada: User, path: CareerPath, edith: User) -> User:
    """Ada with a row in every table that can be hers, and one that Edith's admin wrote of her."""
    assessment = Assessment.objects.create(owner=ada, path=path, started_at=NOW)
    SkillRating.objects.create(
        assessment=assessment,
        skill=Skill.objects.order_by("pk")[0],
        proficiency=3,
        note=MARK,
        updated_at=NOW,
    )
    level = Level.objects.get(path=path, rank=1)
    project = level.projects.create(name="Bed")
    ProjectMark.objects.create(assessment=assessment, project=project, done_at=NOW, link=MARK)
    book = Skill.objects.order_by("pk")[0].resources.create(title="Book", url="https://a.example/")
    ResourceMark.objects.create(assessment=assessment, resource=book, done_at=NOW)
    plan = DevelopmentPlan.objects.create(owner=ada, path=path, begun_at=NOW)
    said = PlanItemData(title=MARK, note=MARK)
    add_item(plan=plan, assessment=None, said=said, now=NOW)
    PracticeAnswer.objects.create(
        plan=plan,
        question="q",
        asked="Why?",
        note=MARK,
        confidence=2,
        practised_on=NOW.date(),
        due_on=NOW.date(),
        stability=1,
        difficulty=5,
        changed_at=NOW,
    )
    MergedAssessment.objects.create(public_id=uuid4(), into=assessment)
    KeptVerdict.objects.create(assessment=assessment, seen="0" * 64, kept_at=NOW)
    ada.groups.add(Group.objects.get(name="Editors"))
    ada.user_permissions.add(
        *ContentType.objects.get_for_model(CareerPath).permission_set.all()[:1]
    )
    address = EmailAddress.objects.get(user=ada)
    EmailConfirmation.objects.create(email_address=address, key="a-secret-key")
    Authenticator.objects.create(user=ada, type="totp", data={"secret": "a-secret-seed"})
    for author, about in ((ada, path), (edith, ada)):
        LogEntry.objects.create(
            user=author,
            content_type=ContentType.objects.get_for_model(about),
            object_id=str(about.pk),
            object_repr=str(about),
            action_flag=2,
        )
    sign_in(Client(), ada.email)  # a second device
    return ada


def everything() -> str:
    """Every row of every table as text, sessions decoded."""
    rows: list[Any] = []
    for model in apps.get_models(include_auto_created=True):
        rows += [[model._meta.label, row] for row in model._base_manager.values()]
    rows += [session.get_decoded() for session in Session.objects.all()]
    return json.dumps(rows, cls=DjangoJSONEncoder)


def columns_tied_to_a_person() -> set[str]:
    """Walked anew and naively, so that a mistake in the code is not repeated here."""
    theirs: set[type[models.Model]] = {User}
    tied: set[str] = set()
    while True:
        before = (len(theirs), len(tied))
        for model in apps.get_models(include_auto_created=True):
            for field in model._meta.get_fields():
                target = field.related_model if isinstance(field, models.ForeignKey) else None
                if target in theirs:
                    tied.add(f"{model._meta.label}.{field.name}")
                    if field.remote_field.on_delete is models.CASCADE:  # type: ignore[union-attr]
                        theirs.add(model)
        if before == (len(theirs), len(tied)):
            break
    for model in theirs:
        tied |= {f"{model._meta.label}.{field.name}" for field in model._meta.concrete_fields}
    return tied


def test_every_column_tied_to_a_person_is_exported_or_justified(life: User) -> None:
    tables = export(person=life, now=NOW)["tables"]
    shown = set()
    for label, rows in tables.items():
        assert rows, f"nothing of {label}: give `life` a row there, so that this test sees it"
        model = apps.get_model(label)
        names = {field.attname: field.name for field in model._meta.concrete_fields}
        shown |= {f"{label}.{names[key]}" for key in rows[0] if key in names}
    unexplained = {
        column
        for column in columns_tied_to_a_person() - shown - set(WITHHELD)
        if column.rpartition(".")[2] not in NOT_THEIRS
    }
    assert unexplained == set()
    assert shown & set(WITHHELD) == set()


def test_reasons_name_real_columns() -> None:
    for label in WITHHELD:
        model, _, column = label.rpartition(".")
        assert apps.get_model(model)._meta.get_field(column)
    for label in UNLINKED:
        assert apps.get_model(label)


def test_export_holds_their_words_and_no_one_elses(life: User, bob: User) -> None:
    Assessment.objects.create(owner=bob, path=CareerPath.objects.get(), started_at=NOW)
    told = export(person=life, now=NOW)
    [assessment] = told["tables"]["assessments.Assessment"]
    assert (assessment["owner_id"], assessment["path__public_id"]) == (life.pk, "gardener")
    [rating] = told["tables"]["assessments.SkillRating"]
    assert (rating["note"], rating["proficiency"]) == (MARK, 3)
    assert rating["skill__public_id"] == Skill.objects.order_by("pk")[0].public_id
    [mark] = told["tables"]["assessments.ProjectMark"]
    assert (mark["project__public_id"], mark["done_at"], mark["link"]) == ("bed", NOW, MARK)
    assert mark["assessment_id"] == assessment["id"]
    [learned] = told["tables"]["assessments.ResourceMark"]
    assert (learned["resource__public_id"], learned["done_at"]) == ("book", NOW)
    text = json.dumps(told, cls=DjangoJSONEncoder)
    assert "bob@example.org" not in text
    keys = UserSession.objects.values_list("session_key", flat=True)
    assert keys
    for secret in ("a-secret-key", "a-secret-seed", life.password, *keys):
        assert secret not in text


@pytest.mark.parametrize("extra", [0, 2])
def test_export_asks_once_a_table(
    life: User, extra: int, django_assert_num_queries: Any, path: CareerPath
) -> None:
    for n in range(extra):
        Assessment.objects.create(
            owner=life, path=path, started_at=NOW, completed_at=NOW, asked={"n": n}, placement={}
        )
    with django_assert_num_queries(17):
        export(person=life, now=NOW)


def test_delete_leaves_nothing_in_any_table(life: User, client: Client) -> None:
    path = CareerPath.objects.get()
    history: Any = CareerPath.history
    history.update(history_user=life)
    before = everything()
    assert "ada@example.org" in before
    assert MARK in before
    other_people = User.objects.exclude(pk=life.pk).count()
    delete_person(person=life)
    after = everything()
    for trace in ("ada@example.org", MARK, "a-secret-key", "a-secret-seed"):
        assert trace not in after
    said = [Assessment, SkillRating, ProjectMark, ResourceMark]
    counts = [*said, EmailAddress, EmailConfirmation, Authenticator, UserSession]
    assert [model._base_manager.count() for model in counts] == [0] * 8
    assert LogEntry.objects.count() == 0
    assert User.objects.count() == other_people
    # The framework and its history stay; only the name goes.
    assert CareerPath.objects.get() == path
    assert [row.history_user_id for row in history.all()] == [None]


@pytest.mark.parametrize(("verified", "left"), [(True, []), (False, ["ada@example.org"])])
def test_delete_takes_mail_on_its_way_along(verified: bool, left: list[str], ada: User) -> None:
    """But not to an address that is unproven: that mail may be for who has it in truth."""
    EmailAddress.objects.filter(user=ada).update(verified=verified)
    for email in (ada.email, "someone@example.org"):
        OutgoingMail.objects.create(
            recipient=email, text="words", queued_at=NOW, expires=NOW, due=NOW
        )
    delete_person(person=ada)
    rows = OutgoingMail.objects.order_by("pk").values_list("recipient", flat=True)
    assert list(rows) == [*left, "someone@example.org"]


def test_delete_ends_every_session(life: User, client: Client) -> None:
    assert Session.objects.count() == 2  # one of them waits for its second factor
    delete_person(person=life)
    assert Session.objects.count() == 0
    assert someone_in(client) is None


def test_delete_spares_everybody_else(life: User, bob: User, path: CareerPath) -> None:
    kept = Assessment.objects.create(owner=bob, path=path, started_at=timezone.now())
    delete_person(person=life)
    assert list(Assessment.objects.all()) == [kept]
