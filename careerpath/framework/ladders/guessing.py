"""A source with what an editor chose of it: what is asked, and the ladder that follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import outlines, tables
from .mapping import Choices, Option, Part, chosen
from .rows import Ladder, Row
from .structure import Block, Source

READ = "read"
AS_TEXT, AS_TABLES = (
    Option("text", _("By its headings and lists")),
    Option("tables", _("By its tables")),
)


def parts_of(source: Source, choices: Choices) -> tuple[Part, ...]:
    """What an editor is asked about a source, with what was chosen or is guessed."""
    both = _both(source)
    read = _read(source, choices)
    first: tuple[Part, ...] = ()
    if both:
        title = gettext("How it is read")
        first = (Part(READ, title, (AS_TEXT, AS_TABLES), _guess(source), read, of_source=False),)
    if read == AS_TABLES.value:
        return first + tables.parts(source.tables, _title(source), choices)
    return first + outlines.parts(source, choices)


def ladder_of(source: Source, choices: Choices) -> Ladder:
    """The ladder that follows; without levels where nothing looks like one.

    `choices["title"]`, in the editor's own words, is the role's name.
    """
    if _read(source, choices) == AS_TEXT.value:
        return outlines.ladder(source, choices)
    found = tables.ladder(source.tables, _title(source), choices)
    title = found.title or outlines.heading(source) or PurePath(source.name).stem
    return replace(found, title=title, rows=(*found.rows, *_beside(source.outline, "")))


def _both(source: Source) -> bool:
    """Whether a source can be read by its text as well as by its tables."""
    return bool(source.tables) and outlines.reads_as_ladder(source)


def _guess(source: Source) -> str:
    by_tables = tables.reads_as_ladder(source.tables) and not outlines.names_levels(source)
    only = not outlines.reads_as_ladder(source) and bool(source.tables)
    return (AS_TABLES if by_tables or only else AS_TEXT).value


def _read(source: Source, choices: Choices) -> str:
    if _both(source):
        return chosen(choices, READ, (AS_TEXT, AS_TABLES), _guess(source))
    return _guess(source)


def _title(source: Source) -> str:
    """The role's name as a page around its tables gives it."""
    return outlines.title(source)


def _beside(blocks: tuple[Block, ...], heading: str) -> Iterator[Row]:
    """Text around tables, as notes of the path below its headings."""
    for block in blocks:
        if block.kind == "table":
            continue
        if block.kind == "heading":
            yield from _beside(block.children, block.text)
            continue
        if block.text:
            mark = "- " if block.kind == "item" else ""
            yield Row("", "note", f"{mark}{block.text}", block.place, heading)
        yield from _beside(block.children, heading)
