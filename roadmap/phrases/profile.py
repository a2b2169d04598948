"""The profile by group, in numbers."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def group_text(you: float | None, asked: float, met: int, unrated: int, relevant: int) -> str:
    """A group's means and counts: "You 2.3, asked 3.0; 1 of 3 met"."""
    values = {
        "you": "" if you is None else _tenth(you),
        "asked": _tenth(asked),
        "met": met,
        "count": relevant,
    }
    if you is None:
        return _("Unrated, asked %(asked)s; 0 of %(count)d met") % values
    text = _("You %(you)s, asked %(asked)s; %(met)d of %(count)d met") % values
    if not unrated:
        return text
    left = ngettext("%(count)d unrated", "%(count)d unrated", unrated) % {"count": unrated}
    return f"{text}, {left}"


def _tenth(mean: float) -> str:
    """Rounded, half up; Django's `number_format` alone cuts."""
    rounded = Decimal(str(mean)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return str(number_format(rounded, decimal_pos=1))
