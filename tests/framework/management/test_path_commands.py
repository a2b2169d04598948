"""Documents in and out on the command line, and what ships agrees with them."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from careerpath.framework import succession
from careerpath.framework.documents.model import (
    DEFAULT_PROFICIENCY,
    PathDocument,
    SkillAsked,
)
from careerpath.framework.documents.read import read
from careerpath.framework.documents.rows import document_of
from careerpath.framework.documents.rows.fixture import fixture_of
from careerpath.framework.models import CareerPath, DocumentImport, Level, Skill
from tests.factories import SkillFactory

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
SHIPPED = Path(settings.FIXTURE_DIRS[0])
SEED = Path(__file__).parents[2] / "data" / "documents" / "ml-engineer.md"
SOURCE = "Career Path: ML Engineer (the path document)"
BAKER = """# Career Path: Baker

## Career Progression

### Junior Baker (0-2 years)

**Required Skills:**
- **Craft:** Kneading, Rye

**Our oven:** hot
"""


def run(command: str, *arguments: object) -> str:
    out = io.StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def baker(tmp_path: Path) -> Path:
    file = tmp_path / "baker.md"
    file.write_text(BAKER, encoding="utf-8")
    return file


def test_import_path_says_what_it_would_do_and_does_nothing(db: None, baker: Path) -> None:
    assert run("import_path", baker).splitlines() == [
        "line 10: Not a part this reader knows; kept as a note of its own. “Our oven”",
        "added      path: Baker",
        "added      level: Junior Baker",
        "changed    Junior, years (nothing -> 0-2 years)",
        "added      Junior, skill: Kneading",
        "added      Junior, skill: Rye",
        "added      Junior, note: Our oven",
        "6 changes. Nothing is changed yet: --apply.",
    ]
    assert not CareerPath.objects.exists()


def test_import_path_applies_and_export_path_gives_it_back(
    db: None, baker: Path, tmp_path: Path
) -> None:
    assert run("import_path", baker, "--apply").splitlines()[-1] == (
        "Baker: applied; rows: 8 added. It can be reverted in admin, under “Documents brought in”."
    )
    assert DocumentImport.objects.get().editor is None
    assert run("import_path", baker).splitlines()[-1] == "Nothing to change."
    written = tmp_path / "out.md"
    assert run("export_path", "baker", written) == f"Baker: written to {written}.\n"
    assert written.read_text() == run("export_path", "baker")
    assert run("compare_path", written) == "No difference.\n"
    Level.objects.update(name="Young Baker")
    with pytest.raises(CommandError, match="1 differences"):
        run("compare_path", written)


def test_import_path_takes_a_confirmed_rename(db: None, baker: Path) -> None:
    run("import_path", baker, "--apply")
    baker.write_text(BAKER.replace("Kneading", "Kneading dough"), encoding="utf-8")
    assert "a rename?  skill: Kneading = Kneading dough\n" in run("import_path", baker)
    assert "renamed    skill: Kneading dough (Kneading -> Kneading dough)\n" in run(
        "import_path", baker, "--rename", "Kneading=Kneading dough"
    )
    with pytest.raises(CommandError, match="not among the possible renames"):
        run("import_path", baker, "--rename", "Rye=Sourdough")


def test_import_path_says_what_took_the_place_of_a_replaced_skill(db: None, baker: Path) -> None:
    run("import_path", baker, "--apply")
    rye = Skill.objects.get(name="Rye")
    succession.replace([rye], [SkillFactory(name="Grains")], now=NOW)
    told = "replaced   skill: Rye is now Grains\n"
    assert told in run("import_path", baker)
    assert run("compare_path", baker) == f"{told}No difference.\n"


def test_commands_refuse_what_they_cannot_use(db: None, tmp_path: Path) -> None:
    bad = tmp_path / "bad.md"
    bad.write_bytes(b"# A\n\xff")
    with pytest.raises(CommandError, match="Line 2: This is not UTF-8 text"):
        run("import_path", bad)
    with pytest.raises(CommandError, match="No such file"):
        run("compare_path", tmp_path / "missing.md")
    with pytest.raises(CommandError, match=r"There is no path “baker”\. There are: none\."):
        run("export_path", "baker")


# --- What ships -------------------------------------------------------------------------------


def seed_parts(document: PathDocument) -> PathDocument:
    """A document without what the seed leaves unsaid.

    What projects exercise, where the pay is from, how much of a skill is asked, and why; and
    without the questions that say that they are not of it.
    """
    levels = tuple(
        replace(
            rung,
            groups=tuple(replace(group, skills=_unmarked(group.skills)) for group in rung.groups),
            pay=replace(rung.pay, source=""),
            projects=tuple(replace(project, exercises=()) for project in rung.projects),
            notes=(),
        )
        for rung in document.levels
    )
    interview = tuple(q for q in document.interview if "not of the document" not in q.name)
    return replace(document, levels=levels, interview=interview, notes=())


def _unmarked(skills: tuple[SkillAsked, ...]) -> tuple[SkillAsked, ...]:
    return tuple(replace(s, proficiency=DEFAULT_PROFICIENCY, must_have=False) for s in skills)


def test_ml_engineer_fixture_is_the_seed_with_project_mappings(db: None) -> None:
    run("load_paths", SHIPPED / "ml_engineer.json")
    document = document_of(CareerPath.objects.get())
    assert seed_parts(document) == read(SEED.read_bytes()).document
    assert {rung.pay.source for rung in document.levels} == {SOURCE}
    assert all(project.exercises for rung in document.levels for project in rung.projects)


@pytest.mark.parametrize("name", ["data_engineer", "site_reliability_engineer"])
def test_other_fixtures_are_their_documents(db: None, name: str) -> None:
    reading = read((SHIPPED / f"{name}.md").read_bytes())
    reasons = {"How much is asked"}  # what the proficiencies and must-haves rest on
    assert {remark.text for remark in reading.remarks} == reasons
    assert len(reading.remarks) == 6  # the path, and each level
    fixture = SHIPPED / f"{name}.json"
    run("load_paths", fixture)
    path = CareerPath.objects.get()
    assert document_of(path) == reading.document
    assert fixture_of(path) == fixture.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["data_engineer", "site_reliability_engineer"])
def test_other_paths_are_as_deep_as_the_first(db: None, name: str) -> None:
    document = read((SHIPPED / f"{name}.md").read_bytes()).document
    skills = {e.name for rung in document.levels for g in rung.groups for e in g.skills}
    assert len(document.levels) == 5
    for rung in document.levels:
        assert len(rung.responsibilities) >= 5
        assert sum(len(group.skills) for group in rung.groups) >= 12
        assert sum(day.percent or 0 for day in rung.day) == 100
        assert rung.pay.lowest
        assert len(rung.projects) == 3
        for project in rung.projects:
            assert len(project.exercises) >= 5
            assert {exercise.skill for exercise in project.exercises} <= skills
            assert all(exercise.why for exercise in project.exercises)


def test_shipped_paths_share_their_skills(db: None) -> None:
    run("load_paths")
    shared = {
        path.public_id: set(path.levels.values_list("requirements__skill__public_id", flat=True))
        for path in CareerPath.objects.all()
    }
    everywhere = set.intersection(*shared.values())
    assert {"git", "python", "containerization-docker", "orchestration-kubernetes"} <= everywhere
