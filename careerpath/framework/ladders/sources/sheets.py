"""CSV and workbooks to tables."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from careerpath.framework.ladders.structure import Cell, Source, SourceRefused, Table

from .bounds import GUARDED, MOST_BYTES
from .cells import MOST_COLUMNS, MOST_ROWS, tidy

MOST_SHEETS = 50
csv.field_size_limit(MOST_BYTES)  # a cell may be as long as all that is read
_SEPARATORS = ",;\t|"
_SAMPLE = 200  # rows are enough to tell what parts the cells
_SHARE = 0.9  # of lines that have the same number of cells, for a table


def read_csv(name: str, text: str) -> Source:
    """A text of cells, parted by what parts the lines most evenly; at least two columns."""
    separator = separator_of(text) or ","
    remarks: list[str] = []
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        rows = list(csv.reader(text.split("\n"), delimiter=separator, quoting=csv.QUOTE_NONE))
        remarks.append(gettext("A quotation mark is not closed: all of them were read as text."))
    rows = [[_unguarded(cell) for cell in row] for row in rows]
    table = tidy(Table(name.rsplit(".", 1)[0], tuple(_cells("", rows))))
    return Source(name, "csv", tables=(table,) if table.rows else (), remarks=tuple(remarks))


def _unguarded(cell: str) -> str:
    """A cell without the apostrophe that kept a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'").startswith(GUARDED) else cell


def separator_of(text: str) -> str:
    """What parts the cells of a text, empty where nothing does so line after line."""
    best, found = (0.0, 0), ""
    lines = text.split("\n", _SAMPLE)[:_SAMPLE]
    for separator in _SEPARATORS:
        rows = [row for row in csv.reader(lines, delimiter=separator) if any(row)]
        if not rows:
            continue
        columns, often = Counter(map(len, rows)).most_common(1)[0]
        evenly = often / len(rows)
        if columns > 1 and (evenly, columns) > best:
            best, found = (evenly, columns), separator
    return found


def is_table(text: str) -> bool:
    """Whether a text without a name for its kind is a table: copied from a sheet, or CSV."""
    lines = [line for line in text.split("\n") if line.strip()]
    separator = separator_of(text)
    if len(lines) < 2 or not separator or lines[0].lstrip().startswith(("#", "|", "-", "<")):  # noqa: PLR2004
        return False
    rows = list(csv.reader(lines[:_SAMPLE], delimiter=separator))
    columns, often = Counter(map(len, rows)).most_common(1)[0]
    few = 2 if separator == "\t" else 3
    return columns >= few and often >= _SHARE * len(rows)


def read_workbook(name: str, data: bytes) -> Source:
    """Each visible sheet as a table. Formulas are what the workbook says they came to."""
    try:
        return _book(name, CalamineWorkbook.from_filelike(io.BytesIO(data)))
    except CalamineError as error:
        text = gettext("“%(name)s” looks like a workbook, but can't be read: %(reason)s")
        raise SourceRefused(text % {"name": name, "reason": error}) from error


def _book(name: str, book: CalamineWorkbook) -> Source:
    sheets = [m for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
    hidden = [m.name for m in sheets if m.visible != SheetVisibleEnum.Visible]
    shown = [m.name for m in sheets if m.name not in hidden]
    if len(shown) > MOST_SHEETS:
        text = gettext("“%(name)s” has %(sheets)d sheets; at most %(most)d are read.")
        raise SourceRefused(text % {"name": name, "sheets": len(shown), "most": MOST_SHEETS})
    remarks = [
        gettext("The sheet “%(sheet)s” is hidden and was left out.") % {"sheet": s} for s in hidden
    ]
    tables = []
    for sheet in shown:
        of_several = f"{sheet}, " if len(shown) > 1 else ""
        read = book.get_sheet_by_name(sheet)
        rows = [list(map(_said, row)) for row in read.to_python(skip_empty_area=False)]
        for (top, left), (bottom, right) in read.merged_cell_ranges or ():
            _spread(rows, top, left, bottom, right)
        tables.append(tidy(Table(sheet, tuple(_cells(of_several, rows)))))
    filled = tuple(table for table in tables if table.rows)
    return Source(name, "workbook", tables=filled, remarks=tuple(remarks))


def _spread(rows: list[list[str]], top: int, left: int, bottom: int, right: int) -> None:
    """A merged cell's text stands in each of those it covers, as people see it."""
    if top >= len(rows) or left >= len(rows[top]):
        return
    for row in rows[top : min(bottom + 1, len(rows))]:
        for column in range(left, min(right + 1, len(row))):
            row[column] = rows[top][left]


def _said(value: Any) -> str:
    """A cell's value as people see it, but for formats: 3.0 is “3”, a day is “2026-12-01”."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(round(value, 10))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat(" ") if isinstance(value, dt.datetime) else str(value)


def _cells(sheet: str, rows: Iterable[Sequence[str]]) -> Iterator[tuple[Cell, ...]]:
    """Rows with the name of each cell."""
    columns = [_column(n) for n in range(MOST_COLUMNS)]
    for at, row in enumerate(rows, start=1):
        last = max((n for n, text in enumerate(row, start=1) if text.strip()), default=0)
        if last > MOST_COLUMNS or (last and at > MOST_ROWS):
            text = gettext(
                "%(place)s: a table may have at most %(rows)s rows and %(columns)d columns."
            )
            place = f"{sheet}{_column(last - 1)}{at}"
            values = {"place": place, "rows": f"{MOST_ROWS:,}", "columns": MOST_COLUMNS}
            raise SourceRefused(text % values)
        yield tuple(
            Cell(_lines(text), f"{sheet}{columns[n]}{at}")
            for n, text in enumerate(row[: max(last, 1)])
        )


def _lines(text: str) -> str:
    """A cell keeps its lines, without blanks around them."""
    lines = (
        " ".join(line.split())
        for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    )
    return "\n".join(line for line in lines if line)


def _column(n: int) -> str:
    """A column's letters; the first is 0."""
    letters = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
