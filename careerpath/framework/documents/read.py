"""Bytes to a document, and a report of what its reader should check.

Nothing is dropped silently: what is not understood is kept as a note, or named in the report with
its line; a document that can't be a career path is refused as a whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext, gettext_lazy

from careerpath.bounds import MOST_SKILLS

from .assembly import order_levels, reading_of
from .draft import NAME, NO_LANGUAGE, NO_THRESHOLD, Draft, keep_labelled
from .figures import read_language, read_threshold
from .guard import decoded
from .labels import strong_label
from .model import DocumentRefused, Reading
from .names import (
    CALLED,
    is_forced_note,
    is_guess,
    note_heading,
    section_named,
    section_of,
)
from .nodes import Node
from .outline import Outline, outline
from .parts.advice import read_advice
from .parts.headings import read_heading
from .parts.interview import read_interview
from .parts.levels import has_parts, is_level, opens_level, read_level
from .parts.matrix import read_matrices
from .parts.networking import read_networking
from .parts.overview import read_core, read_overview
from .parts.pay import read_pay_section
from .parts.phases import read_phases
from .parts.projects import read_section
from .parts.texts import path_label, set_text
from .title import read_title

MAX_LEVELS = 40
NO_LEVELS = gettext_lazy(
    "This does not read as a career path: no level found. A level is a heading such as "
    "“### Junior Baker (0-2 years)” in a section “## Career Progression”, with parts such as "
    "“**Required Skills:**” below it."
)


def read(data: bytes) -> Reading:
    """The document in some bytes; raises DocumentRefused naming line and reason."""
    return read_text(decoded(data))


def read_text(text: str) -> Reading:
    """The document in a text within the guard's bounds; raises DocumentRefused."""
    return _Reader(outline(text)).read()


