"""Small change of sentences: lists of names, numbers as words, shares in percent."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

NAMES_IN_A_SENTENCE = 3
BOTH = 2  # of which nobody says “all 2”


def names(items: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return str(get_text_list(list(items), _("and")))


def spelled(number: int) -> str:
    """One to nine as a word, anything else in digits."""
    return str(apnumber(number))


def percent(met: int, relevant: int, threshold_percent: int = 100) -> int:
    """A share for reading, rounded, but never up to a threshold that was not reached.

    Nothing asked reads as 100: nothing is missing.
    """
    if not relevant:
        return 100
    rounded = (200 * met + relevant) // (2 * relevant)
    for mark in (threshold_percent, 100):
        if rounded >= mark and 100 * met < mark * relevant:
            return mark - 1
    return rounded
