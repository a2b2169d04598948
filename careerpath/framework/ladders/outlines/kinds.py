"""What a part of an outline can be, and which of it is guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from careerpath.folding import folded
from careerpath.framework.documents.labels import split_list
from careerpath.framework.documents.names import part_of, section_of
from careerpath.framework.ladders.levels import SEVERAL
from careerpath.framework.ladders.listing import is_name
from careerpath.framework.ladders.mapping import Option
from careerpath.framework.ladders.rising import rising

from .contents import LINES, TEXTS, Found, Piece, labelled

SKILLS = Option("skill", _("Skills, one a line"))
LISTED = Option("skills listed", _("Skills, several a line, their group before the colon"))
LABELLED = Option(
    "skills labelled", _("Skills by the name before the colon, asked higher where it comes back")
)
RISES = Option("skill rising", _("One skill, asked higher where it comes back"))
RESPONSIBILITIES = Option("responsibility", _("Responsibilities"))
PROJECTS = Option("project", _("Projects"))
QUESTIONS = Option("question", _("Interview questions"))
NOTE = Option("note", _("A note"))
YEARS = Option("years", _("Years of experience"))
PAY = Option("pay", _("Pay"))
LEFT_OUT = Option("left out", _("Left out"))

_AS_SKILLS = (SKILLS, LISTED, LABELLED, RISES)
OF_LEVEL = (*_AS_SKILLS, RESPONSIBILITIES, PROJECTS, QUESTIONS, NOTE, YEARS, PAY, LEFT_OUT)
OF_PATH = (NOTE, RESPONSIBILITIES, QUESTIONS, LEFT_OUT)

_KNOWN = {
    "responsibilities": RESPONSIBILITIES,
    "projects": PROJECTS,
    "interview": QUESTIONS,
    "years": YEARS,
    "entry": NOTE,
    "day": NOTE,
    "pay": PAY,
    "pay_source": NOTE,
    "threshold": NOTE,
    "short_name": NOTE,
}
_SKILLS = {"skills", "must", "optional", "soft"}
_MOST = 0.8  # of lines: one that is different does not make another part


def asks_skills(parts: Iterable[Found]) -> bool:
    """Whether a part is called skills or, by no other name that is known, is a list."""
    named = ((part_of(found.title), found) for found in parts if found.title)
    return any(known in _SKILLS or (not known and found.is_listed) for known, found in named)


def guess_inside(found: Found, *, asked_elsewhere: bool) -> str:
    """What a part inside levels is guessed to be; text asks nothing where other parts do."""
    known = part_of(found.title) if found.title else None
    if found.key in {LINES, TEXTS}:
        return (RESPONSIBILITIES if found.key == LINES else NOTE).value
    if known in _KNOWN:
        return _KNOWN[known].value
    if known in _SKILLS or found.is_listed:
        return how_listed(found.pieces)
    return (NOTE if asked_elsewhere or not can_rise(found) else RISES).value


def guess_around(found: Found) -> str:
    """What stands outside levels is guessed to be."""
    section = section_of(found.title) if found.title else None
    if section == "interview":
        return QUESTIONS.value
    return (RESPONSIBILITIES if section == "core" else NOTE).value


def can_rise(found: Found) -> bool:
    """Whether a part that says a text a level can be one skill on the scale."""
    texts = [found.whole(level) for level in found.levels]
    return len(texts) >= SEVERAL and rising(texts) is not None


def how_listed(pieces: list[Piece]) -> str:
    """How a list of skills is read: one a line, several a line, or by their labels."""
    lines = [piece.text for piece in pieces if not piece.names]
    names = [name for line in lines for name in split_list((labelled(line) or ("", line))[1])]
    short = [name for name in names if is_name(name)]
    parted = len(names) > len(lines) or any(labelled(line) for line in lines)
    if parted and len(short) >= _MOST * len(names):
        return LISTED.value
    return (LABELLED if _come_back(pieces) else SKILLS).value


def _come_back(pieces: list[Piece]) -> bool:
    """Whether most lines have a label, and one of them comes back at another level."""
    levels = defaultdict(set)
    lines = [piece for piece in pieces if not piece.names]
    for piece in lines:
        if label := labelled(piece.text):
            levels[folded(label[0])].add(piece.level)
    count = sum(labelled(piece.text) is not None for piece in lines)
    return count >= _MOST * len(lines) and any(len(seen) >= SEVERAL for seen in levels.values())
