"""Where someone would stand on another path with what they have said already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.models import MUCH, AssessmentQuerySet, SkillRating
from assessments.services import newest_ratings
from careerpath.engine.placement import place
from careerpath.engine.types import PathSpec, is_answer
from careerpath.framework.models import CareerPath, CareerTransition
from careerpath.framework.phrases import foreign
from careerpath.framework.specs import path_spec
from roadmap.builder import build
from roadmap.evidence import Evidence, evidence_in
from roadmap.phrases import path_switch as phrases
from roadmap.phrases.way import proficiency
from roadmap.types import Roadmap


@dataclass(frozen=True, slots=True)
class Carried:
    """A skill that is known already: what was said of it, and on which path, with its language."""

    id: str
    name: str
    you: str
    said_on: str
    lang: str


@dataclass(frozen=True, slots=True)
class Transitions:
    """What a path says of moves."""

    path: CareerPath
    rows: tuple[CareerTransition, ...]


@dataclass(frozen=True, slots=True)
class PathSwitch:
    """A path as seen from others: what carries over, where that leaves one, and what is left.

    `roadmap` is that of an assessment on it begun now and finished as it is; `evidence` what was
    written beside the ratings it stands on, by skill.
    """

    path: CareerPath
    headline: str
    carried: tuple[Carried, ...]
    roadmap: Roadmap
    evidence: Mapping[str, Evidence]
    transitions: tuple[Transitions, ...]


def path_switch(path: CareerPath, completed: AssessmentQuerySet) -> PathSwitch | None:
    """The path with what is known from finished assessments; None without one on another path."""
    elsewhere = completed.exclude(path=path).select_related("path")
    newest = elsewhere.defer(*MUCH).first()
    if newest is None:
        return None
    spec = path_spec(path)
    asked = {asked.skill for level in spec.levels for asked in level.requirements}
    known = newest_ratings(completed, asked)
    roadmap = _roadmap(spec, known)
    carried = tuple(_carried(row) for row in known if is_answer(row))
    first = spec.levels[0].short_name if spec.levels else None
    return PathSwitch(
        path=path,
        headline=phrases.headline(path.name, roadmap.current, first, len(carried), len(asked)),
        carried=tuple(sorted(carried, key=lambda skill: skill.name.casefold())),
        roadmap=roadmap,
        evidence=evidence_in(known),
        transitions=tuple(_transitions(each) for each in (path, newest.path)),
    )


def _roadmap(spec: PathSpec, known: list[SkillRating]) -> Roadmap:
    ratings = {row.skill.public_id: row.as_rating() for row in known}
    placement = place(spec, ratings)
    return build(path=spec, ratings=ratings, placement=placement, project_specs=())


def _carried(row: SkillRating) -> Carried:
    you = phrases.not_relevant() if row.not_relevant else proficiency(row.proficiency)
    path = row.assessment.path
    return Carried(row.skill.public_id, row.skill.name, you, path.name, foreign(path))


def _transitions(path: CareerPath) -> Transitions:
    return Transitions(path, tuple(path.transitions.all()))
