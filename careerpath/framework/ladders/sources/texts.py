"""Bytes to text."""

from __future__ import annotations

import codecs
import re

from django.utils.translation import gettext

from careerpath.framework.ladders.structure import SourceRefused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters but tab and line feed, and code points kept free for use inside programs:
# documents use those for escaped punctuation.
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff]")


def decoded(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file with line feeds at its line ends, and remarks about how it was read.

    By its byte-order mark, else UTF-8, else Windows-1252. Control characters become spaces.
    Raises SourceRefused where it is no text.
    """
    coding = next((coding for mark, coding in _MARKS if data.startswith(mark)), "utf-8")
    remarks: tuple[str, ...] = ()
    if coding != "utf-16" and b"\x00" in data:
        raise SourceRefused(gettext("“%(name)s” is no text.") % {"name": name})
    try:
        text = data.decode(coding)
    except UnicodeDecodeError as error:
        if coding == "utf-16":
            text = gettext("“%(name)s” says it is UTF-16, but is not.") % {"name": name}
            raise SourceRefused(text) from error
        text = data.decode("cp1252", errors="replace")
        said = gettext("“%(name)s” is not UTF-8; it was read as Windows-1252.")
        remarks = (said % {"name": name},)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return _NOT_TEXT.sub(" ", text), remarks


def one_line(text: str) -> str:
    """Single spaces, nothing around."""
    return " ".join(text.split())
