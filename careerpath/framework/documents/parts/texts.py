"""Texts that a path says once: a timeline, flexibility, the focus of system design."""

from __future__ import annotations

from careerpath.framework.documents.draft import Draft, flat
from careerpath.framework.documents.labels import any_label
from careerpath.framework.documents.nodes import Node
from careerpath.framework.documents.text import plain, said


def path_label(node: Node) -> tuple[str, str] | None:
    """The label of a line that may say something of the whole path, with the rest of it."""
    if node.kind == "heading":
        return node.text, ""
    if node.kind not in {"item", "text"}:
        return None
    return any_label(node.text) or ((node.text, "") if node.children else None)


def set_text(draft: Draft, name: str, node: Node, rest: str) -> bool:
    """Set a text of the path that is said once; False where it is said already or empty."""
    inner = [flat(child) for child in node.children if child.kind != "rule"]
    text = said("; ".join(piece for piece in [plain(rest), *inner] if piece))
    if not text or draft.texts.get(name):
        return False
    draft.texts[name] = text
    return True
