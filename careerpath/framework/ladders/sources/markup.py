"""Markdown and HTML to an outline and tables. Markdown is read as the HTML it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext
from lxml import etree, html
from lxml.html import HtmlElement
from markdown_it import MarkdownIt

from careerpath.framework.ladders.structure import Block, Source, SourceRefused, Table

from .cells import as_block, table_of
from .texts import one_line

MOST_MARKDOWN, MOST_HTML = 1024 * 1024, 2_621_440  # bytes that are read within two seconds
MAX_DEPTH = 20  # of lists in lists, and of elements that only lay out
LONGEST_LABEL = 60
LONGEST_HEADING = 300
_LEFT_OUT = {
    "script", "style", "nav", "footer", "template", "noscript", "form", "button", "svg", "iframe",
    "img", "video", "audio", "object", "head", "title", "hr", "select", "input", "textarea",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "aside", "ul", "ol", "li", "dl", "dt", "dd",
    "table", "blockquote", "pre", "details", "summary", "figure", "figcaption", "body", "html",
    "h1", "h2", "h3", "h4", "h5", "h6", "center", "address", "fieldset", "tbody", "tr", "td", "th",
}  # fmt: skip
_OF_TABLE = {"thead", "tbody", "tfoot", "tr", "colgroup", "col"}
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
# Marks inside a text being put together; no text has them, see texts.py.
_BOLD, _PLAIN, _BREAK, _SOFT = "\x01", "\x02", "\x03", "\x04"
_MARKS = re.compile("[\x01-\x04]")
_STRONG = re.compile(f"{_BOLD}([^{_BOLD}{_PLAIN}]+){_PLAIN}(.*)", re.DOTALL)
_ANY_BOLD = f"{_BOLD}[^{_BOLD}{_PLAIN}]+"
_SOFT_LABEL = re.compile(f"{_SOFT}(?={_ANY_BOLD}(?::\\s*{_PLAIN}|{_PLAIN}\\s*:))")
_FRONT = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_KEY = re.compile(r"([A-Za-z][\w -]{0,40}):[ \t]*(.*)")

_markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable(
    ["table", "strikethrough"]
)
_markdown.add_render_rule("softbreak", lambda *_args: '<br class="soft">')


def read_markdown(name: str, text: str) -> Source:
    """A Markdown text in any hand."""
    _bounded(name, text, MOST_MARKDOWN)
    text, title, before, remarks = _front_matter(text)
    env: dict[str, Any] = {}
    tokens = _markdown.parse(text, env)
    for token in tokens:
        if token.level > 2 * MAX_DEPTH + 1:
            _too_deep(f"line {token.map[0] + 1}" if token.map else "")
        if token.map and token.nesting >= 0:
            token.attrSet("data-line", str(token.map[0] + 1))
    rendered = _markdown.renderer.render(tokens, _markdown.options, env)
    outline, tables = _structure(rendered, lines=True)
    return Source(name, "markdown", title, before + outline, tables, remarks)


def read_html(name: str, text: str) -> Source:
    """An HTML page or a part of one; of a page with a main part, that. Nothing is fetched."""
    _bounded(name, text, MOST_HTML)
    outline, tables = _structure(text, lines=False)
    return Source(name, "html", "", outline, tables)


def _bounded(name: str, text: str, most: int) -> None:
    if len(text) > most:
        said = gettext("“%(name)s” is longer than %(kilobytes)s KB, which is the most of its kind.")
        raise SourceRefused(said % {"name": name, "kilobytes": f"{most // 1024:,}"})


def _front_matter(text: str) -> tuple[str, str, tuple[Block, ...], tuple[str, ...]]:
    """The text with as many lines but without front matter; its title, description, remarks.

    Read line by line: “title: Career Path: Baker” is what people write and no YAML.
    """
    found = _FRONT.match(text)
    if not found or not _KEY.match(found.group(1)):
        return text, "", (), ()
    values: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(found.group(1).split("\n"), start=2):
        if key := _KEY.fullmatch(line.rstrip()):
            values.setdefault(key.group(1).casefold(), (key.group(2).strip("\"' "), number))
    title = next((values.pop(key)[0] for key in ("title", "role", "name") if key in values), "")
    said, line = values.pop("description", ("", 0))
    before = (Block("text", one_line(said), _line(line)),) if said else ()
    remarks: tuple[str, ...] = ()
    if values:
        sentence = gettext("Left out of what stands above the document: %(keys)s.")
        remarks = (sentence % {"keys": ", ".join(values)},)
    return "\n" * found.group().count("\n") + text[found.end() :], title, before, remarks


def _line(number: int) -> str:
    return gettext("line %(number)d") % {"number": number}


def _too_deep(place: str) -> None:
    text = gettext("%(place)s: lists are nested more than %(most)d deep here.")
    raise SourceRefused(text % {"place": place, "most": MAX_DEPTH})


# --- HTML to blocks ---------------------------------------------------------------------------


@dataclass(slots=True)
class _Flat:
    """A block as it is found, before it is known what stands below it."""

    block: Block
    children: list[_Flat] = field(default_factory=list)
    opens: bool = False  # a short line that a list follows may announce it


def _structure(text: str, *, lines: bool) -> tuple[tuple[Block, ...], tuple[Table, ...]]:
    """The outline and tables of HTML. Raises SourceRefused where it is nested too deep."""
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(text.encode() or b"<p></p>", parser=parser)
    except etree.ParserError:  # nothing but comments
        return (), ()
    main = root.find(".//main")
    reading = _Reading(lines=lines)
    flat = reading.blocks(root if main is None else main, 0)
    return _nested(flat), tuple(table for table in reading.tables if table.rows)


class _Reading:
    """One page on its way to blocks."""

    def __init__(self, *, lines: bool) -> None:
        self.lines = lines
        self.line = 1
        self.heading = ""
        self.tables: list[Table] = []

    def place(self, element: HtmlElement) -> str:
        """Where an element stands: the line of the Markdown, or of the page."""
        said = element.get("data-line") if self.lines else element.sourceline
        self.line = int(said or self.line)
        return _line(self.line)

    def blocks(self, element: HtmlElement, depth: int) -> list[_Flat]:
        """What is inside an element, text between blocks as well."""
        if depth > 2 * MAX_DEPTH:
            _too_deep(self.place(element))
        found: list[_Flat] = []
        loose: list[HtmlElement | str] = [element.text or ""]
        self.place(element)
        for child in element:
            if child.tag in _BLOCKS:
                found += self._texts(self.inline(loose))
                found += self._block(child, depth + 1)
                loose = [child.tail or ""]
            else:
                loose += [child, child.tail or ""]
        return found + self._texts(self.inline(loose))

    def _block(self, element: HtmlElement, depth: int) -> list[_Flat]:
        tag = element.tag
        if tag in _HEADINGS:
            self.heading = _bare(self.inline([element]))[:LONGEST_HEADING]
            place = self.place(element)
            return (
                [_Flat(Block("heading", self.heading, place, _HEADINGS[tag]))]
                if self.heading
                else []
            )
        if tag == "table":
            caption = element.find("caption")
            name = self.heading if caption is None else _bare(self.inline([caption]))
            table = table_of(element, name, self.cell, self.place)
            self.tables.append(table)
            return [*self._astray(element, depth), _Flat(as_block(table))]
        if tag in {"li", "dd"}:
            return self._item(element, depth)
        if tag in {"dt", "summary"}:
            words = _bare(self.inline([element])).rstrip(": ")
            return [_Flat(Block("label", words, self.place(element)))] if words else []
        return self.blocks(element, depth)

    def _astray(self, element: HtmlElement, depth: int) -> list[_Flat]:
        """What stands in a table but in no cell of it."""
        found = self._texts(self.inline([element.text or ""]))
        for child in element:
            if child.tag in _OF_TABLE:
                found += self._astray(child, depth)
            elif child.tag not in {"td", "th", "caption"}:
                found += self._block(child, depth + 1)
            found += self._texts(self.inline([child.tail or ""]))
        return found

    def _item(self, element: HtmlElement, depth: int) -> list[_Flat]:
        """An item: its own first line, with what stands below that inside."""
        place = self.place(element)
        inside = self.blocks(element, depth)
        if not inside:
            return []
        first, *rest = inside
        own = first.block.kind in {"text", "label"} and not first.children
        text = first.block.text if own else ""
        return [_Flat(Block("item", text, place), rest if own else inside)]

    def _texts(self, marked: str) -> list[_Flat]:
        """A paragraph as texts and labels: its lines apart where breaks or labels part them."""
        found, line = [], self.line
        for part in _SOFT_LABEL.sub(_SOFT + _BREAK, marked).split(_BREAK):
            text, is_label = _labelled(part)
            if text:
                block = Block("label" if is_label else "text", text, _line(line))
                found.append(_Flat(block, opens=_announces(text)))
            line += part.count(_SOFT)
        return found

    def cell(self, element: HtmlElement) -> str:
        """A cell's text with its lines, items with a dash."""
        lines: list[str] = []
        loose: list[HtmlElement | str] = [element.text or ""]
        for child in element:
            if child.tag in _BLOCKS:
                lines += _lines(self.inline(loose))
                inner = self.cell(child)
                lines += [f"- {inner}" if child.tag == "li" and inner else inner]
                loose = [child.tail or ""]
            else:
                loose += [child, child.tail or ""]
        lines += _lines(self.inline(loose))
        return "\n".join(filter(None, lines))

    def inline(self, parts: Sequence[HtmlElement | str]) -> str:
        """Text with marks for what is bold and where lines end."""
        return "".join(self._inline(parts))

    def _inline(self, parts: Sequence[HtmlElement | str]) -> Iterator[str]:
        for part in parts:
            if isinstance(part, str):
                yield " ".join(_MARKS.sub(" ", f"|{part}|").split())[1:-1]
            elif part.tag == "br":
                yield _SOFT if part.get("class") == "soft" else _SOFT + _BREAK
            elif isinstance(part.tag, str) and part.tag not in _LEFT_OUT:
                inside = "".join(self._inline([part.text or "", *_with_tails(part)]))
                yield _around(part, inside)


