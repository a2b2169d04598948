from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careerpath.framework.models import (
    CareerPath,
    DocumentImport,
    InterviewSection,
    LearningResource,
    Skill,
)
from tests.factories import RequirementFactory, SkillFactory, make_path

from .pages import address

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
REGISTERED = [m for m in admin.site._registry if m._meta.app_label == "framework"]


def learns(path: CareerPath) -> None:
    """Something to learn its first skill from."""
    skill = path.levels.get(rank=1).requirements.earliest("pk").skill
    skill.resources.create(title="Digging", url="https://example.org/")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("model", "queries"),
    [
        (model, 4 if model in {CareerPath, DocumentImport, LearningResource} else 5)
        for model in REGISTERED
    ],
    ids=lambda m: getattr(m, "__name__", ""),
)
def test_list_asks_the_same_for_1_and_3_rows(
    model: Any,
    queries: int,
    rows: int,
    as_edith: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(rows):
        path = make_path(f"Role {n}", levels=1, skills=2)
        path.growth_phases.create(name="Phase")
        path.notes.create(heading="Reading", level=path.levels.get())
        path.interview_sections.create(name="Section", level=path.levels.get())
        path.networking_groups.create(name="")
        path.levels.get().projects.create(name="Build")
        path.imports.create(path_name=path.name, at=NOW)
        learns(path)
    as_edith.get(address(model, "changelist"))
    with django_assert_num_queries(queries):
        page = as_edith.get(address(model, "changelist"))
    assert page.context["cl"].result_count in {rows, rows * 2}


def test_list_of_skills_counts_levels_paths_and_people(
    rated: Skill, path: CareerPath, editor: Client
) -> None:
    other = make_path("Cook", levels=1)
    RequirementFactory(level=other.levels.get(), skill=rated)
    RequirementFactory(level=path.levels.get(rank=2), skill=rated).retire(now=NOW)
    rated.aliases.create(name="Spade")
    page = editor.get(address(Skill, "changelist") + "?q=spade").context["cl"]
    assert [(r.level_count, r.path_count, r.people_count) for r in page.result_list] == [(2, 2, 3)]


def test_list_of_projects_counts_what_each_exercises(path: CareerPath, editor: Client) -> None:
    project = path.levels.get(rank=1).projects.create(name="Shed")
    for skill in Skill.objects.all()[:2]:
        project.exercises.create(skill=skill)
    page = editor.get(address(type(project), "changelist")).content.decode()
    assert re.findall('<td class="field-exercised">(.*?)</td>', page) == ["2"]


def test_a_group_without_a_name_can_be_opened_from_the_list(
    path: CareerPath, editor: Client
) -> None:
    group = path.networking_groups.create(name="")
    page = editor.get(address(type(group), "changelist")).content.decode()
    assert f'<a href="{address(group)}">(no name)</a>' in page


@pytest.mark.parametrize("model", REGISTERED, ids=lambda m: m.__name__)
def test_view_on_site_leads_to_a_page(model: Any, path: CareerPath, editor: Client) -> None:
    path.notes.create(heading="Reading")
    path.growth_phases.create(name="Phase")
    InterviewSection.objects.create(path=path, name="Section")
    path.networking_groups.create(name="")
    path.levels.get(rank=1).projects.create(name="Build")
    path.imports.create(path_name=path.name, at=NOW)
    learns(path)
    row = model.objects.order_by("pk")[0]
    url = admin.site._registry[model].get_view_on_site_url(row)
    assert (url is None) == (model in {Skill, DocumentImport, LearningResource})
    if url:
        assert f'href="{url}"' in editor.get(address(row)).content.decode()
        assert editor.get(url, follow=True).status_code == 200


@pytest.mark.parametrize(
    ("asked", "found"),
    [("überan", 1), ("ÜBERANPASSUNG vermeiden", 1), ("vermeiden spade", 0), ("spade", 1), ("", 4)],
)
def test_rows_are_found_by_what_they_are_called_in_another_language(
    asked: str, found: int, editor: Client
) -> None:
    skill = RequirementFactory(skill=SkillFactory(name="Spade work")).skill
    skill.translate("de", "name", "Überanpassung vermeiden", of="Spade work")
    skill.save()
    for _ in range(3):
        SkillFactory()
    page = editor.get(address(Skill, "changelist"), {"q": asked})
    assert page.context["cl"].result_count == found


def test_the_search_field_takes_no_more_than_an_address_holds(editor: Client) -> None:
    field = '<input type="text" size="40" maxlength="200" name="q" value="spade" id="searchbar">'
    page = editor.get(address(Skill, "changelist") + "?q=spade").content.decode()
    assert page.count(field) == 1
