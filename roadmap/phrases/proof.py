"""A verdict to check with a pencil: each level's sums, and why the fewest answers settle it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerpath.engine.types import LevelVerdict
from roadmap.phrases.way import proficiency
from roadmap.phrases.words import names


def stands(level: str | None, first: str | None) -> str:
    """What is to be checked."""
    if first is None:
        return _("This path has no levels: there is nothing to check.")
    if level is None:
        return _("The verdict: below %(level)s, the first level.") % {"level": first}
    return _("The verdict: you are at %(level)s.") % {"level": level}


def outdated() -> str:
    """The rules changed since."""
    return _(
        "This verdict was given by the rules of its time, which have changed since: by those of "
        "today the same answers give other numbers. What follows are the numbers of today."
    )


def sums(told: LevelVerdict) -> str:
    """How many count, and how many of them are needed."""
    left_out = ""
    if told.not_relevant:
        left_out = ngettext(
            "%(count)d is left out as not relevant.",
            "%(count)d are left out as not relevant.",
            told.not_relevant,
        ) % {"count": told.not_relevant}
    asked = ngettext("%(count)d skill is asked.", "%(count)d skills are asked.", told.asked) % {
        "count": told.asked
    }
    return " ".join(filter(None, (asked, left_out, _needed(told))))


def _needed(told: LevelVerdict) -> str:
    hundredths = told.threshold_percent * told.relevant
    values = {
        "percent": told.threshold_percent,
        "count": told.relevant,
        "share": number_format((Decimal(hundredths) / 100).normalize() if hundredths else 0),
        "needed": told.needed,
    }
    if hundredths % 100:
        return _("%(percent)d%% of %(count)d is %(share)s, rounded up: %(needed)d needed.") % values
    return _("%(percent)d%% of %(count)d is %(share)s: %(needed)d needed.") % values


def point(value: int | None, *, marked: bool = False) -> str:
    """A point of the scale with its number, to compare: "3 Proficient"."""
    if marked:
        return _("Not relevant")
    return proficiency(None) if value is None else f"{value} {proficiency(value)}"


def counts_as(*, met: bool, unrated: bool, left_out: bool) -> str:
    """What an answer counts as."""
    if left_out:
        return _("left out")
    if unrated:
        return _("unrated")
    return _("met") if met else _("not met")


# --- What settles it ----------------------------------------------------------------------------


def settled_by(answers: int, given: int, level: str | None) -> str:
    """How few of the answers are enough."""
    values = {"count": answers, "given": given, "level": level}
    if not answers:
        return _("No answer is needed to settle it.")
    if level is None:
        return (
            ngettext(
                "%(count)d of your %(given)d answers settles that you are below the first level.",
                "%(count)d of your %(given)d answers settle that you are below the first level.",
                answers,
            )
            % values
        )
    return (
        ngettext(
            "%(count)d of your %(given)d answers settles that you are at %(level)s.",
            "%(count)d of your %(given)d answers settle that you are at %(level)s.",
            answers,
        )
        % values
    )


def not_settled(low: str | None, high: str | None) -> str:
    """No set of answers proves a level that unrated skills can still change."""
    if low is None:
        return _(
            "Your level is not settled: with what you have not rated it could be anything up to "
            "%(high)s. So no set of your answers proves it."
        ) % {"high": high}
    return _(
        "Your level is not settled: with what you have not rated it could be anything from "
        "%(low)s to %(high)s. So no set of your answers proves it."
    ) % {"low": low, "high": high}


def stays_held(told: LevelVerdict, level: str, sure: int) -> str:
    """Why a level is held whatever is said of the rest: `sure` of its skills count for good."""
    values = {"met": told.met, "level": level, "sure": sure, "asked": told.asked}
    met = (
        ngettext(
            "%(met)d is met by these answers alone, and every must-have is among them.",
            "%(met)d are met by these answers alone, and every must-have is among them.",
            told.met,
        )
        if told.must_haves
        else ngettext(
            "%(met)d is met by these answers alone.",
            "%(met)d are met by these answers alone.",
            told.met,
        )
    ) % values
    half = _(
        "At least %(sure)d of its %(asked)d skills count, whatever else is marked as not relevant, "
        "which is half or more."
    )
    so = _("So %(level)s is held, whatever is said of the others.")
    return " ".join((sums(told), met, half % values, so % values))


def stays_unheld(told: LevelVerdict, level: str, missing: Sequence[str]) -> str:
    """Why a level can't be held; `missing` are must-haves rated below what is asked."""
    values = {"level": level, "left_out": told.not_relevant, "asked": told.asked}
    so = _("So %(level)s is not held, whatever is said of the others.") % values
    if missing:
        must = ngettext(
            "%(names)s is a must-have and rated below what is asked.",
            "%(names)s are must-haves and rated below what is asked.",
            len(missing),
        ) % {"names": names(missing)}
        return f"{must} {so}"
    if not told.measured:
        marked = _(
            "%(left_out)d of its %(asked)d skills are marked as not relevant, more than half: it "
            "is not measured."
        )
        return f"{marked % values} {so}"
    below = ngettext(
        "%(count)d of them is rated below what is asked, so at most %(most)d can be met.",
        "%(count)d of them are rated below what is asked, so at most %(most)d can be met.",
        len(told.unmet),
    ) % {"count": len(told.unmet), "most": told.relevant - len(told.unmet)}
    return f"{sums(told)} {below} {so}"
