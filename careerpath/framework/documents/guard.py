"""What is refused before anything is parsed: bounds that keep reading fast and small."""

from __future__ import annotations

import re

from django.utils.translation import gettext

from careerpath.bounds import MOST_LINES

from .model import DocumentRefused
from .text import protect

MAX_BYTES = 256 * 1024
MAX_LINES = MOST_LINES
MAX_LINE = 5_000  # without the backslashes that take a mark's meaning away
MAX_DEPTH = 20

# Control characters but tab, line feed, form feed and carriage return; and the code points that
# Unicode sets aside for use inside programs, which text.py uses for escaped punctuation.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef]")


def decoded(data: bytes) -> str:
    """The text of a document within bounds; raises DocumentRefused naming line and reason."""
    if len(data) > MAX_BYTES:
        raise DocumentRefused(
            1,
            gettext("The document has %(bytes)s bytes; at most %(most)s are read.")
            % {"bytes": f"{len(data):,}", "most": f"{MAX_BYTES:,}"},
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentRefused(
            line, gettext("This is not UTF-8 text. Save the file as UTF-8.")
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ")
    _check(text)
    return text


def _check(text: str) -> None:
    """Refuse what is empty, not text, or out of bounds."""
    if found := _FORBIDDEN.search(text):
        line = text.count("\n", 0, found.start()) + 1
        code = ord(found.group())
        raise DocumentRefused(
            line,
            gettext("The character %(code)s does not belong in a text.")
            % {"code": f"U+{code:04X}"},
        )
    if not text.strip():
        raise DocumentRefused(1, gettext("The document is empty."))
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        raise DocumentRefused(
            MAX_LINES + 1,
            gettext("The document has %(lines)s lines; at most %(most)s are read.")
            % {"lines": f"{len(lines):,}", "most": f"{MAX_LINES:,}"},
        )
    for number, one in enumerate(lines, start=1):
        if len(one) > MAX_LINE and (long := len(protect(one))) > MAX_LINE:
            raise DocumentRefused(
                number,
                gettext("This line has %(characters)s characters; at most %(most)s are read.")
                % {"characters": f"{long:,}", "most": f"{MAX_LINE:,}"},
            )
