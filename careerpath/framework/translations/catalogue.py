"""A translation as a gettext file (.po): what Poedit, Weblate and every translator's tool opens.

An entry names its place (`msgctxt`), the original it was made of (`msgid`) and the translation
(`msgstr`). One that is out of date is marked `fuzzy`, with the former original beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

MOST_CHARACTERS = 4_000_000
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_LINE = re.compile(r'(?:(?P<keyword>msgctxt|msgid|msgstr)\s+)?"(?P<text>(?:[^"\\]|\\.)*)"')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class CatalogueRefused(Exception):
    """What is no such file; the message says why, and in which line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text; `before` is the former original of one that is out of date."""

    place: str
    original: str
    text: str
    is_outdated: bool = False
    before: str = ""
    note: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    @property
    def made_of(self) -> str:
        """The original that it is a translation of."""
        return self.before if self.is_outdated else self.original


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A translation into one language."""

    language: str
    entries: tuple[Entry, ...]


def write(catalogue: Catalogue, *, name: str) -> str:
    """The file; the same catalogue is always the same text."""
    head = (
        f"Project-Id-Version: {name}\nLanguage: {catalogue.language}\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
    )
    blocks = [f'msgid ""\n{_keyword("msgstr", head)}', *map(_entry, catalogue.entries)]
    return "\n".join(blocks)


def _entry(entry: Entry) -> str:
    lines = [f"#. {entry.note}\n"] if entry.note else []
    if entry.is_outdated:
        lines += ["#, fuzzy\n", _keyword("#| msgid", entry.before, start="#| ")]
    lines.append(_keyword("msgctxt", entry.place))
    lines += [_keyword("msgid", entry.original), _keyword("msgstr", entry.text)]
    return "".join(lines)


def _keyword(keyword: str, text: str, *, start: str = "") -> str:
    """A text on one line, or a line each where it has several."""
    pieces = text.splitlines(keepends=True) if "\n" in text.rstrip("\n") else [text]
    first = [""] if len(pieces) > 1 else []
    quoted = [f'"{_escaped(piece)}"\n' for piece in [*first, *pieces]]
    return f"{keyword} {start.join(quoted)}"


def _escaped(text: str) -> str:
    marks = {value: f"\\{key}" for key, value in ESCAPES.items()}
    return "".join(marks.get(letter, letter) for letter in text)


def read(data: bytes) -> Catalogue:
    """What a file says; raises CatalogueRefused."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogueRefused("It is not UTF-8.") from error
    if len(text) > MOST_CHARACTERS:
        raise CatalogueRefused(f"It is longer than {MOST_CHARACTERS} characters.")
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise CatalogueRefused(f"Line {line}: a control character.")
    head, *entries = [*_entries(text)] or [Entry("-", "", "")]
    if head.place or head.original:
        raise CatalogueRefused("It does not begin with the head of a gettext file.")
    language = re.search(r"^Language:\s*(\S+)\s*$", head.text, re.MULTILINE | re.IGNORECASE)
    if language is None:
        raise CatalogueRefused("Its head does not say which language it is in.")
    return Catalogue(language[1].replace("_", "-"), tuple(_once(entries)))


def _once(entries: Iterable[Entry]) -> Iterator[Entry]:
    seen = set[str]()
    for entry in entries:
        if not entry.place:
            raise CatalogueRefused(f"Line {entry.line}: a text without its place (msgctxt).")
        if entry.place in seen:
            raise CatalogueRefused(f"Line {entry.line}: “{entry.place}” is there twice.")
        seen.add(entry.place)
        yield entry


@dataclass
class _Open:
    """An entry while it is read: its texts by keyword, and where it begins."""

    line: int
    texts: dict[str, str] = field(default_factory=dict)
    is_fuzzy: bool = False
    keyword: str = ""

    def done(self) -> Entry:
        """The entry."""
        if not {"msgid", "msgstr"} <= self.texts.keys():
            raise CatalogueRefused(f"Line {self.line}: an entry without msgid or msgstr.")
        return Entry(
            place=self.texts.get("msgctxt", ""),
            original=self.texts["msgid"],
            text=self.texts["msgstr"],
            is_outdated=self.is_fuzzy,
            before=self.texts.get("#| msgid", ""),
            line=self.line,
        )


def _entries(text: str) -> Iterator[Entry]:
    """Entry by entry; comments, and what tools put aside (`#~`), are left out."""
    now: _Open | None = None
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        if not line or (line.startswith("#") and not line.startswith(("#,", "#|"))):
            continue
        if now is None or ("msgstr" in now.texts and not line.startswith('"')):
            if now:
                yield now.done()
            now = _Open(number)
        if line.startswith("#,"):
            now.is_fuzzy |= "fuzzy" in map(str.strip, line.removeprefix("#,").split(","))
        else:
            _take(now, line, number)
    if now:
        yield now.done()


def _take(now: _Open, line: str, number: int) -> None:
    """One line of texts into the entry."""
    past = "#| " if line.startswith("#|") else ""
    match = _LINE.fullmatch(line.removeprefix("#|").strip())
    if match is None:
        raise CatalogueRefused(f"Line {number}: “{line[:60]}” is not understood.")
    if match["keyword"]:
        now.keyword = past + match["keyword"]
        if now.keyword in now.texts:
            raise CatalogueRefused(f"Line {number}: a second {match['keyword']}.")
    elif not now.keyword:
        raise CatalogueRefused(f"Line {number}: a text that belongs to nothing.")
    unknown = next((one for one in _ESCAPED.findall(match["text"]) if one not in ESCAPES), None)
    if unknown:
        raise CatalogueRefused(f"Line {number}: “\\{unknown}” stands for no character.")
    text = _ESCAPED.sub(lambda found: ESCAPES[found[1]], match["text"])
    now.texts[now.keyword] = now.texts.get(now.keyword, "") + text
