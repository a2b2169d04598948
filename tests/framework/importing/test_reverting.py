"""Reverting a document gives back exactly what was there, and damages nobody's history."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from assessments.models import Assessment, SkillRating
from careerpath.accounts.models import User
from careerpath.framework.documents.rows import document_of
from careerpath.framework.documents.write import write
from careerpath.framework.importing import (
    HandedIn,
    RevertRefused,
    bring_in,
    look,
    preview,
    revert,
    stamp_of,
)
from careerpath.framework.importing.preview import key_of
from careerpath.framework.models import (
    CareerPath,
    DocumentImport,
    Level,
    Requirement,
    Skill,
    SkillAlias,
)

from . import picture_of, picture_of_skills

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
LATER = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
DATA = Path(__file__).parents[2] / "data" / "documents"

BEFORE = """# Career Path: Baker

Bakers make bread.

## Career Progression

### Junior Baker (0-2 years)

**Responsibilities:**
- Weigh
- Sweep

**Required Skills:**
- **Dough:** Kneading (must-have), Rye
- **Oven:** Steam

**Day in the Life:**
- Kneading (90% of time)
- Cleaning (10% of time)

### Master Baker (2+ years)

**Required Skills:**
- **Dough:** Sourdough

## Networking

- **Guild:** The guild, the union

## Words of a baker

Get up early.
"""
AFTER = """# Career Path: Baker

Bakers make bread and cake.

**Threshold:** 70%

## Career Progression

### Master Baker (1+ years)

**Required Skills:**
- **Craft:** Sourdough starters (must-have, Leading), Cake

### Junior Baker (0-2 years)

**Responsibilities:**
- Sweep
- Greet

**Required Skills:**
- **Dough:** Kneading (Aware), Rolls

**Day in the Life:**
- Kneading (10% of time)
- Cleaning (90% of time)

### Owner Baker

