"""What to build, and what each project adds."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roadmap.wording.words import NAMES_IN_A_SENTENCE, names, spelled


def gain(place: int, adds: int, gaps: int) -> str:
    """What a chosen project brings, in order: "1 · covers 5 of 7 gaps", "2 · covers 2 more"."""
    if place == 1:
        text = ngettext(
            "covers %(adds)d of %(count)d gap", "covers %(adds)d of %(count)d gaps", gaps
        )
        return f"{place} · {text % {'adds': adds, 'count': gaps}}"
    text = ngettext("covers %(count)d more", "covers %(count)d more", adds)
    return f"{place} · {text % {'count': adds}}"


def adds_nothing(chosen: int) -> str:
    """Why a mapped project was not chosen."""
    if not chosen:
        return _("exercises none of your gaps")
    return ngettext("adds nothing to this one", "adds nothing to these %(number)s", chosen) % {
        "number": spelled(chosen)
    }


def unmapped() -> str:
    """Why nothing can be said of a project."""
    return _("not mapped: nobody has written down which skills it exercises")


def summary(chosen: int, covered: int, gaps: int, level: str) -> str:
    """One line above the cards: "Two projects cover all 7 of your Senior gaps"."""
    if not chosen:
        return _("No project on the way to %(level)s exercises one of your gaps") % {"level": level}
    values = {
        "number": capfirst(spelled(chosen)),
        "covered": covered,
        "count": gaps,
        "level": level,
    }
    if gaps == 1:
        return _("One project covers your one %(level)s gap") % values
    if covered == gaps:
        return (
            ngettext(
                "%(number)s project covers all %(count)d of your %(level)s gaps",
                "%(number)s projects cover all %(count)d of your %(level)s gaps",
                chosen,
            )
            % values
        )
    return (
        ngettext(
            "%(number)s project covers %(covered)d of your %(count)d %(level)s gaps",
            "%(number)s projects cover %(covered)d of your %(count)d %(level)s gaps",
            chosen,
        )
        % values
    )


def note(uncovered: Sequence[str], *, is_smallest: bool) -> str:
    """What the choice leaves open, and whether it is proven to be the smallest."""
    doubt = "" if is_smallest else _("There may be a smaller set; proving it would take too long.")
    return " ".join(filter(None, (_uncovered(uncovered), doubt)))


def _uncovered(skills: Sequence[str]) -> str:
    """Gaps no project exercises, named while they are few. Empty at none."""
    if not skills:
        return ""
    if len(skills) > NAMES_IN_A_SENTENCE:
        return _("No project exercises the other %(count)d.") % {"count": len(skills)}
    return _("No project exercises %(names)s.") % {"names": names(skills)}
