"""How much room words take in a drawing, and where they may break.

The reader's font is not known here, so letters count as wide as those of the widest common one
(DejaVu Sans Bold) and a little more. Names break at spaces and hyphens only, never inside a word.
"""

from __future__ import annotations

import re
import unicodedata

SLIM, NARROW, WIDE = "ijl|'’", " !(),./:;I[]frt-·", "mwMW@%&"
BREAK = re.compile(r"(?<=[ \n])(?=[^ \n])|(?<=\w[-‐–])(?=[^\W\d])")


def width(text: str) -> float:
    """How wide a line is, in em: times the font's size it is never less than what is drawn."""
    return round(sum(map(_em, text)), 2)


def longest(text: str) -> float:
    """The widest piece that can't be broken, in em; 0 of nothing."""
    return max((width(piece.strip()) for piece in _pieces(text)), default=0)


def lines(text: str, room: float) -> tuple[str, ...]:
    """Fill lines of `room` em; a piece that is wider has a line of its own, whole."""
    found: list[str] = []
    for piece in _pieces(text):
        if found and width((found[-1] + piece).strip()) <= room:
            found[-1] += piece
        else:
            found.append(piece)
    return tuple(line.strip() for line in found)


def _pieces(text: str) -> list[str]:
    """What stays whole, with the hyphen or the blanks behind it."""
    return BREAK.split(text) if text else []


def _em(letter: str) -> float:
    """One letter's width; marks stand on another one and take none."""
    if unicodedata.category(letter).startswith("M"):
        return 0
    if letter in SLIM:
        return 0.36
    if letter in NARROW:
        return 0.5
    plain = unicodedata.normalize("NFD", letter)[0]
    if letter in WIDE or not plain.isascii():
        return 1.15
    return 0.86 if plain.isupper() else 0.72
