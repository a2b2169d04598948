"""Why a skill is on a screen of chosen ones, and what such a screen is called, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerpath.engine.revisiting import Reason, Revisit, Why
from careerpath.framework.models import Proficiency


def why(one: Revisit, levels: Mapping[str, str], answered_at: dt.datetime | None) -> str:
    """Every reason for a skill; levels by their ids, and when it was answered."""
    return " · ".join(_reason(reason, levels, answered_at) for reason in one.reasons)


def _reason(reason: Reason, levels: Mapping[str, str], answered_at: dt.datetime | None) -> str:
    words: dict[str, str] = {"level": levels.get(reason.level, "")}
    if reason.why == Why.OLD and answered_at:
        return _("you said this on %(day)s") % {"day": date_format(localtime(answered_at))}
    if reason.why == Why.PROFICIENCY:
        words["now"] = str(Proficiency(reason.after or 0).label)
        words["was"] = str(Proficiency(reason.before or 0).label)
        return _("%(level)s asks “%(now)s” now, it was “%(was)s”") % words
    return {
        Why.MISSING: _("a gap on the way to %(level)s"),
        Why.UNRATED: _("not rated yet, and asked at %(level)s"),
        Why.ASKED: _("asked at %(level)s since then"),
        Why.MUST_HAVE: _("a must-have of %(level)s since then"),
        Why.REPLACED: _("took the place of a skill you rated"),
        Why.REWORDED: _("what it means was reworded since then"),
    }[reason.why] % words


def update_called() -> str:
    """What matters first, as a heading."""
    return _("What matters first")


def update_about(number: int, day: dt.datetime) -> str:
    """How many skills, and what happens to the others."""
    text = ngettext(
        "%(count)d skill is worth another look since %(day)s: gaps to your next level, what was "
        "changed, and your oldest answers. All others stay as you said then.",
        "%(count)d skills are worth another look since %(day)s: gaps to your next level, what was "
        "changed, and your oldest answers. All others stay as you said then.",
        number,
    )
    return text % {"count": number, "day": date_format(localtime(day))}


def project_about(number: int) -> str:
    """Whose skills they are."""
    return ngettext(
        "The skill that this project exercises. All others stay as you said last time.",
        "The %(count)d skills that this project exercises. All others stay as you said last time.",
        number,
    ) % {"count": number}
