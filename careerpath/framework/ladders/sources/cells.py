"""One HTML table to its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from django.utils.translation import gettext
from lxml.html import HtmlElement

from careerpath.framework.ladders.structure import Block, Cell, SourceRefused, Table

MOST_COLUMNS = 100
MOST_ROWS = 20_000

Texts = Callable[[HtmlElement], str]


def table_of(
    element: HtmlElement, name: str, text_of: Texts, place: Callable[[HtmlElement], str]
) -> Table:
    """The cells of a table; one that spans several says its text in each of them."""
    rows: list[list[Cell]] = []
    hanging: dict[int, tuple[int, Cell]] = {}  # column to how many rows more it goes down
    for row in _rows(element):
        cells: list[Cell] = []
        waiting = [child for child in row if child.tag in {"td", "th"}]
        while waiting or len(cells) in hanging:
            if len(cells) in hanging:
                more, cell = hanging.pop(at := len(cells))
                cells.append(cell)
                if more > 1:
                    hanging[at] = more - 1, cell
                continue
            child = waiting.pop(0)
            cell = Cell(text_of(child), place(row))
            for _n in range(_span(child, "colspan")):
                if (down := _span(child, "rowspan")) > 1:
                    hanging[len(cells)] = down - 1, cell
                cells.append(cell)
            _bounded(len(rows), len(cells), place(row))
        rows.append(cells)
    return tidy(Table(name, tuple(map(tuple, rows))))


def _rows(element: HtmlElement) -> Iterator[HtmlElement]:
    """Whatever holds cells in a table itself, not in one inside a cell; mostly rows."""
    if any(child.tag in {"td", "th"} for child in element):
        yield element
    for child in element:
        if child.tag in {"tr", "thead", "tbody", "tfoot"}:
            yield from _rows(child)


def _span(cell: HtmlElement, name: str) -> int:
    said = (cell.get(name) or "1").strip()
    return min(max(int(said), 1), MOST_COLUMNS) if said.isascii() and said.isdigit() else 1


def _bounded(rows: int, columns: int, place: str) -> None:
    if columns > MOST_COLUMNS or rows >= MOST_ROWS:
        text = gettext("%(place)s: a table may have at most %(rows)s rows and %(columns)d columns.")
        values = {"place": place, "rows": f"{MOST_ROWS:,}", "columns": MOST_COLUMNS}
        raise SourceRefused(text % values)


def tidy(table: Table) -> Table:
    """Rows of equally many cells, those and columns without any text left out."""
    rows = [row for row in table.rows if any(cell.text for cell in row)]
    wide = max(map(len, rows), default=0)
    full = [(*row, *(Cell("", row[0].place) for _n in range(wide - len(row)))) for row in rows]
    kept = [n for n in range(wide) if any(row[n].text for row in full)]
    return replace(table, rows=tuple(tuple(row[n] for n in kept) for row in full))


def as_block(table: Table) -> Block:
    """A table as it stands among text: an item a row, “first: second; third”."""
    if not table.rows:
        return Block("table", "", "")
    heads, *rows = table.rows
    items = tuple(_item(heads, row) for row in rows or [heads])
    return Block("table", "", heads[0].place, 0, items)


def _item(heads: tuple[Cell, ...], row: tuple[Cell, ...]) -> Block:
    named = len(heads) > 2  # noqa: PLR2004  # a name and a value need no heading
    first, *rest = ("; ".join(_line(line) for line in cell.text.split("\n")) for cell in row)
    said = [
        f"{head.text}: {text}" if named and head.text and heads is not row else text
        for head, text in zip(heads[1:], rest, strict=True)
        if text
    ]
    text = "; ".join(said)
    return Block("item", f"{first}: {text}" if first and text else first or text, row[0].place)


def _line(text: str) -> str:
    """A cell's line without the dash of a list."""
    return text.removeprefix("- ")
