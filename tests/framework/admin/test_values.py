"""What admin shows is words of the page's language: no raw values, no English in German."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from careerpath.accounts.models import User
from careerpath.framework.admin.values import in_words
from careerpath.framework.models import CareerPath, Level, Skill, SkillGroup
from tests.pages import text_of
from tests.roadmap.people import assessed, level_skills

from .pages import address, save

RAW = re.compile(r"\d{4}-\d\d-\d\d|\+00:00|\{[\"']|\bNone\b|\bTrue\b|\bFalse\b")


@pytest.fixture(autouse=True)
def _in_english_again() -> Iterator[None]:
    """What a request in German leaves behind is nobody else's."""
    with translation.override("en"):
        yield


MOMENT = dt.datetime(2026, 1, 1, 11, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("model", "field", "value", "words"),
    [
        (Skill, "retired_at", MOMENT, "1. Jan. 2026, 12:00"),
        (Skill, "retired_at", None, "–"),
        (Skill, "description", "", "–"),
        (Skill, "description", "<b>2026</b>", "<b>2026</b>"),
        (SkillGroup, "kind", "technical", "fachlich"),
        (Level, "pay_open_ended", True, "ja"),
        (Level, "pay_open_ended", False, "nein"),
        (Level, "pay_from", 80000, "80000"),
        (Level, "pay_from", None, "–"),
        (Level, "rank", 0, "0"),
        (Level, "path", None, "–"),
        (Level, "path", CareerPath(name="Gardener"), "Gardener"),
    ],
)
def test_value_in_words(
    model: Any, field: str, value: object, words: str, settings: Settings
) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    with translation.override("de"):
        assert in_words(model._meta.get_field(field), value) == words


def test_history_in_german_shows_no_raw_value_and_no_english(
    path: CareerPath, as_edith: Client
) -> None:
    level = path.levels.get(rank=1)
    as_edith.defaults["HTTP_ACCEPT_LANGUAGE"] = "de"
    save(as_edith, level, {"retired": "on", "pay_open_ended": "on"})
    level.requirements.get(position=1).retire(now=MOMENT)
    history = address(level, "history")
    changed = text_of(as_edith.get(history))
    assert "Bezahlung nach oben offen: nein → ja" in changed
    assert RAW.findall(changed) == []
    version = text_of(as_edith.get(f"{history}{level.history.first().pk}/"))
    assert "So war es nach einer Änderung am" in version
    assert "von edith@example.org" in version
    assert RAW.findall(version) == []
    for english in ("Revert", "Press", "Change history", "History", "Close"):
        assert english not in version


def test_assessment_in_german_shows_its_result_in_words(
    path: CareerPath, alice: User, as_edith: Client
) -> None:
    as_edith.defaults["HTTP_ACCEPT_LANGUAGE"] = "de"
    said = dict.fromkeys(level_skills(path, "level-1"), 3) | {"gardener-2-1": None}
    done = assessed(alice, path, said)
    page = as_edith.get(address(done))
    text = text_of(page)
    assert (
        "Level 1 erreicht 3 3 3 Level 2 offen: nicht bewertete Fähigkeiten entscheiden 0 3 3"
        in text
    )
    assert "Gardener 1 1: Sicher" in text
    assert RAW.findall(text) == []
