"""Where a person stands: the hero sentence, and the lead below it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerpath.engine.types import LevelVerdict
from roadmap.phrases.words import NAMES_IN_A_SENTENCE, names, percent, spelled

# --- The hero sentence --------------------------------------------------------------------------


def standing(current: str | None, first: str | None) -> str:
    """Where the person is; `first` is the lowest level, None on a path without levels."""
    if first is None:
        return _("This path has no levels yet.")
    if current is None:
        return _("You are on the way to %(level)s.") % {"level": first}
    return _("You are at %(level)s.") % {"level": current}


def asks_nothing() -> str:
    """The hero sentence of a path whose levels ask nothing."""
    return _("This path asks nothing yet.")


def would_stand(current: str | None, first: str | None) -> str:
    """The same for ratings that are only tried."""
    if first is None:
        return _("This path has no levels yet.")
    if current is None:
        return _("You would be on the way to %(level)s.") % {"level": first}
    return _("You would be at %(level)s.") % {"level": current}


def top(*, keeps: bool) -> str:
    """What comes after the last level; `keeps`: there is something to keep."""
    if keeps:
        return _("There is no next level; here is what to keep.")
    return _("There is no next level.")


def distance(target: str, skills: int, least: int, *, next_is_first: bool, answered: bool) -> str:
    """How far the target is: `skills`, or from `least` on where unrated ones may be met.

    `next_is_first`: it is the level `standing` has just named.
    """
    if not answered:
        return _("Nothing is rated yet.")
    if least < skills:
        return _range(target, skills, least, next_is_first=next_is_first)
    if next_is_first:
        return ngettext("%(count)d skill to go.", "%(count)d skills to go.", skills) % {
            "count": skills
        }
    return ngettext(
        "%(level)s is %(count)d skill away.", "%(level)s is %(count)d skills away.", skills
    ) % {"level": target, "count": skills}


def not_measured(verdict: LevelVerdict, level: str) -> str:
    """Why a level can't be spoken of."""
    if verdict.asked == 1:
        text = _("%(level)s is not measured: its one skill is marked not relevant.")
    elif verdict.not_relevant == verdict.asked:
        text = _("%(level)s is not measured: all of its %(count)d skills are marked not relevant.")
    else:
        text = _(
            "%(level)s is not measured: %(left_out)d of its %(count)d skills are marked not "
            "relevant."
        )
    return text % {"level": level, "left_out": verdict.not_relevant, "count": verdict.asked}


def _range(target: str, skills: int, least: int, *, next_is_first: bool) -> str:
    values = {"level": target, "least": least, "count": skills}
    if not least:
        if next_is_first:
            return (
                ngettext("Up to %(count)d skill to go.", "Up to %(count)d skills to go.", skills)
                % values
            )
        return (
            ngettext(
                "%(level)s is up to %(count)d skill away.",
                "%(level)s is up to %(count)d skills away.",
                skills,
            )
            % values
        )
    if next_is_first:
        return _("%(least)d to %(count)d skills to go.") % values
    return _("%(level)s is %(least)d to %(count)d skills away.") % values


# --- The lead -----------------------------------------------------------------------------------


def holding(verdict: LevelVerdict, level: str) -> str:
    """How much of a level is held: "You hold 19 of 22 Mid-Level skills (86%)."."""
    if not verdict.relevant and not verdict.not_relevant:
        return _("Nothing is asked at %(level)s.") % {"level": level}
    if not verdict.relevant:
        return _("Everything asked at %(level)s was marked not relevant.") % {"level": level}
    if not verdict.measured:
        return _too_few(verdict, level)
    return ngettext(
        "You hold %(met)d of %(count)d %(level)s skill (%(percent)d%%).",
        "You hold %(met)d of %(count)d %(level)s skills (%(percent)d%%).",
        verdict.relevant,
    ) % {
        "met": verdict.met,
        "count": verdict.relevant,
        "level": level,
        "percent": percent(verdict.met, verdict.relevant, verdict.threshold_percent),
    }


def _too_few(verdict: LevelVerdict, level: str) -> str:
    """What a level that is not measured has instead of a share."""
    return ngettext(
        "Of the %(level)s skills %(count)d counts, and you hold %(met)d: a level is measured only "
        "where at least half of its skills count.",
        "Of the %(level)s skills %(count)d count, and you hold %(met)d: a level is measured only "
        "where at least half of its skills count.",
        verdict.relevant,
    ) % {"level": level, "count": verdict.relevant, "met": verdict.met}


def rule(threshold_percent: int, level: str | None = None) -> str:
    """From where a level counts as held; `level` where it has a threshold of its own."""
    if level is None:
        return _("A level counts as held from %(percent)d%%.") % {"percent": threshold_percent}
    return _("%(level)s counts as held from %(percent)d%%.") % {
        "level": level,
        "percent": threshold_percent,
    }


def more(skills: int, least: int) -> str:
    """ "four more, and you are there"; "one to four more" where unrated ones may be met."""
    if least >= skills:
        text = ngettext(
            "%(number)s more, and you are there", "%(number)s more, and you are there", skills
        )
    elif least:
        text = ngettext(
            "%(least)s to %(number)s more, and you are there",
            "%(least)s to %(number)s more, and you are there",
            least,
        )
    else:
        text = ngettext(
            "at most %(number)s more, and you are there",
            "at most %(number)s more, and you are there",
            skills,
        )
    return text % {"least": spelled(least), "number": spelled(skills)}


