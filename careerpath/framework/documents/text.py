r"""Lines, labels, lists and escapes.

A backslash before punctuation takes its meaning away, as in Markdown. While a document is read,
escaped punctuation travels as code points that Unicode keeps free for use inside programs
(U+FDD0 to U+FDEF, refused in documents), so no pattern mistakes it: `protect` puts them in,
`settle` takes them out.
"""

from __future__ import annotations

import re
import string
import textwrap
from collections.abc import Callable

_INERT = {mark: chr(0xFDD0 + n) for n, mark in enumerate(string.punctuation)}
_SETTLED = {ord(inert): mark for mark, inert in _INERT.items()}
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef]")
# What would start a heading, an item, a fence, a rule or an HTML block at the start of a line.
_BLOCK_START = re.compile(
    r"[-+*](?=\s|$)|#{1,6}(?=\s|$)|`{3}|~{3}|>|<|=+\s*$|(?:-\s*)+$|(?:_\s*)+$|(?:\*\s*)+$"
)
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_WRAPS = ("**", "__", "`", "*", "_")
_WEAK_LABEL = re.compile(r"([^:*`<>]{1,80}):(?:\s+|$)(.*)")
_DASHED = re.compile(r"\s+[-–—]\s+")
_OPEN, _CLOSE = "([{", ")]}"


def protect(text: str) -> str:
    """Escaped punctuation made inert."""
    return _ESCAPED.sub(lambda found: _INERT[found.group(1)], text)


def settle(text: str) -> str:
    """Inert punctuation back as itself, in one clean line."""
    return clean(text.translate(_SETTLED))


def clean(text: str) -> str:
    """One line: single spaces, nothing around it, no control characters."""
    return " ".join(_NOT_TEXT.sub(" ", text).split())


def prose(text: str) -> str:
    """Text that keeps its lines: no common indent, nothing trailing, no control characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = "\n".join(_NOT_TEXT.sub(" ", line).rstrip() for line in lines)
    return textwrap.dedent(kept.strip("\n")).rstrip()


def plain(text: str) -> str:
    """The text without emphasis or code marks around the whole of it."""
    text = text.strip()
    for mark in _WRAPS:
        inner = text[len(mark) : -len(mark)]
        if text == f"{mark}{inner}{mark}" and inner.strip() and mark[0] not in inner:
            return inner.strip()
    return text


def said(text: str) -> str:
    """What a piece of Markdown says: unwrapped, settled."""
    return settle(plain(text))


# --- Labels -----------------------------------------------------------------------------------


def strong_label(text: str) -> tuple[str, str] | None:
    """“**Label:** rest”, “**Label**: rest”, “**Label** – rest”, or bold alone; else None."""
    for mark in ("**", "__", "*", "_"):
        end = text.find(mark, len(mark)) if text.startswith(mark) else -1
        if end <= len(mark):
            continue
        return _label(text[len(mark) : end].strip(), text[end + len(mark) :], bold=len(mark) == 2)  # noqa: PLR2004
    return None


def _label(inner: str, after: str, *, bold: bool) -> tuple[str, str] | None:
    if not said(inner.rstrip(":")):
        return None
    if len(inner) > 1 and inner.endswith(":"):
        return inner[:-1].rstrip(), after.strip()
    if after.lstrip().startswith(":"):
        return inner, after.lstrip()[1:].strip()
    if bold and not after.strip():
        return inner, ""
    if bold and (dash := _DASHED.match(after)):
        return inner, after[dash.end() :].strip()
    return None


def weak_label(text: str) -> tuple[str, str] | None:
    """“Label: rest” without any marks; else None."""
    found = _WEAK_LABEL.fullmatch(text)
    if not found or not said(found.group(1)):
        return None
    return found.group(1).strip(), found.group(2).strip()


def any_label(text: str) -> tuple[str, str] | None:
    """A label, bold or plain; else None."""
    return strong_label(text) or weak_label(text)


# --- Lists in a line --------------------------------------------------------------------------


def split_list(text: str) -> list[str]:
    """The parts of “a, b (c, d); e”: at semicolons if there are any, else commas, else slashes.

    Brackets hold together what is inside them. Slashes need spaces around them and at least
    three parts: “TensorFlow / PyTorch” are two names of one choice.
    """
    for mark, fewest in ((";", 2), (",", 2), (" / ", 3)):
        parts = _split(text, mark)
        if len(parts) >= fewest:
            return [part for part in (part.strip() for part in parts) if part]
    return [text.strip()] if text.strip() else []


def _split(text: str, mark: str) -> list[str]:
    parts, start, depth = [], 0, 0
    for at, sign in enumerate(text):
        depth = max(0, depth + (sign in _OPEN) - (sign in _CLOSE))
        if not depth and sign == mark[0] and text.startswith(mark, at):
            parts.append(text[start:at])
            start = at + len(mark)
    return [*parts, text[start:]]


# --- Writing ----------------------------------------------------------------------------------


def soft(text: str) -> str:
    """The line with as few escapes as keep it a plain line."""
    text = text.replace("\\", "\\\\")
    if _BLOCK_START.match(text):
        return f"\\{text}"
    return _NUMBERED.sub(r"\1\\\2", text, count=1) if _NUMBERED.match(text) else text


def hard(text: str) -> str:
    """The line with every punctuation mark escaped."""
    return _PUNCTUATION.sub(r"\\\g<0>", text)


def safe(text: str, keeps: Callable[[str], bool]) -> str:
    """The line softly escaped if reading it so keeps it as it is, else with all escapes."""
    softly = soft(text)
    return softly if keeps(protect(softly)) else hard(text)


def outside_fences(text: str, change: Callable[[str], str]) -> str:
    """Change each line that is not inside a code fence."""
    lines, fence = [], ""
    for line in text.split("\n"):
        found = _FENCE.match(line)
        lines.append(line if fence or found else change(line))
        if found and not fence:
            fence = found.group(1)
        elif found and found.group(1).startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
    return "\n".join(lines)


def unescaped(line: str) -> str:
    """A line of prose as it is meant."""
    return protect(line).translate(_SETTLED)
