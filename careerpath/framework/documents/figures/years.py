"""Years of experience, however people write them. Works on protected text (see text.py)."""

from __future__ import annotations

import re

from careerpath.framework.documents.model import Years

_SPAN = r"(?P<start>\d{1,4})\s*(?:(?:[-–—]|to)\s*(?P<end>\d{1,4})|(?P<open>\+))"
_UNIT = r"(?:years?|yrs?\.?)"
_OF = r"(?:\s+of)?(?:\s+(?:experience|exp\.?))?"
# Other words for the same, in the form the patterns below read.
_OTHER_WORDS = [
    (r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten) \((\d{1,2})\)", r"\1"),
    (r"(?<=\d)\s?y(?:r\.?)?(?=\+|$|[\s),.;])", " years"),
    (rf"(?<=\d) {_UNIT}\+", "+ years"),
    (rf"{_UNIT}?\s*\b(\d{{1,2}})\s*(?:{_UNIT})?\s+(?:onwards?|or more|and (?:more|up|above))\b",
     r"\1+ years"),
    ((rf"\b(?:more than|over|at least|atleast|not less than|minimum|from)(?:\s+year)?"
      rf"\s+(\d{{1,2}})(?:\s*{_UNIT})?(?![\d-])"), r"\1+ years"),
    (rf"\b(?:under|until|up to|upto|less than|below)\s+(\d{{1,2}})\s*{_UNIT}", r"0-\1 years"),
]  # fmt: skip
_WORDS = [(re.compile(pattern, re.IGNORECASE), form) for pattern, form in _OTHER_WORDS]


def _spans(frame: str) -> list[re.Pattern[str]]:
    """The two orders of a span and its unit, in a frame; named groups can't repeat in one."""
    orders = (rf"{_UNIT}\s+{_SPAN}", rf"{_SPAN}\s*{_UNIT}{_OF}")
    return [re.compile(frame.replace("SPAN", order), re.IGNORECASE) for order in orders]


_YEARS_ALONE = [*_spans("SPAN"), re.compile(_SPAN)]
_YEARS_WITHIN = _spans(r"(?<![\w-])SPAN(?!\w)")
_NAME_AND_BRACKET = re.compile(r"(?P<name>.*?\S)\s*[(\[](?P<inside>[^()\[\]]*)[)\]]")
_YEARS_BEHIND = _spans(r"(?P<name>.*?\S)\s*[,:–—-]\s+SPAN")
_YEARS_BEFORE = _spans(r"SPAN\s*[:–—-]\s*(?P<name>\S.*)")
_LEADING = re.compile(r"[^.,;:(]+")


def read_years(text: str) -> Years | None:
    """“0-2 years”, “Years 2–4”, “10+”, “from year 9”, “under 2 years”; None for anything else.

    None for a span that runs backwards, too.
    """
    text = text.strip()
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    text = _in_our_words(text)
    return next((_years(m) for p in _YEARS_ALONE if (m := p.fullmatch(text))), None)


def leading_years(text: str) -> Years | None:
    """The years a text opens with: “5+ years, at least one as a lead”."""
    found = _LEADING.match(text.strip())
    return read_years(found.group()) if found else None


def years_within(text: str) -> Years | None:
    """The first years that a text names anywhere."""
    text = _in_our_words(text)
    found = [m for p in _YEARS_WITHIN if (m := p.search(text))]
    return _years(min(found, key=lambda m: m.start())) if found else None


def name_and_years(text: str) -> tuple[str, Years | None]:
    """“Junior Baker (0-2 years)”, “Years 0-2: Foundations” and the like, taken apart."""
    text = text.strip()
    if not any(sign.isdigit() for sign in text):
        return text, None
    found = _NAME_AND_BRACKET.fullmatch(text)
    if found and (years := read_years(found.group("inside"))):
        return found.group("name").strip(), years
    for pattern in (*_YEARS_BEFORE, *_YEARS_BEHIND):
        if (found := pattern.fullmatch(text)) and (years := _years(found)):
            return found.group("name").strip(), years
    return text, None


def _in_our_words(text: str) -> str:
    if not any(sign.isdigit() for sign in text):
        return text
    for pattern, form in _WORDS:
        text = pattern.sub(form, text)
    return text.strip()


def _years(found: re.Match[str]) -> Years | None:
    start, end = int(found.group("start")), found.group("end")
    if end is None:
        return Years(start)
    return Years(start, int(end)) if int(end) >= start else None


_SPAN_LIKE = re.compile(r"\d.*(?:year|yr)|(?:year|yr).*\d|-\d", re.IGNORECASE)


def names_years(text: str) -> bool:
    """Whether a text looks as if it named years, understood or not."""
    return bool(_SPAN_LIKE.search(text))


def write_years(years: Years) -> str:
    """“0-2” or “10+”."""
    return f"{years.start}+" if years.end is None else f"{years.start}-{years.end}"
