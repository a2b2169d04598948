"""Pieces of a document that read back as they were: lines, headings, lists, prose, notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from .model import DocumentRefused, Note
from .names import is_forced_note, line_said, note_heading, part_of, part_within, section_of
from .nodes import walk
from .outline import Outline, outline
from .parts.levels import has_parts
from .text import hard, outside_fences, protect, safe


def line(text: str) -> str:
    return safe(text, lambda written: line_said(written) == text and not part_within(written))


def heading(marks: str, text: str, keeps: Callable[[str], bool], tail: str = "") -> str:
    """A heading whose text reads back; Markdown drops number signs at its end."""
    return f"{marks} {safe(text, lambda t: not CLOSING.search(t) and keeps(t + tail))}{tail}"


CLOSING = re.compile(r"(^|\s)#+$")


def bullets(lines: Iterable[str], mark: str = "-") -> str:
    return "\n".join(f"{mark} {line}" for line in lines)


def labelled(label: str, lines: Iterable[str]) -> str:
    """A bold label with a list right below it."""
    return f"**{label}:**\n{bullets(lines)}".rstrip()


def section(heading: str, blocks: Iterable[str]) -> list[str]:
    """A section, or nothing where nothing is in it."""
    filled = [block for block in blocks if block]
    return [f"## {heading}", *filled] if filled else []


def id_mark(public_id: str) -> str:
    return f" {{#{public_id}}}" if public_id else ""


# --- Prose ------------------------------------------------------------------------------------


def prose(text: str, keeps: Callable[[Outline], bool] = lambda _: True) -> str:
    """Prose as it is if it reads back, else with every mark escaped."""
    softly = outside_fences(text, lambda line: line.replace("\\", "\\\\"))
    return softly if _reads_back(softly, text, keeps) else "\n".join(map(hard, text.split("\n")))


def _reads_back(written: str, text: str, keeps: Callable[[Outline], bool]) -> bool:
    """Whether prose between headings is itself again and opens nothing that reaches beyond."""
    try:
        found = outline(f"# A\n\n{written}\n\n# B")
    except DocumentRefused:
        return False
    if [node.kind for node in found.nodes] != ["heading", "heading"]:
        return False
    inside = found.nodes[0].children
    return (
        not any(n.kind == "heading" for n in walk(inside))
        and found.raw(inside) == text
        and keeps(found)
    )


def note_block(note: Note, marks: str) -> str:
    """A note under its heading, marked “Note:” where the heading alone means something else."""
    known = section_of if marks == "##" else part_of

    def keeps(text: str) -> bool:
        return (
            known(text) is None and not is_forced_note(text) and note_heading(text) == note.heading
        )

    text = prose(note.text)
    written = safe(note.heading, keeps)
    level_like = marks == "##" and has_parts(outline(f"# A\n\n{text}").nodes[0])
    if level_like or not keeps(protect(written)) or CLOSING.search(written):
        forced = safe(
            note.heading,
            lambda t: note_heading(f"Note: {t}") == note.heading and not CLOSING.search(t),
        )
        written = f"Note: {forced}"
    return f"{marks} {written}\n\n{text}".rstrip()
