"""Whom an edit moves, in words: a row for each way in which people are moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerpath.engine.counting import Counts, Group, Sums, What
from careerpath.engine.types import LevelSpec, PathSpec
from careerpath.framework.phrases import between, tenths

Names = Mapping[str | None, str]
"""A level's id to its short name."""


@dataclass(frozen=True, slots=True)
class Row:
    """So many people, what differs for them and which way, and how it was and would be.

    Where they are several, `before` and `after` are averages; where skills are unrated, ranges.
    """

    what: str
    direction: str
    people: int
    before: str
    after: str


def rows(counts: Counts, before: PathSpec, after: PathSpec) -> tuple[Row, ...]:
    """Every group, in its order."""
    return tuple(_row(group, before, after) for group in counts.groups)


def _row(group: Group, before: PathSpec, after: PathSpec) -> Row:
    was, now = _names(before), _names(after)
    level = now[group.now]
    if group.what == What.READINESS:
        words = _("Readiness for %(level)s") % {"level": level}, _more(group, _("up"), _("down"))
        cells = (_ready(sums, group.people) for sums in (group.before, group.after))
    elif group.what == What.GAPS:
        words = _("Gaps to %(level)s") % {"level": level}, _more(group, _("more"), _("fewer"))
        cells = (_gap_count(sums, group.people) for sums in (group.before, group.after))
    elif group.what in {What.WAY, What.REACH}:
        words = _("Shortest way to %(level)s") % {"level": level}, _which_way(group)
        cells = (_way(sums, group.people) for sums in (group.before, group.after))
    else:
        words = _elsewhere(group, was, now)
        aims = _next(group, before, group.was), _next(group, after, group.now)
        cells = (
            _ahead(sums, group.people, aim)
            for sums, aim in zip((group.before, group.after), aims, strict=True)
        )
    return Row(*words, group.people, *cells)


def _names(path: PathSpec) -> Names:
    return {level.id: level.short_name for level in path.levels} | {None: ""}


def _more(group: Group, more: str, fewer: str) -> str:
    return more if group.direction > 0 else fewer


def _which_way(group: Group) -> str:
    if group.what == What.WAY:
        return _more(group, _("longer"), _("shorter"))
    return _more(
        group,
        _("ends: too little of the level is relevant, so no rating reaches it any more"),
        _("opens: enough of the level is relevant, so ratings can reach it"),
    )


def _elsewhere(group: Group, was: Names, now: Names) -> tuple[str, str]:
    """Another level, or another next one."""
    if group.what == What.NEXT_LEVEL:
        values = {"now": now[group.now] or _("none"), "was": was[group.was] or _("none")}
        return _("Next level"), _("%(now)s instead of %(was)s") % values
    values = {"was": was[group.was] or _("below the first"), "now": now[group.now]}
    values["now"] = values["now"] or _("below the first")
    if not group.direction:
        return _("Level"), _("another: %(now)s instead of %(was)s") % values
    up, down = _("up: %(now)s instead of %(was)s"), _("down: %(now)s instead of %(was)s")
    return _("Level"), _more(group, up, down) % values


def _next(group: Group, path: PathSpec, level: str | None) -> LevelSpec | None:
    """The level ahead of a group that moves to another one: for NEXT_LEVEL that is `level`."""
    if group.what == What.NEXT_LEVEL:
        return next((one for one in path.levels if one.id == level), None)
    reached = next((one.rank for one in path.levels if one.id == level), 0)
    return next((one for one in path.levels if one.rank > reached and one.requirements), None)


def _ahead(sums: Sums, people: int, aim: LevelSpec | None) -> str:
    """How far the next level is: "to Senior: 2 gaps, 5 steps on 2 skills"."""
    if aim is None:
        return _("no next level")
    values = {"level": aim.short_name, "gaps": _gaps(sums, people), "way": _way(sums, people)}
    return _("to %(level)s: %(gaps)s, %(way)s") % values


def _gaps(sums: Sums, people: int) -> str:
    return ngettext("%(number)s gap", "%(number)s gaps", _plural(sums.gaps, people)) % {
        "number": _gap_count(sums, people)
    }


def _gap_count(sums: Sums, people: int) -> str:
    return between(_average(sums.least_gaps, people), _average(sums.gaps, people))


def _way(sums: Sums, people: int) -> str:
    """Steps and skills of those who have a way; how many have none is said."""
    reach = people - sums.unreachable
    if not reach:
        return _("out of reach")
    steps = ngettext("%(number)s step", "%(number)s steps", _plural(sums.steps, reach)) % {
        "number": between(_average(sums.least_steps, reach), _average(sums.steps, reach))
    }
    text = ngettext(
        "%(steps)s on %(number)s skill",
        "%(steps)s on %(number)s skills",
        _plural(sums.skills, reach),
    ) % {
        "steps": steps,
        "number": between(_average(sums.least_skills, reach), _average(sums.skills, reach)),
    }
    if sums.unreachable:
        return _("%(way)s, out of reach for %(count)d") % {"way": text, "count": sums.unreachable}
    return text


def _plural(total: int, people: int) -> int:
    """What to say it like: an average that is no whole number is said like two."""
    return total // people if total % people == 0 else 2


def _average(total: int, people: int) -> str:
    """A mean with one decimal where it needs one, as the language writes it."""
    return tenths(total / people) if total % people else number_format(total // people)


def _ready(sums: Sums, people: int) -> str:
    """A mean share in percent, as the language writes it."""
    least, most = (_share(part, people) for part in (sums.readiness, sums.most_ready))
    return _("%(share)s%%") % {"share": between(least, most)}


def _share(thousandths: int, people: int) -> str:
    return tenths(thousandths / people / 10) if thousandths else number_format(0)
