"""How a person moved between two assessments."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerpath.engine.progress import Direction
from careerpath.engine.types import LevelVerdict
from roadmap.phrases.receipt import level_or_below
from roadmap.phrases.words import met_of


def went(direction: int, was: str | None, now: str | None) -> str:
    """From which level to which; `direction` above 0 is up, 0 is no move."""
    words = {"was": level_or_below(was), "now": level_or_below(now)}
    if direction > 0:
        return _("You went up: from %(was)s to %(now)s.") % words
    if direction < 0:
        return _("You went down: from %(was)s to %(now)s.") % words
    if was is None:
        return _("You stood below the first level both times.")
    return _("You stood at %(level)s both times.") % {"level": now}


def elsewhere(was: str, now: str | None) -> str:
    """A level that the later path does not have: neither up nor down can be said."""
    words = {"was": was, "now": level_or_below(now)}
    return _("You stood at %(was)s, which is no level of the later path, then at %(now)s.") % words


def by_the_path(carried: str | None) -> str:
    """How far the path moved the person, and not their answers."""
    if carried is None:
        return _(
            "The path or its rules changed in between: by the later ones the answers you gave "
            "first would not reach the first level. So far it is not you who moved."
        )
    return _(
        "The path or its rules changed in between: the answers you gave first would stand at "
        "%(level)s by the later ones. So far it is not you who moved."
    ) % {"level": carried}


def path_changed(changes: int) -> str:
    """The path is another one, though that moved nobody."""
    return ngettext(
        "The path changed in %(count)d place in between; by itself that does not move your level.",
        "The path changed in %(count)d places in between; by itself that does not move your level.",
        changes,
    ) % {"count": changes}


def readiness(told: LevelVerdict | None) -> str:
    """A level at one time: "10 to 12 of 17 (59 to 71%), 4 with evidence"."""
    if told is None:
        return _("not asked then")
    if not (told.measured and told.backed):
        return met_of(told)
    return _("%(met)s, %(backed)d with evidence") % {"met": met_of(told), "backed": told.backed}


def moved(direction: Direction, skills: int) -> str:
    """The heading of the skills that moved one way."""
    headings = {
        Direction.UP: ngettext("%(count)d skill higher", "%(count)d skills higher", skills),
        Direction.DOWN: ngettext("%(count)d skill lower", "%(count)d skills lower", skills),
        Direction.RATED: ngettext(
            "%(count)d skill rated that was not", "%(count)d skills rated that were not", skills
        ),
        Direction.LEFT_OUT: ngettext(
            "%(count)d skill marked as not relevant",
            "%(count)d skills marked as not relevant",
            skills,
        ),
        Direction.TAKEN_BACK: ngettext(
            "%(count)d skill not rated any more", "%(count)d skills not rated any more", skills
        ),
    }
    return headings[direction] % {"count": skills}


def backed(skills: int) -> str:
    """The heading of the answers that stayed and have new evidence."""
    return ngettext(
        "New evidence for %(count)d answer that stayed",
        "New evidence for %(count)d answers that stayed",
        skills,
    ) % {"count": skills}


def unknown_choice() -> str:
    """An address that names no assessment of theirs."""
    return _("What was to be compared is not among your finished assessments of this path.")


def same_choice() -> str:
    """One assessment chosen twice."""
    return _("Choose two different assessments to compare.")
