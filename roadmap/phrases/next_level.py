"""Years, a day side by side, pay, and whose questions these are."""

from __future__ import annotations

from django.utils.translation import gettext as _


def years(first: int | None, last: int | None) -> str:
    """ "Years 4–7", "Years 7+". Empty where nobody says."""
    if first is None:
        return ""
    if last is None:
        return _("Years %(first)d+") % {"first": first}
    return _("Years %(first)d–%(last)d") % {"first": first, "last": last}


def phase_title(span: str, name: str) -> str:
    """ "Years 4–7: ML Leadership & Innovation"."""
    return _("%(years)s: %(name)s") % {"years": span, "name": name} if span else name


def source(text: str) -> str:
    """Where figures are from."""
    return _("Source: %(source)s") % {"source": text}


def day_title(target: str | None, current: str | None) -> str:
    """Whose days are shown."""
    if target and current:
        return _("A day at %(level)s, beside yours") % {"level": target}
    return _("A day at %(level)s") % {"level": target or current or ""}


def questions_title(level: str, target: str) -> str:
    """Whose questions these are; the target may have none of its own."""
    if level == target:
        return _("Asked in %(level)s interviews") % {"level": level}
    return _("Asked in %(level)s interviews; %(target)s has no list of its own") % {
        "level": level,
        "target": target,
    }
