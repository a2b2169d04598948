"""What a person wrote beside their ratings, shown on the roadmap beside the skill it backs.

Pages and their pieces are kept, and hold no word that a person wrote: each word of the evidence has
a gap there, and is put in each time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from django.db.models import BigIntegerField
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from assessments.models import Assessment, SkillRating
from assessments.presenters.sheet import FOLLOWED
from careerpath.framework.caching import cached_fragment, gap
from careerpath.prepared import Prepared, Slot

SHORT, SHORT_LINK = 160, 60
"""Letters of a note, and of a link, on the roadmap; all of it is among the answers."""

_note, _link, _link_words, _end = gap("note"), gap("link"), gap("words"), gap("end")
_TEMPLATE = "roadmap/_evidence.html"
_written = Prepared(
    SkillRating,
    lambda rows: (
        rows.filter(assessment=Slot("assessment", BigIntegerField()))
        .exclude(note="", link="", last_used__isnull=True)
        .order_by("pk")  # what is kept is kept under these skills in this order
        .values_list("skill__public_id", "note", "link", "last_used")
    ),
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands beside one rating, and among which answers all of it is read."""

    skill: str
    note: str
    link: str
    last_used: dt.date | None
    answers: str

    @property
    def short(self) -> str:
        """The note on one line, cut where it is long."""
        return _cut(self._line, SHORT)

    @property
    def is_cut(self) -> bool:
        """Whether there is more of it."""
        return len(self._line) > SHORT

    @property
    def _line(self) -> str:
        return " ".join(self.note.split())

    @property
    def link_words(self) -> str:
        """The link as it is read, cut where it is long."""
        return _cut(self.link, SHORT_LINK)

    @property
    def leads(self) -> bool:
        """Whether the link can be followed: what got in past the form is only read."""
        return bool(FOLLOWED.match(self.link))

    @property
    def without_words(self) -> Wordless:
        """As it is kept."""
        note, link, link_words = self._gaps
        return Wordless(
            self.skill,
            note if self.note else "",
            self.is_cut,
            link if self.link else "",
            link_words,
            self.leads,
            self.last_used,
            self.answers,
        )

    @property
    def words(self) -> dict[str, str]:
        """What belongs into the gaps, as HTML."""
        words = (self.short, self.link, self.link_words)
        return dict(zip(self._gaps, map(escape, words), strict=True))

    @property
    def _gaps(self) -> tuple[str, str, str]:
        skill = self.skill
        return f"{_note}-{skill}.", f"{_link}-{skill}.", f"{_link_words}-{skill}."


@dataclass(frozen=True, slots=True)
class Wordless:
    """Evidence with a gap for each of its words: what is the same whatever was written."""

    skill: str
    short: str
    is_cut: bool
    link: str
    link_words: str
    leads: bool
    last_used: dt.date | None
    answers: str


def _cut(text: str, most: int) -> str:
    # Truncator looks at every letter, also where nothing is to be cut.
    return Truncator(text).chars(most) if len(text) > most else text


def evidence_of(assessment: Assessment) -> dict[str, Evidence]:
    """By skill, where there is any. One query."""
    answers = _answers(assessment)
    rows = _written.rows(assessment=assessment.pk)
    return {
        skill: Evidence(skill, note, link, last_used, answers)
        for skill, note, link, last_used in rows
    }


def evidence_in(rows: Iterable[SkillRating]) -> dict[str, Evidence]:
    """The same of rows that were read with their skill and assessment."""
    return {
        row.skill.public_id: Evidence(
            row.skill.public_id, row.note, row.link, row.last_used, _answers(row.assessment)
        )
        for row in rows
        if row.has_evidence or row.last_used
    }


def printed(evidence: Mapping[str, Evidence]) -> dict[str, SafeString]:
    """The same to its evidence as HTML, in one go and cut apart."""
    if not evidence:
        return {}
    return _cut_apart(evidence, render_to_string(_TEMPLATE, _context(evidence.values())))


def printed_once(evidence: Mapping[str, Evidence]) -> dict[str, SafeString]:
    """The same with gaps where the words belong, for what is kept."""
    if not evidence:
        return {}
    wordless = tuple(one.without_words for one in evidence.values())
    html = cached_fragment(_TEMPLATE, lambda: _context(wordless), says=wordless, of_framework=False)
    return _cut_apart(evidence, html)


def words_of(evidence: Mapping[str, Evidence]) -> dict[str, str]:
    """What belongs into those gaps."""
    return {place: word for one in evidence.values() for place, word in one.words.items()}


def _context(those: Iterable[Evidence | Wordless]) -> dict[str, Any]:
    return {"all": those, "end": _end}


def _cut_apart(skills: Iterable[str], html: str) -> dict[str, SafeString]:
    pieces = html.split(_end)
    return {skill: mark_safe(piece) for skill, piece in zip(skills, pieces, strict=False)}  # noqa: S308  # a template's


def _answers(assessment: Assessment) -> str:
    return reverse("assessments:answers", args=[assessment.public_id])
