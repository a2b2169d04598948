"""Where someone would stand on another path."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def headline(path: str, current: str | None, first: str | None, carried: int, asked: int) -> str:
    """ "On Data Engineer you would stand at Junior; 31 of its 79 skills carry over."."""
    if first is None:
        return _("%(path)s has no levels yet.") % {"path": path}
    values = {"path": path, "level": current or first, "count": carried, "asked": asked}
    if not carried:
        return _("On %(path)s you would begin anew: none of its skills carries over.") % values
    if current is None:
        sentence = ngettext(
            "On %(path)s you would be on the way to %(level)s; "
            "%(count)d of its %(asked)d skills carries over.",
            "On %(path)s you would be on the way to %(level)s; "
            "%(count)d of its %(asked)d skills carry over.",
            carried,
        )
    else:
        sentence = ngettext(
            "On %(path)s you would stand at %(level)s; "
            "%(count)d of its %(asked)d skills carries over.",
            "On %(path)s you would stand at %(level)s; "
            "%(count)d of its %(asked)d skills carry over.",
            carried,
        )
    return sentence % values


def not_relevant() -> str:
    """An answer that is no point of the scale."""
    return _("Not relevant")
