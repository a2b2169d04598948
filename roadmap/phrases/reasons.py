"""Why a level is held or not: its rule, passed or failed, with the numbers."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerpath.engine.types import LevelVerdict
from roadmap.phrases.standing import holding
from roadmap.phrases.words import BOTH, names


def verdict_line(verdict: LevelVerdict, level: str) -> str:
    """A level's rule, passed or failed, in one sentence."""
    if not verdict.asked:
        so = _("It is passed over.")
        return f"{holding(verdict, level)} {so}"
    if not verdict.measured:
        if verdict.asked == 1:
            return _("Not measured: its one skill is marked not relevant.")
        return _(
            "Not measured: %(left_out)d of its %(count)d skills are marked not relevant, more than "
            "half."
        ) % {"left_out": verdict.not_relevant, "count": verdict.asked}
    numbers = {
        "level": level,
        "met": verdict.met,
        "count": verdict.relevant,
        "needed": verdict.needed,
        "percent": verdict.threshold_percent,
    }
    if verdict.held:
        return _("Held: %(met)d of %(count)d met, %(needed)d needed (%(percent)d%%).") % numbers
    return _("Not held: %(met)d of %(count)d met, %(needed)d needed (%(percent)d%%).") % numbers


def must_have_line(must_haves: int, missing_names: Sequence[str]) -> str:
    """Whether a level's must-haves are there. Empty where it has none."""
    if not must_haves:
        return ""
    if not missing_names:
        if must_haves == BOTH:
            return _("Both must-haves are met.")
        return ngettext(
            "Its one must-have is met.", "All %(count)d must-haves are met.", must_haves
        ) % {"count": must_haves}
    values = {"missing": len(missing_names), "count": must_haves, "names": names(missing_names)}
    if must_haves == 1:
        return _("Its one must-have is missing: %(names)s.") % values
    if must_haves == len(missing_names) == BOTH:
        return _("Both must-haves are missing: %(names)s.") % values
    return (
        ngettext(
            "%(missing)d of %(count)d must-haves is missing: %(names)s.",
            "%(missing)d of %(count)d must-haves are missing: %(names)s.",
            len(missing_names),
        )
        % values
    )


def backed_line(verdict: LevelVerdict) -> str:
    """How many of the met skills carry evidence. Empty where none is met."""
    if not verdict.met:
        return ""
    values = {"backed": verdict.backed, "count": verdict.met}
    if verdict.met == 1:
        if verdict.backed:
            return _("The one met skill carries evidence.")
        return _("The one met skill has no evidence.")
    if not verdict.backed:
        return _("None of the %(count)d met skills carries evidence.") % values
    return (
        ngettext(
            "%(backed)d of the %(count)d met skills carries evidence.",
            "%(backed)d of the %(count)d met skills carry evidence.",
            verdict.backed,
        )
        % values
    )


def left_out_line(count: int) -> str:
    """How many of a level's skills left its count. Empty at none."""
    if not count:
        return ""
    return ngettext(
        "%(count)d skill was left out as not relevant.",
        "%(count)d skills were left out as not relevant.",
        count,
    ) % {"count": count}


def not_yours_yet(below: str) -> str:
    """Held by itself, but a level below it is not."""
    return _("It does not count yet, because %(level)s below it is not held.") % {"level": below}
