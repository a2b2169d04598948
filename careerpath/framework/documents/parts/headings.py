"""A level's heading taken apart: “Level 2: Baker | 2-4 years | €30K-€36K {#baker}”."""

from __future__ import annotations

import re
from typing import NamedTuple

from careerpath.framework.documents.draft import SHORT_NAME
from careerpath.framework.documents.figures import name_and_years, names_pay, read_pay, read_years
from careerpath.framework.documents.model import Pay, Years
from careerpath.framework.documents.names import numberless
from careerpath.framework.documents.text import clean, plain, said

from .skills import take_id

_RANK = re.compile(
    r"(?:(?:level|stage|rung|l)\s*(\d{1,2})([a-z]?)\s*[:./–—-]\s*|(\d{1,2})[.)]\s+)(?=\S)",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"level\s*:\s*(?=\S)", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_ASIDE = re.compile(r"\([^()]+\)")
_BAR = re.compile(r"\s+\|\s+")

Rank = tuple[int, str]
"""A rung's number and the letter behind it: “5b”."""


class Heading(NamedTuple):
    """What a heading says of its level; `besides` is what was not understood of it."""

    name: str
    years: Years | None = None
    rank: Rank | None = None
    public_id: str = ""
    pay: Pay = Pay()
    besides: tuple[str, ...] = ()


def read_heading(text: str) -> Heading:
    """A level's heading taken apart, in any order behind its name."""
    text, public_id = take_id(plain(text))
    text, rank = _rank(numberless(text))
    first, *others = _BAR.split(text)
    name, years = name_and_years(first)
    pay, besides = Pay(), []
    for part in others:
        span = read_years(part)
        if span and not years:
            years = span
        elif names_pay(part) and pay == Pay():
            pay = read_pay(part)
        else:
            besides.append(said(part))
    return Heading(said(name), years, rank, public_id, pay, tuple(besides))


def _rank(text: str) -> tuple[str, Rank | None]:
    if found := _RANK.match(text):
        rank = int(found.group(1) or found.group(3)), (found.group(2) or "").casefold()
        return text[found.end() :], rank
    return _LEVEL.sub("", text, count=1) if _LEVEL.match(text) else text, None


def short_name(name: str, title: str) -> str:
    """A level's name without the role: “Junior ML Engineer” is “Junior” on “ML Engineer”."""
    roles = [title, _BRACKETS.sub("", title), *re.findall(r"\(([^()]+)\)", title)]
    for role in sorted((r.strip() for r in roles if r.strip()), key=len, reverse=True):
        found = re.search(rf"(?<!\w){re.escape(role)}(?!\w)", name, re.IGNORECASE)
        if not found or name[: found.start()].count("(") > name[: found.start()].count(")"):
            continue
        rest = name[: found.start()] + name[found.end() :]
        rest = clean(rest).strip(" ,:–—-")
        if rest and rest != name:
            rest = rest[1:-1] if _ASIDE.fullmatch(rest) else rest
            return rest[:SHORT_NAME].strip()
    return name[:SHORT_NAME].strip()
