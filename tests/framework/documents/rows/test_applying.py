"""Applying a document gives exactly what it says, and damages nobody's history."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.extra.django import TestCase

from careerpath.accounts.models import User
from careerpath.framework.documents.model import (
    Circle,
    DayLine,
    Group,
    Note,
    PathDocument,
    Rung,
    SkillAsked,
)
from careerpath.framework.documents.read import read
from careerpath.framework.documents.rows import (
    ApplyError,
    Candidate,
    apply,
    diff,
    document_of,
    with_renames,
)
from careerpath.framework.models import (
    CareerPath,
    Level,
    Project,
    Requirement,
    Responsibility,
    Skill,
    SkillAlias,
)
from tests.factories import SkillFactory
from tests.framework.documents.strategies import documents

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
DATA = Path(__file__).parents[3] / "data" / "documents"


def put(
    document: PathDocument, path: CareerPath | None = None, by: User | None = None
) -> CareerPath:
    return apply(changes=diff(path, document), by=by, now=NOW).path


def rung(name: str, *skills: str, **fields: Any) -> Rung:
    asked = tuple(SkillAsked(skill) for skill in skills)
    groups = (Group("Craft", asked),) if asked else ()
    return Rung(f"{name} Baker", name, groups=groups, **fields)


BAKER = PathDocument(
    "Baker",
    levels=(rung("Junior", "Kneading", "Rye"), rung("Master", "Sourdough", "Teaching")),
    networking=(Circle("", ("The guild",)),),
)


@pytest.mark.parametrize("file", sorted(DATA.glob("*.md")), ids=lambda file: file.stem)
def test_apply_gives_the_document_back(db: None, file: Path) -> None:
    document = read(file.read_bytes()).document
    path = put(document)
    assert document_of(path) == document
    assert not diff(path, document)


def test_apply_twice_changes_nothing(db: None) -> None:
    document = read((DATA / "ml-engineer.md").read_bytes()).document
    path = put(document)
    history = Requirement.history.count() + Level.history.count() + Skill.history.count()
    touched = apply(changes=diff(path, document), by=None, now=NOW).touched
    assert sum(touched.values()) == 0
    assert Requirement.history.count() + Level.history.count() + Skill.history.count() == history


@pytest.mark.parametrize("text", ["Heat  the oven", "Heat\u2028the oven", "Heat the oven"])
def test_apply_changes_the_spaces_of_a_note_and_of_nothing_else(db: None, text: str) -> None:
    before = replace(BAKER, overview="Old", notes=(Note("Oven", "Heat it"),))
    path = put(before)
    after = replace(before, overview=text, notes=(Note("Oven", text),))
    put(after, path)
    path.refresh_from_db()
    assert (path.overview, path.notes.get().text) == (text, text)
    assert not diff(path, after)
    plain = replace(before, overview="Heat the oven", notes=(Note("Oven", "Heat the oven"),))
    assert not diff(put(plain, path), plain)


def test_apply_retires_what_is_missing_and_brings_it_back(db: None, edith: User) -> None:
    path = put(BAKER)
    shorter = replace(BAKER, levels=(rung("Junior", "Kneading"),))
    changes = diff(path, shorter)
    assert [(c.kind, c.what, c.where, c.name) for c in changes.changes] == [
        ("retired", "skill", "Junior", "Rye"),
        ("retired", "level", "", "Master Baker"),
    ]
    apply(changes=changes, by=edith, now=NOW)
    assert document_of(path) == shorter
    assert Level.objects.get(public_id="master").retired_at == NOW
    assert Requirement.objects.get(skill__name="Rye").retired_at == NOW
    assert Requirement.history.filter(skill__name="Rye").first().history_user == edith
    put(BAKER, path)
    assert document_of(path) == BAKER
    assert Level.objects.count() == 2
    assert Requirement.objects.count() == 4


def test_apply_turns_and_inserts_levels(db: None) -> None:
    path = put(BAKER)
    before = dict(Level.objects.values_list("public_id", "pk"))
    turned = replace(BAKER, levels=(BAKER.levels[1], rung("Mid", "Rolls"), BAKER.levels[0]))
    changes = diff(path, turned)
    assert [(c.kind, c.name) for c in changes.changes if c.what == "level"] == [
        ("moved", "Master Baker"), ("added", "Mid Baker"), ("moved", "Junior Baker"),
    ]  # fmt: skip
    apply(changes=changes, by=None, now=NOW)
    assert document_of(path) == turned
    after = dict(Level.objects.values_list("public_id", "pk"))
    assert {key: after[key] for key in before} == before


def test_apply_swaps_the_shares_of_a_day(db: None) -> None:
    first = replace(BAKER, levels=(rung("Junior", day=(DayLine("Bake", 90), DayLine("Sell", 10))),))
    second = replace(
        BAKER, levels=(rung("Junior", day=(DayLine("Bake", 10), DayLine("Sell", 90))),)
    )
    path = put(first)
    put(second, path)
    assert document_of(path) == second


def test_rename_is_one_only_when_the_editor_says_so(db: None) -> None:
    path = put(BAKER)
    renamed = replace(BAKER, levels=(rung("Junior", "Kneading dough", "Rye"), BAKER.levels[1]))
    changes = diff(path, renamed)
    assert [(c.kind, c.name) for c in changes.changes] == [
        ("added", "Kneading dough"), ("retired", "Kneading"),
    ]  # fmt: skip
    assert changes.candidates == (Candidate("skill", "Junior", "Kneading", "Kneading dough"),)
    skill = Skill.objects.get(name="Kneading")
    confirmed = diff(path, with_renames(changes, changes.candidates))
    assert [(c.kind, c.before, c.after) for c in confirmed.changes] == [
        ("renamed", "Kneading", "Kneading dough")
    ]
    apply(changes=confirmed, by=None, now=NOW)
    skill.refresh_from_db()
    assert skill.name == "Kneading dough"
    assert list(SkillAlias.objects.values_list("skill__public_id", "name")) == [
        ("kneading", "Kneading")
    ]
    assert not diff(path, BAKER)  # the old document finds it by its alias


def test_rename_of_a_level_keeps_its_row(db: None) -> None:
    path = put(BAKER)
    renamed = replace(
        BAKER,
        levels=(
            BAKER.levels[0],
            replace(BAKER.levels[1], name="Senior Baker", short_name="Senior"),
        ),
    )
    changes = diff(path, renamed)
    apply(
        changes=diff(
            path, with_renames(changes, [Candidate("level", "", "Master Baker", "Senior Baker")])
        ),
        by=None,
        now=NOW,
    )
    assert list(Level.objects.values_list("public_id", "name", "retired_at")) == [
        ("junior", "Junior Baker", None), ("master", "Senior Baker", None),
    ]  # fmt: skip


def test_apply_finds_a_skill_other_paths_have(db: None) -> None:
    git = SkillFactory(name="Git")
    SkillAlias.objects.create(skill=git, name="Git basics")
    path = put(PathDocument("Baker", levels=(rung("Junior", "GIT"), rung("Master", "Git basics"))))
    assert set(Requirement.objects.values_list("skill_id", flat=True)) == {git.pk}
    assert [s.name for r in document_of(path).levels for g in r.groups for s in g.skills] == [
        "Git",
        "Git",
    ]


def test_apply_refuses_a_rename_onto_another_skill_and_changes_nothing(db: None) -> None:
    path = put(BAKER)
    clash = replace(
        BAKER,
        core_responsibilities=("Bake",),
        levels=(
            Rung(
                "Junior Baker",
                "Junior",
                groups=(Group("Craft", (SkillAsked("Sourdough", public_id="rye"),)),),
            ),
        ),
    )
    with pytest.raises(ApplyError, match="“Rye” can't be renamed: “Sourdough” exists already"):
        put(clash, path)
    assert document_of(CareerPath.objects.get()) == BAKER


def test_apply_is_never_half_done(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(BAKER)
    monkeypatch.setattr("careerpath.framework.documents.rows.lists.Lists._notes", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        put(replace(BAKER, overview="New", core_responsibilities=("Bake",)), path)
    assert document_of(CareerPath.objects.get()) == BAKER


@pytest.mark.parametrize("size", [1, 3])
def test_import_has_a_fixed_number_of_queries(
    db: None, size: int, django_assert_num_queries: Any
) -> None:
    document = PathDocument(
        "Baker",
        levels=tuple(
            rung(f"L{n}", *(f"S{n} {m}" for m in range(size)), responsibilities=("A",) * size)
            for n in range(size)
        ),
    )
    with django_assert_num_queries(3):
        changes = diff(None, document)
    with django_assert_num_queries(15):
        apply(changes=changes, by=None, now=NOW)
    path = CareerPath.objects.get()
    with django_assert_num_queries(17):
        document_of(path)


def test_500_skills_come_back(db: None) -> None:
    document = PathDocument(
        "Baker",
        levels=tuple(rung(f"L{n}", *(f"Skill {n} {m}" for m in range(100))) for n in range(5)),
    )
    assert not diff(put(document), document)


class AnyDocument(TestCase):
    """Any document after any other: rows say exactly what the last one said."""

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(documents(), documents())
    def test_apply_then_another(self, one: PathDocument, other: PathDocument) -> None:
        path = put(replace(one, public_id=""))
        changes = diff(path, replace(other, title=one.title, public_id=""))
        apply(changes=changes, by=None, now=NOW)
        assert not diff(path, changes.resolved.document)
        assert not Project.objects.filter(level__path=path, position=0).exists()
        assert Responsibility.objects.filter(level__retired_at=None).count() == sum(
            len(level.responsibilities) for level in changes.document.levels
        )
