"""Whom to meet, in groups or not."""

from __future__ import annotations

from django.utils.translation import gettext

from careerpath.folding import folded
from careerpath.framework.documents.draft import NAME, Draft, keep_labelled, line_of
from careerpath.framework.documents.labels import strong_label, weak_label
from careerpath.framework.documents.names import note_heading
from careerpath.framework.documents.nodes import Node
from careerpath.framework.documents.text import said


def read_networking(draft: Draft, node: Node) -> None:
    """Groups with entries, or a flat list, or both; or nothing but sentences."""
    nodes = list(draft.listed(node.children))
    only_text = all(child.kind == "text" and not _circle_label(child) for child in nodes)
    for child in nodes:
        label = _circle_label(child)
        if label is None and (child.kind == "item" or only_text):
            _enter(draft, "", [line_of(child)])
        elif label is None or len(said(label[0])) > NAME:
            keep_labelled(draft, child, about=f"Notes on {note_heading(node.text)}")
        elif child.kind == "text" and any(_circle_label(inner) for inner in child.children):
            draft.notes.add(f"Notes on {note_heading(node.text)}", child.says)
            draft.remark(child.line, child.says, gettext("A line above groups; kept as a note."))
            read_networking(draft, child)
        else:
            entries = [said(label[1]), *map(line_of, draft.listed(child.children))]
            _enter(draft, said(label[0]), entries)


def _circle_label(node: Node) -> tuple[str, str] | None:
    """The group a node opens: headings, bold labels, and items with a list below them."""
    if node.kind not in {"heading", "item", "text"}:
        return None
    if node.kind == "heading":
        return node.text, ""
    strong = strong_label(node.text)
    named = node.text.endswith((":**", "**:", ":__", "__:"))
    if strong and (node.kind == "text" or strong[1] or node.children or named):
        return strong
    if not node.children:
        return None
    weak = weak_label(node.text)
    return weak or (node.text, "")


def _enter(draft: Draft, name: str, entries: list[str]) -> None:
    kept = [entry for entry in entries if entry]
    if not name and not kept:
        return
    _, known = draft.networking.setdefault(folded(name), (name, []))
    known += kept
