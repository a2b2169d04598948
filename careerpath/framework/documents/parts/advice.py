"""Phases, interviews, networking, tips and transitions."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext

from careerpath.framework.documents.draft import NAME, Draft, flat, keep_labelled, line_of, whole
from careerpath.framework.documents.figures import name_and_years, names_years, read_years
from careerpath.framework.documents.model import Advice, Phase, Questions, Rung
from careerpath.framework.documents.names import bare, phase_part_of, section_of
from careerpath.framework.documents.outline import Node
from careerpath.framework.documents.text import (
    any_label,
    clean,
    plain,
    said,
    settle,
    strong_label,
    weak_label,
)

GENERAL = "General Questions"


# --- Tips and transitions ---------------------------------------------------------------------


def read_advice(draft: Draft, node: Node, found: list[Advice]) -> None:
    """A list of named advice: items, labelled lines or headings."""
    for child in node.children:
        if advice := _advice(child):
            found.append(advice)
        else:
            keep_labelled(draft, child, about=f"Notes on {node.says}")


def _advice(node: Node) -> Advice | None:
    if node.kind in {"fence", "rule"} or (node.kind == "text" and not strong_label(node.text)):
        return None
    if node.kind == "heading":
        return advice_of(node.says, line_of(replace(node, text="")))
    label = any_label(node.text)
    if not label:
        lines = [line for child in node.children if (line := line_of(child))]
        return advice_of(node.says, "; ".join(lines))
    inner = [part for child in node.children if (part := flat(child))]
    return advice_of(said(label[0]), said("; ".join([label[1], *inner] if label[1] else inner)))


def advice_of(name: str, text: str) -> Advice:
    """A name and a text; what is too long for a name is all text."""
    name, text = clean(name), clean(text)
    if len(name) > NAME:
        return Advice("", f"{name}: {text}" if text else name)
    if name:
        return Advice(name, text)
    return Advice("", text) if len(text) > NAME else Advice(text)


# --- Networking -------------------------------------------------------------------------------


def read_networking(draft: Draft, node: Node) -> None:
    """Groups with entries, or a flat list, or both."""
    for child in node.children:
        label = _circle_label(child)
        if label is None and child.kind == "item":
            _enter(draft, "", [line_of(child)])
        elif label is None or len(said(label[0])) > NAME:
            keep_labelled(draft, child, about=f"Notes on {node.says}")
        elif child.kind == "text" and any(_circle_label(inner) for inner in child.children):
            draft.notes.add(f"Notes on {node.says}", child.says)
            draft.remark(child.line, child.says, gettext("A line above groups; kept as a note."))
            read_networking(draft, child)
        else:
            entries = [said(label[1]), *(line_of(inner) for inner in child.children)]
            _enter(draft, said(label[0]), entries)


def _circle_label(node: Node) -> tuple[str, str] | None:
    """The group a node opens: headings, bold labels, and items with a list below them."""
    if node.kind in {"fence", "rule"}:
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
    return weak or ((node.text, "") if node.kind == "item" else None)


def _enter(draft: Draft, name: str, entries: list[str]) -> None:
    kept = [entry for entry in entries if entry]
    if not name and not kept:
        return
    _, known = draft.networking.setdefault(name.casefold(), (name, []))
    known += kept


# --- Interviews -------------------------------------------------------------------------------


def read_interview(draft: Draft, node: Node) -> None:
    """Question sections by level or topic, and what system design looks at."""
    levels = [level.rung for level in draft.levels]
    general = []
    for child in node.children:
        label = _section_label(child)
        if label:
            _interview_part(draft, levels, child, label)
        elif child.kind == "item":
            general.append(line_of(child))
        else:
            keep_labelled(draft, child, about=f"Notes on {node.says}")
    if questions := tuple(line for line in general if line):
        add_questions(draft, Questions(GENERAL, "", questions))


def _section_label(node: Node) -> tuple[str, str] | None:
    """The section a node opens; a question with hints below it opens none."""
    if node.kind in {"fence", "rule"}:
        return None
    if node.kind == "heading":
        return node.text, ""
    label = any_label(node.text)
    if label and section_of(label[0]) == "system_design":
        return label
    if node.kind == "text":
        return strong_label(node.text) or (label if node.children else None)
    if node.children and not node.says.endswith("?"):
        return label if label and not label[1] else (node.text, "")
    return None


def _interview_part(draft: Draft, levels: list[Rung], node: Node, label: tuple[str, str]) -> None:
    if _is_focus(node, label) and set_text(draft, "system_design", node, label[1]):
        return
    if label[1] or len(said(label[0])) > NAME:
        keep_labelled(draft, node, about="Notes on interviews")
        return
    _ask(draft, levels, said(label[0]), node)


def _is_focus(node: Node, label: tuple[str, str]) -> bool:
    """Whether a system design label says what is looked at; with a list it asks questions."""
    if section_of(label[0]) != "system_design":
        return False
    below = node.children
    return bool(label[1]) or (
        bool(below) and all(n.kind == "text" and not strong_label(n.text) for n in below)
    )


def _ask(draft: Draft, levels: list[Rung], name: str, node: Node) -> None:
    """A section's questions; an explicit “Level” line wins over what its name says."""
    level, questions = level_of(name, levels), []
    for child in node.children:
        label = strong_label(child.text) if child.kind == "text" else None
        if label and bare(label[0]) == "level":
            wanted = said(label[1])
            questions += [line_of(inner) for inner in child.children]
            level = next((r.short_name for r in levels if r.short_name == wanted), "")
        elif label and _is_focus(child, label):
            _interview_part(draft, levels, child, label)
        elif child.kind == "heading":
            _ask(draft, levels, f"{name}: {child.says}"[:NAME], child)
        elif child.kind == "item":
            questions.append(line_of(child))
        elif child.kind != "rule":
            keep_labelled(draft, child, about=f"Notes on {name}"[:NAME])
    add_questions(draft, Questions(name, level, tuple(q for q in questions if q)))


