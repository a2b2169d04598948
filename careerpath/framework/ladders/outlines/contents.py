"""What stands inside levels and around them, as parts that come back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from careerpath.folding import folded
from careerpath.framework.documents.names import part_of
from careerpath.framework.ladders.structure import Block

from .spots import Place, Spot

LONGEST_LABEL = 60  # longer ones are sentences, and lines of their own
_LABELLED = re.compile(rf"([^:.!?]{{1,{LONGEST_LABEL}}}):\s+(\S.*)")
_MOST_WORDS = 5  # of a label in a line


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a part: `group` is the heading or label it stands below inside the part.

    `names` are lines that only announce others: nothing is asked by them.
    """

    level: str
    text: str
    place: str
    group: str = ""
    listed: bool = False
    names: bool = False


@dataclass(slots=True)
class Found:
    """A part by what it is called, with its lines at every level, in the source's order.

    `title` is empty for lines that stand below no name of a part.
    """

    key: str
    title: str
    pieces: list[Piece] = field(default_factory=list)

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels it is on."""
        return tuple(dict.fromkeys(piece.level for piece in self.pieces))

    def whole(self, level: str) -> str:
        """All it says at a level in one line, groups before what stands in them."""
        texts, group = [], ""
        for piece in self.pieces:
            if piece.level == level:
                texts.append(f"{piece.group}: {piece.text}" if piece.group != group else piece.text)
                group = piece.group
        return " ".join(texts)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing of it but its name."""
        return all(piece.names and piece.text == self.title for piece in self.pieces)

    @property
    def is_listed(self) -> bool:
        """Whether it is a list rather than text."""
        return any(piece.listed for piece in self.pieces)


LINES, TEXTS, AROUND = "lines", "texts", "around"


def labelled(text: str) -> tuple[str, str] | None:
    """“Adopts: learns the tools” as its label and the rest; None without a short label."""
    found = _LABELLED.fullmatch(text)
    if not found or len(found.group(1).split()) > _MOST_WORDS:
        return None
    return found.group(1).strip(), found.group(2)


def inside(spots: Sequence[tuple[str, Spot, str]]) -> dict[str, Found]:
    """The parts inside levels, given each level's name, its spot, and the part it stands below.

    That is empty but for ladders that say part by part what each level does.
    """
    found: dict[str, Found] = {}
    for level, spot, group in spots:
        for block in spot.block.children:
            parted = _parted(level, block)
            if group:
                parted = ((group, piece) for piece in _lines(level, (block,), ""))
            for title, piece in parted:
                key = _part(title) if title else TEXTS if block.kind == "text" else LINES
                found.setdefault(key, Found(key, title)).pieces.append(piece)
    return found


def _part(title: str) -> str:
    return f"part: {folded(title)}"


def _parted(level: str, block: Block) -> Iterator[tuple[str, Piece]]:
    """The lines of a block right below a level, each with the name of its part."""
    names = block.kind in {"heading", "label"} and len(block.text) <= LONGEST_LABEL
    if not names:
        label = labelled(block.text) if block.kind == "text" else None
        if label:
            yield label[0], Piece(level, label[1], block.place)
            yield from ((label[0], piece) for piece in _lines(level, block.children, ""))
        else:
            yield from (("", piece) for piece in _lines(level, (block,), ""))
        return
    inner = [child.text for child in block.children if child.kind == "heading"]
    if not part_of(block.text) and any(map(part_of, inner)):
        yield block.text, Piece(level, block.text, block.place, names=True)
        for child in block.children:  # “Expectations” with “Skills” and “Responsibilities” in it
            yield from _parted(level, child)
        return
    if not block.children:
        yield block.text, Piece(level, block.text, block.place, names=True)
    yield from ((block.text, piece) for piece in _lines(level, block.children, ""))


def _lines(level: str, blocks: tuple[Block, ...], group: str) -> Iterator[Piece]:
    """Blocks as lines, with the first name above them as their group."""
    for block in blocks:
        listed = block.kind == "item"
        short = len(block.text) <= LONGEST_LABEL and block.text[-1:] not in {".", "!", "?"}
        if block.kind == "table":
            yield from _lines(level, block.children, group)
        elif block.kind == "heading" or (block.kind != "text" and block.children and short):
            if group or not block.children:
                yield Piece(level, block.text, block.place, group, names=True)
            yield from _lines(level, block.children, group or block.text)
        else:
            if block.text:
                yield Piece(level, block.text, block.place, group, listed=listed)
            yield from _lines(level, block.children, group)


def around(outline: tuple[Block, ...], place: Place, levels: set[str]) -> dict[str, Found]:
    """What stands outside levels: each section, and lines below no heading but the title's."""
    inner = {id(s.block) for s in place.spots if s.block.text in levels}
    holding = {id(b) for s in place.spots if s.block.text in levels for b in s.above}
    found: dict[str, Found] = {}

    def look(blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            if id(block) in inner:
                continue
            if id(block) in holding:
                look(block.children)
            elif block.kind in {"heading", "label"} and len(block.text) <= LONGEST_LABEL:
                key = f"section: {folded(block.text)}"
                section = found.setdefault(key, Found(key, block.text))
                if not block.children:
                    section.pieces.append(Piece("", block.text, block.place, names=True))
                section.pieces += _lines("", block.children, "")
            else:
                lines = found.setdefault(AROUND, Found(AROUND, ""))
                lines.pieces += _lines("", (block,), "")

    look(outline)
    return found
