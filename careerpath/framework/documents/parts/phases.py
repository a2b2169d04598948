"""Growth phases: stretches of years with a focus."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext

from careerpath.framework.documents.draft import NAME, Draft, flat, keep_labelled, line_of, whole
from careerpath.framework.documents.figures import name_and_years, names_years, read_years
from careerpath.framework.documents.labels import any_label
from careerpath.framework.documents.model import Phase
from careerpath.framework.documents.names import bare, note_heading, phase_part_of
from careerpath.framework.documents.nodes import Node
from careerpath.framework.documents.text import inline, plain, said

WHEN = {"period", "years", "time", "when", "duration"}


def read_phases(draft: Draft, node: Node) -> None:
    """Stretches of years: headings, labels or items."""
    for child in draft.listed(node.children):
        phase = _phase(draft, child, _name(child)) if child.kind != "fence" else None
        if phase:
            draft.phases.append(phase)
        else:
            keep_labelled(draft, child, about=f"Notes on {note_heading(node.text)}")


def _name(node: Node) -> tuple[str, str]:
    """What a phase is called, and what its line says of it; a text without a label is none."""
    plain_text = node.kind == "text" and not node.children
    label = None if node.kind == "heading" else any_label(node.text)
    if label and label[1] and bare(label[0]).rpartition(" ")[0] in {"phase", "stage", "step"}:
        return (node.text, "") if node.children else label
    return label or ("" if plain_text else node.text, "")


def _phase(draft: Draft, node: Node, label: tuple[str, str]) -> Phase | None:
    name, rest = label
    if read_years(plain(name)) and rest and not node.children:
        name, rest = f"{plain(name)}: {rest}", ""
    name, years = name_and_years(inline(plain(name)))
    span = next((cell for head, cell in node.cells.items() if bare(head) in WHEN), "")
    years = years or read_years(span)
    if not said(name) or len(said(name)) > NAME:
        return None
    if years is None and names_years(said(name)):
        draft.remark(
            node.line, said(name), gettext("The years in this name are not understood; left in it.")
        )
    phase = Phase(said(name), years, focus=said(rest))
    for child in draft.listed(node.children):
        phase = _phase_part(draft, phase, child)
    return phase


def _phase_part(draft: Draft, phase: Phase, node: Node) -> Phase:
    """One labelled line of a phase; the first plain text is its focus."""
    label = any_label(node.text) if node.kind in {"item", "text"} else None
    part = phase_part_of(label[0]) if label else None
    if label and part and not getattr(phase, part):
        inner = [flat(child) for child in node.children]
        text = said("; ".join(piece for piece in [label[1], *inner] if piece))
        return replace(phase, **{part: text})  # type: ignore[arg-type]
    if not label and node.kind in {"item", "text"} and not phase.focus and line_of(node):
        return replace(phase, focus=line_of(node))
    if node.kind == "item" and not label and phase.focus and line_of(node):
        return replace(phase, focus=f"{phase.focus}; {line_of(node)}")
    if node.kind != "rule":
        draft.notes.add(f"Notes on {phase.name}"[:NAME], whole(draft.outline, node))
        draft.remark(node.line, node.says, gettext("Not a part of a phase; kept as a note."))
    return phase
