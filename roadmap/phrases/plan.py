"""What a plan holds, and what was taken into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerpath.engine.types import LevelVerdict
from roadmap.phrases.words import NAMES_IN_A_SENTENCE, names, percent


def added(items: Sequence[str]) -> str:
    """What is new in the plan."""
    if len(items) > NAMES_IN_A_SENTENCE:
        text = ngettext(
            "%(count)d thing is in your plan now.", "%(count)d things are in your plan now.",
            len(items),
        )  # fmt: skip
        return text % {"count": len(items)}
    text = ngettext("%(names)s is in your plan now.", "%(names)s are in your plan now.", len(items))
    return text % {"names": names(items)}


def raised(items: Sequence[str]) -> str:
    """What was in it with less to reach."""
    text = ngettext(
        "%(names)s was in your plan already, and is to go further now.",
        "%(names)s were in your plan already, and are to go further now.",
        len(items),
    )
    return text % {"names": names(items)}


def taken_up_again(items: Sequence[str]) -> str:
    """What had been dropped."""
    text = ngettext(
        "%(names)s had been dropped, and is taken up again.",
        "%(names)s had been dropped, and are taken up again.",
        len(items),
    )
    return text % {"names": names(items)}


def there(items: Sequence[str]) -> str:
    """What stays as it was."""
    if len(items) > NAMES_IN_A_SENTENCE:
        text = ngettext(
            "%(count)d thing was in your plan already.",
            "%(count)d things were in your plan already.",
            len(items),
        )
        return text % {"count": len(items)}
    text = ngettext(
        "%(names)s was in your plan already.", "%(names)s were in your plan already.", len(items)
    )
    return text % {"names": names(items)}


def not_on_the_roadmap() -> str:
    """What was pressed is not there."""
    return _("That is not on this roadmap any more; nothing was taken.")


def full(most: int) -> str:
    """Why nothing more is taken."""
    return _(
        "A plan holds %(count)d things at most, so nothing was added. Take out what is done or "
        "dropped first."
    ) % {"count": most}


def out_of_use(became: Sequence[str]) -> str:
    """What happened to a skill that is not used any more."""
    if not became:
        return _("It went out of use since; what you noted stays.")
    return _("It went out of use since: now it is %(names)s.") % {"names": names(became)}


def not_asked() -> str:
    """A skill that is in use, but not here."""
    return _("The path does not ask this any more.")


def project_gone() -> str:
    """A project that is not shown any more."""
    return _("The path does not have this project any more.")


def nothing_to_rate() -> str:
    """Why no rating is opened."""
    return _("Only what is done leads to ratings, and only where the path asks its skills.")


def rate_now(skills: Sequence[str]) -> str:
    """What to do on the screen that opens."""
    text = ngettext(
        "What you did stands beside %(names)s as evidence. Say here how well you can do it now.",
        "What you did stands beside %(names)s as evidence. Say here how well you can do them now.",
        len(skills),
    )
    return text % {"names": names(skills)}


def built(project: str, day: str) -> str:
    """A project as evidence."""
    return _("Built “%(project)s”, done on %(day)s.") % {"project": project, "day": day}


def calendar_name(path: str) -> str:
    """What a calendar program calls it."""
    return _("Plan: %(path)s") % {"path": path}


def in_a_calendar(proficiency: str, path: str) -> str:
    """What an entry says below its name; without a proficiency it is about no skill."""
    if not proficiency:
        return path
    return _("%(path)s: raise to %(proficiency)s") % {"path": path, "proficiency": proficiency}


def done_in_a_calendar(name: str) -> str:
    """The name of what is done."""
    return _("Done: %(name)s") % {"name": name}


# --- Reminders by mail --------------------------------------------------------------------------


def reminder_subject(path: str) -> str:
    """Of the mail."""
    return _("Coming up in your %(path)s plan") % {"path": path}


def reminder(day: dt.date, name: str, proficiency: str, *, has_passed: bool) -> str:
    """One thing with its day: "8 December 2026: Kubernetes, to Proficient"."""
    if proficiency:
        name = _("%(name)s, to %(proficiency)s") % {"name": name, "proficiency": proficiency}
    words = {"day": date_format(day), "name": name}
    if has_passed:
        return _("%(day)s, which has passed: %(name)s") % words
    return _("%(day)s: %(name)s") % words


def reminders_on(address: str) -> str:
    """After asking for them, and on the page from then on."""
    return _("Reminders of this plan go to %(address)s.") % {"address": address}


def reminders_off() -> str:
    """After ending them."""
    return _("No more reminders of this plan are sent.")


# --- What finishing all of it would do -----------------------------------------------------------


def counted(skills: int) -> str:
    """How much of the plan the numbers are made of."""
    text = ngettext(
        "Counted is the %(count)d skill that your plan raises beyond your last ratings.",
        "Counted are the %(count)d skills that your plan raises beyond your last ratings.",
        skills,
    )
    return text % {"count": skills}


def nothing_counted() -> str:
    """Why nothing is said of the level."""
    return _(
        "Nothing in your plan raises a skill beyond your last ratings, so finishing it would leave "
        "your level as it is."
    )


def uncounted(things: int) -> str:
    """What is in the plan and raises no rating."""
    text = ngettext(
        "%(count)d thing in it is a project or your own: it raises no rating by itself.",
        "%(count)d things in it are projects or your own: they raise no rating by themselves.",
        things,
    )
    return text % {"count": things}


def not_asked_then(skills: int) -> str:
    """What the assessment did not ask."""
    text = ngettext(
        "%(count)d skill in it was not asked in your last assessment, and does not count.",
        "%(count)d skills in it were not asked in your last assessment, and do not count.",
        skills,
    )
    return text % {"count": skills}


def readiness_then(level: str, now: LevelVerdict, then: LevelVerdict) -> str:
    """A level's readiness before and after."""
    return _(
        "Readiness for %(level)s: %(now)d%% now, %(then)d%% then. It counts from %(share)d%%."
    ) % {
        "level": level,
        "now": percent(now.met, now.relevant, now.threshold_percent),
        "then": percent(then.met, then.relevant, then.threshold_percent),
        "share": then.threshold_percent,
    }


def missing_then(level: str, then: LevelVerdict, must_haves: Sequence[str]) -> str:
    """What a level that is not held then would still miss; less where unrated skills may be met."""
    most = max(then.needed - then.met, len(then.missing_must_haves))
    lost = set(then.missing_must_haves) - set(then.unrated)
    least = max(then.needed - then.met - len(then.unrated), len(lost), 0)
    numbers = {"level": level, "count": most, "least": least}
    if least == most:
        text = ngettext(
            "%(level)s would still miss %(count)d skill.",
            "%(level)s would still miss %(count)d skills.",
            most,
        )
    elif least:
        text = _("%(level)s would still miss %(least)d to %(count)d skills.")
    else:
        text = ngettext(
            "%(level)s would still miss up to %(count)d skill.",
            "%(level)s would still miss up to %(count)d skills.",
            most,
        )
    text %= numbers
    if not must_haves:
        return text
    musts = ngettext("%(names)s is a must-have.", "%(names)s are must-haves.", len(must_haves)) % {
        "names": names(must_haves)
    }
    return f"{text} {musts}"