def musts(missing: Sequence[str]) -> str:
    """The must-haves among what is missing, named while they are few."""
    if len(missing) > NAMES_IN_A_SENTENCE:
        return _("%(count)d of its must-haves are among them.") % {"count": len(missing)}
    return ngettext("%(names)s is a must-have.", "%(names)s are must-haves.", len(missing)) % {
        "names": names(missing)
    }


def blocked(missing: Sequence[str], *, unknown: bool) -> str:
    """Enough by number, but not without the must-haves; `unknown`: some of them are unrated."""
    if unknown:
        return _blocked_open(missing)
    if len(missing) > NAMES_IN_A_SENTENCE:
        return _("enough by number, but %(count)d must-haves are missing.") % {
            "count": len(missing)
        }
    return ngettext(
        "enough by number, but a must-have is missing: %(names)s.",
        "enough by number, but must-haves are missing: %(names)s.",
        len(missing),
    ) % {"names": names(missing)}


def _blocked_open(still: Sequence[str]) -> str:
    """The same where not all are known to be missing; `still` marks the ones that are not."""
    if len(still) > NAMES_IN_A_SENTENCE:
        return _("enough by number, but %(count)d must-haves are open.") % {"count": len(still)}
    return ngettext(
        "enough by number, but a must-have is open: %(names)s.",
        "enough by number, but must-haves are open: %(names)s.",
        len(still),
    ) % {"names": names(still)}


def missing(verdict: LevelVerdict, must_haves: Sequence[str], skills: int, least: int) -> str:
    """What separates someone from holding a level, without naming it, in lower case."""
    if must_haves and verdict.met >= verdict.needed:
        unknown = not set(verdict.missing_must_haves).isdisjoint(verdict.unrated)
        return blocked(must_haves, unknown=unknown)
    sentence = f"{more(skills, least)}."
    return f"{sentence} {musts(must_haves)}" if must_haves else sentence


def at_next(
    verdict: LevelVerdict, level: str, must_haves: Sequence[str], skills: int, least: int
) -> str:
    """ "At Senior you hold 10 of 17: four more, and you are there."."""
    return _("At %(level)s you hold %(met)d of %(count)d: %(missing)s") % {
        "level": level,
        "met": verdict.met,
        "count": verdict.relevant,
        "missing": missing(verdict, must_haves, skills, least),
    }


def at_first(verdict: LevelVerdict, must_haves: Sequence[str], skills: int, least: int) -> str:
    """The same where the level has been named just before: "Three more, and you are there."."""
    return str(capfirst(missing(verdict, must_haves, skills, least)))


def at_later(verdict: LevelVerdict, level: str, via: Sequence[str], skills: int, least: int) -> str:
    """A target above the next level, and the levels on the way to it."""
    counts = {"level": level, "met": verdict.met, "count": verdict.relevant}
    held = _("At %(level)s you hold %(met)d of %(count)d.") % counts
    values = {"via": names(via), "least": least, "count": skills}
    if least >= skills:
        way = ngettext(
            "By way of %(via)s that makes %(count)d skill.",
            "By way of %(via)s that makes %(count)d skills.",
            skills,
        )
    elif least:
        way = _("By way of %(via)s that makes %(least)d to %(count)d skills.")
    else:
        way = ngettext(
            "By way of %(via)s that makes at most %(count)d skill.",
            "By way of %(via)s that makes at most %(count)d skills.",
            skills,
        )
    return f"{held} {way % values}"


def lands_higher(target: str, landing: str) -> str:
    """Levels above the target are held by then, so reaching it takes the person further."""
    return _("With %(target)s you would stand at %(landing)s at once: its rule is met by then.") % {
        "target": target,
        "landing": landing,
    }


def unknown(skill: str) -> str:
    """A skill that is named among what is missing and may not be."""
    return _("%(skill)s (unrated)") % {"skill": skill}


def keep(needed: int, must_haves: Sequence[str], level: str) -> str:
    """What staying at the top takes: so many, and all of the must-haves."""
    if must_haves:
        return _keep_musts(needed, must_haves, level)
    if not needed:
        return _("Nothing has to be kept up to stay at %(level)s.") % {"level": level}
    return ngettext(
        "Keep at least one of them, and you stay at %(level)s.",
        "Keep at least %(count)d of them, and you stay at %(level)s.",
        needed,
    ) % {"count": needed, "level": level}


def _keep_musts(needed: int, must_haves: Sequence[str], level: str) -> str:
    count = len(must_haves)
    musts = names(must_haves)
    if count > NAMES_IN_A_SENTENCE:
        musts = _("all %(count)d must-haves") % {"count": count}
    if needed <= count:
        text = _("Keep %(musts)s, and you stay at %(level)s.")
    else:
        text = _("Keep at least %(count)d of them, including %(musts)s, and you stay at %(level)s.")
    return text % {"count": needed, "musts": musts, "level": level}


def no_levels() -> str:
    """The lead of a path without levels."""
    return _("There is nothing to hold and nothing missing until the path has levels.")


def start_rating() -> str:
    """The lead where not one answer was given."""
    return _(
        "Unrated skills are unknown: they are neither held nor missing. Rate a few, and this page "
        "says how far it is and what to do first."
    )
