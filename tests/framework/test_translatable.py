"""Texts in other languages: shown where there are any, marked where not, never stored as ours."""

from __future__ import annotations

import copy
import re
from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessments import services
from assessments.models import Assessment
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Level, ProjectSkill, Skill, SkillGroup
from careerpath.framework.models.base import Tracked
from careerpath.framework.models.translatable import Translatable, Translated, texts_in
from careerpath.framework.names import originals
from careerpath.framework.specs import path_spec
from careerpath.framework.succession import replace
from tests.factories import SkillFactory, make_path
from tests.roadmap.people import assessed

pytestmark = pytest.mark.django_db
NOT_TEXTS = {"public_id", "language", "kind", "pay_currency"}


def translate(row: Any, **texts: str) -> None:
    for field, text in texts.items():
        row.translate("de", field, text, of=getattr(row, field))
    row.save()


@pytest.fixture
def german(path: CareerPath) -> CareerPath:
    """The small path with German names for itself, its first level, a group and a skill."""
    translate(path, name="Gärtnerei")
    translate(path.levels.get(rank=1), short_name="Stufe 1", name="Stufe 1 im Garten")
    translate(SkillGroup.objects.get(name="Craft"), name="Handwerk")
    translate(Skill.objects.get(public_id="gardener-1-1"), name="Hecken schneiden")
    return path


def page(client: Client, address: str, language: str) -> str:
    client.cookies["language"] = language
    return unescape(client.get(address).content.decode())


# Names of skills elsewhere, and titles of what others have written: they stay as they are.
AS_THEY_ARE = {"SkillAlias", "LearningResource"}


def test_every_text_of_the_framework_can_be_translated() -> None:
    missing = {}
    for model in apps.get_app_config("framework").get_models():
        if not issubclass(model, Tracked) or model.__name__ in AS_THEY_ARE:
            continue
        columns = {
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, (models.CharField, models.TextField))
        } - NOT_TEXTS
        if columns != set(getattr(model, "texts", ())):
            missing[model.__name__] = columns
    assert missing == {}
    assert issubclass(ProjectSkill, Translatable)


def test_texts_are_read_in_a_language_only_where_that_is_asked_for(german: CareerPath) -> None:
    assert CareerPath.objects.get().name == "Gardener"
    with texts_in("de"):
        path = CareerPath.objects.get()
        assert (path.name, path.overview) == ("Gärtnerei", "")
        assert isinstance(path.name, Translated)
        assert (path.name.original, path.name.of) == ("Gardener", "Gardener")
        assert list(Level.objects.values_list("short_name", flat=True)) == ["Level 1", "Level 2"]
    with texts_in("fr"):
        assert CareerPath.objects.get().name == "Gardener"


def test_a_row_read_to_be_shown_is_not_saved(german: CareerPath) -> None:
    with texts_in("de"):
        path = CareerPath.objects.get()
    with pytest.raises(TypeError, match="CareerPath was read with translated texts"):
        path.save()
    assert CareerPath.objects.get().name == "Gardener"
    assert type(copy.copy(path.name)) is str
    assert copy.copy(path.name) == "Gardener"


def test_a_changed_original_keeps_showing_its_translation_which_is_out_of_date(
    german: CareerPath,
) -> None:
    CareerPath.objects.update(name="Landscape gardener")
    with texts_in("de"):
        name = CareerPath.objects.get().name
    assert isinstance(name, Translated)
    assert (name, name.original, name.of) == ("Gärtnerei", "Landscape gardener", "Gardener")


def test_an_emptied_original_is_not_said_in_another_language(path: CareerPath) -> None:
    path.overview = "They tend plants."
    translate(path, overview="Sie pflegen Pflanzen.")
    CareerPath.objects.update(overview="")
    with texts_in("de"):
        assert CareerPath.objects.get().overview == ""


@pytest.mark.parametrize(
    "wrong",
    [
        ["de"],
        {"de": ["name"]},
        {"German": {"name": {"text": "x", "of": "y"}}},
        {"de": {"public_id": {"text": "x", "of": "y"}}},
        {"de": {"name": "x"}},
        {"de": {"name": {"text": "", "of": "y"}}},
        {"de": {"name": {"text": "x"}}},
        {"de": {"name": {"text": "x", "of": "y", "by": "z"}}},
        {"de": {"name": {"text": "x" * 201, "of": "y"}}},
    ],
)
def test_translations_of_another_shape_are_refused(path: CareerPath, wrong: Any) -> None:
    path.translations = wrong
    with pytest.raises(ValidationError) as refused:
        path.clean_fields()
    assert set(refused.value.message_dict) == {"translations"}


def test_a_translation_can_be_taken_away(german: CareerPath) -> None:
    german.translate("fr", "name", "Jardinier", of="Gardener")
    german.translate("de", "name", "", of="Gardener")
    assert german.translations == {"fr": {"name": {"text": "Jardinier", "of": "Gardener"}}}
    german.translate("fr", "name", "", of="Gardener")
    assert german.translations is None


# --- Pages ------------------------------------------------------------------------------------


def test_a_page_says_what_is_translated_and_marks_what_is_not(
    german: CareerPath, client: Client
) -> None:
    german.core_responsibilities.create(text="Water the beds")
    shown = page(client, "/paths/gardener/", "de")
    assert "<h1>Gärtnerei</h1>" in shown
    assert '<li lang="en">Water the beds</li>' in shown
    level = page(client, "/paths/gardener/levels/level-1/", "de")
    assert "<h3>Handwerk</h3>" in level
    assert re.findall(r"<b( lang=\"en\")?>(Hecken schneiden|Gardener 1 2)</b>", level) == [
        ("", "Hecken schneiden"),
        (' lang="en"', "Gardener 1 2"),
    ]
    assert "Gärtnerei" not in page(client, "/paths/gardener/", "en")


