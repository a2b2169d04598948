"""What a reader finds in a source: blocks of an outline and tables of cells, without their meaning.

Every text is clean: no control characters; one line, except in cells, which keep their lines. A
place is said to people as it is: “line 12”, “B3”, “Skills, B3”, “senior.md, line 4”.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "label", "item", "text", "table"]
SourceKind = Literal["markdown", "html", "csv", "workbook"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; empty where there is nothing."""

    text: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equally many cells; rows and columns without any text are left out.

    `name` is the sheet's, or the heading above it; the first row may be a head or not.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or label with what stands below it, or an item or text with what is inside it.

    A label is a short text that announces what follows: bold, or with a colon at its end. `depth`
    is a heading's, from 0 for a file of several; the others have none. “**Adopts:** learns the
    tools” on one line is an item or text “Adopts: learns the tools”. A table among text stands here
    as well as among a source's tables: without a text of its own, an item a row, “first: second;
    third”, so that a note keeps it.
    """

    kind: BlockKind
    text: str
    place: str
    depth: int = 0
    children: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """What was found in a file, a pasted text or several files taken as one.

    `title` is the role's name where the source gives one. `remarks` are sentences about what was
    left out while reading: “The sheet “Old” is hidden and was left out.”
    """

    name: str
    kind: SourceKind
    title: str = ""
    outline: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    remarks: tuple[str, ...] = ()


class SourceRefused(Exception):  # the word people read
    """What can't be read at all, in a sentence that names what came and leads on."""


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, parents first."""
    for block in blocks:
        yield block
        yield from walk(block.children)