def _with_tails(element: HtmlElement) -> Iterator[HtmlElement | str]:
    for child in element:
        yield child
        yield child.tail or ""


def _around(element: HtmlElement, inside: str) -> str:
    """What an element makes of its text: bold, or a link whose address is said."""
    if element.tag in {"strong", "b", "em", "i"} and inside.strip():
        bare = _MARKS.sub(" ", inside)
        strong = element.tag in {"strong", "b"} or bare.rstrip().endswith(":")
        return f"{_BOLD}{bare.strip()}{_PLAIN}" if strong else inside
    address = element.get("href", "") if element.tag == "a" else ""
    words = _bare(inside)
    if words and words != address and address.startswith(("https://", "http://")):
        return f"{inside} ({one_line(address)})"
    return inside


def _bare(marked: str) -> str:
    return one_line(_MARKS.sub(" ", marked.replace(_BOLD, "").replace(_PLAIN, "")))


def _lines(marked: str) -> list[str]:
    return [line for part in marked.split(_BREAK) if (line := _bare(part))]


def _labelled(part: str) -> tuple[str, bool]:
    """A line, and whether it is a label: all of it bold, or with a colon at its end.

    “**Adopts**: learns”, “**Adopts:** learns” are “Adopts: learns”.
    """
    text = _bare(part)
    found = _STRONG.fullmatch(part.strip(f"{_SOFT} "))
    if found:
        bold, rest = _bare(found.group(1)), _bare(found.group(2))
        if bold.endswith(":") or rest.startswith(":"):
            label, rest = bold.rstrip(": "), rest.lstrip(": ")
            return (f"{label}: {rest}", False) if label and rest else (label or rest, bool(label))
        if not rest and len(bold) <= LONGEST_LABEL and not bold.endswith((".", "!", "?")):
            return bold, True
    if text.endswith(":") and len(text) <= LONGEST_LABEL:
        return text.rstrip(": "), True
    return text, False


