"""Shares of a day and of requirements. Works on protected text (see text.py)."""

from __future__ import annotations

import re

from careerpath.framework.documents.labels import split_list
from careerpath.framework.documents.model import DayLine
from careerpath.framework.documents.text import plain, safe, said

_ABOUT = r"(?:[≈~]|\b(?:around|about|approx\.?|approximately|roughly|ca\.?)(?=[\s\d]))"
_PERCENT = rf"(?:{_ABOUT}\s*)?(?P<percent>\d{{1,3}})\s*%"
_OF_TIME = r"(?:\s+of\s+(?:the\s+|your\s+|their\s+)?(?:time|day|week))?"
_DAY = [
    re.compile(rf"(?P<activity>.*\S)\s*[(\[]\s*{_PERCENT}{_OF_TIME}\s*[)\]]\.?", re.IGNORECASE),
    re.compile(
        rf"(?P<activity>.*?\S)\s*(?:[:=]|(?<![\d\s])\s*[,–—-])\s*{_PERCENT}{_OF_TIME}\.?",
        re.IGNORECASE,
    ),
    re.compile(rf"{_PERCENT}{_OF_TIME}\s*[:,–—-]?\s+(?P<activity>\S.*)", re.IGNORECASE),
    re.compile(rf"(?P<activity>.*[^\s\d:,=–—-])\s+{_PERCENT}{_OF_TIME}\.?", re.IGNORECASE),
]
_ABOUT_A_SHARE = re.compile(rf"{_ABOUT}\s*\d{{1,3}}\s*%", re.IGNORECASE)
SEVERAL = 2  # shares that make a line a list

LONGEST_CODE = 20


def read_day(text: str) -> DayLine:
    """An activity with its share, however it is written; without one the text as it is."""
    text = plain(text)
    if "%" in text:
        for pattern in _DAY:
            found = pattern.fullmatch(_without_bold(text))
            if found and int(found.group("percent")) <= 100 and said(found.group("activity")):  # noqa: PLR2004
                return DayLine(said(found.group("activity")), int(found.group("percent")))
    return DayLine(said(text))


def split_days(text: str) -> list[str]:
    """“40% coding, 60% meetings”: parted where several have shares, or semicolons part them."""
    if not text.strip():
        return []
    parts = split_list(text)
    shares = sum(read_day(part).percent is not None for part in parts)
    listed = shares == len(parts) or shares >= SEVERAL or (";" in text and "%" not in text)
    return parts if listed else [text]


def is_aside(text: str) -> bool:
    """Whether a line is all in brackets, which says something of the others."""
    text = text.strip()
    return text.startswith("(") and text.endswith(")") and read_day(text).percent is None


def is_about(text: str) -> bool:
    """Whether a share is said to be rough: “≈40%”, “approx. 30%”."""
    return bool(_ABOUT_A_SHARE.search(text.replace("*", "")))


def _without_bold(text: str) -> str:
    """“**40%** coding” and “**Coding:** 40%” without the bold."""
    return text.replace("**", "") if text.count("**") == 2 else text  # noqa: PLR2004


def write_day(day: DayLine) -> str:
    """The canonical line."""
    share = "" if day.percent is None else f" ({day.percent}% of time)"

    def keeps(text: str) -> bool:
        line = (text + share).rstrip(";")  # the mark that ends an entry is none of it
        return read_day(line) == day and not is_aside(line)

    return safe(day.activity, keeps) + share


_THRESHOLD = re.compile(r"(\d{1,3})\s*%?(?:\s+of\s+.{1,60})?")


def read_threshold(text: str) -> int | None:
    """“75%” as a number from 1 to 100, else None."""
    found = _THRESHOLD.fullmatch(said(text))
    return int(found.group(1)) if found and 1 <= int(found.group(1)) <= 100 else None  # noqa: PLR2004


def read_language(text: str) -> str | None:
    """A language's code, “de” or “pt-BR”; None for anything else."""
    code = text.strip().strip("`")
    fits = len(code) <= LONGEST_CODE and re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", code)
    return code if fits else None