def test_everything_that_is_kept_is_kept_a_language(german: CareerPath, client: Client) -> None:
    for language, name in 2 * (("de", "Gärtnerei"), ("en", "Gardener")):
        assert f">{name}</a></h2>" in page(client, "/", language)


def test_admin_edits_the_originals(german: CareerPath, as_edith: Client) -> None:
    shown = page(as_edith, f"/admin/framework/careerpath/{german.pk}/change/", "de")
    assert 'value="Gardener"' in shown
    assert "Gärtnerei" not in shown


def test_what_is_finished_is_stored_in_the_originals_and_shown_translated(
    german: CareerPath, as_alice: Client, alice: User
) -> None:
    begun = services.start(owner=alice, path=german, now=timezone.now())
    as_alice.cookies["language"] = "de"
    as_alice.post(f"/assessments/{begun.public_id}/finish/")
    done = Assessment.objects.get(pk=begun.pk)
    assert done.asked_path() == originals(path_spec(german))
    assert "Hecken" not in str(done.asked)
    for address in (f"/roadmap/{done.public_id}/", f"/assessments/{done.public_id}/answers/"):
        assert "Hecken schneiden" in page(as_alice, address, "de"), address
        assert "Hecken schneiden" not in page(as_alice, address, "en"), address
    assert "auf dem Weg zu Stufe 1" in page(as_alice, "/assessments/", "de")


def test_a_finished_roadmap_follows_a_translation_that_comes_later(
    path: CareerPath, as_alice: Client, alice: User
) -> None:
    done = assessed(alice, path, {"gardener-1-1": 1})
    address, skill = f"/roadmap/{done.public_id}/", Skill.objects.get(public_id="gardener-1-1")
    assert "Hecken" not in page(as_alice, address, "de")
    translate(skill, name="Hecken schneiden")
    assert "Hecken schneiden" in page(as_alice, address, "de")
    translate(skill, name="")
    assert "Hecken" not in page(as_alice, address, "de")


def test_what_changed_since_is_the_same_in_any_language(
    german: CareerPath, as_alice: Client, alice: User
) -> None:
    done = assessed(alice, german, {"gardener-1-1": 3})
    group = SkillGroup.objects.get(name="Craft")
    group.name = "Trade"
    group.save()
    shown = page(as_alice, f"/roadmap/{done.public_id}/", "de")
    assert "Die Gruppe „Craft“ heißt jetzt „Trade“." in shown
    seen = re.findall(r'name="seen" value="(\w+)"', shown)
    assert seen == re.findall(
        r'name="seen" value="(\w+)"', page(as_alice, f"/roadmap/{done.public_id}/", "en")
    )
    assert len(seen) == 1


def test_a_rename_is_told_in_one_language(
    german: CareerPath, as_alice: Client, alice: User
) -> None:
    """It said “„Edge computing“ heißt jetzt „Edge Computing“”, and never the new name."""
    done = assessed(alice, german, {"gardener-1-1": 3})
    skill, rung = Skill.objects.get(public_id="gardener-1-1"), Level.objects.get(rank=1)
    skill.name, rung.short_name = "Hedges", "Rung 1"
    skill.save()
    translate(rung, short_name="Sprosse 1")  # up to date; the old name has none any more
    shown = page(as_alice, f"/roadmap/{done.public_id}/", "de")
    assert "„Gardener 1 1“ heißt jetzt „Hedges“; deine Bewertung bleibt." in shown
    assert "Die Stufe „Level 1“ heißt jetzt „Rung 1“." in shown
    # Names that changed places, each translated again: both are said in German.
    other = Skill.objects.get(public_id="gardener-1-2")
    translate(other, name="Beete gießen")
    again = assessed(alice, german, {"gardener-1-1": 3, "gardener-1-2": 3})
    Skill.objects.filter(pk=other.pk).update(name="Swapping")
    skill.name, other.name = other.name, skill.name
    for row, name in ((skill, "Beete"), (other, "Hecken")):
        translate(row, name=name)
    shown = page(as_alice, f"/roadmap/{again.public_id}/", "de")
    assert "„Hecken“ heißt jetzt „Beete“; deine Bewertung bleibt." in shown


def test_replacing_a_skill_keeps_how_a_project_is_translated(path: CareerPath) -> None:
    old, new = Skill.objects.get(public_id="gardener-1-1"), SkillFactory(name="Hedges")
    project = path.levels.get(rank=1).projects.create(name="A hedge")
    row = ProjectSkill.objects.create(project=project, skill=old, why="You cut it")
    translate(row, why="Du schneidest sie")
    replace(olds=[old], news=[new], now=timezone.now())
    (stayed,) = ProjectSkill.objects.all()
    assert (stayed.skill, stayed.translations) == (
        new,
        {"de": {"why": {"text": "Du schneidest sie", "of": "You cut it"}}},
    )


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize("translated", [False, True])
@pytest.mark.parametrize(
    "page",
    [("/", 3), ("/paths/{}/", 6), ("/paths/{}/levels/level-1/", 8), ("/paths/{}/projects/", 4)],
)
def test_a_page_takes_as_many_queries_translated_or_not(
    page: tuple[str, int],
    size: int,
    translated: bool,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    address, queries = page
    path = make_path("Florist", levels=size, skills=size)
    for row in (path, *Level.objects.all(), *SkillGroup.objects.all(), *Skill.objects.all()):
        if translated:
            translate(row, name=f"Deutsch {row.name}")
    client.cookies["language"] = "de"
    with django_assert_num_queries(queries):
        client.get(address.format(path.public_id))
