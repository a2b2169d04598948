"""Names of skills in a list on one line."""

from __future__ import annotations

_WORDS = 3  # of a skill that is named among others
_GOES_ON = {"and", "or", "when", "who", "which", "that", "where", "but", "with", "to", "for", "in"}


def is_name(text: str) -> bool:
    """Whether a piece between commas names a skill rather than going on with a sentence."""
    words = text.split()
    return 0 < len(words) <= _WORDS and words[0].casefold() not in _GOES_ON
