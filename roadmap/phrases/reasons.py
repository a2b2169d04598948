"""Why a level is held or not: its rule, passed or failed, with the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
        return _not_measured(verdict)
    numbers = {
        "level": level,
        "met": verdict.met,
        "unrated": len(verdict.unrated),
        "count": verdict.relevant,
        "needed": verdict.needed,
        "percent": verdict.threshold_percent,
    }
    if verdict.held:
        return _("Held: %(met)d of %(count)d met, %(needed)d needed (%(percent)d%%).") % numbers
    if verdict.unrated:
        return (
            _(
                "Not held: %(met)d of %(count)d met, %(unrated)d not rated, %(needed)d needed "
                "(%(percent)d%%)."
            )
            % numbers
        )
    return _("Not held: %(met)d of %(count)d met, %(needed)d needed (%(percent)d%%).") % numbers


def _not_measured(verdict: LevelVerdict) -> str:
    if verdict.asked == 1:
        return _("Not measured: its one skill is marked not relevant.")
    if verdict.not_relevant == verdict.asked:
        text = _("Not measured: all of its %(count)d skills are marked not relevant.")
    else:
        text = _(
            "Not measured: %(left_out)d of its %(count)d skills are marked not relevant, more than "
            "half."
        )
    return text % {"left_out": verdict.not_relevant, "count": verdict.asked}


def must_have_line(verdict: LevelVerdict, skills: Mapping[str, str]) -> str:
    """Whether a level's must-haves are there; `skills` names them by id. Empty where it has none.

    What is unrated is unknown: it is never called missing.
    """
    if not verdict.must_haves:
        return ""
    lost = [skills[s] for s in verdict.missing_must_haves if s not in verdict.unrated]
    unknown = [skills[s] for s in verdict.missing_must_haves if s in verdict.unrated]
    if not lost and not unknown:
        return _all_met(verdict.must_haves)
    if not lost:
        return _unrated(verdict.must_haves, unknown)
    line = _missing(verdict.must_haves, lost)
    if not unknown:
        return line
    rest = _("Not rated yet: %(names)s.") % {"names": names(unknown)}
    return f"{line} {rest}"


def _all_met(count: int) -> str:
    if count == BOTH:
        return _("Both must-haves are met.")
    return ngettext("Its one must-have is met.", "All %(count)d must-haves are met.", count) % {
        "count": count
    }


def _missing(count: int, lost: Sequence[str]) -> str:
    values = {"missing": len(lost), "count": count, "names": names(lost)}
    if count == 1:
        return _("Its one must-have is missing: %(names)s.") % values
    if count == len(lost) == BOTH:
        return _("Both must-haves are missing: %(names)s.") % values
    return (
        ngettext(
            "%(missing)d of %(count)d must-haves is missing: %(names)s.",
            "%(missing)d of %(count)d must-haves are missing: %(names)s.",
            len(lost),
        )
        % values
    )


def _unrated(count: int, unknown: Sequence[str]) -> str:
    values = {"unrated": len(unknown), "count": count, "names": names(unknown)}
    if count == 1:
        return _("Its one must-have is not rated yet: %(names)s.") % values
    if count == len(unknown) == BOTH:
        return _("Both must-haves are not rated yet: %(names)s.") % values
    return (
        ngettext(
            "%(unrated)d of %(count)d must-haves is not rated yet: %(names)s.",
            "%(unrated)d of %(count)d must-haves are not rated yet: %(names)s.",
            len(unknown),
        )
        % values
    )


def backed_line(verdict: LevelVerdict) -> str:
    """How many of the met skills carry evidence. Empty where none is met."""
    if not verdict.met:
        return ""
    values = {"backed": verdict.backed, "count": verdict.met}
    if not verdict.backed:
        return _none_backed(verdict.met)
    if verdict.backed == verdict.met == BOTH:
        return _("Both met skills carry evidence.")
    if verdict.backed == verdict.met:
        return (
            ngettext(
                "The one met skill carries evidence.",
                "All %(count)d met skills carry evidence.",
                verdict.met,
            )
            % values
        )
    return (
        ngettext(
            "%(backed)d of the %(count)d met skills carries evidence.",
            "%(backed)d of the %(count)d met skills carry evidence.",
            verdict.backed,
        )
        % values
    )


def _none_backed(met: int) -> str:
    if met == BOTH:
        return _("Neither met skill carries evidence.")
    return ngettext(
        "The one met skill has no evidence.",
        "None of the %(count)d met skills carries evidence.",
        met,
    ) % {"count": met}


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
