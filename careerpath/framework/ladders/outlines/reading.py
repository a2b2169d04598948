"""An outline with what an editor chose of it: what is asked, and the ladder that follows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import PurePath

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from careerpath.framework.documents.title import names_path, read_title
from careerpath.framework.ladders.levels import (
    FALLING,
    ORDER,
    RISING,
    SEVERAL,
    guessed_order,
    level_names,
    ordered,
    role_within,
    told_by_name,
    track_warnings,
)
from careerpath.framework.ladders.mapping import LONGEST_KEY, Choices, Option, Part, chosen
from careerpath.framework.ladders.rows import Ladder, Row
from careerpath.framework.ladders.structure import Block, Source, walk

from . import kinds
from .contents import AROUND, LINES, TEXTS, Found, around, inside
from .making import rows
from .spots import Place, Spot, places

LEVELS = "levels"
LEVEL, NO_LEVEL = Option("level", _("A level")), Option("none", _("No level"))
_MOST_PLACES = 12
_SHOWN = 3  # names of levels in the label of a choice
_EXAMPLE = 100


def parts(source: Source, choices: Choices) -> tuple[Part, ...]:
    """What an editor is asked about an outline."""
    return tuple(_Reading(source, choices).parts())


def ladder(source: Source, choices: Choices) -> Ladder:
    """The ladder of an outline; without levels where nothing looks like one."""
    return _Reading(source, choices).ladder()


def reads_as_ladder(source: Source) -> bool:
    """Whether something in an outline may be levels."""
    return bool(places(source.outline))


def names_levels(source: Source) -> bool:
    """Whether several headings of an outline read as levels."""
    return any(place.likeliness()[0] for place in places(source.outline)[:1])


def title(source: Source) -> str:
    """The role's name where a title says that it is one; empty where none does."""
    headed = _headed(None, source)
    named = source.title or (headed if names_path(headed) else "")
    return read_title(named).role if named else ""


def heading(source: Source) -> str:
    """The first heading of an outline; empty where it does not begin with one."""
    return _headed(None, source)


