"""Where levels may stand in an outline: siblings that read as levels, or have the same inside."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from careerpath.folding import folded
from careerpath.framework.documents.names import section_named
from careerpath.framework.ladders.levels import SEVERAL, LevelName, role_within
from careerpath.framework.ladders.structure import Block, BlockKind

LONGEST_NAME = 80  # a level's; longer ones are sentences
_SHARE = 1 / 3  # of siblings; fewer that read as levels do so by accident


@dataclass(frozen=True, slots=True)
class Spot:
    """A block that may be a level's, and the blocks above it, outermost first."""

    block: Block
    above: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Blocks of one kind and depth that may be levels.

    `key` says where they stand in words that are the same in the next version of a source: below
    which headings, or `everywhere`.
    """

    key: str
    spots: tuple[Spot, ...]
    everywhere: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called, each once."""
        return tuple(dict.fromkeys(spot.block.text for spot in self.spots))

    @property
    def frame(self) -> tuple[Block, ...]:
        """The blocks above all of them."""
        first, *others = (spot.above for spot in self.spots)
        shared = (
            all(len(o) > n and o[n] is block for o in others) for n, block in enumerate(first)
        )
        return tuple(block for block, is_shared in zip(first, shared, strict=True) if is_shared)

    def levels(self, title: str) -> tuple[str, ...]:
        """Which of the names are guessed to be levels.

        Those that read as one, with what stands between them or is alike inside.
        """
        names = self.names
        role = role_within([name for name in names if _reads(name)]) or title
        reads = [n for n, name in enumerate(names) if _reads(name, role)]
        between = {names[n] for n in range(reads[0], reads[-1] + 1)} if reads else set()
        found = between | self.alike()
        return tuple(name for name in names if name in found and not section_named(name))

    def alike(self) -> set[str]:
        """Names of those that have a heading or label inside that others have, too."""
        inside: dict[str, set[str]] = defaultdict(set)
        for spot in self.spots:
            named = (c for c in spot.block.children if c.kind in {"heading", "label"})
            inside[spot.block.text].update(folded(child.text) for child in named)
        seen = Counter(name for names in inside.values() for name in names)
        return {text for text, names in inside.items() if any(seen[n] >= SEVERAL for n in names)}

    def likeliness(self) -> tuple[bool, float, int]:
        """How much they look like levels, for comparing; the first two are falsy for not at all."""
        names = self.names
        reads = sum(_reads(name) for name in names)
        alike = len(self.alike())
        said_again = 2 * len(self.spots) >= 3 * len(names)
        much = reads + alike / 2
        if self.everywhere:  # below several headings: only where those name the same again
            much = much + 0.5 if said_again else much / _parents(self.spots) / 2
        if max(reads, alike) < _SHARE * len(names):
            much = 0
        return reads >= SEVERAL, much, -len(self.spots[0].above)


def places(outline: tuple[Block, ...]) -> tuple[Place, ...]:
    """Wherever levels may stand, the likeliest first; empty where nothing looks like levels."""
    below: dict[tuple[BlockKind, int, tuple[int, ...]], list[Spot]] = defaultdict(list)
    everywhere: dict[tuple[BlockKind, int], list[Spot]] = defaultdict(list)
    for spot in _spots(outline, ()):
        kind, depth = spot.block.kind, spot.block.depth
        below[kind, depth, tuple(map(id, spot.above))].append(spot)
        everywhere[kind, depth].append(spot)
    found: dict[str, Place] = {}
    for (kind, depth, _above), spots in below.items():
        where = " / ".join(folded(block.text) for block in spots[0].above)
        key = f"{kind} {depth} below {where}"[:150]
        found.setdefault(key, Place(key, tuple(spots)))
    for at, spots in everywhere.items():
        if _parents(spots) > 1 and not _nested(spots):
            key = "{} {} everywhere".format(*at)
            found[key] = Place(key, tuple(spots), everywhere=True)
    ranked = [(place.likeliness(), place) for place in found.values()]
    likely = [(how, place) for how, place in ranked if how[1] > 0]
    return tuple(place for _how, place in sorted(likely, key=lambda one: one[0], reverse=True))


def _spots(blocks: tuple[Block, ...], above: tuple[Block, ...]) -> Iterator[Spot]:
    for block in blocks:
        fits = block.kind == "heading" or (block.kind in {"label", "item"} and block.children)
        if fits and 0 < len(block.text) <= LONGEST_NAME:
            yield Spot(block, above)
        yield from _spots(block.children, (*above, block))


def _nested(spots: Sequence[Spot]) -> bool:
    """Whether one stands inside another."""
    these = {id(spot.block) for spot in spots}
    return any(id(block) in these for spot in spots for block in spot.above)


def _parents(spots: Sequence[Spot]) -> int:
    """How many blocks they stand right below; by identity, for equal ones are still two."""
    return len({id(spot.above[-1]) if spot.above else 0 for spot in spots})


def _reads(name: str, role: str = "") -> bool:
    """Whether a heading reads as a level; a known section of a document never does."""
    return section_named(name) is None and LevelName(name).reads_as_level(role)