def add_questions(draft: Draft, asked: Questions) -> None:
    """One section a name: more questions join it."""
    known = draft.interview.get(asked.name.casefold())
    if known:
        asked = replace(known, questions=known.questions + asked.questions)
    draft.interview[asked.name.casefold()] = asked


def level_of(name: str, levels: list[Rung]) -> str:
    """The level a section's name speaks of: at its start, or in brackets (“Senior+”)."""
    words = bare(name)
    inside = words[words.find("(") + 1 : words.find(")")] if "(" in words else ""
    for rung in sorted(levels, key=lambda r: -len(r.short_name)):
        short = bare(rung.short_name)
        starts = {short, short.removesuffix("-level"), short.removesuffix(" level")} - {""}
        if any(words == s or words.startswith((f"{s} ", f"{s}-")) for s in starts):
            return rung.short_name
        if inside.strip("+ ") in starts:
            return rung.short_name
    return ""


# --- Phases -----------------------------------------------------------------------------------


def read_phases(draft: Draft, node: Node) -> None:
    """Stretches of years: headings, labels or items."""
    for child in node.children:
        label = (child.text, "") if child.kind == "heading" else any_label(child.text)
        phase = (
            _phase(draft, child, label) if label and child.kind not in {"fence", "rule"} else None
        )
        if phase:
            draft.phases.append(phase)
        else:
            keep_labelled(draft, child, about=f"Notes on {node.says}")


def _phase(draft: Draft, node: Node, label: tuple[str, str]) -> Phase | None:
    name, rest = label
    if read_years(plain(name)) and rest and not node.children:
        name, rest = f"{plain(name)}: {rest}", ""
    name, years = name_and_years(plain(name))
    if not said(name) or len(said(name)) > NAME:
        return None
    if years is None and names_years(said(name)):
        draft.remark(
            node.line, said(name), gettext("The years in this name are not understood; left in it.")
        )
    phase = Phase(said(name), years, focus=said(rest))
    for child in node.children:
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
    if node.kind != "rule":
        draft.notes.add(f"Notes on {phase.name}"[:NAME], whole(draft.outline, node))
        draft.remark(node.line, node.says, gettext("Not a part of a phase; kept as a note."))
    return phase


# --- Single texts -----------------------------------------------------------------------------


def set_text(draft: Draft, name: str, node: Node, rest: str) -> bool:
    """Set a text of the path that is said once; False where it is said already or empty."""
    inner = [flat(child) for child in node.children if child.kind != "rule"]
    text = clean(settle("; ".join(piece for piece in [plain(rest), *inner] if piece)))
    if not text or draft.texts.get(name):
        return False
    draft.texts[name] = text
    return True
