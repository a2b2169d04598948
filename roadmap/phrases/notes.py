"""What stands below the lead: readiness, what the unrated could change, what was left out."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerpath.engine.types import LevelVerdict
from roadmap.phrases.words import percent, ready


def unrated_range(unrated: int, low: str | None, high: str | None, first: str) -> str:
    """What the unrated skills could change; levels are None below `first`. Empty at none."""
    if not unrated:
        return ""
    if low == high:
        return ngettext(
            "The one unrated skill can't change where you stand.",
            "The %(count)d unrated skills can't change where you stand.",
            unrated,
        ) % {"count": unrated}
    lowest = low if low is not None else _("below %(level)s") % {"level": first}
    return ngettext(
        "With the one unrated skill you could stand anywhere from %(low)s to %(high)s.",
        "With the %(count)d unrated skills you could stand anywhere from %(low)s to %(high)s.",
        unrated,
    ) % {"count": unrated, "low": lowest, "high": high}


def not_relevant(count: int) -> str:
    """How many skills were left out of the count. Empty at none."""
    if not count:
        return ""
    return ngettext(
        "You marked one skill as not relevant to you; it is left out of the count.",
        "You marked %(count)d skills as not relevant to you; they are left out of the count.",
        count,
    ) % {"count": count}


def readiness(verdict: LevelVerdict, level: str) -> str:
    """Readiness and backed readiness in one line. Empty where nothing is asked."""
    if not verdict.relevant:
        return ""
    if not verdict.measured:
        return _("Readiness for %(level)s: not measured.") % {"level": level}
    if verdict.is_unrated:
        return _("Readiness for %(level)s: not rated yet.") % {"level": level}
    return _(
        "Readiness for %(level)s: %(ready)s. Counting only what a note or a link backs: "
        "%(backed)d%%."
    ) % {
        "level": level,
        "ready": ready(verdict),
        "backed": percent(verdict.backed, verdict.relevant, verdict.threshold_percent),
    }
