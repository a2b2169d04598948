"""The parts of an outline as rows, each as what it was said to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import cast

from careerpath.folding import folded
from careerpath.framework.documents.labels import split_list
from careerpath.framework.documents.names import part_of
from careerpath.framework.ladders.rising import rising
from careerpath.framework.ladders.rows import Kind, Row

from .contents import Found, Piece, labelled
from .kinds import LABELLED, LISTED, RISES, SKILLS


def rows(found: Found, kind: str, levels: Sequence[str]) -> Iterator[Row]:
    """The rows of a part; levels are lowest first, kind is the value of an option of kinds.py."""
    known = part_of(found.title) if found.title else None
    if kind == RISES.value:
        yield from _risen(found, levels)
    elif kind == LABELLED.value:
        yield from _labelled(found, levels, soft=known == "soft")
    elif kind in {SKILLS.value, LISTED.value}:
        yield from _skills(found, known, listed=kind == LISTED.value)
    elif kind == "note":
        yield from _notes(found)
    else:
        for piece in found.pieces:
            yield _left_out(piece) if piece.names else _plain(piece, cast("Kind", kind))


def _plain(piece: Piece, kind: Kind) -> Row:
    return Row(piece.level, kind, piece.text, piece.place, piece.group)


def _left_out(piece: Piece) -> Row:
    return Row(piece.level, "left out", piece.text, piece.place)


def _notes(found: Found) -> Iterator[Row]:
    """A note a level, lists and names inside it as such."""
    by_level: dict[str, list[Piece]] = defaultdict(list)
    for piece in found.pieces:
        by_level[piece.level].append(piece)
    for level, pieces in by_level.items():
        if all(piece.names for piece in pieces):
            yield from map(_left_out, pieces)
            continue
        lines, group = [], ""
        for piece in pieces:
            if piece.group != group:
                group = piece.group
                lines.append(f"\n**{group}**\n" if group else "")
            lines.append(f"- {piece.text}" if piece.listed else f"\n{piece.text}\n")
        text = "\n".join(lines).replace("\n\n\n", "\n\n").strip("\n")
        yield Row(level, "note", text, pieces[0].place, found.title)


def _skills(found: Found, known: str | None, *, listed: bool) -> Iterator[Row]:
    """Skills one a line, or several behind the name of their group."""
    called = "" if known else found.title
    for piece in found.pieces:
        if piece.names:
            yield _left_out(piece)
            continue
        label = labelled(piece.text) if listed else None
        inner, rest = label or ("", piece.text)
        group = ": ".join(filter(None, (piece.group, inner))) or called
        for name in split_list(rest) if listed else (rest,):
            yield Row(
                piece.level,
                "skill",
                name,
                piece.place,
                group,
                must_have=known == "must",
                soft=known == "soft",
            )


def _risen(found: Found, levels: Sequence[str]) -> Iterator[Row]:
    """The part itself as a skill, with its text at each level as that level's wording."""
    texts = {level: text for level in levels if (text := found.whole(level))}
    asked = rising(list(texts.values()))
    places = {piece.level: piece.place for piece in reversed(found.pieces)}
    for n, (level, text) in enumerate(texts.items()):
        name = found.title if asked else f"{found.title}: {text}"
        proficiency = asked[n] if asked else 3
        wording = text if asked else ""
        yield Row(level, "skill", name, places[level], "", proficiency, wording=wording)


def _labelled(found: Found, levels: Sequence[str], *, soft: bool) -> Iterator[Row]:
    """The label of a line as a skill, with the rest as the level's wording; else the whole line."""
    said: dict[str, list[str]] = defaultdict(list)
    for piece in sorted(found.pieces, key=lambda piece: levels.index(piece.level)):
        if label := labelled(piece.text):
            said[folded(label[0])].append(label[1])
    asked = {
        name: dict(zip(texts, steps, strict=True)) if (steps := rising(texts)) else {}
        for name, texts in said.items()
    }
    for piece in found.pieces:
        if piece.names:
            yield _left_out(piece)
            continue
        label = labelled(piece.text)
        proficiency = asked[folded(label[0])].get(label[1]) if label else None
        group = piece.group or found.title
        name, wording = label if label and proficiency else (piece.text, "")
        yield Row(
            piece.level,
            "skill",
            name,
            piece.place,
            group,
            proficiency or 3,
            soft=soft,
            wording=wording,
        )
