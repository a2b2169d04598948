"""No way in lets a level ask more than its pages can show and save; here that is three skills."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from careerpath.framework import fullness
from careerpath.framework.documents.rows import document_of
from careerpath.framework.documents.write import write
from careerpath.framework.importing import HandedIn, RevertRefused, bring_in, look, revert, stamp_of
from careerpath.framework.loading import LoadError
from careerpath.framework.models import CareerPath, Level, Requirement, Skill
from careerpath.framework.succession import replace
from tests.factories import RequirementFactory, SkillFactory
from tests.pages import text_of

from .admin.pages import address, errors_of, save
from .loading import gardener, load

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
TOLD = "“{}” would ask {} skills; at most 3 can be rated."
TOLD_ON_ITS_PAGE = "This level would ask 4 skills; at most 3 can be rated."


@pytest.fixture(autouse=True)
def _full(path: CareerPath, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two levels, which ask as much as may be."""
    monkeypatch.setattr(fullness, "MOST_SKILLS", 3)


def level(path: CareerPath) -> Level:
    found: Level = path.levels.get(rank=1)
    return found


def retired(path: CareerPath) -> Requirement:
    """A requirement beyond those the level asks."""
    group = path.skill_groups.get(public_id="craft")
    row: Requirement = RequirementFactory(
        level=level(path), group=group, position=9, retired_at=NOW
    )
    return row


def asked(path: CareerPath) -> int:
    return Requirement.objects.current().filter(level=level(path)).count()


def test_restoring_from_the_list(path: CareerPath, editor: Client) -> None:
    rows = [retired(path), retired(path)]
    Requirement.objects.get(skill__public_id="gardener-1-1").retire(now=NOW)
    chosen = {"_selected_action": [row.pk for row in rows], "action": "restore_selected"}
    page = text_of(editor.post(address(Requirement, "changelist"), chosen, follow=True))
    assert TOLD.format(level(path).name, 4) in page
    assert "1 restored." in page
    assert asked(path) == 3


def test_restoring_on_its_own_page(path: CareerPath, editor: Client) -> None:
    row = retired(path)
    assert errors_of(save(editor, row, {"retired": None})) == [f"__all__: {TOLD_ON_ITS_PAGE}"]
    assert errors_of(save(editor, row, {"must_have": "on"})) == []
    assert asked(path) == 3


def test_moving_to_another_level(path: CareerPath, editor: Client) -> None:
    row = Requirement.objects.get(skill__public_id="gardener-2-1")
    told = errors_of(save(editor, row, {"level": str(level(path).pk)}))
    assert told == [f"__all__: {TOLD_ON_ITS_PAGE}"]


def test_on_the_levels_page(path: CareerPath, editor: Client) -> None:
    retired(path)
    told = errors_of(save(editor, level(path), {"requirements-2-retired": None}))
    assert told == [f"requirements: {TOLD_ON_ITS_PAGE}"]


def test_splitting(path: CareerPath, editor: Client) -> None:
    olds = [str(Skill.objects.get(public_id="gardener-1-1").pk)]
    sent: dict[str, Any] = {"olds": olds, "names": "Grafting\nPruning"}
    answer = editor.post("/admin/framework/skill/replace/", sent)
    assert not Skill.objects.filter(name="Grafting").exists()
    assert answer.context["form"].errors == {"news": [TOLD.format(level(path).name, 4)]}
    whatever = {"_seen": "", "_whatever": "on"}
    answer = editor.post("/admin/framework/skill/replace/", sent | whatever)
    assert not Skill.objects.filter(name="Grafting").exists()
    assert answer.context["form"].errors == {"news": [TOLD.format(level(path).name, 4)]}


def test_merging_in_a_level_that_is_too_full_already(path: CareerPath) -> None:
    Requirement.objects.update(level=level(path))
    olds = Skill.objects.filter(public_id__in=["gardener-1-1", "gardener-1-2"])
    replace(list(olds), [SkillFactory()], now=NOW)
    assert asked(path) == 5


def test_a_document_that_follows_a_split(path: CareerPath, editor: Client) -> None:
    text = write(document_of(path))
    gone = Requirement.objects.get(skill__public_id="gardener-1-1")
    gone.retire(now=NOW)
    replace([gone.skill], [SkillFactory(), SkillFactory()], now=NOW)
    page = f"/admin/framework/careerpath/{path.pk}/document/"
    answer = editor.post(page, {"text": text, "do": "look"})
    assert TOLD.format(level(path).name, 4) in text_of(answer)


def test_reverting_a_document(
    path: CareerPath, editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    shorter = write(document_of(path)).replace("Gardener 1 1, ", "")
    brought = bring_in(HandedIn.read(shorter.encode(), path), stamp=None, by=None, now=NOW)
    assert asked(path) == 2
    monkeypatch.setattr(fullness, "MOST_SKILLS", 2)
    told = TOLD.format(level(path).name, 3).replace("most 3", "most 2")
    with pytest.raises(RevertRefused) as looked:
        look(brought)
    with pytest.raises(RevertRefused) as reverted:
        revert(brought=brought, stamp=stamp_of(path), by=None, now=NOW)
    assert (str(looked.value), str(reverted.value)) == (told, told)
    assert asked(path) == 2


def test_a_fixture(path: CareerPath, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The two levels that are there are too full already; that is not its doing."""
    file = tmp_path / "baker.json"
    rows = json.dumps(gardener()).replace("gardener", "baker").replace("Gardener", "Baker")
    file.write_text(rows, encoding="utf-8")
    monkeypatch.setattr(fullness, "MOST_SKILLS", 0)
    with pytest.raises(LoadError) as refused:
        load(file)
    told = TOLD.format("Junior Baker", 1).replace("most 3", "most 0")
    assert str(refused.value) == f"{file}: {told}"
    assert not Level.objects.filter(public_id="junior").exists()
