from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from careerpath.framework.models import (
    CareerPath,
    Level,
    Skill,
    SkillGroup,
)
from tests.factories import LevelFactory

from .pages import address, errors_of, save

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def test_retired_is_a_checkbox_on_the_page(rated: Skill, editor: Client) -> None:
    assert errors_of(save(editor, rated, {"retired": "on"})) == []
    rated.refresh_from_db()
    assert rated.is_retired
    assert errors_of(save(editor, rated, {"retired": None})) == []
    rated.refresh_from_db()
    assert not rated.is_retired


def test_retire_and_restore_several(path: CareerPath, editor: Client) -> None:
    rows = list(Skill.objects.order_by("pk")[:2])
    chosen = {"_selected_action": [row.pk for row in rows]}
    url = address(Skill, "changelist")
    page = editor.post(url, chosen | {"action": "retire_selected"}, follow=True)
    assert "2 retired." in page.content.decode()
    assert list(Skill.objects.retired().order_by("pk")) == rows
    assert rows[0].history.first().history_user.email == "ed@example.org"
    page = editor.post(url, chosen | {"action": "restore_selected"}, follow=True)
    assert "2 restored." in page.content.decode()
    assert not Skill.objects.retired().exists()


def test_a_level_whose_rank_is_taken_is_not_restored(path: CareerPath, editor: Client) -> None:
    old = path.levels.get(rank=1)
    old.retire(now=NOW)
    LevelFactory(path=path, rank=1)
    chosen = {"_selected_action": [old.pk], "action": "restore_selected"}
    page = editor.post(address(Level, "changelist"), chosen, follow=True).content.decode()
    assert "Gardener: Level 1 Gardener: Another level of this path has this rank." in page
    old.refresh_from_db()
    assert old.is_retired


@pytest.mark.parametrize("nonsense", ["gardener", "9" * 30, "1.5", ""])
def test_what_was_never_an_option_is_refused(nonsense: str, editor: Client) -> None:
    page = editor.post(address(SkillGroup, "add"), {"path": nonsense})
    assert page.status_code == 200
    assert list(page.context["adminform"].form.errors["path"]) == [
        "Select a valid choice. That choice is not one of the available choices."
        if nonsense
        else "This field is required."
    ]
    page = editor.post("/admin/framework/skill/replace/", {"olds": nonsense, "news": nonsense})
    assert page.status_code == 200


def test_an_empty_field_in_the_address_is_none(path: CareerPath, editor: Client) -> None:
    for page in ("change", "delete"):
        answer = editor.get(f"{address(path.levels.get(rank=1), page)}?_to_field=")
        assert "Level 1 Gardener" in answer.content.decode()


def test_what_is_retired_is_not_offered_in_selects(path: CareerPath, editor: Client) -> None:
    Skill.objects.get(public_id="gardener-1-1").retire(now=NOW)
    url = "/admin/autocomplete/?app_label=framework&model_name=requirement&field_name=skill"
    names = [row["text"] for row in editor.get(f"{url}&term=gardener").json()["results"]]
    assert "Gardener 1 2" in names
    assert "Gardener 1 1" not in names
