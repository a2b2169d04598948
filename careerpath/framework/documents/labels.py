"""Labels that open a line, and lists within one."""

from __future__ import annotations

import re
from functools import cache

from .text import inline, said

_WEAK_LABEL = re.compile(r"([^:*`<]{1,80}):(?:\s+|$)(.*)")
_DASH_LABEL = re.compile(r"([^-–—:*`<>,;.()]{1,30}?)\s+[-–—]\s+(\S.*)")
_DASHED = re.compile(r"\s+[-–—]\s+")


def strong_label(text: str) -> tuple[str, str] | None:
    """“**Label:** rest”, “**Label**: rest”, “**Label** – rest”, “**A sentence.** rest”, bold alone.

    In italics likewise, but not alone and not as a sentence.
    """
    for mark in ("**", "__", "*", "_") if text[:1] in {"*", "_"} else ():
        end = text.find(mark, len(mark)) if text.startswith(mark) else -1
        if end <= len(mark):
            continue
        return _label(text[len(mark) : end].strip(), text[end + len(mark) :], bold=len(mark) == 2)  # noqa: PLR2004
    return None


def _label(inner: str, after: str, *, bold: bool) -> tuple[str, str] | None:
    if not said(inner.rstrip(":")):
        return None
    found: tuple[str, str] | None = None
    if len(inner) > 1 and inner.endswith(":"):
        found = inner[:-1].rstrip(), after
    elif after.lstrip().startswith(":"):
        found = inner, after.lstrip()[1:]
    elif bold and not after.strip():
        found = inner, ""
    elif dash := _DASHED.match(after):
        found = inner, after[dash.end() :]
    elif bold and inner[-1] in ".!?" and after.startswith(" "):
        found = inner.removesuffix("."), after
    return (found[0], found[1].strip()) if found else None


def weak_label(text: str) -> tuple[str, str] | None:
    """“Label: rest”, also with marks inside the label; else None. Brackets in it must close."""
    if ":" not in text:
        return None
    found = _WEAK_LABEL.fullmatch(text) or _WEAK_LABEL.fullmatch(inline(text))
    if not found or not said(found.group(1)):
        return None
    label = found.group(1)
    if label.count("(") != label.count(")") or label.count("[") != label.count("]"):
        return None
    return label.strip(), found.group(2).strip()


def dash_label(text: str) -> tuple[str, str] | None:
    """“Data - Postgres, Redis”: a few plain words, a dash, and what they are; else None."""
    found = _DASH_LABEL.fullmatch(text)
    return (found.group(1).strip(), found.group(2)) if found and said(found.group(1)) else None


def any_label(text: str) -> tuple[str, str] | None:
    """A label, bold or plain; else None."""
    return strong_label(text) or weak_label(text)


# --- Lists in a line --------------------------------------------------------------------------


def split_list(text: str) -> list[str]:
    """The parts of “a, b (c, d); e”: at semicolons if there are any, else dots, commas, slashes.

    Brackets and quotation marks hold together what is inside them. Dots (“·”) and slashes need
    spaces around them, slashes at least three parts: “TensorFlow / PyTorch” is one choice.
    """
    for mark, fewest in ((";", 2), (" · ", 2), (" • ", 2), (",", 2), (" / ", 3)):
        parts = _split(text, mark)
        if len(parts) >= fewest:
            return [part for part in (part.strip() for part in parts) if part]
    return [text.strip()] if text.strip() else []


def _split(text: str, mark: str) -> list[str]:
    if mark not in text:
        return [text]
    parts, start, depth, quoted = [], 0, 0, False
    opens, closes = _pairs(text)
    quotes = text.count('"') % 2 == 0
    for found in _telling(mark + opens + closes).finditer(text):
        sign, at = found.group(), found.start()
        depth = max(0, depth + (sign in opens) - (sign in closes))
        quoted ^= quotes and sign == '"'
        if not depth and not quoted and sign == mark[0] and text.startswith(mark, at):
            parts.append(text[start:at])
            start = at + len(mark)
    return [*parts, text[start:]]


@cache
def _telling(signs: str) -> re.Pattern[str]:
    """The signs that tell where a line is parted: looking at each letter took ten times as long."""
    return re.compile(f'["{re.escape(signs)}]')


def _pairs(text: str) -> tuple[str, str]:
    """What opens and closes in a line; quotation marks only where each has its other."""
    for mark, other in (("„", "“"), ("“", "”")):
        if mark in text and text.count(mark) == text.count(other):
            return f"([{{{mark}", f")]}}{other}"
    return "([{", ")]}"
