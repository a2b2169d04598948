"""Bytes to a document, and a report of what its reader should check.

Nothing is dropped silently: what is not understood is kept as a note, or named in the report with
its line; a document that can't be a career path is refused as a whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from django.utils.translation import gettext, gettext_lazy

from .draft import NAME, NO_THRESHOLD, Draft, keep_labelled, line_of
from .figures import read_threshold
from .guard import decoded
from .model import Circle, DocumentRefused, Group, PathDocument, Reading, Rung
from .names import is_forced_note, names_level, note_heading, section_of
from .outline import Node, Outline, outline
from .parts.advice import read_advice, read_interview, read_networking, read_phases, set_text
from .parts.levels import has_parts, label_of, read_heading, read_level
from .parts.projects import read_section
from .parts.skills import take_id
from .text import prose, said, strong_label

MAX_LEVELS = 40
_TITLE_WORDS = (
    "career path",
    "career ladder",
    "career framework",
    "career guide",
    "career roadmap",
)
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


def read_title(text: str) -> tuple[str, str]:
    """The role a title names, without “Career Path”; and its public id."""
    text, public_id = take_id(text)
    words = said(text)
    small = words.casefold()
    for phrase in _TITLE_WORDS:
        if small.startswith(f"{phrase}:"):
            return words[len(phrase) + 1 :].strip(), public_id
        if small.endswith(f" {phrase}") and len(small) == len(words):
            return words[: -len(phrase)].rstrip(" :–—-") or words, public_id
    return words, public_id


class _Reader:
    """Reads one outline: levels first, since other sections name them."""

    def __init__(self, found: Outline) -> None:
        self.draft = Draft(found)
        self.readers: dict[str, Callable[[Node], None]] = {
            "overview": self._overview,
            "core": self._core,
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
        self._loose([*before, *(n for n in title.children if n.kind != "heading")])
        for section in sections:
            self._section(section)
        return self._reading()

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
        name, public_id = read_title(node.text)
        if not name or len(name) > NAME or section_of(node.text):
            raise DocumentRefused(
                node.line, gettext("The first heading must name the role: “# Career Path: Role”.")
            )
        self.draft.title, self.draft.public_id = name, public_id

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
        if section_of(section.text) == "levels":
            self.draft.saw_levels = True
            self._inside(section, section.says)
            return True
        if section_of(section.text) is None and self._is_level(section, fewest=2):
            read_level(self.draft, section)
            return True
        return False

    def _is_level(self, node: Node, *, fewest: int) -> bool:
        years = read_heading(node.text)[1] is not None
        return has_parts(node) >= (1 if years else fewest)

    def _inside(self, section: Node, about: str) -> None:
        for child in section.children:
            if child.kind == "heading" and is_forced_note(child.text):
                keep_labelled(self.draft, child, about=about)
            elif (child.kind == "heading" and self._opens_level(child)) or (
                child.kind in {"item", "text"} and has_parts(child)
            ):
                self._level(child)
            elif any(n.kind == "heading" and self._opens_level(n) for n in child.children):
                self.draft.remark(
                    child.line, child.says, gettext("A group of levels; the levels are read.")
                )
                self._inside(child, f"Notes on {child.says}"[:NAME])
            else:
                keep_labelled(self.draft, child, about=about)

    def _opens_level(self, node: Node) -> bool:
        if not node.children or self._is_level(node, fewest=1):
            return True
        named = read_heading(node.text)
        return named[1] is not None or names_level(named[0])

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
        if kind in {"overview", "core", "transitions"}:
            node.children = [child for child in node.children if not self._labelled(child)]
        reader(node)

    def _labelled(self, node: Node) -> bool:
        """Take a line that says something of the whole path, wherever it stands."""
        if node.kind == "item":
            return False
        label = (node.text, "") if node.kind == "heading" else label_of(node)
        kind = section_of(label[0]) if label else None
        if label is None or kind is None or (node.kind == "heading" and is_forced_note(node.text)):
            return False
        if kind == "core":
            self._core(node, label[1])
        elif kind in {"timeline", "flexibility"}:
            self._text(kind, node, label[1])
        elif kind == "threshold" and not node.children and self.draft.threshold is None:
            self.draft.threshold = read_threshold(label[1])
            if self.draft.threshold is None:
                self.draft.remark(node.line, node.says, NO_THRESHOLD)
            return self.draft.threshold is not None
        else:
            return False
        return True

    def _loose(self, nodes: list[Node]) -> None:
        """What stands beside the sections: labelled lines, and text that joins the overview."""
        left = [node for node in nodes if not self._labelled(node)]
        for node in left:
            if text := self.draft.outline.raw([node]) if node.kind != "rule" else "":
                self.draft.overview.append(text)

    def _overview(self, node: Node) -> None:
        run: list[Node] = []
        for child in [*node.children, None]:
            if child is None or child.kind == "heading":
                self.draft.overview.append(self.draft.outline.raw(run))
                run = []
                if child:
                    keep_labelled(self.draft, child, about="Notes on the role")
            elif run and run[-1].end <= child.start and self._gap(run[-1], child):
                self.draft.overview.append(self.draft.outline.raw(run))
                run = [child]
            else:
                run.append(child)

    def _gap(self, one: Node, other: Node) -> bool:
        """Whether something that was taken out stood between two nodes."""
        return any(line.strip() for line in self.draft.outline.lines[one.end : other.start])

    def _core(self, node: Node, rest: str = "") -> None:
        lines = [said(rest), *(line_of(child) for child in node.children)]
        self.draft.core += [line for line in lines if line]

    def _text(self, name: str, node: Node, rest: str) -> None:
        if not set_text(self.draft, name, node, rest):
            keep_labelled(self.draft, node, about="Notes")

    # --- The whole ----------------------------------------------------------------------------

    def _reading(self) -> Reading:
        draft = self.draft
        document = PathDocument(
            title=draft.title,
            overview=prose("\n\n".join(text for text in draft.overview if text)),
            core_responsibilities=tuple(draft.core),
            threshold_percent=draft.threshold,
            levels=self._ordered(),
            phases=tuple(draft.phases),
            interview=tuple(draft.interview.values()),
            system_design_focus=draft.texts.get("system_design", ""),
            networking=tuple(Circle(name, tuple(e)) for name, e in draft.networking.values()),
            tips=tuple(draft.tips),
            transitions=tuple(draft.transitions),
            transition_timeline=draft.texts.get("timeline", ""),
            flexibility=draft.texts.get("flexibility", ""),
            notes=tuple(draft.notes.found.values()),
            public_id=draft.public_id,
        )
        return Reading(document, tuple(sorted(draft.remarks, key=lambda remark: remark.line)))

    def _ordered(self) -> tuple[Rung, ...]:
        """The levels from the lowest up: by the ranks they name, else by years, else as written."""
        drafts = self.draft.levels
        ranks = [level.rank for level in drafts if level.rank is not None]
        if len(set(ranks)) < len(ranks):
            clash = next(d for n, d in enumerate(drafts) if d.rank in [e.rank for e in drafts[:n]])
            self.draft.remark(
                clash.line,
                clash.rung.name,
                gettext("Two levels name the same rank; kept in their order."),
            )
        elif len(ranks) == len(drafts):
            drafts = sorted(drafts, key=lambda level: level.rank or 0)
        starts = [level.rung.years.start for level in drafts if level.rung.years]
        falling = all(one > other for one, other in pairwise(starts))
        if not ranks and len(starts) > 1 and falling:
            drafts = drafts[::-1]
            self.draft.remark(
                drafts[-1].line, drafts[-1].rung.name, gettext("Levels run downwards; turned.")
            )
        return _one_kind_a_group(
            tuple(replace(level.rung, projects=tuple(level.projects.values())) for level in drafts)
        )


def _one_kind_a_group(rungs: tuple[Rung, ...]) -> tuple[Rung, ...]:
    """A group of one name is one group of the path: its first spelling, kind and id count."""
    first: dict[str, Group] = {}
    for group in (group for rung in rungs for group in rung.groups):
        known = first.setdefault(group.name.casefold(), group)
        if group.public_id and not known.public_id:
            first[group.name.casefold()] = replace(known, public_id=group.public_id)

    def unified(group: Group) -> Group:
        known = first[group.name.casefold()]
        return Group(known.name, group.skills, known.soft, known.public_id)

    return tuple(
        replace(rung, groups=tuple(sorted(map(unified, rung.groups), key=lambda g: g.soft)))
        for rung in rungs
    )
