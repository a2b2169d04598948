from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careerpath.framework.models import (
    CareerPath,
)
from tests.factories import LevelFactory, RequirementFactory, SkillFactory

from .pages import address, fields_of, save


def test_history_shows_the_row_and_the_rows_on_its_page(path: CareerPath, editor: Client) -> None:
    level = path.levels.get(rank=1)
    save(editor, level, {"short_name": "Entry", "requirements-0-proficiency": "4"})
    level.requirements.get(position=3).delete()
    page = editor.get(address(level, "history"))
    text = " ".join(page.content.decode().split())
    assert "<strong>Short name:</strong> Level 1 → Entry" in text
    assert "<strong>proficiency:</strong> Proficient → Leading" in text
    below = [(change.what, change.row) for change in page.context["changes_below"]]
    assert below == [
        ("Deleted", "Gardener 1 3"),
        ("Changed", "Gardener 1 1"),
        ("Created", "Gardener 1 3"),
        ("Created", "Gardener 1 2"),
        ("Created", "Gardener 1 1"),
    ]
    assert page.context["changes_below"][1].by.email == "ed@example.org"
    assert "style=" not in text


def test_an_older_version_is_brought_back(path: CareerPath, editor: Client) -> None:
    level = path.levels.get(rank=1)
    save(editor, level, {"short_name": "Entry"})
    version = address(level, "history") + f"{level.history.last().pk}/"
    sent = fields_of(editor.get(version).content.decode())
    assert editor.post(version, sent).status_code == 302
    level.refresh_from_db()
    assert (level.short_name, level.public_id) == ("Level 1", "level-1")


@pytest.mark.parametrize("rows", [1, 3])
def test_history_asks_the_same_for_1_and_3_rows(
    rows: int, editor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    level = LevelFactory()
    for _ in range(rows):
        RequirementFactory(level=level)
        level.name += " again"
        level.save()
    editor.get(address(level, "history"))  # notes the sign-in and learns content types
    with django_assert_num_queries(14):
        editor.get(address(level, "history"))


def test_a_skill_s_history_names_what_it_is_learned_from(editor: Client) -> None:
    skill = SkillFactory(name="Pruning")
    skill.resources.create(title="Trees", url="https://trees.example.org/")
    page = editor.get(address(skill, "history"))
    assert [(c.what, c.row) for c in page.context["changes_below"]] == [("Created", "Trees")]
