"""What to build, and what each project adds."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roadmap.phrases.words import BOTH, NAMES_IN_A_SENTENCE, names, spelled


def gain(place: int, adds: int, skills: int) -> str:
    """What a chosen project brings, in order: "1 · exercises 3 of 4 skills", "2 · ... 1 more"."""
    if place == 1:
        text = ngettext(
            "exercises %(adds)d of %(count)d skill",
            "exercises %(adds)d of %(count)d skills",
            skills,
        )
        return f"{place} · {text % {'adds': adds, 'count': skills}}"
    text = ngettext("exercises %(count)d more", "exercises %(count)d more", adds)
    return f"{place} · {text % {'count': adds}}"


def adds_nothing(chosen: int) -> str:
    """Why a mapped project was not chosen."""
    if not chosen:
        return _("exercises none of these skills")
    return ngettext("adds nothing to this one", "adds nothing to these %(number)s", chosen) % {
        "number": spelled(chosen)
    }


def unmapped() -> str:
    """Why nothing can be said of a project."""
    return _("not mapped: nobody has written down which skills it exercises")


def summary(chosen: int, exercised: int, skills: int, level: str) -> str:
    """One line above the cards: "Two projects exercise all 4 skills of the way to Senior"."""
    if not chosen:
        return _("No project exercises a skill of the way to %(level)s") % {"level": level}
    values = {
        "number": capfirst(spelled(chosen)),
        "exercised": exercised,
        "count": skills,
        "level": level,
    }
    return (_some(chosen) if exercised < skills else _every(chosen, skills)) % values


def _every(chosen: int, skills: int) -> str:
    if skills == 1:
        return _("One project exercises the one skill of the way to %(level)s")
    if skills == BOTH:
        return ngettext(
            "%(number)s project exercises both skills of the way to %(level)s",
            "%(number)s projects exercise both skills of the way to %(level)s",
            chosen,
        )
    return ngettext(
        "%(number)s project exercises all %(count)d skills of the way to %(level)s",
        "%(number)s projects exercise all %(count)d skills of the way to %(level)s",
        chosen,
    )


def _some(chosen: int) -> str:
    return ngettext(
        "%(number)s project exercises %(exercised)d of the %(count)d skills of the way to "
        "%(level)s",
        "%(number)s projects exercise %(exercised)d of the %(count)d skills of the way to "
        "%(level)s",
        chosen,
    )


def note(alone: Sequence[str], *, rests_on_unrated: bool) -> str:
    """What no project exercises and what to do instead, and that rating more may change it."""
    range_ = _("Skills you have not rated count as not met here; rating them may spare a project.")
    return " ".join(filter(None, (_alone(alone), range_ if rests_on_unrated else "")))


def _alone(skills: Sequence[str]) -> str:
    """Raises no project exercises, named while they are few. Empty at none."""
    if not skills:
        return ""
    values = {"count": len(skills), "names": names(skills)}
    if len(skills) > NAMES_IN_A_SENTENCE:
        return (
            _(
                "No project exercises the other %(count)d: take them on in your work, or in a "
                "project of your own."
            )
            % values
        )
    return (
        ngettext(
            "No project exercises %(names)s: take it on in your work, or in a project of your own.",
            "No project exercises %(names)s: take them on in your work, or in a project of your "
            "own.",
            len(skills),
        )
        % values
    )