class _Reader:
    """Reads one outline: levels first, since other sections name them."""

    def __init__(self, found: Outline) -> None:
        self.draft = Draft(found, remarks=found.left_out)
        self.hoisted: list[Node] = []
        self.readers: dict[str, Callable[[Node], None]] = {
            "overview": lambda node: read_overview(self.draft, node),
            "core": lambda node: read_core(self.draft, node),
            "pay": lambda node: read_pay_section(self.draft, node),
            "phases": lambda node: read_phases(self.draft, node),
            "projects": lambda node: read_section(self.draft, node),
            "interview": lambda node: read_interview(self.draft, node),
            "networking": lambda node: read_networking(self.draft, node),
            "tips": lambda node: read_advice(self.draft, node, self.draft.tips),
            "transitions": lambda node: read_advice(self.draft, node, self.draft.transitions),
            "timeline": lambda node: self._text("timeline", node, ""),
            "flexibility": lambda node: self._text("flexibility", node, ""),
            "system_design": lambda node: self._text("system_design", node, ""),
        }

    def read(self) -> Reading:
        """The whole document."""
        before, title, sections = self._split()
        self._title(title)
        self._closing(sections)
        sections = [section for section in sections if not self._levels(section)]
        if not self.draft.levels and not self.draft.saw_levels:
            raise DocumentRefused(title.line, str(NO_LEVELS))
        order_levels(self.draft)
        read_matrices(self.draft)
        self._loose([*before, *(n for n in title.children if n.kind != "heading")])
        for section in sorted((*sections, *self.hoisted), key=lambda section: section.start):
            self._section(section)
        self._bounded()
        return reading_of(self.draft)

    def _bounded(self) -> None:
        """Refuse a level that asks more than its pages could show and save."""
        for level in self.draft.levels:
            asked = sum(len(group.skills) for group in level.rung.groups)
            if asked > MOST_SKILLS:
                values = {"asked": asked, "most": MOST_SKILLS}
                text = gettext("This level asks %(asked)d skills; at most %(most)d can be rated.")
                raise DocumentRefused(level.line, text % values)

    def _split(self) -> tuple[list[Node], Node, list[Node]]:
        """What stands before the title, the title, and the sections below and beside it."""
        nodes = self.draft.outline.nodes
        place = next((n for n, node in enumerate(nodes) if node.kind == "heading"), None)
        if place is None:
            raise DocumentRefused(
                1, gettext("No title: a career path starts with “# Career Path: Role”.")
            )
        title = nodes[place]
        below = [node for node in title.children if node.kind == "heading"]
        return nodes[:place], title, below + nodes[place + 1 :]

    def _title(self, node: Node) -> None:
        name, public_id, besides = read_title(node.text)
        if not name or len(name) > NAME or section_named(node.text):
            raise DocumentRefused(
                node.line, gettext("The first heading must name the role: “# Career Path: Role”.")
            )
        self.draft.title, self.draft.public_id = name, public_id
        if besides:
            reason = gettext("Not a part of the role's name; left out of it.")
            self.draft.remark(node.line, besides, reason)

    def _closing(self, sections: list[Node]) -> None:
        """Text below a rule at the very end belongs to the path, not to its last section."""
        last = sections[-1] if sections else None
        while last and (inner := [n for n in last.children if n.kind == "heading"]):
            last = inner[-1]
        if last is None or is_forced_note(last.text) or section_of(last.text) is None:
            return
        rules = [n for n, node in enumerate(last.children) if node.kind == "rule"]
        tail = last.children[rules[-1] + 1 :] if rules else []
        if tail and all(node.kind == "text" and not strong_label(node.text) for node in tail):
            self.draft.notes.add("Closing notes", self.draft.outline.raw(tail))
            self.draft.remark(
                tail[0].line, tail[0].says, gettext("Kept as closing notes of the path.")
            )
            last.children = last.children[: rules[-1]]

    # --- Levels -------------------------------------------------------------------------------

    def _levels(self, section: Node) -> bool:
        """Read the levels of a section, if it holds any or is one."""
        if is_forced_note(section.text):
            return False
        named = section_named(section.text)
        if named == "levels":
            self.draft.saw_levels = True
            self._guessed(section, "levels")
            self._inside(section, note_heading(section.text))
            return True
        if named is None and is_level(section, fewest=2):
            read_level(self.draft, section)
            return True
        return False

    def _inside(self, section: Node, about: str) -> None:
        for child in section.children:
            if child.kind == "heading" and is_forced_note(child.text):
                keep_labelled(self.draft, child, about=about)
            elif self._is_section(child):
                self.hoisted.append(child)
            elif (child.kind == "heading" and opens_level(child)) or (
                child.kind in {"item", "text"} and has_parts(child)
            ):
                self._level(child)
            elif any(n.kind == "heading" and opens_level(n) for n in child.children):
                self.draft.remark(
                    child.line, child.says, gettext("A group of levels; the levels are read.")
                )
                self._inside(child, f"Notes on {child.says}"[:NAME])
            else:
                keep_labelled(self.draft, child, about=about)

    def _is_section(self, node: Node) -> bool:
        """A section of the path that came to stand among the levels."""
        if node.kind != "heading" or not node.children or has_parts(node):
            return False
        heading = read_heading(node.text)
        unlike = heading.years is None and heading.rank is None
        return unlike and section_of(node.text) in self.readers

    def _level(self, node: Node) -> None:
        if len(self.draft.levels) >= MAX_LEVELS:
            raise DocumentRefused(
                node.line, gettext("A path has at most %(most)d levels.") % {"most": MAX_LEVELS}
            )
        read_level(self.draft, node)

    # --- Other sections -----------------------------------------------------------------------

    def _section(self, node: Node) -> None:
        if node.kind != "heading":
            self._loose([node])
            return
        kind = None if is_forced_note(node.text) else section_of(node.text)
        reader = self.readers.get(kind or "")
        if reader is None:
            self.draft.notes.add(note_heading(node.text), self.draft.outline.raw(node.children))
            self.draft.remark(
                node.line, node.says, gettext("A section of its own; kept as a note.")
            )
            return
        self._guessed(node, kind)
        if kind in {"overview", "core", "transitions"}:
            node.children = [
                child
                for child in node.children
                if _is_transition(kind, child) or not self._labelled(child)
            ]
        reader(node)

    def _guessed(self, node: Node, kind: str | None) -> None:
        """Tell where a heading is not one that everybody knows."""
        if kind in CALLED and is_guess(node.text):
            reason = gettext("Taken for the section “%(section)s”.") % {"section": CALLED[kind]}
            self.draft.remark(node.line, node.says, reason)

    def _labelled(self, node: Node) -> bool:
        """Take a line that says something of the whole path, wherever it stands."""
        label = path_label(node)
        kind = section_of(label[0]) if label else None
        if label is None or kind is None or (node.kind == "heading" and is_forced_note(node.text)):
            return False
        if kind == "core":
            self._guessed(replace(node, text=label[0]), kind)
            read_core(self.draft, node, label[1])
        elif kind in {"timeline", "flexibility"}:
            self._text(kind, node, label[1])
        elif kind in {"threshold", "language"} and not node.children:
            return self._value(kind, node, label[1])
        else:
            return False
        return True

    def _value(self, kind: str, node: Node, text: str) -> bool:
        """Take what a path has one of; whether it was there to take."""
        if getattr(self.draft, kind) is not None:
            return False
        value = read_threshold(text) if kind == "threshold" else read_language(text)
        if value is None:
            reason = NO_THRESHOLD if kind == "threshold" else NO_LANGUAGE
            self.draft.remark(node.line, node.says, reason)
        setattr(self.draft, kind, value)
        return value is not None

    def _loose(self, nodes: list[Node]) -> None:
        """What stands beside the sections: labelled lines, and text that joins the overview."""
        left = [node for node in nodes if not self._labelled(node)]
        for node in left:
            if text := self.draft.outline.raw([node]) if node.kind != "rule" else "":
                self.draft.overview.append(text)

    def _text(self, name: str, node: Node, rest: str) -> None:
        if not set_text(self.draft, name, node, rest):
            keep_labelled(self.draft, node, about="Notes")


def _is_transition(kind: str | None, node: Node) -> bool:
    """Whether it is one of a list of transitions: “- **Timeline:** …” there is called so.

    What the path says once of all of them stands on a line or under a heading of its own.
    """
    return kind == "transitions" and node.kind == "item"
