"""Nothing lost: every piece of text of a source is in the document or in the report.

The source is taken apart without the reader's own grammar: marks of Markdown are cut away, and what
is left between marks of the notation (brackets, commas, colons, dashes) must be found, in order of
letters, in the tree or in a remark. Words the notation itself is made of are exempt.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

from careerpath.framework.documents.figures import pay_text
from careerpath.framework.documents.model import Pay, Reading
from careerpath.framework.documents.names import part_of, phase_part_of, section_of

_MARKS = re.compile(r"^[\s>#*+|-]*(?:\d{1,3}[.)]\s+)?|[*_`]")
# HTML that only lays out; its words are pieces of their own.
_TAGS = re.compile(r"</?(?:details|summary|b|br|a)(?:\s[^<>]*)?/?>")
_BETWEEN = re.compile(r"[()\[\]:;,|–—]|\s-\s|\s/\s|(?<=\w)\.\s")
# Figures alone: shares, years, pay. Tests of the figures look after those.
_FIGURE = re.compile(
    r"(?:\b[A-Z]{3}\s|[$€£¥C]*)(?<!\w)\d[\d.,'’]*(?:\s?(?:[kKy%€+]|lakhs?\b|crores?\b))*(?:\s[A-Z]{3}\b)?(?!\w)"
)
_NOTATION = re.compile(
    r"of time|to|level|phase|years?|yrs|to years|etc|title|note|must have|leading|and"
    r"|carr?eer (path|ladder|framework|way)|.+ career path|from( year)?|level \d+[a-z]?|less than"
    r"|(years )?onwards|q|question"
)


# Level names that projects and interviews are filed under, in shortened form.
LADDER = {"junior", "mid", "senior"}


def fragments(source: str) -> Iterator[tuple[int, str]]:
    """Pieces of text with their line numbers."""
    for number, line in enumerate(source.split("\n"), start=1):
        bare = _TAGS.sub("|", line.strip())
        while (shorter := _MARKS.sub("", bare, count=1).strip()) != bare:
            bare = shorter
        for piece in _BETWEEN.split(_FIGURE.sub(",", _MARKS.sub("", bare))):
            if words := letters(piece):
                yield number, words


def letters(text: str) -> str:
    """A text reduced to its letters and figures."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def told(reading: Reading) -> str:
    """Everything the tree and the report say, reduced the same way."""
    said = " | ".join(_strings(reading))
    return f" {letters(re.sub('[*_`]', '', said))} "


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Pay):
        yield pay_text(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _strings(getattr(value, field.name))


def lost(source: str, reading: Reading) -> list[tuple[int, str]]:
    """The pieces that are nowhere."""
    found = told(reading)
    return [
        (n, piece)
        for n, piece in fragments(source)
        if not any(f" {form} " in found for form in (piece, _bare(piece))) and not known(piece)
    ]


def _bare(piece: str) -> str:
    """A piece without the small words that stand around a level or before the last of a list."""
    words = piece.removeprefix("and ").removeprefix("for ")
    return words.removesuffix(" and above").removesuffix(" and up")


def known(piece: str) -> bool:
    """Whether a piece is a word of the notation."""
    words = piece.removesuffix(" level")
    return bool(
        section_of(piece)
        or part_of(piece)
        or phase_part_of(piece)
        or _NOTATION.fullmatch(piece)
        or words in LADDER
    )
