from __future__ import annotations

import datetime as dt
from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.test import Client

from assessments.models import ProjectMark
from careerpath.framework.models import (
    CareerPath,
    LadderSource,
    Level,
    Project,
    Requirement,
    Skill,
    SkillGroup,
    SkillSuccession,
)
from tests.factories import SkillFactory
from tests.roadmap.people import assessed

from .pages import address, errors_of, fields_of, save

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
RETIRE = (
    "Retire it instead: it is left out of new assessments and pages, and what people said stays "
    "in their history."
)
REGISTERED = [m for m in admin.site._registry if m._meta.app_label == "framework"]


# --- Nothing is out of reach ------------------------------------------------------------------


def test_every_model_of_the_framework_is_edited_somewhere() -> None:
    inlined = {inline.model for page in REGISTERED for inline in admin.site._registry[page].inlines}
    models = {
        model
        for model in apps.get_app_config("framework").get_models()
        if not hasattr(model, "instance_type")
    }
    # Written by the page that replaces skills, and by the one that maps a ladder.
    assert models - inlined - set(REGISTERED) == {SkillSuccession, LadderSource}


def test_every_foreign_key_is_looked_up_as_one_types() -> None:
    """A plain select would list every row of a table that grows."""
    plain = [
        f"{page.__name__}: {field.name}"
        for page in REGISTERED
        for field in page._meta.fields
        if field.is_relation
        and field.name not in admin.site._registry[page].get_autocomplete_fields(None)  # type: ignore[arg-type]
        and field.name not in admin.site._registry[page].fixed  # type: ignore[attr-defined]
    ]
    assert plain == []


# --- Deleting what people rated ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "sentence"),
    [
        (Skill, f"3 people have rated or planned it. {RETIRE}"),
        (Requirement, f"3 people have rated or planned it. {RETIRE}"),
        (Level, f"3 people have rated themselves on it. {RETIRE}"),
        (CareerPath, f"3 people have rated themselves on it. {RETIRE}"),
        (SkillGroup, "3 people have rated themselves on it. Give its requirements another group"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_deleting_what_people_rated_is_refused(
    method: str, model: Any, sentence: str, rated: Skill, editor: Client
) -> None:
    row = model.objects.order_by("pk")[0]
    before = model.objects.count()
    page = getattr(editor, method)(address(row, "delete"), {"post": "yes"}).content.decode()
    assert sentence in page
    assert "nothing was deleted" in page
    assert "secret" not in page
    assert 'value="yes"' not in page
    assert model.objects.count() == before


@pytest.mark.parametrize("state", ["begun_at", "done_at", ""])
def test_deleting_a_project_that_somebody_spoke_of_is_refused(
    state: str, path: CareerPath, alice: Any, editor: Client
) -> None:
    """Also where they took it back: that a link was typed is not forgotten for that."""
    project = Project.objects.create(level=path.levels.get(rank=1), name="Shed")
    done = assessed(alice, path, {})
    days = {state: NOW} if state else {}
    ProjectMark.objects.create(assessment=done, project=project, link="https://a-secret/", **days)
    for page in (
        editor.get(address(project, "delete")),
        editor.post(address(project, "delete"), {"post": "yes"}),
        editor.post(
            address(Project, "changelist"),
            {"action": "delete_selected", "_selected_action": [project.pk], "post": "yes"},
        ),
    ):
        html = page.content.decode()
        assert f"1 person uses it. {RETIRE}" in html
        assert "a-secret" not in html
    assert ProjectMark.objects.get().project == project


def test_deleting_several_names_those_that_were_rated(rated: Skill, editor: Client) -> None:
    keys = [rated.pk, SkillFactory(name="Unrated").pk]
    chosen = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    page = editor.post(address(Skill, "changelist"), chosen).content.decode()
    assert f"<li>3 people have rated or planned it. {RETIRE}</li>" not in page
    assert f"<li>Gardener 1 1: 3 people have rated or planned it. {RETIRE}</li>" in page
    assert "Unrated:" not in page
    assert Skill.objects.filter(pk__in=keys).count() == 2


def test_deleting_a_rated_requirement_on_the_levels_page_is_refused(
    rated: Skill, path: CareerPath, editor: Client
) -> None:
    changes = {"requirements-0-DELETE": "on", "short_name": "Entry"}
    answer = save(editor, path.levels.get(rank=1), changes)
    assert errors_of(answer) == [
        f"requirements: Gardener 1 1 at Proficient: 3 people have rated or planned it. {RETIRE}"
    ]
    assert fields_of(answer.content.decode())["short_name"] == "Entry"
    assert rated.requirements.exists()


def test_deleting_what_nobody_rated_goes_through(
    rated: Skill, path: CareerPath, editor: Client
) -> None:
    level = path.levels.get(rank=1)
    other = level.requirements.get(skill__public_id="gardener-1-2")
    skill, project = SkillFactory(), Project.objects.create(level=level, name="Shed")
    assert errors_of(save(editor, level, {"requirements-1-DELETE": "on"})) == []
    for row in (skill, project):
        assert editor.post(address(row, "delete"), {"post": "yes"}).status_code == 302
    assert not Requirement.objects.filter(pk=other.pk).exists()
    assert not Skill.objects.filter(pk=skill.pk).exists()
    assert not Project.objects.exists()


def test_deleting_a_level_that_asks_something_says_what_goes_first(
    path: CareerPath, editor: Client
) -> None:
    level = path.levels.get(rank=2)
    page = editor.post(address(level, "delete"), {"post": "yes"}).content.decode()
    assert "These rest on it. Delete them first, or retire it." in page
    assert "Gardener 2 1 at Proficient" in page
    assert Level.objects.filter(pk=level.pk).exists()


@pytest.mark.parametrize("error", [ProtectedError("rated", set()), IntegrityError("rated")])
def test_deleting_what_is_rated_at_that_moment_ends_in_the_refusal(
    rated: Skill, editor: Client, error: Exception
) -> None:
    """The rating comes after the last look, so that only the database sees it."""
    url = address(rated, "delete")
    page = type(admin.site._registry[Skill])
    with (
        patch.object(page, "get_deleted_objects", return_value=([], {}, set(), [])),
        patch.object(page, "delete_model", side_effect=error),
    ):
        answer = editor.post(url, {"post": "yes"})
    assert (answer.status_code, answer["Location"]) == (302, url)
    assert f"3 people have rated or planned it. {RETIRE}" in editor.get(url).content.decode()
    assert Skill.objects.filter(pk=rated.pk).exists()


def test_deleting_several_while_one_is_rated_deletes_none(rated: Skill, editor: Client) -> None:
    keys = [SkillFactory(name="Unrated").pk, rated.pk]
    chosen = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    page = type(admin.site._registry[Skill])
    with patch.object(page, "get_deleted_objects", return_value=([], {}, set(), [])):
        answer = editor.post(address(Skill, "changelist"), chosen, follow=True)
    assert "Someone rated one of them just now." in answer.content.decode()
    assert Skill.objects.filter(pk__in=keys).count() == 2


def test_version_that_is_none_is_not_found(rated: Skill, editor: Client) -> None:
    for version in ("gardener", "9" * 20, "999"):
        assert editor.get(f"{address(rated, 'history')}{version}/").status_code == 404
    for row in ("gardener", "9" * 20):
        assert editor.get(f"/admin/framework/skill/{row}/history/").status_code == 404
