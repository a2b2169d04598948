"""The shortest way to a level and every gap on it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerpath.engine.types import LevelVerdict, LevelWay
from careerpath.framework.models import Proficiency
from roadmap.phrases.words import names, spelled


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


def why(part: LevelWay, level: str, must_haves: Sequence[str], *, fewest: bool) -> str:
    """Why exactly these skills: the number they make up, and the must-haves.

    `fewest`: they are all there is of the way, so that no other choice is shorter.
    """
    sentences = [_brings(part, level, fewest=fewest), _musts(must_haves, level)]
    return " ".join(sentence for sentence in sentences if sentence)


def least(steps: int, least_steps: int, unrated: int) -> str:
    """That nothing shorter exists; with skills unrated, between which ends it lies.

    Empty where it is at most one step, which nobody doubts.
    """
    if least_steps < steps:
        return _between(steps, least_steps, unrated)
    if steps <= 1:
        return ""
    return ngettext(
        "No choice of skills takes fewer than %(count)d step.",
        "No choice of skills takes fewer than %(count)d steps.",
        steps,
    ) % {"count": steps}


def not_proven() -> str:
    """That the search for a shorter way was cut short."""
    return _("There may be a shorter way; proving that there is none would take too long.")


def ends(verdict: LevelVerdict, level: str) -> str:
    """Why the way does not go as far as the target."""
    if verdict.asked == 1:
        text = _("No rating reaches %(level)s while the one skill it asks is marked not relevant.")
    else:
        text = _(
            "No rating reaches %(level)s while %(left_out)d of the %(count)d skills it asks are "
            "marked not relevant: at least half of a level has to be relevant for it to say "
            "anything of you."
        )
    return text % {"level": level, "left_out": verdict.not_relevant, "count": verdict.asked}


def _between(steps: int, least_steps: int, unrated: int) -> str:
    """The range of a way that rests on unrated skills."""
    if steps == 1:
        text = ngettext(
            "At most one step, depending on the one skill you have not rated.",
            "At most one step, depending on %(count)d skills you have not rated.",
            unrated,
        )
    elif not least_steps:
        text = ngettext(
            "Between none and %(steps)d steps, depending on the one skill you have not rated.",
            "Between none and %(steps)d steps, depending on %(count)d skills you have not rated.",
            unrated,
        )
    else:
        text = ngettext(
            "Between %(least)d and %(steps)d steps, depending on the one skill you have not rated.",
            "Between %(least)d and %(steps)d steps, depending on %(count)d skills you have not "
            "rated.",
            unrated,
        )
    return text % {"count": unrated, "least": least_steps, "steps": steps}


def _brings(part: LevelWay, level: str, *, fewest: bool) -> str:
    """Up to which number they bring the person, or that the number is not what is missing."""
    values = {"percent": part.threshold_percent, "level": level}
    if part.met_before >= part.needed:
        return (
            _("You have the %(percent)d%% that %(level)s asks, but not all of its must-haves.")
            % values
        )
    reached = ngettext(
        "%(met)d of %(count)d skill", "%(met)d of %(count)d skills", part.relevant
    ) % {"met": part.met_before + len(part.steps), "count": part.relevant}
    # The number, since 2 of 2 are no 80%.
    held = _("%(level)s is held from %(needed)d on (at least %(percent)d%%)") % {
        **values,
        "needed": part.needed,
    }
    if not fewest:
        return ngettext(
            "It brings you to %(reached)s; %(held)s.",
            "They bring you to %(reached)s; %(held)s.",
            len(part.steps),
        ) % {"reached": reached, "held": held}
    return ngettext(
        "It is the shortest way to %(reached)s; %(held)s.",
        "They are the fewest steps that bring you to %(reached)s; %(held)s.",
        len(part.steps),
    ) % {"reached": reached, "held": held}


def _musts(must_haves: Sequence[str], level: str) -> str:
    """Which of them no other skill could replace."""
    if not must_haves:
        return ""
    return ngettext(
        "%(names)s is a must-have of %(level)s.",
        "%(names)s are must-haves of %(level)s.",
        len(must_haves),
    ) % {"names": names(must_haves), "level": level}


def gap_count(gaps: int, least: int, relevant: int | None) -> str:
    """ "7 of 17", or the bare number where several levels are on the way.

    From `least` on where unrated ones may be met: "2 to 7 of 17", "up to 7 of 17".
    """
    numbers = {"count": gaps, "least": least, "relevant": relevant}
    if relevant is None:
        if not least < gaps:
            return ngettext("%(count)d gap", "%(count)d gaps", gaps) % numbers
        if least:
            return _("%(least)d to %(count)d gaps") % numbers
        return ngettext("up to %(count)d gap", "up to %(count)d gaps", gaps) % numbers
    if not least < gaps:
        return _("%(count)d of %(relevant)d") % numbers
    if least:
        return _("%(least)d to %(count)d of %(relevant)d") % numbers
    return _("up to %(count)d of %(relevant)d") % numbers
