"""A section that says what every level pays."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext

from careerpath.folding import folded
from careerpath.framework.documents.draft import LINE, Draft, LevelDraft, keep_labelled
from careerpath.framework.documents.figures import read_pay
from careerpath.framework.documents.labels import any_label
from careerpath.framework.documents.model import Note, Pay
from careerpath.framework.documents.nodes import Node
from careerpath.framework.documents.text import said

from .which import meant

ABOUT = "Compensation"


def read_pay_section(draft: Draft, node: Node) -> None:
    """Lines or rows that name a level and its pay; anything else is a note of the path."""
    for child in draft.listed(node.children):
        label = any_label(child.text) if child.kind in {"item", "text"} else None
        place = meant(draft, child, label[0]) if label and label[1] and not child.children else None
        if place is None or label is None:
            keep_labelled(draft, child, about=node.says)
        else:
            _pays(draft, child, draft.levels[place], label[1])


def _pays(draft: Draft, node: Node, level: LevelDraft, text: str) -> None:
    """Give a level its pay; one that has one keeps it, and the other is a note."""
    pay, known = _first(text), level.rung.pay
    if (known.lowest is None and not known.note) or (known.lowest is None and pay.lowest):
        besides = "; ".join(part for part in (pay.note, known.note) if part)
        if len(besides) <= LINE:
            level.rung = replace(level.rung, pay=replace(pay, note=besides, source=known.source))
            if pay.lowest is None:
                reason = gettext("No yearly pay with a currency understood.")
                draft.remark(node.line, besides, reason)
            return
    _note(level, said(text))
    draft.remark(node.line, said(text), gettext("A second or too long pay; kept as a note."))


def _note(level: LevelDraft, text: str) -> None:
    """Add to the level's note on pay, or begin it."""
    notes = {folded(note.heading): note for note in level.rung.notes}
    known = notes.get(folded(ABOUT), Note(ABOUT))
    whole = "\n\n".join(part for part in (known.text, text) if part)
    notes[folded(ABOUT)] = replace(known, text=whole)
    level.rung = replace(level.rung, notes=tuple(notes.values()))


def _first(text: str) -> Pay:
    """The pay in a line; of several with names, as in a table's columns, the first is taken."""
    pay = read_pay(text)
    head, _, others = text.partition("; ")
    label = any_label(head)
    if pay.lowest is None and label and (first := read_pay(label[1])).lowest is not None:
        note = "; ".join(part for part in (said(label[0]), first.note, said(others)) if part)
        return replace(first, note=note)
    return pay
