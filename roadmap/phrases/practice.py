"""What is said while somebody practises for interviews."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def kept(due_on: dt.date) -> str:
    """After an answer."""
    return _("Kept. It comes again on %(day)s.") % {"day": date_format(due_on)}


def turn(due: int, new: int) -> str:
    """How much there is to do."""
    again = ngettext(
        "%(count)d question is to be practised again",
        "%(count)d questions are to be practised again",
        due,
    ) % {"count": due}
    fresh = ngettext("%(count)d was never answered", "%(count)d were never answered", new) % {
        "count": new
    }
    if due and new:
        return _("%(again)s, the weakest first; %(fresh)s.") % {"again": again, "fresh": fresh}
    if due:
        return _("%(again)s, the weakest first.") % {"again": again}
    return _("%(fresh)s.") % {"fresh": fresh}


def nothing_due(next_on: dt.date | None) -> str:
    """Everything was answered, and nothing comes again yet."""
    if next_on is None:
        return _("The path has no questions for this level.")
    return _("Nothing is due before %(day)s. You can go on anyway.") % {"day": date_format(next_on)}


def last_time(confidence: str, day: dt.date) -> str:
    """How sure they were."""
    return _("The last time, on %(day)s: %(confidence)s.") % {
        "day": date_format(day),
        "confidence": confidence,
    }


def comes_again(due_on: dt.date, today: dt.date) -> str:
    """When."""
    if due_on <= today:
        return _("due")
    return _("again on %(day)s") % {"day": date_format(due_on)}


def never() -> str:
    """Not answered yet."""
    return _("not answered yet")


def design(focus: str) -> str:
    """The system-design focus as something to answer."""
    return _("System design: work through a system of your choice aloud. %(focus)s") % {
        "focus": focus
    }


def system_design() -> str:
    """What the focus stands under."""
    return _("System design")


def asked_before(asked: str) -> str:
    """Reworded since."""
    return _("It was reworded since you answered. You were asked: “%(asked)s”") % {"asked": asked}
