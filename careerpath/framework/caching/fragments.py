"""Pieces of pages, kept by everything that they say.

A piece holds no word that a person wrote and no id of theirs: where one belongs, it is printed with
a gap, a text that nobody can know, and what belongs there is put in each time.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from careerpath.framework.caching.memory import Memory, MemoryOfNow

MOST_PIECES = 3_000  # of some 4 KB


def gap(name: str) -> SafeString:
    """A place in a piece or a page; different in every process, so that no text can hold it."""
    return mark_safe(f"{name}-{secrets.token_hex(16)}")  # noqa: S308  # letters of ours


# Where the token goes in what is kept.
TOKEN = gap("token")

_pieces: Memory[SafeString] = Memory(MOST_PIECES)
_pieces_of_now: MemoryOfNow[SafeString] = MemoryOfNow(MOST_PIECES)


def cached_fragment(
    template: str,
    context: Callable[[], Mapping[str, Any]],
    *,
    says: Hashable,
    of_framework: bool = True,
    keep: bool = True,
) -> SafeString:
    """The template as printed before, or printed now.

    `says` names everything besides the language that the context is made of; and the framework of
    now, unless it holds all of that as well. A token stands in its gap, for a kept page to fill.
    What holds a word that was refused is printed for its reader alone: `keep` is off.
    """
    pieces = _pieces_of_now if of_framework else _pieces
    key = (get_language(), template, says)

    def made() -> SafeString:
        return render_to_string(template, {"csrf_token": TOKEN, **context()})

    return pieces.get(key, made) if keep else made()


def filled(piece: SafeString, gaps: Mapping[str, str]) -> SafeString:
    """The piece with what belongs into its gaps, which has to be safe HTML."""
    text = str(piece)
    for place, value in gaps.items():
        text = text.replace(place, value)
    return mark_safe(text)  # noqa: S308  # both are printed by templates
