"""What a change of the path does to a person, in sentences and in the cells of a table."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerpath.engine.effects import Standing
from careerpath.framework.phrases import between


def same() -> str:
    """Nothing about the person's standing changed."""
    return _("Where you stand stays the same, and so does the way to the next level.")


def another_level(direction: int, was: str | None, now: str | None) -> str:
    """Which level, and which way."""
    words = {"was": level_or_below(was), "now": level_or_below(now)}
    if direction > 0:
        return _("By the path as it is today you stand higher: %(now)s, not %(was)s.") % words
    if direction < 0:
        return _("By the path as it is today you stand lower: %(now)s, not %(was)s.") % words
    return _("By the path as it is today you stand elsewhere: %(now)s, not %(was)s.") % words


def another_next_level(was: str | None, now: str | None) -> str:
    """The level stays, what comes next does not."""
    if now is None:
        return _("Your level stays. There is no next one any more.")
    if was is None:
        return _("Your level stays. There is a next one now: %(now)s.") % {"now": now}
    return _("Your level stays. The next one is %(now)s now, not %(was)s.") % {
        "was": was,
        "now": now,
    }


def stays(way: int, gaps: int, aim: str) -> str:
    """The level and the next one stay; in what the way differs, or only the gaps or readiness."""
    words = {"aim": aim}
    if way > 0:
        return _("Your level stays. The way to %(aim)s is longer than it was.") % words
    if way < 0:
        return _("Your level stays. The way to %(aim)s is shorter than it was.") % words
    if gaps > 0:
        return _("Your level and the way to %(aim)s stay. There are more gaps to it.") % words
    if gaps < 0:
        return _("Your level and the way to %(aim)s stay. There are fewer gaps to it.") % words
    return _("Your level and the way stay. How much you hold of a level differs.")


def could_be() -> str:
    """Only the far end of a range moved: what unrated skills could bring."""
    return _("Your level and the way stay. What the skills you have not rated could bring differs.")


def way_ends(aim: str) -> str:
    """Too much of the next level is marked not relevant, as it is asked today."""
    return _(
        "Your level stays. No rating reaches %(aim)s by the path of today: too little of it is "
        "relevant to you."
    ) % {"aim": aim}


def way_opens(aim: str) -> str:
    """Enough of it is relevant by now."""
    return _(
        "Your level stays. There is a way to %(aim)s now: enough of it is relevant to you."
    ) % {"aim": aim}


def ranges() -> str:
    """What the two ends of a number are."""
    return _(
        "Where there are two numbers, they depend on what you have not rated: met, all or nothing "
        "of it. Your level is the one without it."
    )


# --- The table ----------------------------------------------------------------------------------


def level() -> str:
    """A row's name."""
    return _("Level")


def next_level() -> str:
    """A row's name."""
    return _("Next level")


def readiness(name: str) -> str:
    """A row's name."""
    return _("Ready for %(level)s") % {"level": name}


def gaps() -> str:
    """A row's name."""
    return _("Gaps to the next level")


def way() -> str:
    """A row's name."""
    return _("Shortest way to it")


def level_or_below(name: str | None) -> str:
    """The level; below the first nobody has one."""
    return name or _("below the first level")


def level_range(name: str | None, possible: str | None) -> str:
    """The level, and the highest one that unrated skills could bring: "Junior, Senior at most"."""
    if possible == name:
        return level_or_below(name)
    return _("%(level)s, %(possible)s at most") % {
        "level": level_or_below(name),
        "possible": possible,
    }


def next_or_none(name: str | None) -> str:
    """The next level; there is none above the top."""
    return name or _("none")


def gaps_of(stands: Standing) -> str:
    """How many they are: "2 to 5"."""
    return between(str(stands.least_gaps), str(stands.gaps))


def no_such_level() -> str:
    """A level that one of the two paths does not have."""
    return _("no such level")


def to_level(what: str, name: str | None) -> str:
    """A number with the level it leads to: "3, to Senior"; bare where that is said already."""
    return _("%(what)s, to %(level)s") % {"what": what, "level": name} if name else what


def way_of(stands: Standing) -> str:
    """How long it is: "5 steps on 3 skills", "2 to 5 steps on 1 to 3 skills"."""
    if stands.aim is None:
        return _("none")
    way, least = stands.way, stands.least_way
    if way is None or least is None:
        return _("no rating reaches it")
    steps = ngettext("%(number)s step", "%(number)s steps", way.steps) % {
        "number": between(str(least.steps), str(way.steps))
    }
    return ngettext(
        "%(steps)s on %(number)s skill", "%(steps)s on %(number)s skills", way.skills
    ) % {"steps": steps, "number": between(str(least.skills), str(way.skills))}
