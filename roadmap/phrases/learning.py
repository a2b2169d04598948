"""What a learning resource is like, and what was said of it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def about(kind: str, cost: str, hours: int | None) -> str:
    """ "tutorial · free · about 4 hours"."""
    parts = [kind, cost]
    if hours:
        text = ngettext("about %(hours)d hour", "about %(hours)d hours", hours)
        parts.append(text % {"hours": hours})
    return " · ".join(parts)


def done(title: str) -> str:
    """It is noted, and what may follow."""
    text = _("“%(title)s” is marked done. Your rating stays as it is until you update it.")
    return text % {"title": title}


def not_done(title: str) -> str:
    """It was taken back."""
    return _("“%(title)s” is not marked done any more.") % {"title": title}


def gone() -> str:
    """What was pressed is not there."""
    return _("That learning resource is not there any more; nothing was changed.")


def went_through(title: str, day: str) -> str:
    """The evidence beside the rating."""
    return _("Went through “%(title)s”, %(day)s") % {"title": title, "day": day}
