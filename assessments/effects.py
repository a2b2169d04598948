"""How many people an edit of a path moves.

Counted is whoever has a roadmap of the path: each person once, by their newest completed
assessment, which is what their roadmap measures by today's path. A guest has no name that would
tell two of their assessments to be one person's, so each of those counts. An assessment that is
still open has no verdict yet that could move.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from assessments.models import Assessment
from careerpath.engine.effects import Counts, count
from careerpath.engine.types import HIGHEST, LOWEST, PathSpec, Rating, Ratings
from careerpath.framework.models import Skill

ROWS = 10_000  # read at once
# A person has some eighty ratings of seven kinds: each kind is made once.
KINDS = {
    (value, marked): Rating(value, marked)
    for value in (None, *range(LOWEST, HIGHEST + 1))
    for marked in (False, True)
}


def count_people(path: int, before: PathSpec, after: PathSpec) -> Counts:
    """Count the people of the path with this primary key. Two queries, however many people."""
    asked = {
        asks.skill
        for spec in (before, after)
        for level in spec.levels
        for asks in level.requirements
    }
    return count(before, after, newest_ratings(path, asked))


def newest_ratings(path: int, asked: set[str]) -> Iterator[Ratings]:
    """What each person said last of the skills that are asked, one person after the other."""
    skills = dict(Skill.objects.filter(public_id__in=asked).values_list("pk", "public_id"))
    rows = (
        Assessment.objects.filter(path=path)
        .newest_completed()
        .order_by("pk")
        .values_list("pk", "ratings__skill", "ratings__proficiency", "ratings__not_relevant")
    )
    for _, said in groupby(rows.iterator(chunk_size=ROWS), key=lambda row: row[0]):
        yield {
            skills[skill]: KINDS[value, marked]
            for _, skill, value, marked in said
            if skill in skills
        }
