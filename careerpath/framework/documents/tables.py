"""Tables as lists: each row is an item that its first cell names."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.token import Token

from .nodes import Node
from .text import inline, plain, protect


def table_node(tokens: list[Token]) -> Node:
    """A table with its rows; one whose only heading is its first is a label with a list."""
    rows = [cells for cells in _rows(tokens) if any(cells[1])]
    start, end = tokens[0].map or (0, 0)
    heads = rows[0][1] if rows and rows[0][0] == start else []
    children = [_row(heads, line, cells) for line, cells in rows if line != start]
    if heads and heads[0] and not any(heads[1:]):
        return Node("text", f"**{plain(heads[0])}**", start, end, children=children)
    text = " | ".join(inline(head) for head in heads if head)
    return Node("table", text, start, end, children=children)


def _rows(tokens: list[Token]) -> Iterator[tuple[int, list[str]]]:
    """Each row's line and its cells, protected."""
    line, cells = 0, list[str]()
    for at, token in enumerate(tokens):
        if token.type == "tr_open":
            line, cells = (token.map or (line + 1, 0))[0], []
        elif token.type in {"th_open", "td_open"}:
            cells.append(protect(" ".join(tokens[at + 1].content.split())))
        elif token.type == "tr_close":
            yield line, cells


def _row(heads: list[str], line: int, cells: list[str]) -> Node:
    """A row as an item; a heading is named where there are several to tell apart."""
    named = dict(zip(heads, cells, strict=False))
    rest = [(head, cell) for head, cell in zip(heads[1:], cells[1:], strict=False) if cell]
    if len(heads) > 2:  # noqa: PLR2004  # a name and a value need no heading
        text = "; ".join(f"{inline(head)}: {cell}" if head else cell for head, cell in rest)
    else:
        text = "".join(cell for _, cell in rest)
    first = plain(cells[0]) if cells else ""
    label = f"**{inline(first)}:** {text}" if first else text
    return Node("item", label.strip(), line, line + 1, cells=named)
