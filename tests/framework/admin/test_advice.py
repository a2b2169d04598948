from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from careerpath.framework.models import CareerPath, InterviewSection, PathNote
from tests.factories import LevelFactory

from .pages import address, errors_of, fields_of


@pytest.mark.parametrize(
    ("model", "named"), [(InterviewSection, {"name": "Roots"}), (PathNote, {"heading": "Roots"})]
)
def test_a_level_of_another_path_is_refused_on_adding_and_on_changing(
    model: Any, named: dict[str, str], path: CareerPath, editor: Client
) -> None:
    ours, theirs = path.levels.get(rank=1), LevelFactory()
    sent = {"path": path.pk, "level": theirs.pk, "text": ""} | named
    refused = ["level: Choose a level of this path."]
    assert errors_of(editor.post(address(model, "add"), sent)) == refused
    assert editor.post(address(model, "add"), sent | {"level": ours.pk}).status_code == 302
    row = model.objects.get()
    page = editor.get(address(row)).content.decode()
    assert f'data-ajax--url="/admin/autocomplete/?of_path={path.pk}"' in page
    sent = fields_of(page)
    assert errors_of(editor.post(address(row), sent | {"level": theirs.pk})) == refused
    assert errors_of(editor.post(address(row), sent | {"level": ""})) == []


def test_questions_are_put_in_order_and_keep_it(path: CareerPath, editor: Client) -> None:
    section = path.interview_sections.create(name="Roots")
    for text in ("Why?", "How?"):
        sent = fields_of(editor.get(address(section)).content.decode())
        row = section.questions.count()
        answer = editor.post(address(section), sent | {f"questions-{row}-text": text})
        assert errors_of(answer) == []
    assert list(section.questions.values_list("text", "position")) == [("Why?", 1), ("How?", 2)]
