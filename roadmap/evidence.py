"""What a person wrote beside their ratings, shown on the roadmap beside the skill it backs.

Pages and their pieces are kept, and hold no word that a person wrote: each skill's evidence has a
gap there, and its words are put in each time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import BigIntegerField
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from assessments.models import Assessment, SkillRating
from assessments.presenters.sheet import FOLLOWED
from careerpath.framework.caching import gap
from careerpath.prepared import Prepared, Slot

SHORT, SHORT_LINK = 160, 60
"""Letters of a note, and of a link, on the roadmap; all of it is among the answers."""

_gap, _end = gap("evidence"), gap("end")
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
        return _cut(" ".join(self.note.split()), SHORT)

    @property
    def is_cut(self) -> bool:
        """Whether there is more of it."""
        return len(" ".join(self.note.split())) > SHORT

    @property
    def link_words(self) -> str:
        """The link as it is read, cut where it is long."""
        return _cut(self.link, SHORT_LINK)

    @property
    def leads(self) -> bool:
        """Whether the link can be followed: what got in past the form is only read."""
        return bool(FOLLOWED.match(self.link))


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


def places(evidence: Iterable[str]) -> dict[str, SafeString]:
    """Skill, or project, to the gap that its evidence has in what is kept."""
    return {skill: mark_safe(f"{_gap}-{skill}.") for skill in evidence}  # noqa: S308  # a slug


def printed(evidence: Mapping[str, Evidence]) -> dict[str, SafeString]:
    """The same to its evidence as HTML.

    Printed in one go and cut apart: it is done at each visit, and a template for each skill took
    half of its time.
    """
    if not evidence:
        return {}
    context = {"all": evidence.values(), "end": _end}
    pieces = render_to_string("roadmap/_evidence.html", context).split(_end)
    return {skill: mark_safe(html) for skill, html in zip(evidence, pieces, strict=False)}  # noqa: S308  # a template's


def _answers(assessment: Assessment) -> str:
    return reverse("assessments:answers", args=[assessment.public_id])
