"""What an editor should look at in a ladder made of tables, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext, ngettext

from careerpath.folding import folded

from .making import Line, Reading, can_rise, filled


def of_levels(levels: Sequence[str]) -> Iterator[str]:
    """One level is no ladder."""
    if len(levels) == 1:
        yield gettext(
            "This reads like one level. Bring in everything the ladder is made of together, "
            "for example a file a level."
        )


def other_roles(others: int) -> Iterator[str]:
    """Roles that are not read, though they stand in the same table."""
    if others:
        text = ngettext(
            "One other role stands in the same table: bring it in as a path of its own.",
            "%(number)d other roles stand in the same table: bring each in as a path of its own.",
            others,
        )
        yield text % {"number": others}


def without_level(long: Sequence[Reading], role: str) -> Iterator[str]:
    """Lines that say of no level that it asks their skill."""
    lost = sum(
        not level and bool(reading.said(row, "skill"))
        for reading in long
        for its, level, _group, row in filled(reading)
        if not role or folded(its) == folded(role)
    )
    if lost:
        text = ngettext(
            "%(number)d line names no level and was left out.",
            "%(number)d lines name no level and were left out.",
            lost,
        )
        yield text % {"number": lost}


def too_different(found: Sequence[Line], scale: Mapping[str, int]) -> Iterator[str]:
    """Lines that were said to rise and can't."""
    many = sum(bool(line.name) and not can_rise(line, scale) for line in found)
    if many:
        text = ngettext(
            "%(number)d line says too many different things to be one skill that rises: each text "
            "is a skill of its own.",
            "%(number)d lines say too many different things to be skills that rise: each text is a "
            "skill of its own.",
            many,
        )
        yield text % {"number": many}
