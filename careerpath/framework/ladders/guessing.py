"""A source with what an editor chose of it: what is asked, and the ladder that follows."""

from __future__ import annotations

from . import outlines
from .mapping import Choices, Part
from .rows import Ladder
from .structure import Source


def parts_of(source: Source, choices: Choices) -> tuple[Part, ...]:
    """What an editor is asked about a source, with what was chosen or is guessed."""
    return outlines.parts(source, choices)


def ladder_of(source: Source, choices: Choices) -> Ladder:
    """The ladder that follows; without levels where nothing looks like one.

    `choices["title"]`, in the editor's own words, is the role's name.
    """
    return outlines.ladder(source, choices)
