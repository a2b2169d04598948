"""Words and numbers of a scale as points from 0 to 4."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from careerpath.folding import folded
from careerpath.framework.ladders.mapping import Option

POINTS = (
    Option("0", _("Not asked")),
    Option("1", _("Aware")),
    Option("2", _("Practising")),
    Option("3", _("Proficient")),
    Option("4", _("Leading")),
)
# Words of scales in use, by the point they mean. “Basic” on a scale that has no lower one is Aware.
_WORDS = (
    "none, nope, no, n/a, na, -, –, —, 0, false, nil, never, not required, not applicable",
    "awareness, aware, basic, basics, beginner, novice, foundational, low, entry, familiar",
    "working, intermediate, developing, practising, practicing, medium, moderate, competent",
    "practitioner, proficient, advanced, skilled, yes, x, ✓, ✔, true, required, must, high",
    "expert, leading, leader, master, mastery, lead, authority, teaches, distinguished",
)
_POINT_OF = {word: point for point, words in enumerate(_WORDS) for word in words.split(", ")}
_NUMBER = re.compile(r"(\d{1,2})(?:\.0)?(?:\s*/\s*\d)?")
_LONGEST, _MOST = 25, 10  # letters of a word on a scale, words on it
_HIGHEST_NUMBER = 10
HIGHEST = 4


def is_scale(texts: Sequence[str]) -> bool:
    """Whether cells say points of a scale: few short texts, half of them known or numbers."""
    words = {folded(text) for text in texts}
    if not texts or len(words) > _MOST or max(map(len, words)) > _LONGEST:
        return False
    known = sum(_NUMBER.fullmatch(word) is not None or word in _POINT_OF for word in words)
    return 2 * known >= len(words)


def is_point(word: str) -> bool:
    """Whether a folded word is one we know of scales, or a number up to ten."""
    return word in _POINT_OF or is_number(word)


def is_number(word: str) -> bool:
    """Whether it is a number up to ten."""
    number = _NUMBER.fullmatch(word)
    return number is not None and int(number.group(1)) <= _HIGHEST_NUMBER


def asks_nothing(word: str) -> bool:
    """Whether a folded word says that nothing is asked: none, n/a, a dash; no zero."""
    return _POINT_OF.get(word) == 0 and word != "0"


def words_of(texts: Iterable[str]) -> dict[str, str]:
    """The words of a scale, each in its first spelling and once, by its folded form."""
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(folded(text), text)
    return found


def points(words: Iterable[str]) -> dict[str, str]:
    """Each folded word's guessed point. Numbers up to 5 begin at 1: the lowest asks nothing.

    Words nobody knows stand in the order they are given, lowest first.
    """
    words = list(words)
    numbers = {word: int(found.group(1)) for word in words if (found := _NUMBER.fullmatch(word))}
    highest = max(numbers.values(), default=0)
    shift = 1 if highest == HIGHEST + 1 else 0
    news = (word for word in words if word not in numbers and word not in _POINT_OF)
    unknown = {word: at for at, word in enumerate(news)}
    first = {1: 3, 2: 2}.get(len(unknown), 1)
    guessed = {}
    for word in words:
        if word in numbers:
            point = max(numbers[word] - shift, 0)
            point = point if highest <= HIGHEST + 1 else round(numbers[word] * HIGHEST / highest)
        elif word in unknown:
            point = first + unknown[word] * HIGHEST // max(len(unknown), HIGHEST)
        else:
            point = _POINT_OF[word]
        guessed[word] = str(min(point, HIGHEST))
    return guessed
