"""A document while it is being read: what was found so far and what to check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from careerpath.folding import folded

from .labels import any_label
from .model import (
    Advice,
    Note,
    Phase,
    ProjectIdea,
    Questions,
    Remark,
    Rung,
)
from .names import line_said, note_heading
from .nodes import Node
from .outline import Outline
from .text import clean, prose, said

# What the database takes.
NAME = 200
SHORT_NAME = 100
LINE = 300

KEPT = _("Not understood here; kept as a note.")
UNKNOWN = _("Not a part this reader knows; kept as a note of its own.")
TABLE = _("The head of a table; each row is read as a line.")
NO_THRESHOLD = _("Not a threshold from 1% to 100%; kept as text.")
NO_LANGUAGE = _("Not the code of a language, as “de”; kept as text.")


@dataclass(slots=True)
class Notes:
    """Notes in order; the same heading twice is one note with both texts."""

    found: dict[str, Note] = field(default_factory=dict)

    def add(self, heading: str, text: str) -> None:
        """Keep a piece of text under a heading."""
        heading = clean(heading) or "Notes"
        if len(heading) > NAME:
            heading, text = "Notes", f"{heading}\n\n{text}"
        before = self.found.get(folded(heading))
        texts = [before.text, prose(text)] if before else [prose(text)]
        name = before.heading if before else heading
        self.found[folded(heading)] = Note(name, "\n\n".join(t for t in texts if t))


@dataclass(slots=True)
class LevelDraft:
    """A level, and projects and questions that are named elsewhere but belong to it."""

    rung: Rung
    rank: tuple[int, str] | None
    line: int
    projects: dict[str, ProjectIdea] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """Everything found so far."""

    outline: Outline
    title: str = ""
    public_id: str = ""
    overview: list[str] = field(default_factory=list)
    core: list[str] = field(default_factory=list)
    threshold: int | None = None
    language: str | None = None
    levels: list[LevelDraft] = field(default_factory=list)
    phases: list[Phase] = field(default_factory=list)
    interview: dict[str, Questions] = field(default_factory=dict)
    networking: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    tips: list[Advice] = field(default_factory=list)
    transitions: list[Advice] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    notes: Notes = field(default_factory=Notes)
    remarks: list[Remark] = field(default_factory=list)
    spelled: dict[str, str] = field(default_factory=dict)
    saw_levels: bool = False

    def remark(self, line: int, text: str, reason: StrOrPromise) -> None:
        """Something its reader should check."""
        self.remarks.append(Remark(line, clean(text), str(reason)))

    def keep(self, node: Node, heading: str, *, notes: Notes | None = None) -> None:
        """Keep what was not understood under a heading, and say so."""
        if node.kind == "rule":
            return
        (notes or self.notes).add(heading, whole(self.outline, node))
        self.remark(node.line, node.says, KEPT)

    def listed(self, nodes: list[Node]) -> Iterator[Node]:
        """What a list holds: items, texts and headings, a table row by row."""
        for node in nodes:
            if node.kind == "table":
                if node.text:
                    self.remark(node.line, node.text, TABLE)
                yield from node.children
            elif node.kind != "rule":
                yield node

    def spelling(self, name: str) -> str:
        """A skill as it was first spelled in this document: “GIT” after “Git” is Git."""
        return self.spelled.setdefault(folded(name), name)


def whole(outline: Outline, node: Node) -> str:
    """Everything a node says, as prose."""
    if node.kind == "heading":
        return f"**{node.says}**\n\n{outline.raw(node.children)}".strip("\n")
    return outline.raw([node])


def keep_labelled(
    draft: Draft,
    node: Node,
    *,
    notes: Notes | None = None,
    about: str,
    reason: StrOrPromise = UNKNOWN,
) -> None:
    """Keep a node as a note under its own label or heading if it has one, else under `about`."""
    if node.kind == "rule":
        return
    if node.kind == "heading":
        label, rest = note_heading(node.text), ""
    else:
        found = any_label(node.text) if node.kind in {"item", "text"} else None
        label, rest = (said(found[0]), said(found[1])) if found else ("", "")
    if not label or len(label) > NAME:
        draft.keep(node, about, notes=notes)
        return
    inner = draft.outline.raw(node.children)
    (notes or draft.notes).add(label, f"{rest}\n\n{inner}".strip("\n"))
    draft.remark(node.line, label, reason)


def flat(node: Node) -> str:
    """A node and all inside it in one protected line: “text: first; second”."""
    inner = "; ".join(part for child in node.children if (part := flat(child)))
    text = node.text
    if not inner or not text.strip():
        return text + inner
    return (
        f"{text} {inner}" if text.rstrip().endswith((":", ":**", ".", "?")) else f"{text}: {inner}"
    )


def line_of(node: Node) -> str:
    """What a node says in one clean line, with all inside it, without a list's mark at its end."""
    return line_said(flat(node))
