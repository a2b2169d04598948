"""The title of a document: the role it names."""

from __future__ import annotations

import re
from typing import NamedTuple

from .parts.skills import take_id
from .text import said

_PHRASE = re.compile(r"carr?e+r (?:path|ladder|framework|guide|roadmap|way)", re.IGNORECASE)
_AFTER = re.compile(r"\s*:|\s+[-–—|](?=\s)")
_DASH = re.compile(r"\s+[-–—|]\s+|:\s+")


class Title(NamedTuple):
    """The role, its public id, and what else the title says."""

    role: str
    public_id: str = ""
    besides: str = ""


def names_path(text: str) -> bool:
    """Whether a heading says of itself that it names a career path."""
    return bool(_PHRASE.search(said(text)))


def read_title(text: str) -> Title:
    """“Career Path: Baker”, “Career Ladder — Baker”, “Baker career path”, “Baker - how we grow”.

    What names the document goes; a remainder in small letters is no part of the role's name.
    """
    text, public_id = take_id(text)
    words = said(text)
    found = _PHRASE.search(words)
    before, after = (words[: found.start()], words[found.end() :]) if found else (words, "")
    if found and not before and (mark := _AFTER.match(after)):
        return Title(after[mark.end() :].strip(), public_id)
    head = _DASH.split(words, maxsplit=1)
    if found and len(head) > 1 and _PHRASE.search(head[1]):
        return Title(_name(head[0]), public_id, _PHRASE.sub("", head[1]).strip(" /,·|"))
    if before and found and not after:
        return Title(_name(before.rstrip(" :–—-")), public_id)
    parts = re.split(r"\s+[-–—]\s+", words, maxsplit=1)
    if len(parts) > 1 and parts[1][:1].islower():
        return Title(_name(parts[0]), public_id, parts[1])
    return Title(_name(words), public_id)


def _name(words: str) -> str:
    """A role's name without signs before it."""
    return re.sub(r"^[^\w(]+(?=\w)", "", words) or words
