"""What a person said of a skill whose place another took, proposed to them for the new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from assessments.forms import answer_name, answer_of
from assessments.models import SkillRating
from assessments.rating_data import RatingData, data_in
from assessments.services import both
from careerpath.engine.types import is_answer
from careerpath.framework.succession import Predecessors, nearest


@dataclass(frozen=True)
class Proposal:
    """An answer to take over. `old` is the public id of the skill it was given for."""

    old: str
    name: str
    answer: str
    said: RatingData


def proposals(
    skill: str, rows: Mapping[str, SkillRating], known: Predecessors
) -> tuple[Proposal, ...]:
    """What could be taken over for a skill, the nearest predecessors with an answer."""
    answered = {old for old, row in rows.items() if is_answer(row)}
    return tuple(
        Proposal(old, rows[old].skill.name, answer_name(data_in(rows[old])), data_in(rows[old]))
        for old in nearest(skill, known, answered)
    )


def taken_over(posted: QueryDict, skill: str, proposal: Proposal) -> QueryDict:
    """The posted screen with the proposal as the skill's answer; evidence of both is kept."""
    typed = RatingData(note=posted.get(f"{skill}-note", ""), link=posted.get(f"{skill}-link", ""))
    said = both(newer=typed, older=proposal.said)
    data = posted.copy()
    data[f"{skill}-answer"] = answer_of(said)
    data[f"{skill}-note"] = said.note
    data[f"{skill}-link"] = said.link
    data[f"{skill}-last_used"] = posted.get(f"{skill}-last_used") or str(said.last_used or "")
    return data