def _announces(text: str) -> bool:
    """Whether a line right above a list may say what it lists: short, and no sentence."""
    return len(text) <= LONGEST_LABEL and not text.endswith((".", "!", "?", ";", ",", "…"))


# --- Blocks to a tree -------------------------------------------------------------------------


def _nested(flat: list[_Flat]) -> tuple[Block, ...]:
    """Blocks below their headings, and what follows a label below that."""
    top = _Flat(Block("text", "", ""))
    headings = [top]
    label: _Flat | None = None
    for n, one in enumerate(flat):
        block = one.block
        after = flat[n + 1].block.kind if n + 1 < len(flat) else ""
        if block.kind == "text" and one.opens and after == "item":
            one.block = block = replace(block, kind="label")
        if block.kind == "heading":
            while len(headings) > 1 and headings[-1].block.depth >= block.depth:
                headings.pop()
            headings[-1].children.append(one)
            headings.append(one)
            label = None
        elif block.kind == "label":
            headings[-1].children.append(one)
            label = one
        else:
            (label or headings[-1]).children.append(one)
    return tuple(map(_built, top.children))


def _built(flat: _Flat) -> Block:
    if flat.block.kind == "item":
        return replace(flat.block, children=_nested(flat.children))
    if not flat.children:
        return flat.block
    return replace(flat.block, children=tuple(map(_built, flat.children)))
