"""Markdown to an outline: headings, labelled lines and items, each with its line numbers.

Only blocks are parsed; text stays as written, raw HTML included, and is never rendered. Tables
and quotes are read as plain lines.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.token import Token

from .guard import MAX_DEPTH
from .model import DocumentRefused
from .text import outside_fences, plain, prose, protect, said, strong_label, unescaped, weak_label

Kind = Literal["heading", "item", "text", "fence", "rule"]

_markdown = MarkdownIt("zero", {"maxNesting": 2 * MAX_DEPTH}).disable("inline")
_markdown.enable(["heading", "lheading", "list", "fence", "hr"])


@dataclass(slots=True, eq=False)
class Node:
    """A heading, item or piece of text. `start` and `end` are source lines from 0, end excluded.

    `text` is protected (see text.py): one line, marks and all. A heading's `below` is the first
    line under it.
    """

    kind: Kind
    text: str
    start: int
    end: int
    depth: int = 0
    below: int = 0
    children: list[Node] = field(default_factory=list)

    @property
    def line(self) -> int:
        """Where it stands, from 1."""
        return self.start + 1

    @property
    def says(self) -> str:
        """Its own text without marks."""
        return said(self.text)


@dataclass(slots=True)
class Outline:
    """The source and what was found in it, headings nested by their depth."""

    lines: list[str]
    nodes: list[Node]
    headings: dict[int, Node]

    def raw(self, nodes: list[Node]) -> str:
        """The source of nodes that follow each other, as prose; inner headings become bold."""
        if not nodes:
            return ""
        lines = []
        start, end = nodes[0].start, nodes[-1].end
        while start < end:
            heading = self.headings.get(start)
            lines.append(_bold(heading.text) if heading else self.lines[start])
            start = heading.below if heading else start + 1
        return prose(outside_fences(textwrap.dedent("\n".join(lines)), unescaped))


def _bold(text: str) -> str:
    """An inner heading as a bold line; an empty one as nothing."""
    words = plain(text)
    return f"**{words}**" if words else ""


def outline(text: str) -> Outline:
    """The outline of a text within the guard's bounds; raises DocumentRefused if too deep."""
    tokens = _markdown.parse(text)
    for token in tokens:
        if token.level >= 2 * MAX_DEPTH - 1:
            line = token.map[0] + 1 if token.map else 1
            raise DocumentRefused(
                line,
                gettext("Lists are nested more than %(most)d deep here.") % {"most": MAX_DEPTH - 1},
            )
    blocks = _blocks(tokens)
    nodes = _nested(blocks, text.count("\n") + 1)
    return Outline(text.split("\n"), nodes, {n.start: n for n in blocks if n.kind == "heading"})


# --- Tokens to blocks -------------------------------------------------------------------------


def _blocks(tokens: list[Token]) -> list[Node]:
    """Headings, items, texts in order; items hold what is inside them."""
    top = Node("text", "", 0, 0)
    stack = [top]
    for at, token in enumerate(tokens):
        start, end = token.map or (0, 0)
        if token.type == "list_item_open":
            stack[-1].children.append(Node("item", "", start, end))
            stack.append(stack[-1].children[-1])
        elif token.type == "list_item_close":
            _attach(stack.pop())
        elif token.type == "heading_open":
            stack[-1].children += _heading(token, tokens[at + 1].content)
        elif token.type == "paragraph_open":
            _paragraph(stack[-1], tokens[at + 1].content, start)
        elif token.type in {"fence", "hr"}:
            kind: Kind = "fence" if token.type == "fence" else "rule"
            stack[-1].children.append(Node(kind, protect(token.content), start, end))
    return top.children


def _heading(token: Token, content: str) -> list[Node]:
    """A heading; a labelled line above a rule is no heading, whatever Markdown says."""
    start, end = token.map or (0, 0)
    line = protect(" ".join(content.split()))
    if token.markup in "-=" and ("\n" in content or strong_label(line)):
        holder = Node("text", "", start, end)
        _paragraph(holder, content, start)
        return [*holder.children, Node("rule", "", end - 1, end)]
    return [Node("heading", line, start, end, depth=int(token.tag[1:]), below=end)]


def _paragraph(holder: Node, content: str, start: int) -> None:
    """The pieces of a paragraph: its labelled lines apart, other lines joined."""
    lines = [protect(line.strip()) for line in content.split("\n")]
    all_weak = len(lines) > 1 and all(weak_label(line) for line in lines)
    pieces: list[Node] = []
    for number, line in enumerate(lines, start=start):
        if not pieces or all_weak or strong_label(line):
            pieces.append(Node("text", line, number, number + 1))
        else:
            pieces[-1].text += f" {line}"
            pieces[-1].end = number + 1
    if holder.kind == "item" and not holder.text and not holder.children:
        holder.text = pieces.pop(0).text
    holder.children += pieces


# --- Blocks to a tree -------------------------------------------------------------------------


def _nested(blocks: list[Node], end: int) -> list[Node]:
    """Blocks under their headings, and lists under the labels right above them."""
    top = Node("heading", "", 0, end)
    stack = [top]
    for block in blocks:
        if block.kind == "heading":
            while len(stack) > 1 and stack[-1].depth >= block.depth:
                stack.pop().end = block.start
            stack[-1].children.append(block)
            stack.append(block)
        else:
            stack[-1].children.append(block)
    for heading in stack:
        heading.end = end
    for heading in (top, *(block for block in blocks if block.kind == "heading")):
        _attach(heading)
    return top.children


def _attach(holder: Node) -> None:
    """Lists, and the text below an empty label, go to the label they follow."""
    kept: list[Node] = []
    label: Node | None = None
    for node in holder.children:
        if label is not None and _belongs(node, label):
            label.children.append(node)
            label.end = node.end
            continue
        label = node if node.kind == "text" and opens(node) else None
        kept.append(node)
    holder.children = kept


def opens(node: Node) -> tuple[str, str] | None:
    """The label a text opens with: bold, or plain with nothing behind it."""
    strong = strong_label(node.text)
    weak = None if strong else weak_label(node.text)
    return strong or (weak if weak and not weak[1] else None)


def _belongs(node: Node, label: Node) -> bool:
    """Whether a node is what a label announces."""
    if node.kind == "item":
        return not label.children or label.children[-1].kind != "fence"
    found = opens(label)
    empty = bool(found) and not (found or ("", ""))[1]
    return (
        empty and node.kind in {"text", "fence"} and not strong_label(node.text) and not opens(node)
    )


def walk(nodes: list[Node]) -> Iterator[Node]:
    """Every node, parents first."""
    for node in nodes:
        yield node
        yield from walk(node.children)
