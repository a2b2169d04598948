r"""Lines, their marks and escapes.

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
from functools import lru_cache

from markdown_it import MarkdownIt

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
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_MARKED = re.compile(r"[*_`~\]]")
_LINK = re.compile(r"!?\[([^\[\]]{1,300})\]\(([^()\s]{1,500})\)")
_WHERE = re.compile(r"https?://\S+|mailto:\S+", re.IGNORECASE)
_INLINE = 2_000  # in longer lines marks stay as they are
_emphasis = MarkdownIt("zero").enable(["emphasis", "backticks", "strikethrough"])


def protect(text: str) -> str:
    """Escaped punctuation made inert, and a line break of HTML a space."""
    return _ESCAPED.sub(lambda found: _INERT[found.group(1)], _BREAK.sub(" ", text))


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
    for mark in _WRAPS if text[:1] in {"*", "_", "`"} else ():
        inner = text[len(mark) : -len(mark)]
        if text == f"{mark}{inner}{mark}" and inner.strip() and mark[0] not in inner:
            return inner.strip()
    return text


@lru_cache(maxsize=1_000)  # every line of a document is asked for several times
def inline(text: str) -> str:
    """A line without marks of emphasis, code and links; “[docs](https://a.b)” is “docs (https://a.b)”."""
    if len(text) > _INLINE or not _MARKED.search(text):
        return text
    tokens = _emphasis.parseInline(_LINK.sub(_link, text))[0].children or ()
    return "".join(token.content for token in tokens)


def _link(found: re.Match[str]) -> str:
    """A link as text; where it leads is said unless that is a place in the document itself."""
    words, address = found.group(1), found.group(2)
    if address.startswith("#"):
        return words
    if not _WHERE.fullmatch(address):
        return found.group(0)
    return words if words == address else f"{words} ({address})"


def said(text: str) -> str:
    """What a piece of Markdown says: without marks, settled."""
    return settle(inline(plain(text)))


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