class _Reading:
    """One source with one set of choices."""

    def __init__(self, source: Source, choices: Choices) -> None:
        self.source, self.choices = source, choices
        self.places = places(source.outline)[:_MOST_PLACES]

    @cached_property
    def place(self) -> Place | None:
        """Where the levels stand."""
        value = self.choices.get(LEVELS)
        return next((p for p in self.places if p.key == value), next(iter(self.places), None))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The headings that are levels, in the source's order."""
        if not self.place:
            return ()
        is_level = ((name, self._heading(name)) for name in self.place.names)
        return tuple(name for name, option in is_level if option == LEVEL.value)

    @cached_property
    def guessed(self) -> frozenset[str]:
        """The headings that are guessed to be levels."""
        return (
            frozenset(self.place.levels(_headed(self.place, self.source)))
            if self.place
            else frozenset()
        )

    def _heading(self, name: str) -> str:
        guess = LEVEL if name in self.guessed else NO_LEVEL
        return chosen(self.choices, _key("heading", name), (LEVEL, NO_LEVEL), guess.value)

    @cached_property
    def called(self) -> dict[str, str]:
        """Headings of levels to the levels' names; what two would share stays whole."""
        return level_names(self.names)

    @cached_property
    def order(self) -> str:
        """Whether levels stand lowest first."""
        return chosen(self.choices, ORDER, (RISING, FALLING), guessed_order(self.names))

    @cached_property
    def inside(self) -> dict[str, Found]:
        """The parts inside levels."""
        if not self.place:
            return {}
        frame = len(self.place.frame)
        named = (spot for spot in self.place.spots if spot.block.text in self.called)
        return inside([(self.called[s.block.text], s, _group(s, frame)) for s in named])

    @cached_property
    def around(self) -> dict[str, Found]:
        """The parts outside levels."""
        return around(self.source.outline, self.place, set(self.names)) if self.place else {}

    def kind(self, found: Found) -> str:
        """What a part is."""
        return chosen(self.choices, found.key, self._options(found), self._guess(found))

    def _options(self, found: Found) -> tuple[Option, ...]:
        return kinds.OF_LEVEL if found.key in self.inside else kinds.OF_PATH

    def _guess(self, found: Found) -> str:
        if found.key in self.inside:
            return kinds.guess_inside(found, asked_elsewhere=self.asks_skills)
        return kinds.LEFT_OUT.value if found.title in self.tracks else kinds.guess_around(found)

    @cached_property
    def asks_skills(self) -> bool:
        """Whether some part seems to ask skills."""
        return kinds.asks_skills(self.inside.values())

    @cached_property
    def tracks(self) -> set[str]:
        """Headings that hold other levels: another track is a path of its own."""
        below = (place for place in self.places if not place.everywhere)
        return {block.text for place in below for spot in place.spots for block in spot.above[-1:]}

    # --- What is asked ------------------------------------------------------------------------

    def parts(self) -> Iterator[Part]:
        """What an editor is asked, from the whole to the parts."""
        if not self.place:
            return
        options = tuple(Option(place.key, _told(place)) for place in self.places)
        yield Part(
            LEVELS,
            gettext("The levels"),
            options,
            options[0].value,
            self.place.key,
            of_source=False,
        )
        if len(self.names) >= SEVERAL:
            yield Part(
                ORDER,
                gettext("The order of the levels"),
                (RISING, FALLING),
                guessed_order(self.names),
                self.order,
                told=" → ".join(ordered(self.names, self.order)),
                of_source=False,
            )
        for name in self.place.names:
            guess = LEVEL if name in self.guessed else NO_LEVEL
            key = _key("heading", name)
            yield Part(key, name, (LEVEL, NO_LEVEL), guess.value, self._heading(name))
        for found in (*self.inside.values(), *self.around.values()):
            if found.is_empty:
                continue
            yield Part(
                found.key,
                found.title or _UNNAMED[found.key],
                self._options(found),
                self._guess(found),
                self.kind(found),
                told=self._extent(found),
                example=found.pieces[0].text[:_EXAMPLE] if found.pieces else "",
                of_source=bool(found.title),
            )

    def _extent(self, found: Found) -> str:
        """How much of a part there is."""
        many = sum(not piece.names for piece in found.pieces)
        lines = ngettext("%(number)d line", "%(number)d lines", many) % {"number": many}
        if found.key in self.around:
            return lines
        levels = len(found.levels)
        text = ngettext("on %(number)d level", "on %(number)d levels", levels)
        return f"{text % {'number': levels}}, {lines}"

    # --- The ladder ---------------------------------------------------------------------------

    def ladder(self) -> Ladder:
        """The ladder that follows."""
        return Ladder(self.title, self.levels, tuple(self._rows()), tuple(self._warnings()))

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """The names of the levels, lowest first."""
        return ordered(tuple(self.called.values()), self.order)

    @cached_property
    def title(self) -> str:
        """The role's name: chosen, given, in a title, shared by the levels; else the file's."""
        headed = _headed(self.place, self.source)
        named = read_title(headed).role if names_path(headed) else ""
        shared = role_within(self.names) if len(self.names) >= SEVERAL else ""
        given = read_title(self.source.title).role if self.source.title else ""
        found = (given, named, shared, read_title(headed).role if headed else "")
        return self.choices.get("title") or next(
            filter(None, found), PurePath(self.source.name).stem
        )

    def _rows(self) -> Iterator[Row]:
        if not self.place:
            for block in walk(self.source.outline):
                if block.text:
                    yield Row("", "left out", block.text, block.place)
            return
        for spot in self.place.spots:
            if level := self.called.get(spot.block.text):
                yield from told_by_name(level, spot.block.text, spot.block.place)
        for found in (*self.inside.values(), *self.around.values()):
            yield from rows(found, self.kind(found), self.levels)

    def _warnings(self) -> Iterator[str]:
        if len(self.levels) == 1:
            yield gettext(
                "This reads like one level. Bring in everything the ladder is made of together, "
                "for example a file a level."
            )
        yield from track_warnings(self.levels)
        if again := self.place and _repeated(self.place, set(self.called)):
            text = gettext("“%(name)s” stands there more than once and is read as one level.")
            yield text % {"name": again}


def _repeated(place: Place, levels: set[str]) -> str:
    """A level's heading that stands twice below the same one; empty where none does."""
    if place.everywhere:
        return ""
    names = [spot.block.text for spot in place.spots if spot.block.text in levels]
    return next((name for name in names if names.count(name) > 1), "")


def _key(kind: str, name: str) -> str:
    return f"{kind}: {name.casefold()}"[:LONGEST_KEY]


def _group(spot: Spot, frame: int) -> str:
    """The heading between what is above all levels and this one: a group said level by level."""
    return next((block.text for block in spot.above[frame:]), "")


def _headed(place: Place | None, source: Source) -> str:
    """The heading of all: above the levels, else the first."""
    above = place.frame if place else ()
    first: tuple[Block, ...] = tuple(b for b in source.outline[:1] if b.kind == "heading")
    levels = {id(spot.block) for spot in place.spots} if place else set()
    return next((b.text for b in (*above, *first) if id(b) not in levels), "")


def _told(place: Place) -> str:
    """“3 headings below Baker: Junior, Senior, Head”."""
    names = place.names
    shown = [*names[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])]
    where = " › ".join(block.text for block in place.frame)
    counted = ngettext("%(number)d part", "%(number)d parts", len(names)) % {"number": len(names)}
    listed = ", ".join(shown)
    if where:
        text = gettext("%(parts)s below “%(heading)s”: %(names)s")
        return text % {"parts": counted, "heading": where, "names": listed}
    return gettext("%(parts)s: %(names)s") % {"parts": counted, "names": listed}


_UNNAMED = {
    LINES: _("Lists right below a level"),
    TEXTS: _("Text right below a level"),
    AROUND: _("What stands around the levels"),
}
