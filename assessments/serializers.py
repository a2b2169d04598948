"""How what a completed assessment keeps for ever is written down, and read again.

Engine values as JSON: what was asked, and the placement. All answers as one short text, so that
everybody can be counted: "7 12 40:3n-" says 3 of the skill with primary key 7, not relevant of 12,
and nothing of 40. The skills are those that were asked and those that were rated, in the order of
their keys: people who were asked the same have the same list. What is written never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import cattrs

from careerpath.engine.bits import UNRATED, answer_of
from careerpath.engine.types import PathSpec, Rating
from careerpath.framework.models import Skill

Value = TypeVar("Value")
_converter = cattrs.Converter(forbid_extra_keys=True)


def to_json(value: object) -> Any:
    """A frozen dataclass of the engine as plain lists and dicts, fit for JSON."""
    return _converter.unstructure(value)


def from_json(record: Any, kind: type[Value]) -> Value:
    """The engine value again; raises cattrs.ClassValidationError where the record does not fit."""
    return _converter.structure(record, kind)


def answers_to_text(said: Mapping[int, Rating], asked: Iterable[int]) -> str:
    """What was said, by the skills' primary keys, of all that was asked or rated."""
    skills = sorted({*said, *asked})
    answers = (answer_of(said[skill]) if skill in said else UNRATED for skill in skills)
    return f"{' '.join(map(str, skills))}:{''.join(answers)}"


def answers_from_text(text: str) -> tuple[str, str]:
    """The list of skills, as it was written, and an answer for each."""
    skills, _, answers = text.partition(":")
    return skills, answers


def asked_skills(*paths: PathSpec) -> dict[int, str]:
    """Primary key to public id of what these paths ask. One query."""
    asked = {a.skill for path in paths for level in path.levels for a in level.requirements}
    return dict(Skill.objects.filter(public_id__in=asked).values_list("pk", "public_id"))
