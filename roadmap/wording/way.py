"""The shortest way to a level and every gap on it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerpath.engine.types import LevelVerdict, LevelWay
from careerpath.framework.models import Proficiency
from roadmap.wording.words import names, spelled


def proficiency(value: int | None) -> str:
    """A point of the scale by its name."""
    if value is None:
        return _("Unrated")
    return str(Proficiency(value).label)


def steps(points: int) -> str:
    """ "1 step", "2 steps"."""
    return ngettext("%(count)d step", "%(count)d steps", points) % {"count": points}


def why_title(skills: int) -> str:
    """The heading above the reason: "Why these four"."""
    return ngettext("Why this one", "Why these %(number)s", skills) % {"number": spelled(skills)}


def why(part: LevelWay, verdict: LevelVerdict, level: str, must_haves: Sequence[str]) -> str:
    """Why exactly these skills: the number they make up, the must-haves, and that it is least."""
    sentences = [_brings(part, verdict, level), _musts(must_haves, level), _least(part)]
    return " ".join(sentence for sentence in sentences if sentence)


def _brings(part: LevelWay, verdict: LevelVerdict, level: str) -> str:
    """Up to which number they bring the person, or that the number is not what is missing."""
    values = {"percent": verdict.threshold_percent, "level": level}
    if part.met_before >= part.needed:
        return (
            _("You have the %(percent)d%% that %(level)s asks, but not all of its must-haves.")
            % values
        )
    reached = ngettext(
        "%(met)d of %(count)d skill", "%(met)d of %(count)d skills", verdict.relevant
    ) % {"met": part.met_before + len(part.steps), "count": verdict.relevant}
    return ngettext(
        "It is the shortest way to %(reached)s, the %(percent)d%% that %(level)s asks.",
        "They are the fewest steps that bring you to %(reached)s, the %(percent)d%% that "
        "%(level)s asks.",
        len(part.steps),
    ) % {**values, "reached": reached}


def _musts(must_haves: Sequence[str], level: str) -> str:
    """Which of them no other skill could replace."""
    if not must_haves:
        return ""
    return ngettext(
        "%(names)s is a must-have of %(level)s.",
        "%(names)s are must-haves of %(level)s.",
        len(must_haves),
    ) % {"names": names(must_haves), "level": level}


def _least(part: LevelWay) -> str:
    """That nothing shorter exists; empty where it is one step, which nobody doubts."""
    if part.points == 1:
        return ""
    return ngettext(
        "No choice of skills takes fewer than %(count)d step.",
        "No choice of skills takes fewer than %(count)d steps.",
        part.points,
    ) % {"count": part.points}


def gap_count(gaps: int, relevant: int | None) -> str:
    """ "7 of 17", or the bare number where several levels are on the way."""
    if relevant is None:
        return ngettext("%(count)d gap", "%(count)d gaps", gaps) % {"count": gaps}
    return _("%(count)d of %(relevant)d") % {"count": gaps, "relevant": relevant}
