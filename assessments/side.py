"""The list at the side of a screen: the levels, and the groups of those that have begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from assessments.screens import Count, Screen, count
from careerpath.engine.types import LevelSpec
from careerpath.framework.caching import cached


@dataclass(frozen=True)
class SideGroup:
    """A screen in the list at the side."""

    screen: Screen
    count: Count
    is_current: bool


@dataclass(frozen=True)
class SideLevel:
    """A level in the list at the side; its groups are left out where it is rated at a glance."""

    level: LevelSpec
    count: Count
    is_current: bool
    at_a_glance: bool
    groups: list[SideGroup]


def side(path: int, walked: Sequence[Screen], said: set[str], current: Screen) -> list[SideLevel]:
    """The levels of a path (primary key) with their groups and counts.

    `walked` are all its groups; only the groups of the current level are unfolded.
    """
    return [
        SideLevel(
            level=level,
            count=count(asked, said),
            is_current=level.id == current.level.id and not current.chosen,
            at_a_glance=current.at_a_glance,
            groups=[]
            if current.at_a_glance
            else [
                SideGroup(screen, count(screen.skills, said), screen.key == current.key)
                for screen in several
            ],
        )
        for level, asked, several in _ladder(path, walked)
    ]


_Rung = tuple[LevelSpec, tuple[str, ...], tuple[Screen, ...]]


def _ladder(path: int, walked: Sequence[Screen]) -> tuple[_Rung, ...]:
    """Each level that asks something, all its skills, and its screens; kept as well."""
    return cached(
        ("ladder", path),
        lambda: tuple(
            (level, tuple(skill for screen in several for skill in screen.skills), several)
            for level, each in groupby(walked, key=attrgetter("level"))
            if (several := tuple(each))
        ),
    )
