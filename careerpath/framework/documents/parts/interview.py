"""Interview questions by level or topic, and what system design looks at."""

from __future__ import annotations

from dataclasses import replace

from careerpath.folding import folded
from careerpath.framework.documents.draft import NAME, Draft, keep_labelled, line_of
from careerpath.framework.documents.labels import any_label, strong_label, weak_label
from careerpath.framework.documents.model import Questions, Rung
from careerpath.framework.documents.names import bare, note_heading, section_of
from careerpath.framework.documents.nodes import Node
from careerpath.framework.documents.text import inline, plain, said

from .texts import set_text
from .which import level_of

GENERAL = "General Questions"


def read_interview(draft: Draft, node: Node) -> None:
    """Question sections by level or topic, and what system design looks at."""
    levels = [level.rung for level in draft.levels]
    general = []
    for child in draft.listed(node.children):
        label = _section_label(child)
        if question := _asked(child):
            general.append(question)
        elif label:
            _interview_part(draft, levels, child, label)
        elif child.kind == "item":
            general.append(line_of(child))
        else:
            keep_labelled(draft, child, about=f"Notes on {note_heading(node.text)}")
    if questions := tuple(line for line in general if line):
        add_questions(draft, Questions(GENERAL, "", questions))


def _section_label(node: Node) -> tuple[str, str] | None:
    """The section a node opens; a question with hints below it opens none."""
    if node.kind == "heading":
        return node.text, ""
    label = any_label(node.text) if node.kind in {"item", "text"} else None
    known = label and (section_of(label[0]) == "system_design" or _only(label))
    if known or (label and node.kind == "text" and (strong_label(node.text) or node.children)):
        return label
    if node.kind == "text":
        return (node.text, "") if node.children else None
    if node.children and not node.says.endswith("?"):
        return label if label and not label[1] else (node.text, "")
    return None


def _interview_part(draft: Draft, levels: list[Rung], node: Node, label: tuple[str, str]) -> None:
    if _is_focus(node, label) and set_text(draft, "system_design", node, label[1]):
        return
    if _one_question(draft, levels, node, label):
        return
    if label[1] or len(said(label[0])) > NAME:
        keep_labelled(draft, node, about="Notes on interviews")
        return
    _ask(draft, levels, said(label[0]), node)


def _one_question(
    draft: Draft, levels: list[Rung], node: Node, label: tuple[str, str] | None
) -> bool:
    """“Junior only: walk me through it” in one line."""
    if not label or not label[1] or node.children or not level_of(label[0], levels):
        return False
    name = said(label[0])
    add_questions(draft, Questions(name, level_of(name, levels), (said(label[1]),)))
    return True


def _only(label: tuple[str, str]) -> bool:
    """“Junior only: walk me through it.”"""
    return bare(label[0]).endswith(" only") and bool(label[1])


def _asked(node: Node) -> str:
    """A question that says it is one: “Q: …”, or a heading that ends in a question mark."""
    label = weak_label(node.text) if node.kind in {"item", "text"} else None
    if label and bare(label[0]) in {"q", "question"}:
        return line_of(replace(node, text=label[1]))
    return line_of(node) if node.kind == "heading" and is_question(node.text) else ""


def is_question(text: str) -> bool:
    """Whether a heading ends in a question mark that means one."""
    return inline(plain(text)).endswith("?")


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
    for child in draft.listed(node.children):
        label = strong_label(child.text) if child.kind == "text" else None
        if question := _asked(child):
            questions.append(question)
        elif label and bare(label[0]) == "level":
            wanted = said(label[1])
            questions += [line_of(inner) for inner in child.children]
            level = next((r.short_name for r in levels if r.short_name == wanted), "")
        elif label and _is_focus(child, label):
            _interview_part(draft, levels, child, label)
        elif child.kind == "heading" and any(n.kind != "text" for n in child.children):
            _ask(draft, levels, f"{name}: {child.says}"[:NAME], child)
        elif child.kind == "text" and _one_question(draft, levels, child, weak_label(child.text)):
            continue
        elif child.kind in {"item", "heading"} or child.says.endswith("?"):
            questions.append(line_of(child))
        else:
            keep_labelled(draft, child, about=f"Notes on {name}"[:NAME])
    add_questions(draft, Questions(name, level, tuple(q for q in questions if q)))


def add_questions(draft: Draft, asked: Questions) -> None:
    """One section a name: more questions join it."""
    known = draft.interview.get(folded(asked.name))
    if known:
        asked = replace(known, questions=known.questions + asked.questions)
    draft.interview[folded(asked.name)] = asked
