"""What a change of the path does to a person, as a table: when they finished, and today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from careerpath.engine.distance import Distance
from careerpath.engine.effects import Effect, Standing
from careerpath.engine.types import LevelSpec, PathSpec
from roadmap.phrases import receipt as phrases
from roadmap.phrases.words import met_of


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One thing, as it was and as it is by the path of today."""

    what: str
    then: str
    today: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What differs in a sentence, and everything that could in rows; none where nothing does."""

    summary: str
    rows: tuple[ReceiptRow, ...] = ()
    note: str = ""


def receipt(before: PathSpec, after: PathSpec, told: Effect) -> Receipt:
    """Of one person. Readiness is told of the levels up to the next one, where it differs.

    A level that is measured neither before nor after has none.
    """
    both = ((before, told.before), (after, told.after))
    near = {level for level, _ in told.readiness}
    near &= {level.id for path, stands in both for level in _up_to_next(path, stands)}
    near &= {of.level for _, stands in both for of in stands.placement.levels if of.measured}
    moved = bool(told.goes_elsewhere or told.gaps or told.way or near)
    if not moved and _could_be(before, told.before) == _could_be(after, told.after):
        return Receipt(phrases.same())
    shown = _told_of(before, after, told, near)
    rests = any(
        of.unrated and of.level in shown for _, stands in both for of in stands.placement.levels
    )
    return Receipt(
        _summary(before, after, told) if moved else phrases.could_be(),
        tuple(_rows(before, after, told, shown)),
        phrases.ranges() if rests else "",
    )


def _could_be(path: PathSpec, stands: Standing) -> tuple[str | None, int, Distance | None]:
    """The far ends of the ranges."""
    return _possible(path, stands), stands.least_gaps, stands.least_way


def _summary(before: PathSpec, after: PathSpec, told: Effect) -> str:
    was, now = told.before, told.after
    if was.level != now.level:
        return phrases.another_level(told.level, _name(before, was.level), _name(after, now.level))
    if was.aim != now.aim:
        return phrases.another_next_level(_name(before, was.aim), _name(after, now.aim))
    aim = _name(after, now.aim) or ""
    if told.way and not (was.way and now.way):
        return phrases.way_ends(aim) if now.way is None else phrases.way_opens(aim)
    return phrases.stays(told.way, told.gaps, aim)


def _rows(
    before: PathSpec, after: PathSpec, told: Effect, shown: list[str]
) -> Iterator[ReceiptRow]:
    was, now = told.before, told.after
    yield ReceiptRow(
        phrases.level(),
        phrases.level_range(_name(before, was.level), _possible(before, was)),
        phrases.level_range(_name(after, now.level), _possible(after, now)),
    )
    yield ReceiptRow(
        phrases.next_level(),
        phrases.next_or_none(_name(before, was.aim)),
        phrases.next_or_none(_name(after, now.aim)),
    )
    for level in shown:
        name = _name(after, level) or _name(before, level) or level
        yield ReceiptRow(phrases.readiness(name), _share(was, level), _share(now, level))
    names = _name(before, was.aim), _name(after, now.aim)
    # Of two next levels each number says to which it leads: three and two do not compare.
    aims = names if was.aim != now.aim else (None, None)
    gaps = (
        phrases.to_level(phrases.gaps_of(was), aims[0]),
        phrases.to_level(phrases.gaps_of(now), aims[1]),
    )
    ways = (
        phrases.to_level(phrases.way_of(was), aims[0]),
        phrases.to_level(phrases.way_of(now), aims[1]),
    )
    yield ReceiptRow(phrases.gaps(), *gaps)
    yield ReceiptRow(phrases.way(), *ways)


def _told_of(before: PathSpec, after: PathSpec, told: Effect, near: set[str]) -> list[str]:
    """The levels whose readiness is told, from below: the next one, and where it differs."""
    wanted = near | {level for level in (told.before.aim, told.after.aim) if level}
    known = dict.fromkeys(level.id for path in (after, before) for level in path.levels)
    return [level for level in known if level in wanted]


def _up_to_next(path: PathSpec, stands: Standing) -> tuple[LevelSpec, ...]:
    """At the top all of them."""
    ranks = {level.id: level.rank for level in path.levels}
    return path.levels[: ranks[stands.aim]] if stands.aim else path.levels


def _share(stands: Standing, wanted: str) -> str:
    for of in stands.placement.levels:
        if of.level == wanted:
            return met_of(of)
    return phrases.no_such_level()


def _possible(path: PathSpec, stands: Standing) -> str | None:
    """The highest level that what is unrated could bring."""
    rank = stands.placement.possible_rank
    return None if rank is None else path.levels[rank - 1].short_name


def _name(path: PathSpec, wanted: str | None) -> str | None:
    return next((level.short_name for level in path.levels if level.id == wanted), None)
