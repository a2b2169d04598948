"""Short ways to write down a path, a person and random ones of both."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from hypothesis import settings
from hypothesis import strategies as st

from careerpath.engine.types import (
    LevelSpec,
    PathSpec,
    ProjectSpec,
    Rating,
    Ratings,
    RequirementSpec,
    SkillGap,
    Way,
)

# The machine may be busy; what counts is the answer. What takes long has a test of its own.
thorough = settings(deadline=None, max_examples=100)


def asks(skill: str, proficiency: int = 3, *, must: bool = False) -> RequirementSpec:
    return RequirementSpec(skill, skill.title(), "group", "Group", proficiency, must)


def level(rank: int, *requirements: RequirementSpec, threshold: int = 80) -> LevelSpec:
    return LevelSpec(
        f"level-{rank}", f"Level {rank}", f"L{rank}", rank, threshold, tuple(requirements)
    )


def path(*levels: LevelSpec) -> PathSpec:
    return PathSpec("path", "Path", tuple(levels))


def rated(**proficiencies: int | None) -> dict[str, Rating]:
    return {skill: Rating(value) for skill, value in proficiencies.items()}


def gap(skill: str, at: str = "level-1", *also: str) -> SkillGap:
    return SkillGap(skill, skill.title(), "group", "Group", at, 3, 1, False, also)


def project(name: str, skills: str = "", at: str = "level-1") -> ProjectSpec:
    """A project of a level with skills of one letter each."""
    return ProjectSpec(name, name.title(), at, tuple(skills))


def after(ratings: Ratings, way: Way) -> dict[str, Rating]:
    """The person once every step of a way is taken."""
    steps = [step for part in way.parts for step in part.steps]
    return {**ratings, **{step.skill: Rating(step.goal) for step in steps}}


def needs(threshold_percent: int, relevant: int) -> int:
    """The number needed, by fractions."""
    return ceil(Fraction(threshold_percent, 100) * relevant)


# --- Random paths and people --------------------------------------------------------------------

SKILLS = "abcdefgh"


def requirement(skill: str) -> st.SearchStrategy[RequirementSpec]:
    return st.builds(
        lambda proficiency, must: asks(skill, proficiency, must=must),
        st.integers(1, 4),
        st.sampled_from([False, False, True]),
    )


def requirements(most: int = 6, skills: int = 8) -> st.SearchStrategy[list[RequirementSpec]]:
    chosen = st.lists(st.sampled_from(SKILLS[:skills]), unique=True, max_size=most)
    return chosen.flatmap(lambda skills: st.tuples(*map(requirement, skills)).map(list))


def levels(rank: int, most: int = 6, skills: int = 8) -> st.SearchStrategy[LevelSpec]:
    return st.builds(
        lambda asked, threshold: level(rank, *asked, threshold=threshold),
        requirements(most, skills),
        st.one_of(st.sampled_from([1, 50, 80, 100]), st.integers(1, 100)),
    )


def paths(least: int = 0, most: int = 4, skills: int = 8) -> st.SearchStrategy[PathSpec]:
    return st.integers(least, most).flatmap(
        lambda size: st.tuples(*(levels(rank + 1, skills=skills) for rank in range(size))).map(
            lambda drawn: path(*drawn)
        )
    )


def rating(*, marks: bool = True) -> st.SearchStrategy[Rating]:
    return st.builds(
        Rating,
        st.one_of(st.none(), st.integers(0, 4)),
        st.sampled_from([False, False, False, True]) if marks else st.just(False),
        st.booleans(),
    )


def people(*, marks: bool = True) -> st.SearchStrategy[dict[str, Rating]]:
    return st.dictionaries(st.sampled_from(SKILLS), rating(marks=marks))