**Required Skills:**
- **Shop:** Accounts
"""


def put(text: str, *, rename: str = "") -> DocumentImport:
    seen = preview(HandedIn.read(text.encode()))
    renames = [key_of(c) for c in seen.candidates if c.old == rename]
    assert bool(renames) == bool(rename)
    handed = replace(seen.handed, renames=renames)
    return bring_in(handed, stamp=seen.stamp, by=None, now=NOW)


def back(brought: DocumentImport, by: User | None = None) -> None:
    revert(brought=brought, stamp=stamp_of(brought.path), by=by, now=LATER)


def rate(path: CareerPath, *names: str) -> None:
    sitting = Assessment.objects.create(path=path, started_at=NOW)
    for name in names:
        skill = Skill.objects.get(name=name)
        SkillRating.objects.create(assessment=sitting, skill=skill, proficiency=3, updated_at=NOW)


@pytest.fixture
def baker(db: None) -> CareerPath:
    put(BEFORE)
    return CareerPath.objects.get()


def test_revert_brings_back_every_row_and_value(baker: CareerPath, edith: User) -> None:
    text, rows, skills = write(document_of(baker)), picture_of(baker), picture_of_skills()
    brought = put(AFTER, rename="Sourdough")
    assert write(document_of(baker)) != text
    assert Skill.objects.get(public_id="sourdough").name == "Sourdough starters"
    assert look(brought).renamed == (("Sourdough starters", "Sourdough"),)
    back(brought, edith)
    assert picture_of(baker) == rows
    assert picture_of_skills() == skills
    assert write(document_of(CareerPath.objects.get())) == text
    brought.refresh_from_db()
    assert (brought.reverted_at, brought.reverted_by) == (LATER, edith)
    gone = Skill.history.filter(name="Cake").first()
    assert (gone.history_type, gone.history_user, gone.history_date) == ("-", edith, LATER)


@pytest.mark.parametrize("file", sorted(DATA.glob("*.md")), ids=lambda file: file.stem)
def test_revert_of_a_real_document_over_another_is_exact(db: None, file: Path) -> None:
    put((DATA / "ml-engineer.md").read_text())
    path = CareerPath.objects.get()
    rows, skills = picture_of(path), picture_of_skills()
    handed = HandedIn.read(file.read_bytes(), path)
    brought = bring_in(handed, stamp=None, by=None, now=NOW)
    assert brought.after == stamp_of(path)
    back(brought)
    assert picture_of(path) == rows
    assert picture_of_skills() == skills


def test_revert_retires_what_came_and_was_rated(baker: CareerPath) -> None:
    text = write(document_of(baker))
    brought = put(AFTER)
    rate(baker, "Cake", "Kneading")
    back(brought)
    assert write(document_of(baker)) == text
    assert Skill.objects.get(name="Cake").retired_at == LATER
    cake = Requirement.objects.get(skill__name="Cake")
    assert (cake.retired_at, cake.level.public_id) == (LATER, "master")
    assert SkillRating.objects.count() == 2
    assert not Skill.objects.filter(name__in=["Rolls", "Accounts"]).exists()
    assert not Level.objects.filter(public_id="owner").exists()


def test_revert_of_a_new_path_removes_it(db: None) -> None:
    brought = put(BEFORE)
    undoing = look(brought)
    assert (undoing.goes, undoing.later) == (True, False)
    assert CareerPath.objects.exists()
    back(brought)
    assert not CareerPath.objects.exists()
    assert not Skill.objects.exists()
    brought.refresh_from_db()
    assert (brought.path, brought.path_name, brought.reverted_at) == (None, "Baker", LATER)
    with pytest.raises(RevertRefused, match="reverted already"):
        look(brought)


def test_revert_of_a_new_path_that_was_rated_retires_it(db: None) -> None:
    brought = put(BEFORE)
    rate(CareerPath.objects.get(), "Rye")
    assert not look(brought).goes
    back(brought)
    path = CareerPath.objects.get()
    assert path.retired_at == LATER
    assert set(Requirement.objects.values_list("skill__name", "retired_at")) == {("Rye", LATER)}
    assert [level.public_id for level in path.levels.all()] == ["junior"]


def test_revert_leaves_a_skill_that_another_path_has_taken_up(baker: CareerPath) -> None:
    brought = put(AFTER)
    put("# Career Path: Cook\n\n## Levels\n\n### Junior Cook\n\n**Skills:** Cake, Soup\n")
    back(brought)
    assert Skill.objects.get(name="Cake").retired_at is None


def test_revert_leaves_a_name_that_was_changed_again(baker: CareerPath) -> None:
    brought = put(AFTER, rename="Sourdough")
    Skill.objects.filter(public_id="sourdough").update(name="Wild yeast")
    back(brought)
    assert Skill.objects.get(public_id="sourdough").name == "Wild yeast"
    assert not SkillAlias.objects.exists()


def test_revert_after_later_edits_says_so_first_and_undoes_them(baker: CareerPath) -> None:
    rows = picture_of(baker)
    brought = put(AFTER)
    assert not look(brought).later
    stamp = stamp_of(baker)
    Requirement.objects.get(skill__name="Cake").delete()
    with pytest.raises(RevertRefused, match="changed since"):
        revert(brought=brought, stamp=stamp, by=None, now=LATER)
    undoing = look(brought)
    assert undoing.later
    assert ("added", "Rye") in [(c.kind, c.name) for c in undoing.changes.changes]
    assert picture_of(baker) != rows
    back(brought)
    assert picture_of(baker) == rows


def test_revert_that_does_not_fit_changes_nothing(baker: CareerPath) -> None:
    brought = put(AFTER)
    Skill.objects.filter(name="Rye").update(name="Rye bread")
    Requirement.objects.filter(skill__name="Rye bread").delete()
    Skill.objects.filter(name="Rye bread").delete()
    rows = picture_of(baker)
    with pytest.raises(RevertRefused, match="leaves no room"):
        back(brought)
    assert picture_of(baker) == rows
