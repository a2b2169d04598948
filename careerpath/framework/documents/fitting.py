"""Texts too long for one line of a document: kept as notes, in lines that fit.

Reading joins what stands below an entry into one line. Where that makes one that reading itself
would refuse (see guard.py), the text is a note: what was read can always be written and read again.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from careerpath.folding import folded

from .draft import Notes
from .guard import MAX_LINE
from .model import Advice, Phase, Reading, Remark, Rung

LONGEST = MAX_LINE - 500  # leaves room for what stands before it: a mark, a label, a number
WIDTH = 1_000  # of a line in a note


def fitted(reading: Reading, source: list[str]) -> Reading:
    """The same with every text short enough; `source` is the document's lines."""
    document = reading.document
    known = Notes({folded(note.heading): note for note in document.notes})
    fitting = _Fitting(known, [], source)
    document = replace(
        document,
        overview=_wrapped(document.overview),
        core_responsibilities=fitting.lines(
            "Core Responsibilities", document.core_responsibilities
        ),
        levels=tuple(map(fitting.rung, document.levels)),
        phases=tuple(map(fitting.phase, document.phases)),
        interview=tuple(
            replace(asked, questions=fitting.lines(asked.name, asked.questions))
            for asked in document.interview
        ),
        networking=tuple(
            replace(circle, entries=fitting.lines("Networking", circle.entries))
            for circle in document.networking
        ),
        tips=tuple(map(fitting.advice, document.tips)),
        transitions=tuple(map(fitting.advice, document.transitions)),
        system_design_focus=fitting.line("Interviews", document.system_design_focus),
        transition_timeline=fitting.line("Transitions", document.transition_timeline),
        flexibility=fitting.line("Flexibility", document.flexibility),
    )
    notes = tuple(replace(note, text=_wrapped(note.text)) for note in known.found.values())
    remarks = sorted([*reading.remarks, *fitting.remarks], key=lambda remark: remark.line)
    return Reading(replace(document, notes=notes), tuple(remarks))


@dataclass(slots=True)
class _Fitting:
    """Moves what does not fit into the notes, and says so."""

    notes: Notes
    remarks: list[Remark]
    source: list[str]

    def line(self, about: str, text: str) -> str:
        """The text, or nothing where it became a note."""
        if len(text) <= LONGEST:
            return text
        self.notes.add(about, text)
        start = text.split(maxsplit=1)[0]
        line = next((n for n, one in enumerate(self.source, start=1) if start in one), 1)
        reason = gettext("Too long for one line, with what stands below it; kept as a note.")
        self.remarks.append(Remark(line, text[:200], reason))
        return ""

    def lines(self, about: str, texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(line for text in texts if (line := self.line(about, text)))

    def rung(self, rung: Rung) -> Rung:
        return replace(
            rung,
            responsibilities=self.lines(rung.name, rung.responsibilities),
            projects=tuple(
                replace(project, description=self.line(project.name, project.description))
                for project in rung.projects
            ),
            notes=tuple(replace(note, text=_wrapped(note.text)) for note in rung.notes),
        )

    def phase(self, phase: Phase) -> Phase:
        return replace(
            phase,
            focus=self.line(phase.name, phase.focus),
            key_skills=self.line(phase.name, phase.key_skills),
            mindset=self.line(phase.name, phase.mindset),
        )

    def advice(self, advice: Advice) -> Advice:
        return replace(advice, text=self.line(advice.name or "Notes", advice.text))


def _wrapped(text: str) -> str:
    """Prose whose lines fit."""
    if len(text) <= MAX_LINE:
        return text
    return "\n".join(
        "\n".join(textwrap.wrap(line, WIDTH)) if len(line) > MAX_LINE else line
        for line in text.split("\n")
    )
