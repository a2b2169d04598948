"""A path as a table, and what comes back of it."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from careerpath.framework.documents.model import Group, PathDocument, Rung, SkillAsked
from careerpath.framework.exporting.sheets import as_csv, as_workbook, long_rows, matrix
from careerpath.framework.ladders.guessing import ladder_of
from careerpath.framework.ladders.sources import read_source
from tests.factories import make_path

BAKER = PathDocument(
    "Baker",
    levels=(
        Rung("Junior Baker", "Junior", groups=(Group("Craft", (SkillAsked("=Dough+1", 2),)),)),
        Rung(
            "Senior Baker",
            "Senior",
            groups=(
                Group("Craft", (SkillAsked("=Dough+1", 4, must_have=True), SkillAsked("Ovens"))),
                Group("Team", (SkillAsked("-Trust", 1),)),
            ),
        ),
    ),
)


def test_a_line_for_each_skill_of_each_level() -> None:
    assert long_rows(BAKER) == [
        ("Level", "Group", "Skill", "Proficiency", "Must-have"),
        ("Junior Baker", "Craft", "=Dough+1", "Practising", ""),
        ("Senior Baker", "Craft", "=Dough+1", "Leading", "yes"),
        ("Senior Baker", "Craft", "Ovens", "Proficient", ""),
        ("Senior Baker", "Team", "-Trust", "Aware", ""),
    ]


def test_a_level_a_column() -> None:
    assert matrix(BAKER) == [
        ("Group", "Skill", "Junior Baker", "Senior Baker"),
        ("Craft", "=Dough+1", "Practising", "Leading"),
        ("Craft", "Ovens", "", "Proficient"),
        ("Team", "-Trust", "", "Aware"),
    ]


def test_no_text_is_a_formula() -> None:
    assert as_csv([("=1+1", "a"), ("'=1", "'b"), ("@x", "-1")]) == (
        "\ufeff'=1+1,a\r\n''=1,'b\r\n'@x,'-1\r\n"
    )
    sheet = openpyxl.load_workbook(io.BytesIO(as_workbook([("=1+1", "#N/A", "07")]))).active
    assert sheet is not None
    assert [(cell.data_type, cell.value) for cell in sheet[1]] == [
        ("s", "=1+1"),
        ("s", "#N/A"),
        ("s", "07"),
    ]


@pytest.mark.parametrize("name", ["rows.csv", "rows.xlsx", "matrix.csv", "matrix.xlsx"])
def test_what_is_taken_out_comes_back(name: str) -> None:
    rows = matrix(BAKER) if name.startswith("matrix") else long_rows(BAKER)
    data = as_workbook(rows) if name.endswith("xlsx") else as_csv(rows).encode()
    ladder = ladder_of(read_source([(name, data)]), {"title": "Baker"})
    assert ladder.levels == ("Junior Baker", "Senior Baker")
    skills = {
        (row.level, row.group, row.text, row.proficiency, row.must_have)
        for row in ladder.rows
        if row.kind == "skill"
    }
    assert skills == {
        (rung.name, group.name, one.name, one.proficiency, one.must_have and "rows" in name)
        for rung in BAKER.levels
        for group in rung.groups
        for one in group.skills
    }


CELL = st.text(st.sampled_from("ab'=+-@,;\"é1#"), min_size=1, max_size=6)


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=5))
def test_every_cell_comes_back(rows: list[list[str]]) -> None:
    rows = [["one", "two"], *rows]
    for name, data in (("a.csv", as_csv(rows).encode()), ("a.xlsx", as_workbook(rows))):
        (table,) = read_source([(name, data)]).tables
        assert [[cell.text for cell in row] for row in table.rows] == rows


@pytest.mark.django_db
def test_the_command_writes_tables(tmp_path: Path) -> None:
    path = make_path("Gardener")
    file = tmp_path / "g.csv"
    call_command("export_path", path.public_id, str(file))
    assert file.read_text(encoding="utf-8-sig").startswith("Level,Group,Skill,Proficiency,Must")
    call_command("export_path", path.public_id, str(file), "--matrix")
    assert file.read_text(encoding="utf-8-sig").startswith("Group,Skill,")
    call_command("export_path", path.public_id, str(tmp_path / "g.xlsx"))
    assert (tmp_path / "g.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.django_db
@pytest.mark.parametrize(("page", "file"), [("rows", "gardener.csv"), ("matrix", "gardener.xlsx")])
def test_editors_take_tables_out_and_nobody_else(
    as_edith: Client, page: str, file: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    path = make_path("Gardener")
    address = reverse(f"admin:framework_careerpath_{page}", args=[path.pk])
    with django_assert_max_num_queries(30):
        answer = as_edith.get(address)
    assert answer["Content-Disposition"] == f'attachment; filename="{file}"'
    assert Client().get(address).status_code == 302
