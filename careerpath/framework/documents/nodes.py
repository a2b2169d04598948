"""A piece of a document: a heading, an item, a text, a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from .text import said

Kind = Literal["heading", "item", "text", "fence", "rule", "table"]


@dataclass(slots=True, eq=False)
class Node:
    """A heading, item or piece of text. `start` and `end` are source lines from 0, end excluded.

    `text` is protected (see text.py): one line, marks and all. A heading's `below` is the first
    line under it. A table's children are its rows, as items “**first:** second” or “**first:**
    heading: second; heading: third”, with each cell under its heading in `cells`. `apart` is a
    line of a paragraph whose lines are a list.
    """

    kind: Kind
    text: str
    start: int
    end: int
    depth: int = 0
    below: int = 0
    children: list[Node] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)
    apart: bool = False

    @property
    def line(self) -> int:
        """Where it stands, from 1."""
        return self.start + 1

    @property
    def says(self) -> str:
        """Its own text without marks."""
        return said(self.text)


def walk(nodes: list[Node]) -> Iterator[Node]:
    """Every node, parents first."""
    for node in nodes:
        yield node
        yield from walk(node.children)
