"""Where a level begins, what its parts are, and its heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext

from careerpath.folding import folded
from careerpath.framework.documents.draft import NAME, Draft, LevelDraft
from careerpath.framework.documents.figures import names_years
from careerpath.framework.documents.labels import any_label, strong_label, weak_label
from careerpath.framework.documents.model import Rung
from careerpath.framework.documents.names import names_level, part_of, part_within
from careerpath.framework.documents.nodes import Node

from .headings import read_heading, short_name
from .level_parts import Parts


def label_of(node: Node) -> tuple[str, str] | None:
    """The label a node opens a part with, and the rest of its line."""
    if node.kind == "heading":
        return node.text, ""
    if node.kind not in {"item", "text"}:
        return None
    strong = strong_label(node.text)
    weak = None if strong else _known_label(node.text)
    return strong or weak or ((node.text, "") if node.children and part_of(node.text) else None)


def _known_label(text: str) -> tuple[str, str] | None:
    """A plain label that names a part, also where the whole line is in brackets."""
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    weak = weak_label(text)
    return weak if weak and part_of(weak[0]) else None


def has_parts(node: Node) -> int:
    """How many different parts of a level stand right below a node."""
    found = (label_of(child) for child in node.children)
    return len({part for label in found if label and (part := part_of(label[0]))})


def is_level(node: Node, *, fewest: int) -> bool:
    """Whether it reads as a level: by so many parts, or by one and the words of its heading."""
    return has_parts(node) >= (1 if _says_level(node) else fewest)


def opens_level(node: Node) -> bool:
    """Whether it is one where levels are to be expected: also empty, or by its heading alone."""
    return not node.children or is_level(node, fewest=1) or _says_level(node)


def _says_level(node: Node) -> bool:
    heading = read_heading(node.text)
    return heading.years is not None or names_level(heading.name)


def read_level(draft: Draft, node: Node) -> None:
    """Add the level a node holds; one without a usable or free name is kept as a note."""
    text = node.text
    if node.kind != "heading" and (label := any_label(text)):
        text = f"{label[0]} {label[1]}" if label[1] else label[0]
    heading = read_heading(text)
    name = heading.name
    if not name or len(name) > NAME:
        draft.keep(node, "Notes on levels")
        return
    if any(folded(name) == folded(known.rung.name) for known in draft.levels):
        draft.notes.add(name, draft.outline.raw(node.children))
        draft.remark(
            node.line, name, gettext("There is a level of this name already; kept as a note.")
        )
        return
    if heading.years is None and names_years(name):
        draft.remark(
            node.line, name, gettext("The years in this heading are not understood; left in it.")
        )
    short = short_name(name, draft.title)
    rung = Rung(name, short, heading.years, pay=heading.pay, public_id=heading.public_id)
    level = LevelDraft(rung, heading.rank, node.line)
    draft.levels.append(level)
    parts = Parts(draft, level)
    parts.heading(node, heading)
    parts.read(siblings(node.children), label_of)


def siblings(nodes: list[Node]) -> Iterator[Node]:
    """The parts of a level: a line that names a part ends the part above it."""
    for node in nodes:
        inside = _apart(node.children) if node.kind == "text" else []
        cut = next((n for n, child in enumerate(inside) if _opens_part(child)), None)
        if cut is None:
            yield from _sentences(node)
        else:
            end = inside[cut - 1].end if cut else node.start + 1
            yield from _sentences(replace(node, children=inside[:cut], end=end))
            yield from siblings(inside[cut:])


def _apart(nodes: list[Node]) -> list[Node]:
    """A line that names a part right below an item is no part of that item."""
    found = []
    for node in nodes:
        last = node.children[-1] if node.kind == "item" and node.children else None
        if last is not None and _opens_part(last) and not last.children:
            found += [replace(node, children=node.children[:-1], end=last.start), last]
        else:
            found.append(node)
    return found


def _opens_part(node: Node) -> bool:
    label = label_of(node) if node.kind == "text" else None
    return bool(label and part_of(label[0]))


def _sentences(node: Node) -> Iterator[Node]:
    """“Experience: 8+ years. Pay: €80K” in one line as its two parts."""
    found = part_within(node.text) if _opens_part(node) and not node.children else None
    if found:
        yield replace(node, text=node.text[: found.start()])
        node = replace(node, text=node.text[found.start(1) :])
    yield node
