"""Names of a path between the languages: as they stand in it, and as pages say them today.

What is stored and compared is in the originals. What was stored is shown as pages read it today.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from careerpath.engine.types import LevelSpec, PathSpec, ProjectSpec
from careerpath.framework.models.translatable import Translated, original_of

Projects = tuple[ProjectSpec, ...]


def originals(spec: PathSpec) -> PathSpec:
    """The same with every name as it stands in the framework: what is stored, and compared."""
    return _renamed(spec, lambda *_key, name: original_of(name))


def in_todays_words(kept: PathSpec, today: PathSpec) -> PathSpec:
    """A path as it was asked, with those of its names that are translated today and no others."""
    now = _names(today)
    if not any(isinstance(name, Translated) for name in now.values()):
        return kept
    return _renamed(kept, lambda *key, name: todays(name, now.get(key, "")))


def translated_names(spec: PathSpec) -> dict[str, Translated]:
    """Original to translation of every name that is translated."""
    names = _names(spec).values()
    return {name.original: name for name in names if isinstance(name, Translated)}


def todays(kept: str, now: str) -> str:
    """A name as it was kept, or its translation of today where that is one of the same name."""
    return now if isinstance(now, Translated) and kept in {now.original, now.of} else kept


def _names(spec: PathSpec) -> dict[tuple[str, str], str]:
    """Every name by its kind and public id."""
    found: dict[tuple[str, str], str] = {}
    _renamed(spec, lambda *key, name: found.setdefault(key, name))
    return found


class NameOf(Protocol):
    """Gives a name by its kind, its public id and what it is."""

    def __call__(self, kind: str, public_id: str, /, *, name: str) -> str:
        """The name to take."""
        ...


def _renamed(spec: PathSpec, name_of: NameOf) -> PathSpec:
    """The path with other names."""
    return PathSpec(
        spec.id,
        name_of("path", spec.id, name=spec.name),
        tuple(_level_renamed(level, name_of) for level in spec.levels),
    )


def _level_renamed(level: LevelSpec, name_of: NameOf) -> LevelSpec:
    return replace(
        level,
        name=name_of("level", level.id, name=level.name),
        short_name=name_of("rung", level.id, name=level.short_name),
        requirements=tuple(
            replace(
                asks,
                skill_name=name_of("skill", asks.skill, name=asks.skill_name),
                group_name=name_of("group", asks.group, name=asks.group_name),
            )
            for asks in level.requirements
        ),
    )


# --- Projects ---------------------------------------------------------------------------------


def projects_in_originals(projects: Projects) -> Projects:
    """The same with every name as it stands in the framework."""
    return tuple(replace(one, name=original_of(one.name)) for one in projects)


def projects_in_todays_words(kept: Projects, today: Projects) -> Projects:
    """Projects as they were kept, with those of their names that are translated today."""
    now = {one.id: one.name for one in today}
    if not any(isinstance(name, Translated) for name in now.values()):
        return kept
    return tuple(replace(one, name=todays(one.name, now.get(one.id, ""))) for one in kept)
