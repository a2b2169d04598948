"""What a level asks where a source says in words how a skill rises from level to level."""

from __future__ import annotations

from collections.abc import Sequence

MOST_STEPS = 4
_ASKED = ((3,), (2, 3), (2, 3, 4), (1, 2, 3, 4))


def rising(texts: Sequence[str]) -> tuple[int, ...] | None:
    """The proficiency of each text of a skill, lowest level first; equal texts ask the same.

    One is Proficient, and the steps of two to four lie around it. None where there are more
    different texts than steps: those are no one skill on a scale of four.
    """
    steps = list(dict.fromkeys(texts))
    if not 1 <= len(steps) <= MOST_STEPS:
        return None
    asked = dict(zip(steps, _ASKED[len(steps) - 1], strict=True))
    return tuple(asked[text] for text in texts)
