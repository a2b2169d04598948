"""HTML that only lays a page out, taken out of a document before it is read.

Its text stays: `<summary>Metrics</summary>` is a bold label. Comments, tags without words and
links to places in the page are left out and told. Any other HTML stays text.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext

from .model import Remark

_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_TAG = r"</?(?:details|div|p|center|section|a|br|hr|b|i|em|strong)(?:\s[^<>]*)?/?>"
_TAGS = re.compile(rf"\s*(?:{_TAG}\s*)+", re.IGNORECASE)
_SUMMARY = re.compile(r"\s*<summary>(.*)</summary>\s*", re.IGNORECASE)
_INSIDE = re.compile(_TAG, re.IGNORECASE)
_HERE = re.compile(r"\s*(?:\[[^\[\]]*\]\(#[^()\s]*\)[\s|•·/-]*)+")


def without_markup(text: str) -> tuple[str, list[Remark]]:
    """The text with as many lines as before, and what was left out of it."""
    if "<" not in text and "](#" not in text:
        return text, []
    return _Taking().out_of(text)


class _Taking:
    def __init__(self) -> None:
        self.remarks: list[Remark] = []
        self.seen: set[str] = set()
        self.fence = ""
        self.comment = False

    def out_of(self, text: str) -> tuple[str, list[Remark]]:
        """Line by line, code fences as they are."""
        lines = text.split("\n")
        ends = {n for n, line in enumerate(lines) if line.rstrip().endswith("-->")}
        last = max(ends, default=-1)
        kept = [self._line(n, line, closes=n <= last) for n, line in enumerate(lines)]
        return "\n".join(kept), self.remarks

    def _line(self, at: int, line: str, *, closes: bool) -> str:
        if found := _FENCE.match(line):
            self.fence = (
                ""
                if self.fence and found.group(1).startswith(self.fence)
                else (self.fence or found.group(1))
            )
        if self.fence or found:
            return line
        if self.comment or (closes and line.lstrip().startswith("<!--")):
            return self._commented(at, line)
        if summary := _SUMMARY.fullmatch(line):
            words = _INSIDE.sub("", summary.group(1)).strip(" *")
            return f"**{words}**" if words else ""
        if _TAGS.fullmatch(line):
            return self._out(at, line, gettext("HTML without a text; left out."))
        if _HERE.fullmatch(line):
            return self._out(at, line, gettext("A link to a place in the document; left out."))
        return line

    def _commented(self, at: int, line: str) -> str:
        """A comment goes on until the line that ends in its mark."""
        self.comment = not line.rstrip().endswith("-->")
        return self._out(at, line, gettext("A comment; left out."))

    def _out(self, at: int, line: str, reason: str) -> str:
        if line.strip() and line.strip() not in self.seen:
            self.seen.add(line.strip())
            self.remarks.append(Remark(at + 1, line.strip(), reason))
        return ""
