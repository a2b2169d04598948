"""Markdown to an outline: headings, labelled lines, items and tables, each with its lines.

Only blocks are parsed; text stays as written, raw HTML included, and is never rendered. Quotes
are read as plain lines.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.token import Token

from .guard import MAX_DEPTH
from .labels import any_label, dash_label, strong_label, weak_label
from .markup import without_markup
from .model import DocumentRefused, Remark
from .names import is_numbered
from .nodes import Kind, Node
from .tables import table_node
from .text import outside_fences, plain, prose, protect, unescaped

_markdown = MarkdownIt("zero", {"maxNesting": 2 * MAX_DEPTH}).disable("inline")
_markdown.enable(["heading", "lheading", "list", "fence", "hr", "table"])
SEVERAL = 2
ANNOUNCES = 60  # a line above a list that is no longer and no sentence says what the list is


@dataclass(slots=True)
class Outline:
    """The source and what was found in it, headings nested by their depth."""

    lines: list[str]
    nodes: list[Node]
    headings: dict[int, Node]
    left_out: list[Remark] = field(default_factory=list)

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
    text, left_out = without_markup(text)
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
    headings = {node.start: node for node in blocks if node.kind == "heading"}
    return Outline(text.split("\n"), nodes, headings, left_out)


# --- Tokens to blocks -------------------------------------------------------------------------


def _blocks(tokens: list[Token]) -> list[Node]:
    """Headings, items, texts in order; items hold what is inside them."""
    top = Node("text", "", 0, 0)
    stack = [top]
    for token, content, table in _steps(tokens):
        start, end = token.map or (0, 0)
        inside = stack[-1].children
        if table:
            inside.append(table_node(table))
        elif token.type == "list_item_open":
            inside.append(Node("item", "", start, end))
            stack.append(inside[-1])
        elif token.type == "list_item_close":
            item = stack.pop()
            _attach(item)
            stack[-1].children += _lazy_labels(item)
        elif token.type == "heading_open":
            inside += _heading(token, content)
        elif token.type == "paragraph_open":
            _paragraph(stack[-1], content, start)
        elif token.type in {"fence", "hr"}:
            kind: Kind = "fence" if token.type == "fence" else "rule"
            inside.append(Node(kind, protect(token.content), start, end))
    return top.children


def _steps(tokens: list[Token]) -> Iterator[tuple[Token, str, list[Token]]]:
    """Each token with the text that follows it; a table is one step with all of its own."""
    table: list[Token] = []
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        if table or token.type == "table_open":
            table.append(token)
            if token.type == "table_close":
                yield table[0], "", table
                table = []
        else:
            yield token, after.content if after else "", []


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
    """The pieces of a paragraph: its labelled lines apart, lines below a label, others joined."""
    lines = [protect(line.strip()) for line in content.split("\n")]
    apart = _stand_apart(lines)
    pieces: list[Node] = []
    for number, line in enumerate(lines, start=start):
        goes_on = line.startswith(("-> ", "=> ", "→ "))
        alone = (apart and not goes_on) or strong_label(line) or is_numbered(line)
        alone = alone or (holder.kind == "item" and _adds(line))
        if not pieces or alone:
            pieces.append(Node("text", line, number, number + 1, apart=apart))
        else:
            pieces[-1].text += f" {line}"
            pieces[-1].end = number + 1
    if holder.kind == "item" and not holder.text and not holder.children:
        holder.text = pieces.pop(0).text
    holder.children += pieces


def _adds(line: str) -> bool:
    """Whether a line below an item's first says more of it under a label of its own: “stack: …”."""
    label = weak_label(line)
    return bool(label and label[1] and " " not in label[0])


def _stand_apart(lines: list[str]) -> bool:
    """Whether each line is one of its own: all have labels, or an empty label lists them.

    A paragraph that was broken to a width is no list: each of its lines is filled.
    """
    if len(lines) == 1:
        return False
    labelled = sum(bool(weak_label(line) or dash_label(line)) for line in lines)
    if labelled == len(lines):
        return True
    label = any_label(lines[0])
    if label and not label[1]:
        return len(lines) > SEVERAL and not _filled(lines[1:])
    return labelled >= SEVERAL and not _filled(lines)


def _filled(lines: list[str]) -> bool:
    """Whether lines were broken to a width: the next word would not have fitted."""
    widest = max(map(len, lines))
    return all(
        len(line) + 1 + len(after.split(" ", 1)[0]) > widest for line, after in pairwise(lines)
    )


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
        if label is None and node.kind == "item" and kept and _announces(kept[-1]):
            label = kept[-1]
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


def _lazy_labels(item: Node) -> list[Node]:
    """A bold label in the line below an item is a label of its own, though Markdown joins it."""
    last = item.children[-1] if item.children else None
    label = strong_label(last.text) if last and last.kind == "text" else None
    if last is None or not label or label[1] or last.children or last.start < item.start:
        return []
    item.children.pop()
    item.end = last.start
    return [last]


def _announces(node: Node) -> bool:
    """Whether a line right above a list says what it lists: short, and no sentence."""
    alone = node.kind == "text" and node.end - node.start == 1 and not node.children
    return alone and len(node.text) <= ANNOUNCES and not node.text.endswith(tuple(".!?;,…"))


def _belongs(node: Node, label: Node) -> bool:
    """Whether a node is what a label announces."""
    if is_numbered(node.text) and is_numbered(label.text) and node.kind == "text":
        return False
    if node.kind in {"item", "table"}:
        return not label.children or label.children[-1].kind != "fence"
    found = opens(label)
    empty = bool(found) and not (found or ("", ""))[1]
    return (
        empty and node.kind in {"text", "fence"} and not strong_label(node.text) and not opens(node)
    )
