"""Years, pay and shares of a day: small notations, each with a reader and a writer.

Readers work on protected text (see text.py) and give None for what they don't understand.
"""

from __future__ import annotations

import re

from .model import DayLine, Pay, Years
from .text import clean, plain, safe, said, settle

_SPAN = r"(?P<start>\d{1,4})\s*(?:(?:[-–—]|to)\s*(?P<end>\d{1,4})|(?P<open>\+))"
_UNIT = r"(?:years?|yrs?\.?)"
_OF = r"(?:\s+of)?(?:\s+(?:experience|exp\.?))?"


def _spans(frame: str) -> list[re.Pattern[str]]:
    """The two orders of a span and its unit, in a frame; named groups can't repeat in one."""
    orders = (rf"{_UNIT}\s+{_SPAN}", rf"{_SPAN}\s*{_UNIT}{_OF}")
    return [re.compile(frame.replace("SPAN", order), re.IGNORECASE) for order in orders]


_YEARS_ALONE = [*_spans("SPAN"), re.compile(_SPAN)]
_YEARS_BEHIND = [
    *_spans(r"(?P<name>.*?\S)\s*[(\[]\s*SPAN\s*[)\]]"),
    *_spans(r"(?P<name>.*?\S)\s*[,:–—-]\s+SPAN"),
    re.compile(rf"(?P<name>.*?\S)\s*[(\[]\s*{_SPAN}\s*[)\]]"),
]
_YEARS_BEFORE = _spans(r"SPAN\s*[:–—-]\s*(?P<name>\S.*)")


def read_years(text: str) -> Years | None:
    """“0-2 years”, “Years 2–4”, “10+”; None for anything else, reversed spans too."""
    return next((_years(m) for p in _YEARS_ALONE if (m := p.fullmatch(text.strip()))), None)


def name_and_years(text: str) -> tuple[str, Years | None]:
    """“Junior Baker (0-2 years)”, “Years 0-2: Foundations” and the like, taken apart."""
    text = text.strip()
    if any(sign.isdigit() for sign in text):
        for pattern in (*_YEARS_BEFORE, *_YEARS_BEHIND):
            if (found := pattern.fullmatch(text)) and (years := _years(found)):
                return found.group("name").strip(), years
    return text, None


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


# --- Shares of a day --------------------------------------------------------------------------

_PERCENT = r"(?P<percent>\d{1,3})\s*%"
_OF_TIME = r"(?:\s+of\s+(?:the\s+|your\s+|their\s+)?(?:time|day|week))?"
_DAY = [
    re.compile(rf"(?P<activity>.*\S)\s*[(\[]\s*{_PERCENT}{_OF_TIME}\s*[)\]]\.?", re.IGNORECASE),
    re.compile(rf"(?P<activity>.*?\S)\s*[:,–—-]\s*{_PERCENT}{_OF_TIME}\.?", re.IGNORECASE),
    re.compile(rf"{_PERCENT}{_OF_TIME}\s*[:,–—-]?\s+(?P<activity>\S.*)", re.IGNORECASE),
]


def read_day(text: str) -> DayLine:
    """An activity with its share, however it is written; without one the text as it is."""
    text = plain(text)
    if "%" in text:
        for pattern in _DAY:
            found = pattern.fullmatch(_without_bold(text))
            if found and int(found.group("percent")) <= 100 and said(found.group("activity")):  # noqa: PLR2004
                return DayLine(said(found.group("activity")), int(found.group("percent")))
    return DayLine(settle(text))


def _without_bold(text: str) -> str:
    """“**40%** coding” and “**Coding:** 40%” without the bold."""
    return text.replace("**", "") if text.count("**") == 2 else text  # noqa: PLR2004


def write_day(day: DayLine) -> str:
    """The canonical line."""
    share = "" if day.percent is None else f" ({day.percent}% of time)"
    return safe(day.activity, lambda text: read_day(text + share) == day) + share


_THRESHOLD = re.compile(r"(\d{1,3})\s*%?(?:\s+of\s+.{1,60})?")


def read_threshold(text: str) -> int | None:
    """“75%” as a number from 1 to 100, else None."""
    found = _THRESHOLD.fullmatch(said(text))
    return int(found.group(1)) if found and 1 <= int(found.group(1)) <= 100 else None  # noqa: PLR2004


# --- Pay --------------------------------------------------------------------------------------

SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₪": "ILS"}
_WRITTEN = {code: symbol for symbol, code in SYMBOLS.items()}
_MOST = 2_147_483_647
_CUR = r"[$€£¥₹₩₪]|[A-Z]{3}(?![A-Za-z])"
_NUM = r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?!\d)|\d{1,10}(?:[.,]\d{1,2}(?!\d))?"
_SUF = r"(?:[kKmM](?![A-Za-z]))?"
_PAY = re.compile(
    rf"(?P<cur1>{_CUR})?\s?(?P<low>{_NUM})\s?(?P<suf1>{_SUF})(?P<cur2>\s?[€£¥])?"
    rf"(?:\s*(?:[-–—]|to)\s*(?P<cur3>{_CUR})?\s?(?P<high>{_NUM})\s?(?P<suf2>{_SUF}))?"
    rf"(?P<open>\s?\+)?(?:\s?(?P<cur4>{_CUR}))?(?P<rest>(?![\w.%+–—-]).*)"
)
_FILLER = re.compile(r"^[\s,;:]+|^\s*[–—-]\s+")


def read_pay(text: str) -> Pay:
    """Figures, currency and note of a pay line; what is not understood is all note."""
    text = plain(text)
    found = _PAY.fullmatch(text)
    figures = _figures(found) if found else None
    if not found or not figures:
        return Pay(note=settle(text))
    low, high, currency = figures
    is_open = found.group("open") is not None
    return Pay(low, high, is_open, currency, note=_note(found.group("rest")))


def _figures(found: re.Match[str]) -> tuple[int, int | None, str] | None:
    """Both ends and the currency, where they make sense together."""
    currency = _currency([found.group(f"cur{n}") for n in (1, 2, 3, 4)])
    suffix = found.group("suf1") or (found.group("suf2") or "")
    low = _amount(found.group("low"), suffix)
    high = _amount(found.group("high"), found.group("suf2")) if found.group("high") else None
    if not currency or low > _MOST or (high is not None and not low <= high <= _MOST):
        return None
    return low, high, currency


def _currency(marks: list[str | None]) -> str:
    """The one currency the marks agree on; a code beside a dollar sign says which dollar."""
    said_so = {mark.strip() for mark in marks if mark and mark.strip()}
    codes = {mark for mark in said_so if mark not in SYMBOLS}
    meant = {SYMBOLS[mark] for mark in said_so if mark in SYMBOLS and not (codes and mark == "$")}
    found = codes | meant
    return found.pop() if len(found) == 1 else ""


def _amount(number: str, suffix: str | None) -> int:
    factor: int = {"k": 1_000, "m": 1_000_000}.get((suffix or "").lower(), 1)
    if re.search(r"[.,'’ \u00a0\u202f]\d{3}(?!\d)", number):
        return int(re.sub(r"\D", "", number)) * factor
    whole, _, part = number.replace(",", ".").partition(".")
    return int(whole) * factor + int(part or 0) * factor // int(10 ** len(part))


def _note(rest: str) -> str:
    rest = _FILLER.sub("", rest.strip()).strip()
    if rest.startswith("(") and rest.endswith(")") and rest.find(")") == len(rest) - 1:
        rest = rest[1:-1]
    return settle(rest)


def write_pay(pay: Pay) -> str:
    """The canonical line, without the source."""
    if pay.lowest is None:
        wanted = Pay(note=pay.note)
        return safe(pay.note, lambda text: read_pay(text) == wanted)
    symbol = _WRITTEN.get(pay.currency, "")
    ends = [pay.lowest] if pay.highest is None else [pay.lowest, pay.highest]
    small = all(end and end % 1000 == 0 for end in ends)
    figures = "-".join(f"{symbol}{_written(end, thousands=small)}" for end in ends)
    line = f"{figures}{'+' if pay.open_ended else ''} {pay.currency}"
    if not pay.note:
        return line
    wanted = Pay(pay.lowest, pay.highest, pay.open_ended, pay.currency, pay.note)
    return f"{line} ({safe(pay.note, lambda text: read_pay(f'{line} ({text})') == wanted)})"


def _written(amount: int, *, thousands: bool) -> str:
    return f"{amount // 1000}K" if thousands else f"{amount:,}"


def pay_text(pay: Pay) -> str:
    """Everything a pay says, for those who look for a piece of text in it."""
    return clean(f"{write_pay(pay)} {pay.source}")
