"""A table with a level a column: “| | Junior | Senior |”."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext

from careerpath.framework.documents.draft import Draft
from careerpath.framework.documents.figures import leading_years
from careerpath.framework.documents.names import part_of
from careerpath.framework.documents.nodes import Node, walk
from careerpath.framework.documents.text import said

from .which import level_named

FEWEST = 2  # columns that name levels


def read_matrices(draft: Draft) -> None:
    """Years of levels that say none themselves; the table stays where it is, as a note."""
    for table in walk(draft.outline.nodes):
        columns = _columns(draft, table) if table.kind == "table" else {}
        for row in table.children if len(set(columns.values())) >= FEWEST else []:
            first = next(iter(row.cells.values()), "")
            if part_of(first) == "years":
                _years(draft, row, columns)


def _columns(draft: Draft, table: Node) -> dict[str, int]:
    """Which level each heading but the first means."""
    rungs = [level.rung for level in draft.levels]
    heads = list(table.children[0].cells)[1:] if table.children else []
    found = {head: level_named(rungs, head) for head in heads if head}
    return {head: place for head, place in found.items() if place is not None}


def _years(draft: Draft, row: Node, columns: dict[str, int]) -> None:
    for head, place in columns.items():
        level, text = draft.levels[place], said(row.cells.get(head, ""))
        years = leading_years(text)
        if years and level.rung.years is None:
            level.rung = replace(level.rung, years=years)
            reason = gettext("Years of %(level)s, from a table.") % {"level": level.rung.name}
            draft.remark(row.line, text, reason)
