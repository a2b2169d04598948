"""CSV and workbooks become tables."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.framework.ladders.sources import read_source
from careerpath.framework.ladders.structure import Cell, Source, SourceRefused, Table


def read(data: bytes, name: str) -> Source:
    """A file."""
    return read_source([(name, data)])


def texts(table: Table) -> list[list[str]]:
    """What the cells say."""
    return [[cell.text for cell in row] for row in table.rows]


@pytest.mark.parametrize(
    "data",
    [
        b'Skill,Level\nKneading,3\n\n"Shaping, oven",4\n',
        "\ufeffSkill;Level\r\nKneading;3\r\nShaping, oven;4\r\n".encode(),
        "Skill\tLevel\nKneading\t3\nShaping, oven\t4".encode("utf-16"),
        b"Skill|Level\nKneading|3\nShaping, oven|4",
    ],
)
def test_what_parts_the_cells_is_found(data: bytes) -> None:
    source = read(data, "ladder.csv")
    assert source.kind == "csv"
    assert source.remarks == ()
    (table,) = source.tables
    assert table.name == "ladder"
    assert texts(table) == [["Skill", "Level"], ["Kneading", "3"], ["Shaping, oven", "4"]]
    assert table.rows[0][1] == Cell("Level", "B1")


def test_a_lone_quotation_mark_is_text_and_told() -> None:
    source = read(b'Skill,Level\n"Kneading,3\nShaping,4\n', "a.csv")
    assert texts(source.tables[0]) == [["Skill", "Level"], ['"Kneading', "3"], ["Shaping", "4"]]
    assert source.remarks == ("A quotation mark is not closed: all of them were read as text.",)


def test_windows_1252_is_read_and_told() -> None:
    source = read("Fähigkeit;Stufe\nBäcker;“3”\n".encode("cp1252"), "a.csv")
    assert texts(source.tables[0]) == [["Fähigkeit", "Stufe"], ["Bäcker", "“3”"]]
    assert source.remarks == ("“a.csv” is not UTF-8; it was read as Windows-1252.",)


def test_a_text_copied_from_a_sheet_is_a_table() -> None:
    source = read(b"Skill\tJunior\tSenior\nDough\tKneads\tShapes\n", "text")
    assert texts(source.tables[0]) == [["Skill", "Junior", "Senior"], ["Dough", "Kneads", "Shapes"]]
    assert read(b"# Baker\n\nOne, two\n", "text").kind == "markdown"


def test_a_table_beyond_its_bounds_is_refused_by_its_cell() -> None:
    with pytest.raises(SourceRefused, match=r"^B20001: a table may have at most 20,000 rows"):
        read(b"a,b\n" * 20_001, "a.csv")
    with pytest.raises(SourceRefused, match=r"^CW2: a table may have at most"):
        read(b"a,b\n" + b",".join([b"x"] * 101), "a.csv")


def workbook(**sheets: list[list[Any]]) -> bytes:
    """An xlsx workbook."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name == "Old":
            sheet.sheet_state = "hidden"
        if name == "Merged":
            sheet.merge_cells("B1:C1")
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_workbook_s_visible_sheets() -> None:
    source = read(
        workbook(
            Skills=[
                ["Skill", "Level", None],
                [None, None, None],
                ["Kneading", 3.0, None],
                ["=1+1", 2.5, None],
                [True, dt.date(2026, 12, 1), None],
                ["two\nlines ", dt.datetime(2026, 12, 1, 9, 30), None],  # noqa: DTZ001
            ],
            Old=[["gone"]],
            Merged=[["x", "both", None], ["a", "b", "c"]],
            Empty=[],
        ),
        "book.xlsx",
    )
    assert source.kind == "workbook"
    assert [table.name for table in source.tables] == ["Skills", "Merged"]
    assert texts(source.tables[0]) == [
        ["Skill", "Level"],
        ["Kneading", "3"],
        ["", "2.5"],  # a formula that no program has worked out says nothing
        ["TRUE", "2026-12-01"],
        ["two\nlines", "2026-12-01 09:30:00"],
    ]
    assert source.tables[0].rows[1][0] == Cell("Kneading", "Skills, A3")
    assert texts(source.tables[1]) == [["x", "both", "both"], ["a", "b", "c"]]
    assert source.remarks == ("The sheet “Old” is hidden and was left out.",)


def test_what_only_looks_like_a_workbook_is_refused() -> None:
    with pytest.raises(SourceRefused, match=r"“a\.xls” looks like a workbook, but can't be read"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "a.xls")


CELL = st.text(st.sampled_from('ab ,;\t|"=é\n-1'), max_size=6)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=2, max_size=6))
def test_cells_come_back(rows: list[list[str]]) -> None:
    """From a workbook as they were; from CSV as well, where the head tells what parts them."""
    wide = max(map(len, rows))
    rows = [["h1", "h2", *"xyz"[: wide - 2]], *(row + [""] * (wide - len(row)) for row in rows)]
    kept = [[_lines(cell) for cell in row] for row in rows if any(_lines(cell) for cell in row)]
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    assert texts(read(file.getvalue().encode(), "a.csv").tables[0]) == kept
    safe = [[f"'{cell}" if cell.startswith("=") else cell for cell in row] for row in rows]
    kept = [[_lines(cell) for cell in row] for row in safe if any(_lines(cell) for cell in row)]
    assert texts(read(workbook(A=safe), "a.xlsx").tables[0]) == kept


def _lines(cell: str) -> str:
    lines = (" ".join(line.split()) for line in cell.split("\n"))
    return "\n".join(filter(None, lines))
