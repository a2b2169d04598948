"""What to build, and what each project adds."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roadmap.phrases.words import BOTH, NAMES_IN_A_SENTENCE, names, spelled


def gain(place: int, adds: int, skills: int) -> str:
    """What a chosen project brings, in order: "1 · exercises 3 of 4 skills", "2 · ... 1 more"."""
    if skills == 1:
        text = _("exercises the one skill")
        return f"{place} · {text}"
    if place == 1:
        text = _("exercises %(adds)d of %(count)d skills")
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


def adds_nothing_to_done() -> str:
    """The same where what is done leaves nothing to choose for."""
    return _("adds nothing to what you have done")


def summary_besides_done(chosen: int, exercised: int, skills: int, level: str) -> str:
    """The line above the cards where some are done: `skills` are those still to build for."""
    values = {
        "level": level,
        "number": capfirst(spelled(chosen)),
        "exercised": exercised,
        "count": skills,
    }
    if not skills:
        return _("What you have done exercises the whole way to %(level)s") % values
    if not chosen:
        return _("No other project exercises what is open of the way to %(level)s") % values
    if exercised == skills:
        text = ngettext(
            "%(number)s more project exercises all that is still open",
            "%(number)s more projects exercise all that is still open",
            chosen,
        )
        return text % values
    text = ngettext(
        "%(number)s more project exercises %(exercised)d of the %(count)d skills still open",
        "%(number)s more projects exercise %(exercised)d of the %(count)d skills still open",
        chosen,
    )
    return text % values


def note(alone: Sequence[str], *, rests_on_unrated: bool, besides_done: bool = False) -> str:
    """What no project exercises and what to do instead, and that rating more may change it."""
    range_ = _("Skills you have not rated count as not met here; rating them may spare a project.")
    alone_ = _alone_besides_done(alone) if besides_done else _alone(alone)
    return " ".join(filter(None, (alone_, range_ if rests_on_unrated else "")))


def _alone_besides_done(skills: Sequence[str]) -> str:
    """Raises that no project but those done exercises. Empty at none."""
    if not skills:
        return ""
    if len(skills) > NAMES_IN_A_SENTENCE:
        return _(
            "No other project exercises %(count)d of them: take them on in your work, or go on "
            "with what you have built."
        ) % {"count": len(skills)}
    return ngettext(
        "No other project exercises %(names)s: take it on in your work, or go on with what you "
        "have built.",
        "No other project exercises %(names)s: take them on in your work, or go on with what you "
        "have built.",
        len(skills),
    ) % {"names": names(skills)}


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


def overtaken(stored: str, *, is_link: bool, has_link: bool, button: str) -> str:
    """What another tab said of a project, and what was pressed here and is not saved.

    `stored` is the state there is ("begun", "done" or nothing), `is_link` that only the link was
    changed, `has_link` that there still is one.
    """
    return f"{_there(stored, is_link=is_link, has_link=has_link)} {_here(button, is_link=is_link)}"


def _there(stored: str, *, is_link: bool, has_link: bool) -> str:
    if is_link and has_link:
        return _(
            "Another tab or device has changed the link since this page was opened, to the one "
            "above."
        )
    if is_link:
        return _("Another tab or device has removed the link since this page was opened.")
    if stored == "done":
        return _("Another tab or device has set this to done since this page was opened.")
    if stored == "begun":
        return _("Another tab or device has set this to begun since this page was opened.")
    return _(
        "Another tab or device has taken back what was said of this since this page was opened."
    )


def _here(button: str, *, is_link: bool) -> str:
    text = (
        _("The link you typed is not saved yet: press “%(button)s” again to keep it.")
        if is_link
        else _("Here you pressed “%(button)s”, which is not saved yet: press it again to keep it.")
    )
    return text % {"button": button}
