"""How long the next level may take, said so that nobody takes it for a date."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerpath.engine.forecast import (
    FARTHEST,
    HOLDS_PERCENT,
    Ahead,
    Forecast,
    Held,
    Last,
    Silence,
)
from careerpath.framework.phrases import tenths


def day(at: dt.datetime) -> str:
    """As the page writes days."""
    return date_format(localtime(at))


def months(least: int, most: int | None) -> str:
    """The range in words: "3 to 9 months", open where the end can't be told."""
    if most is None:
        if least >= FARTHEST:
            return _("more than %(years)d years, at every pace so far") % {"years": FARTHEST // 12}
        if not least:
            return _("from less than a month on; how long at most can’t be told")
        return ngettext(
            "%(count)d month or longer; how long at most can’t be told",
            "%(count)d months or longer; how long at most can’t be told",
            least,
        ) % {"count": least}
    if not least:
        return ngettext(
            "anything up to %(count)d month", "anything up to %(count)d months", most
        ) % {"count": most}
    return _("%(least)d to %(most)d months") % {"least": least, "most": most}


def headline(level: str, said: Forecast) -> str:
    """The range, with where it is counted from."""
    return _("%(level)s: %(range)s, counted from %(day)s.") % {
        "level": level,
        "range": months(said.least, said.most),
        "day": day(said.since),
    }


def how_often() -> str:
    """What the range promises."""
    return _(
        "It is a range and no date. Of such ranges at least %(share)d in 100 are meant to hold; "
        "on simulated histories they did."
    ) % {"share": HOLDS_PERCENT}


def passed() -> str:
    """Its end lies behind."""
    return _("That time is over. Rate yourself again, and it is counted from there.")


def paces(said: Forecast) -> str:
    """What it rests on."""
    words = {
        "fastest": tenths(said.fastest),
        "slowest": tenths(max(said.slowest, 0.0)),
    }
    if said.slowest <= 0:
        return (
            _(
                "Between your assessments you came up to %(fastest)s steps a month nearer, and "
                "over some of that time no nearer at all: so it has no end. It allows for twice "
                "the fastest."
            )
            % words
        )
    if words["slowest"] == words["fastest"]:
        return (
            _(
                "Between your assessments you came %(fastest)s steps a month nearer each time. It "
                "allows for twice and for half of that."
            )
            % words
        )
    return (
        _(
            "Between your assessments you came %(slowest)s to %(fastest)s steps a month nearer. It "
            "allows for twice the fastest and half the slowest."
        )
        % words
    )


def ahead(level: str, steps: Ahead) -> str:
    """How far it is."""
    if steps.least == steps.most:
        return ngettext(
            "%(count)d step is still missing for %(level)s, by the path as it is today.",
            "%(count)d steps are still missing for %(level)s, by the path as it is today.",
            steps.most,
        ) % {"count": steps.most, "level": level}
    return _(
        "Between %(least)d and %(most)d steps are still missing for %(level)s, depending on skills "
        "you have not rated."
    ) % {"least": steps.least, "most": steps.most, "level": level}


def not_counted() -> str:
    """What is no headway."""
    return _(
        "Only changed answers count as headway: not a skill rated for the first time, a mark of "
        "not relevant or a change of the path."
    )


def goes_on() -> str:
    """What nobody knows."""
    return _("That you go on as in that time is assumed; nothing but your own history is used.")


def silent(why: Silence, level: str) -> str:
    """Why there is no range."""
    if why is Silence.NO_HEADWAY:
        return _(
            "Nothing is said of how long %(level)s may take: over no stretch of your assessments "
            "did you come nearer to it. That may as well be how you rate."
        ) % {"level": level}
    if why is Silence.NO_WAY:
        return _(
            "Nothing is said of how long %(level)s may take: too much on the way to it is marked "
            "as not relevant, so no answer leads there."
        ) % {"level": level}
    if why is Silence.TOP:
        return _("You stand at the top: nothing lies ahead that could be forecast.")
    return _(
        "How long %(level)s may take is said once there are three assessments, each four weeks "
        "from the next, over at least two months: fewer tell moods rather than paces."
    ) % {"level": level}


def enough(from_: dt.datetime | None, *, at_once: bool) -> str:
    """When that will be."""
    if from_ is None:
        return _("That takes more than one further assessment.")
    if at_once:
        return _("One more assessment is enough, at any time from now on.")
    return _("One more assessment is enough if it is finished on %(day)s or later.") % {
        "day": day(from_)
    }


def last(level: str, told: Last) -> str:
    """What was said the time before."""
    return _("On %(day)s it would have said of %(level)s: %(range)s.") % {
        "day": day(told.said.since),
        "level": level,
        "range": months(told.said.least, told.said.most),
    }


def held(level: str, told: Last) -> str:
    """What became of it."""
    words = {"level": level, "day": day(told.until)}
    return {
        Held.SOONER: _("That was wrong: by %(day)s you were at %(level)s, sooner than it said."),
        Held.REACHED: _("By %(day)s you were at %(level)s, and no sooner than it said."),
        Held.LATE: _("That was wrong: on %(day)s it was over, and %(level)s not reached."),
        Held.PENDING: _("On %(day)s it was still open."),
    }[told.held] % words


def made(told: Last) -> str:
    """The steps it allowed for until then, and those that were made."""
    words = {"fewest": told.fewest, "greatest": told.greatest, "made": abs(told.made)}
    if told.made < 0:
        return (
            _("It allowed for %(fewest)d to %(greatest)d steps until then; you lost %(made)d.")
            % words
        )
    return (
        _("It allowed for %(fewest)d to %(greatest)d steps until then; you made %(made)d.") % words
    )
