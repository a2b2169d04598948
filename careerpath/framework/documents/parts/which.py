"""Which level a few words mean: “Mid”, “For juniors”, “SE2 – SE3”, “Level 4 onwards”."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext

from careerpath.folding import folded
from careerpath.framework.documents.draft import Draft
from careerpath.framework.documents.figures import years_within
from careerpath.framework.documents.model import Rung
from careerpath.framework.documents.names import bare, names_level
from careerpath.framework.documents.nodes import Node
from careerpath.framework.documents.text import said

_ENDS = re.compile(
    r"(?: projects?| levels?| engineers?| only| or (?:higher|above|up)| and (?:above|up|higher)"
    r"| onwards?|\+)$"
)
_STARTS = re.compile(r"^(?:only )?(?:for|from|the) (?:level )?(?=\D)|^only ")
_CODE = re.compile(r"\b(?:[a-z]{1,3}\d{1,2}[a-z]?|(?:band|grade) \d{1,2}[a-z]?)\b")
_RANK = re.compile(r"\blevel (\d{1,2})\b")
_MIDDLE = {"mid", "mid-level", "middle", "intermediate", "regular"}
_INSIDE = re.compile(r"\(([^()]*)\)")


def level_named(rungs: Sequence[Rung], label: str) -> int | None:
    """The place of the level a label means; the first where it means several."""
    exact = folded(said(label))
    for names in ([rung.name for rung in rungs], [rung.short_name for rung in rungs]):
        for place, name in enumerate(names):
            if folded(name) == exact:
                return place
    return _like(bare(label), rungs)


def meant(draft: Draft, node: Node, label: str) -> int | None:
    """The place of the level a label means; told where that takes a guess."""
    place = level_named([level.rung for level in draft.levels], label)
    if place is not None:
        name = draft.levels[place].rung.name
        if list(_trimmed(bare(label)))[1] not in bare(name):
            reason = gettext("Taken for the level “%(level)s”.") % {"level": name}
            draft.remark(node.line, said(label), reason)
    return place


def level_of(name: str, levels: Sequence[Rung]) -> str:
    """The level a section's name speaks of: at its start, or in brackets (“Senior+”)."""
    words = bare(name)
    for inside in _INSIDE.findall(words):
        place = _like(inside, levels)
        if place is not None:
            return levels[place].short_name
    for rung in sorted(levels, key=lambda r: -len(r.short_name)):
        starts = _shortened(bare(rung.short_name))
        if any(words == s or words.startswith((f"{s} ", f"{s}-", f"{s}:")) for s in starts):
            return rung.short_name
    place = _like(words, levels) if _ENDS.search(words) else _by_code(words, levels)
    return "" if place is None else levels[place].short_name


def _shortened(short: str) -> set[str]:
    return {short, short.removesuffix("-level"), short.removesuffix(" level")} - {""}


def _like(words: str, rungs: Sequence[Rung]) -> int | None:
    """By name, code, rank or years; else the first of several that are named."""
    tried = list(_trimmed(words))
    ways: tuple[Callable[[str, Sequence[Rung]], int | None], ...] = (
        _by_name, _by_code, _by_start, _by_middle, _by_years,
    )  # fmt: skip
    for way in ways:
        for text in tried:
            if (place := way(text, rungs)) is not None:
                return place
    parts = re.split(r" / | and |, ", tried[-1])
    found = (_like(part, rungs) for part in parts if part and len(parts) > 1)
    return next((place for place in found if place is not None), None)


def _trimmed(words: str) -> Iterator[str]:
    """The words, then without what stands around the name."""
    yield words
    words = _STARTS.sub("", words).strip()
    while (shorter := _ENDS.sub("", words).strip()) != words:
        words = shorter
    yield words
    if words.endswith("s"):
        yield words[:-1]


def _by_name(words: str, rungs: Sequence[Rung]) -> int | None:
    for place, rung in enumerate(rungs):
        if words and words in {bare(rung.short_name), bare(rung.name)}:
            return place
    return None


def _by_start(words: str, rungs: Sequence[Rung]) -> int | None:
    """“Mid” is Mid-Level, “Head” is “Head of Community”, “Associate” is “Community Associate”."""
    for place, rung in enumerate(rungs):
        short, name = bare(rung.short_name), bare(rung.name)
        if words and (
            f"{short}-".startswith((f"{words}-", f"{words} "))
            or name.startswith(f"{words} ")
            or (names_level(words) and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", name))
        ):
            return place
    return None


def _by_code(words: str, rungs: Sequence[Rung]) -> int | None:
    """“SE2”, “Band 6”, or “Level 2” counted from below."""
    for code in _CODE.findall(words):
        for place, rung in enumerate(rungs):
            if re.search(rf"\b{re.escape(code)}\b", bare(rung.name)):
                return place
    found = _RANK.search(words)
    rank = int(found.group(1)) if found else 0
    return rank - 1 if 1 <= rank <= len(rungs) else None


def _by_middle(words: str, rungs: Sequence[Rung]) -> int | None:
    """Where no level is called so, the plain one right below “Senior”."""
    if words not in _MIDDLE:
        return None
    senior = next((n for n, rung in enumerate(rungs) if "senior" in bare(rung.name)), 0)
    return senior - 1 if senior and not names_level(rungs[senior - 1].name) else None


def _by_years(words: str, rungs: Sequence[Rung]) -> int | None:
    years = years_within(words)
    return next((n for n, rung in enumerate(rungs) if years and rung.years == years), None)
