"""Small change of sentences: lists of names, numbers as words, shares in percent."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from careerpath.engine.types import LevelVerdict
from careerpath.framework.phrases import between

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


def ready(verdict: LevelVerdict) -> str:
    """A level's readiness: "59%", "59 to 71%" where skills are unrated, or why there is none."""
    if not has_share(verdict):
        return _no_share(verdict)
    return _("%(percent)s%%") % {"percent": _shares(verdict)}


def met_of(verdict: LevelVerdict) -> str:
    """The same with its numbers: "10 to 12 of 17 (59 to 71%)"."""
    if not has_share(verdict):
        return _no_share(verdict)
    return _("%(met)s of %(count)d (%(percent)s%%)") % {
        "met": between(str(verdict.met), str(verdict.met + len(verdict.unrated))),
        "count": verdict.relevant,
        "percent": _shares(verdict),
    }


def has_share(verdict: LevelVerdict) -> bool:
    """Whether there is a readiness to tell: the level is measured, and something of it is rated."""
    return verdict.measured and not verdict.is_unrated


def _no_share(verdict: LevelVerdict) -> str:
    return _("not rated yet") if verdict.measured else _("not measured")


def _shares(verdict: LevelVerdict) -> str:
    ends = verdict.met, verdict.met + len(verdict.unrated)
    shares = (percent(met, verdict.relevant, verdict.threshold_percent) for met in ends)
    return between(*map(str, shares))
