"""Tips and transitions: named advice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from careerpath.framework.documents.draft import NAME, Draft, flat, keep_labelled, line_of
from careerpath.framework.documents.labels import any_label
from careerpath.framework.documents.model import Advice
from careerpath.framework.documents.names import bare, line_said, note_heading
from careerpath.framework.documents.nodes import Node
from careerpath.framework.documents.text import clean, said


def read_advice(draft: Draft, node: Node, found: list[Advice]) -> None:
    """A list of named advice: items, labelled lines or headings; or nothing but sentences."""
    nodes = list(draft.listed(node.children))
    only_text = all(child.kind == "text" and not any_label(child.text) for child in nodes)
    for child in nodes:
        if _is_group(child):
            found += _grouped(draft, child)
        elif advice := _advice(child, only_text=only_text):
            found.append(advice)
        else:
            keep_labelled(draft, child, about=f"Notes on {note_heading(node.text)}")


def _is_group(node: Node) -> bool:
    """“Ways in” with several named moves below it."""
    if node.kind not in {"heading", "item", "text"} or any_label(node.text):
        return False
    inner = [child for child in node.children if child.kind != "rule"]
    return len(inner) > 1 and all(
        child.kind == "heading" or (child.kind == "item" and any_label(child.text))
        for child in inner
    )


def _grouped(draft: Draft, node: Node) -> Iterator[Advice]:
    """Each advice of a group, with the group's name before its own."""
    for child in draft.listed(node.children):
        if advice := _advice(child, only_text=False):
            yield advice_of(f"{line_said(node.text)}: {advice.name}".rstrip(": "), advice.text)


def _advice(node: Node, *, only_text: bool) -> Advice | None:
    if node.kind == "fence":
        return None
    if node.kind == "heading":
        return advice_of(line_said(node.text), line_of(replace(node, text="")))
    label = any_label(node.text)
    if label and (move := _move(node)):
        return move
    if label:
        inner = [part for child in node.children if (part := flat(child))]
        return advice_of(
            line_said(label[0]), said("; ".join([label[1], *inner] if label[1] else inner))
        )
    if node.kind == "text" and not (only_text or node.apart or node.children):
        return None
    lines = [line for child in node.children if (line := line_of(child))]
    return advice_of(line_of(replace(node, children=[])), "; ".join(lines))


def _move(node: Node) -> Advice | None:
    """A table's row with a column “From” and one “To”."""
    cells = {bare(head): (head, said(cell)) for head, cell in node.cells.items()}
    if not {"from", "to"} <= set(cells):
        return None
    rest = [f"{said(h)}: {c}" for key, (h, c) in cells.items() if key not in {"from", "to"} and c]
    return advice_of(f"{cells['from'][1]} → {cells['to'][1]}", "; ".join(rest))


def advice_of(name: str, text: str) -> Advice:
    """A name and a text; what is too long for a name is all text."""
    name, text = clean(name), clean(text)
    if len(name) > NAME:
        return Advice("", f"{name}: {text}" if text else name)
    if name:
        return Advice(name, text)
    return Advice("", text) if len(text) > NAME else Advice(text)
