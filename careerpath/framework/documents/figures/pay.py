"""Pay: figures, a currency and a note. Works on protected text (see text.py)."""

from __future__ import annotations

import re

from careerpath.framework.documents.labels import weak_label
from careerpath.framework.documents.model import Pay
from careerpath.framework.documents.names import part_within
from careerpath.framework.documents.text import clean, plain, protect, safe, settle

SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₪": "ILS"}
_WRITTEN = {code: symbol for symbol, code in SYMBOLS.items()}
_MOST = 2_147_483_647
_CUR = r"[$€£¥₹₩₪]|[A-Z]{3}(?![A-Za-z])"
_NUM = r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?!\d)|\d{1,10}(?:[.,]\d{1,2}(?!\d))?"
_SUF = r"(?:[kKmM](?![A-Za-z])|lakhs?\b|crores?\b)?"
# Figures end where no more of them follows; a mark whose meaning was taken away goes on with them.
_WHOLE = r"(?![\w.%+–—-]|\s*[\ufdd0-\ufdef])"
_FACTORS = {"k": 1_000, "m": 1_000_000, "lakh": 100_000, "crore": 10_000_000}
_PAY = re.compile(
    rf"(?P<cur1>{_CUR})?\s?(?P<low>{_NUM})\s?(?P<suf1>{_SUF})(?P<cur2>\s?[€£¥])?"
    rf"(?:\s*(?:[-–—]|to)\s*(?P<cur3>{_CUR})?\s?(?P<high>{_NUM})\s?(?P<suf2>{_SUF}))?"
    rf"(?P<open>\+|\s\+(?!\s+[a-z\d]))?(?:\s?(?P<cur4>{_CUR}))?(?P<rest>{_WHOLE}.*)"
)
_FILLER = re.compile(r"^[\s,;:]+|^\s*[–—-]\s+")


def read_pay(text: str) -> Pay:
    """Figures, currency and note of a pay line; what is not understood is all note.

    So are figures in brackets, with nothing before them: “(100RSU)” is no pay of 100.
    """
    text = " ".join(plain(text).split())
    inside = _unwrapped(text)
    if inside != text and _figured(inside):
        return Pay(note=settle(inside))
    return _figured(text) or Pay(note=settle(text))


def _figured(text: str) -> Pay | None:
    """A pay that begins with figures."""
    found = _PAY.fullmatch(text)
    figures = _figures(found) if found else None
    if not found or not figures:
        return None
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
    factor = _FACTORS.get((suffix or "").lower().removesuffix("s"), 1)
    if re.search(r"[.,'’ \u00a0\u202f]\d{3}(?!\d)", number):
        return int(re.sub(r"\D", "", number)) * factor
    whole, _, part = number.replace(",", ".").partition(".")
    return int(whole) * factor + int(part or 0) * factor // int(10 ** len(part))


def _note(rest: str) -> str:
    return settle(_unwrapped(_FILLER.sub("", rest.strip()).strip()))


def _unwrapped(text: str) -> str:
    """Without the brackets around all of it, where there are any."""
    whole = text.startswith("(") and text.endswith(")") and text.find(")") == len(text) - 1
    return text[1:-1].strip() if whole else text


_THOUSANDS = re.compile(r"\d\s?[kK]\b")


def names_pay(text: str) -> bool:
    """Whether a text looks as if it named a pay, understood or not: “72–90k”."""
    return read_pay(text).lowest is not None or bool(_THOUSANDS.search(text))


def write_pay(pay: Pay) -> str:
    """The canonical line, without the source."""
    if pay.lowest is None:
        return _written_note(pay.note)
    symbol = _WRITTEN.get(pay.currency, "")
    ends = [pay.lowest] if pay.highest is None else [pay.lowest, pay.highest]
    small = all(end and end % 1000 == 0 for end in ends)
    figures = "-".join(f"{symbol}{_written(end, thousands=small)}" for end in ends)
    line = f"{figures}{'+' if pay.open_ended else ''} {pay.currency}"
    if not pay.note:
        return line
    wanted = Pay(pay.lowest, pay.highest, pay.open_ended, pay.currency, pay.note)

    def keeps(text: str) -> bool:
        whole = f"{line} ({text})"
        return read_pay(whole) == wanted and not part_within(whole)

    return f"{line} ({safe(pay.note, keeps)})"


def _written_note(note: str) -> str:
    """A note alone; in brackets where even all escapes leave it figures, as with “100RSU”."""
    wanted = Pay(note=note)

    def keeps(text: str) -> bool:
        return read_pay(text) == wanted and not part_within(text) and not weak_label(text)

    text = safe(note, keeps)
    return text if keeps(protect(text)) else f"({safe(note, lambda t: keeps(f'({t})'))})"


def _written(amount: int, *, thousands: bool) -> str:
    return f"{amount // 1000}K" if thousands else f"{amount:,}"


def pay_text(pay: Pay) -> str:
    """Everything a pay says, for those who look for a piece of text in it."""
    return clean(f"{write_pay(pay)} {pay.source}")
