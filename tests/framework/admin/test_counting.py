"""With many people, a page that says whom an edit moves arrives while they are counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client

from assessments import impact as counter
from careerpath.framework.admin import counting
from careerpath.framework.impact import Effects, Trial
from careerpath.framework.models import CareerPath, Level, Requirement, Skill
from tests.factories import UserFactory
from tests.pages import one_line
from tests.roadmap.people import assessed, level_skills

from .pages import address, fields_of, save

PROFICIENCY = "requirements-0-proficiency"
Streamed = Any
"""An answer that came in parts."""


@pytest.fixture(autouse=True)
def many(path: CareerPath, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six people hold the first level; two are many, and read at a time."""
    monkeypatch.setattr(counting, "AT_ONCE", 1)
    monkeypatch.setattr(counting, "NEWS", 0)
    monkeypatch.setattr(counter, "ROWS", 2)
    for _ in range(6):
        assessed(UserFactory(), path, dict.fromkeys(level_skills(path, "level-1"), 3))


@pytest.fixture
def first(path: CareerPath) -> Level:
    level: Level = path.levels.get(rank=1)
    return level


def parts_of(answer: Streamed) -> list[str]:
    """What came, bit by bit."""
    assert isinstance(answer, StreamingHttpResponse)
    return [part.decode() for part in answer.streaming_content]  # type: ignore[union-attr]  # not asynchronous


def lines_of(parts: list[str]) -> list[str]:
    """What was said while counting."""
    found = re.findall(r"</progress>\s*(.*?)</label>", "".join(parts), re.DOTALL)
    return [one_line(line) for line in found]


def test_the_page_says_how_far_counting_is_and_then_asks(first: Level, editor: Client) -> None:
    answer = save(editor, first, {PROFICIENCY: "4"})
    assert answer.headers["X-Accel-Buffering"] == "no"
    parts = parts_of(answer)
    assert "Nothing is saved yet." in parts[0]
    assert "Save it anyway" not in "".join(parts[:-1])
    assert lines_of(parts) == [
        f"{people} people counted so far, of 6 finished assessments."
        for people in (0, 0, 2, 4, 6, 6, 6, 6)
    ]
    html = one_line("".join(parts))
    assert "6 of the 6 people with a roadmap of this path would see a difference." in html
    assert html.count("<h1>") == html.count("</html>") == 1
    done = editor.post(address(first), fields_of(html) | {"_anyway": "x"})
    assert done.status_code == 302
    assert Requirement.objects.get(skill__public_id="gardener-1-1").proficiency == 4


def test_what_moves_nobody_is_asked_all_the_same_since_the_page_is_under_way(
    first: Level, editor: Client
) -> None:
    html = one_line("".join(parts_of(save(editor, first, {"threshold_percent": "79"}))))
    assert "It moves nobody: no one's level, readiness or gaps would change." in html
    assert editor.post(address(first), fields_of(html) | {"_anyway": "x"}).status_code == 302
    first.refresh_from_db()
    assert first.threshold_percent == 79


def test_at_the_press_everyone_is_counted_before_anything_is_answered(
    path: CareerPath, first: Level, editor: Client
) -> None:
    sent = fields_of("".join(parts_of(save(editor, first, {PROFICIENCY: "4"}))))
    assessed(UserFactory(), path, dict.fromkeys(level_skills(path), 3))
    again = editor.post(address(first), sent | {"_anyway": "x"})
    assert "7 of the 7 people" in one_line(again.content.decode())
    assert Requirement.objects.get(skill__public_id="gardener-1-1").proficiency == 3


def test_words_are_saved_at_once(first: Level, editor: Client) -> None:
    assert save(editor, first, {"name": "A word"}).status_code == 302


def delete_one(editor: Client, path: CareerPath) -> HttpResponse:
    return editor.get(address(path.levels.get(rank=2).requirements.all()[0], "delete"))  # type: ignore[return-value]


def delete_several(editor: Client, path: CareerPath) -> HttpResponse:
    row = path.levels.get(rank=2).requirements.all()[0]
    chosen = {"_selected_action": [row.pk], "action": "delete_selected"}
    return editor.post(address(Requirement, "changelist"), chosen)  # type: ignore[return-value]


def retire_several(editor: Client, path: CareerPath) -> HttpResponse:
    skill = Skill.objects.get(public_id="gardener-2-1")
    chosen = {"_selected_action": [skill.pk], "action": "retire_selected"}
    return editor.post(address(Skill, "changelist"), chosen)  # type: ignore[return-value]


def replace(editor: Client, path: CareerPath) -> HttpResponse:
    skill = Skill.objects.get(public_id="gardener-1-1")
    sent = {"olds": [skill.pk], "names": "A new one"}
    return editor.post(f"{address(Skill, 'changelist')}replace/", sent)  # type: ignore[return-value]


def bring_a_document(editor: Client, path: CareerPath) -> HttpResponse:
    url = f"/admin/framework/careerpath/{path.pk}/document"
    text = editor.get(f"{url}.md").content.decode()
    assert "Gardener 2 1, " in text
    text = text.replace("Gardener 2 1, ", "")
    return editor.post(f"{url}/", {"text": text, "do": "look"})  # type: ignore[return-value]


@pytest.mark.parametrize(
    "ask", [delete_one, delete_several, retire_several, replace, bring_a_document]
)
def test_every_page_that_asks_arrives_while_people_are_counted(
    ask: Callable[[Client, CareerPath], HttpResponse], path: CareerPath, editor: Client
) -> None:
    parts = parts_of(ask(editor, path))
    assert lines_of(parts)[-1] == "6 people counted so far, of 6 finished assessments."
    html = one_line("".join(parts))
    assert "6 of the 6 people with a roadmap of this path would see a difference." in html
    assert html.count("</html>") == 1


def test_a_database_that_goes_away_is_told_on_the_page_and_in_the_log(
    first: Level, editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(trial: Trial) -> Iterator[Effects]:
        yield Effects()
        raise OperationalError("gone")

    monkeypatch.setattr(Trial, "counting", break_off)
    answer: Streamed = save(editor, first, {PROFICIENCY: "4"})
    arrived: list[str] = []
    with pytest.raises(OperationalError, match="gone"):
        arrived.extend(part.decode() for part in answer.streaming_content)
    assert "Counting broke off" in arrived[-1]


def test_few_people_are_counted_before_the_page_is_sent(
    first: Level, editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "AT_ONCE", 6)
    answer = save(editor, first, {PROFICIENCY: "4"})
    assert not answer.streaming
    assert answer.context["effects"].paths[0].counts.moved == 6


def test_nothing_holds_the_lines_back(first: Level, editor: Client) -> None:
    """A browser that takes compressed pages gets this one as it is."""
    sent = fields_of(editor.get(address(first)).content.decode()) | {PROFICIENCY: "4"}
    answer = editor.post(address(first), sent, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
    assert len(parts_of(answer)) == 10
