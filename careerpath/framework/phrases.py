"""Years and pay in words, the same on every page."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from careerpath.framework.models import CareerPath, Level

SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}


class HasYears(Protocol):
    """A level or a growth phase."""

    years_from: int | None
    years_to: int | None


def years(row: HasYears) -> str:
    """The span in words: "2–4 years", "10+ years", "1 year"; empty where nobody says."""
    start, end = row.years_from, row.years_to
    if start is None:
        return ""
    if end is None:
        return _("%(start)d+ years") % {"start": start}
    if start == end:
        return ngettext("%(count)d year", "%(count)d years", end) % {"count": end}
    return _("%(start)d–%(end)d years") % {"start": start, "end": end}


def phase_years(row: HasYears) -> str:
    """The stretch of a career: "Years 2–4", "Years 7+"; empty where nobody says."""
    if row.years_from is None:
        return ""
    if row.years_to is None:
        return _("Years %(start)d+") % {"start": row.years_from}
    return _("Years %(start)d–%(end)d") % {"start": row.years_from, "end": row.years_to}


def percent(share: int) -> str:
    """A share in percent as the language writes it: "86%"."""
    return _("%(share)d%%") % {"share": share}


def tenths(number: float) -> str:
    """With one decimal, as the language writes it; rounded, half up.

    Django's `number_format` alone cuts.
    """
    rounded = Decimal(str(number)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return str(number_format(rounded, decimal_pos=1))


def between(least: str, most: str) -> str:
    """The ends of a range: "2 to 5", "up to 5" from nothing on, "5" where they are one."""
    if least == most:
        return most
    if least == "0":
        return _("up to %(most)s") % {"most": most}
    return _("%(least)s to %(most)s") % {"least": least, "most": most}


def pay(level: Level) -> str:
    """The yearly pay in words: "$350K–$600K+ USD"; empty where nobody says."""
    if level.pay_from is None:
        return ""
    text = money(level.pay_from, level.pay_currency)
    if level.pay_to is not None and level.pay_to != level.pay_from:
        high = money(level.pay_to, level.pay_currency)
        text = _("%(low)s–%(high)s") % {"low": text, "high": high}
    if level.pay_open_ended:
        text = _("%(amount)s+") % {"amount": text}
    if not level.pay_currency:
        return text
    return _("%(amount)s %(currency)s") % {"amount": text, "currency": level.pay_currency}


def money(amount: int, currency: str) -> str:
    """An amount as people write it: "$80K", "€1,250"; the currency's code is said elsewhere."""
    thousands, rest = divmod(amount, 1000)
    sign = SIGNS.get(currency, "")
    if thousands and not rest:
        # Translators: 80,000 as "$80K"; where nobody writes K, the three zeros.
        text = _("%(sign)s%(thousands)sK") % {"sign": sign, "thousands": intcomma(thousands)}
    else:
        text = _("%(sign)s%(number)s") % {"sign": sign, "number": intcomma(amount)}
    return text.strip()


def foreign(path: CareerPath) -> str:
    """The path's language, as a code, where the one in use is another; else nothing.

    What a path says is marked with it. "pt" and "pt-BR" are one language, wherever it is spoken.
    """
    return path.language if is_foreign(path.language) else ""


def is_foreign(language: str) -> bool:
    """Whether it is another language than the one in use."""
    return language.split("-", maxsplit=1)[0] != (get_language() or "").split("-")[0]
