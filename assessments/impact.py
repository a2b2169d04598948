"""How many people an edit of a path moves.

Counted is whoever has a roadmap of the path: each person once, by their newest completed
assessment, which is what their roadmap measures by today's path. A guest has no name that would
tell two of their assessments to be one person's, so each of those counts. An assessment that is
still open has no verdict yet that could move.

People are read some thousand at a time, in their own order and each with all of their assessments,
so that nobody is counted twice whoever finishes meanwhile, and no transaction is held for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from assessments.models import Assessment, SkillRating
from assessments.serializers import answers_from_text, answers_to_text, asked_skills
from careerpath.engine.counting import MOST_LISTS, Count, Counts
from careerpath.engine.types import PathSpec, Rating

ROWS = 5_000  # read at once

Row = tuple[int, int, str | None]
"""Owner, or for a guest the assessment; the assessment; its answers."""


def finished(path: int) -> int:
    """How many finished assessments the path with this primary key has. One query."""
    return Assessment.objects.completed().filter(path=path).count()


def count_people(path: int, before: PathSpec, after: PathSpec) -> Iterator[Counts]:
    """Count the people of the path with this primary key: what was found so far, again and again.

    The last one is the answer. Three queries, and one more for every ROWS assessments.
    """
    found, asked = Count(before, after), asked_skills(before, after)

    @lru_cache(MOST_LISTS)
    def names(skills: str) -> tuple[str, ...]:
        return tuple(asked.get(int(pk), f"#{pk}") for pk in skills.split())

    for rows in _people(path):
        for text in _texts(rows):
            skills, answers = answers_from_text(text)
            found.add(names(skills), answers)
        yield found.counts


def _people(path: int) -> Iterator[list[Row]]:
    """Each person's newest, owners first: a guest who signs up meanwhile is read once at most."""
    of_path = Assessment.objects.filter(path=path, completed_at__isnull=False)
    owners = of_path.filter(owner__isnull=False)
    owners = owners.order_by("owner", "-completed_at", "-pk")
    yield from _batches(owners, "owner_id")
    yield from _batches(of_path.filter(owner=None).order_by("pk"), "pk")


def _batches(rows: Any, key: str) -> Iterator[list[Row]]:
    """The first row of each key, in batches; someone cut in two by the end of one is whole."""
    last = 0
    while True:
        batch = list(rows.filter(**{f"{key}__gt": last}).values_list(key, "pk", "answers")[:ROWS])
        newest: dict[int, Row] = {}
        for row in batch:
            newest.setdefault(row[0], row)
        yield list(newest.values())
        if len(batch) < ROWS:
            return
        last = batch[-1][0]


def _texts(rows: list[Row]) -> Iterator[str]:
    """Everyone's answers; from the ratings where they were not kept in short yet."""
    unwritten = [pk for _, pk, answers in rows if answers is None]
    written = _from_ratings(unwritten) if unwritten else {}
    return (written[pk] if answers is None else answers for _, pk, answers in rows)


def _from_ratings(assessments: list[int]) -> dict[int, str]:
    """The answers of these assessments, from their ratings. One query."""
    said: dict[int, dict[int, Rating]] = {pk: {} for pk in assessments}
    rows = SkillRating.objects.filter(assessment__in=assessments)
    for row in rows.only("assessment", "skill", "proficiency", "not_relevant"):
        said[row.assessment_id][row.skill_id] = Rating(row.proficiency, row.not_relevant)
    return {pk: answers_to_text(ratings, ()) for pk, ratings in said.items()}
