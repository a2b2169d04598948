"""What names of levels tell: whether it is one, its code, its place among others.

Everything here is a guess that an editor can overrule; nothing is decided by it alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerpath.folding import folded
from careerpath.framework.documents.figures import write_pay, write_years
from careerpath.framework.documents.model import Pay, Years
from careerpath.framework.documents.names import names_level
from careerpath.framework.documents.parts.headings import read_heading
from careerpath.framework.documents.text import clean, protect

from .mapping import Option
from .rows import Row

_RANKS = (
    r"intern|trainee|apprentice",
    r"graduate|entry|assistant",
    r"junior|jr|foundational|beginner|novice",
    r"associate",
    r"mid|middle|intermediate|mid-level",
    r"senior|sr|advanced|experienced",
    r"lead|expert",
    r"staff",
    r"principal|distinguished|fellow",
    r"head|director|chief|vp",
)
_WORDS = [re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in _RANKS]
_PLAIN = 4  # where a name without any such word stands: between Junior and Senior
_CODE = re.compile(
    r"(?P<code>[A-Za-z]{1,4}[- ]?\d{1,2}[a-z]?)\b(?:\s*[:.,/|–—-]\s*|\s+|$)(?P<rest>.*)"
)
_BEHIND = re.compile(r"(?P<rest>.*\S)\s*\((?P<code>[A-Za-z]{1,4}[- ]?\d{1,2}[a-z]?)\)")
_NUMBERED = re.compile(r"(?:level|stage|step|grade|band|rung|tier)\s*\d{1,2}\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,2}")
_ROMAN = re.compile(r"\b(I{1,3}|IV|VI{0,3})$")
_ROMANS = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8}
_MANAGES = re.compile(r"\b(?:manager|management|director|head of|vp)\b", re.IGNORECASE)
_NO_CODES = {"q", "h", "v"}  # a quarter, a half year, a version
SEVERAL = 2
ORDER = "order"
RISING, FALLING = Option("rising", _("Lowest first")), Option("falling", _("Highest first"))
BY_NAME = Option("by name", _("By what their names say"))


class LevelName:
    """A level's heading or column taken apart.

    `name` is what the level is called, `code` a short one beside it (“B2” of “B2 - Baker 2”).
    """

    def __init__(self, text: str) -> None:
        heading = read_heading(protect(text))
        self.years: Years | None = heading.years
        self.pay: Pay = heading.pay
        self.rank = heading.rank
        self.besides = heading.besides
        self.name, self.code = _coded(heading.name or clean(text))

    @property
    def is_numbered(self) -> bool:
        """Whether a code, a number or a rank says where it stands."""
        return bool(self.code or self.rank or _NUMBERED.match(self.name))

    def reads_as_level(self, role: str = "") -> bool:
        """Whether it looks like a level: by a word, a code, years, or the role's own name."""
        return (
            self.is_numbered
            or self.years is not None
            or names_level(self.name)
            or bool(_MANAGES.search(self.name))
            or (bool(role) and folded(self.name) == folded(role))
        )


def _coded(name: str) -> tuple[str, str]:
    """The name and the code beside it; a code that stands alone is the name."""
    for pattern in (_CODE, _BEHIND):
        found = pattern.fullmatch(name)
        if not found or _NUMBERED.match(name):
            continue
        code, rest = found.group("code"), clean(found.group("rest"))
        if re.sub(r"[\W\d_].*", "", code).casefold() not in _NO_CODES:
            return (rest, code) if any(map(str.isalpha, rest)) else (code, code)
    return name, ""


def level_names(texts: Sequence[str]) -> dict[str, str]:
    """Headings of levels to the levels' names; what two would share stays whole."""
    names = {text: LevelName(text).name for text in texts}
    seen = Counter(names.values())
    return {text: text if seen[name] > 1 else name for text, name in names.items()}


