"""The profile by group, in numbers."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerpath.framework.phrases import tenths


def group_text(you: float | None, asked: float, met: int, unrated: int, relevant: int) -> str:
    """A group's means and counts: "You 2.3, asked 3.0; 1 of 3 met"."""
    values = {
        "you": "" if you is None else tenths(you),
        "asked": tenths(asked),
        "met": met,
        "count": relevant,
    }
    if you is None:
        return _("Unrated, asked %(asked)s; 0 of %(count)d met") % values
    text = _("You %(you)s, asked %(asked)s; %(met)d of %(count)d met") % values
    if not unrated:
        return text
    left = ngettext("%(count)d unrated", "%(count)d unrated", unrated) % {"count": unrated}
    return f"{text}, {left}"