def told_by_name(level: str, text: str, place: str) -> Iterator[Row]:
    """Years, pay and a code that stand in the heading of a level."""
    name = LevelName(text)
    if name.code and name.code != name.name:
        yield Row(level, "short name", name.code, place)
    if name.years:
        yield Row(level, "years", write_years(name.years), place)
    if name.pay != Pay():
        yield Row(level, "pay", write_pay(name.pay), place)
    for besides in name.besides:
        yield Row(level, "note", besides, place, gettext("Beside the name"))


def rank_of(text: str) -> tuple[float, float]:
    """Where a name stands by its words and, among equals, by its number; for comparing only."""
    level = LevelName(text)
    if level.rank:
        return float(level.rank[0]), 0.0
    number = _number(level.code) or _number(level.name) or _roman(level.name)
    if level.code or _NUMBERED.match(level.name):
        return number, 0.0
    if level.years:
        return float(level.years.start), 0.0
    return _word(level.name), number


def _word(name: str) -> float:
    """By the strongest word; “Senior Staff” is above “Staff”, “Associate Head” below “Head”."""
    places = [place for place, word in enumerate(_WORDS) if word.search(name)]
    if not places:
        return float(_PLAIN)
    shade = 0.1 if len(places) > 1 and places[0] >= _PLAIN else -0.1 if len(places) > 1 else 0.0
    return places[-1] + shade


def _number(text: str) -> float:
    found = _NUMBER.search(text)
    return float(found.group()) if found else 0.0


def _roman(text: str) -> float:
    found = _ROMAN.search(text)
    return float(_ROMANS[found.group(1)]) if found else 0.0


def fall(names: Sequence[str]) -> bool:
    """Whether names stand highest first: more steps fall than rise; where as many, more pairs.

    Steps come first: where a second track begins, one step falls, but many pairs do.
    """
    ranks = [rank_of(name) for name in names]
    steps, pairs = (
        sum((one > other) - (one < other) for one, other in found)
        for found in (pairwise(ranks), combinations(ranks, 2))
    )
    return (steps or pairs) > 0


def guessed_order(names: Sequence[str]) -> str:
    """Whether names stand lowest or highest first."""
    return (FALLING if fall(names) else RISING).value


def ordered(names: Sequence[str], order: str) -> tuple[str, ...]:
    """Names that stand in an order, lowest first."""
    if order == BY_NAME.value:
        return tuple(sorted(names, key=rank_of))
    return tuple(names[::-1] if order == FALLING.value else names)


def track_warnings(names: Sequence[str]) -> list[str]:
    """A sentence where two tracks seem to stand in one ladder; names are lowest first."""
    for before, after in (_split(names, _manages), _split(names, _letters)):
        if len(before) >= SEVERAL and len(after) >= SEVERAL:
            text = gettext(
                "Two tracks seem to stand in one ladder: %(after)s comes after %(before)s. "
                "Two paths are easier to compare."
            )
            return [text % {"after": after[0], "before": before[-1]}]
    return []


def _manages(name: str) -> str:
    return "manages" if _MANAGES.search(name) else ""


def _letters(name: str) -> str:
    """The letters of a code: “IC” of “IC3”; nothing without one."""
    code = LevelName(name).code
    return re.sub(r"[^A-Za-z].*", "", code).casefold()


def _split(names: Sequence[str], kind: Callable[[str], str]) -> tuple[list[str], list[str]]:
    """Names up to the first of another kind, and those from there on."""
    kinds = [kind(name) for name in names]
    at = next((n for n, one in enumerate(kinds) if one != kinds[0]), len(names))
    return list(names[:at]), list(names[at:])


def role_within(names: Sequence[str]) -> str:
    """The words that all names end with: “Baker” of Junior Baker and Senior Baker; or nothing."""
    split = [LevelName(name).name.split() for name in names]
    common: list[str] = []
    while split and all(len(words) > len(common) for words in split):
        ends = {words[-1 - len(common)].casefold() for words in split}
        if len(ends) > 1 or names_level(split[0][-1 - len(common)]):
            break
        common.insert(0, split[0][-1 - len(common)])
    return " ".join(common)
