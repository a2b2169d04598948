"""Two open sittings of one person on one path become one, and nothing said in either is lost."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict

from assessments.models import Assessment, MergedAssessment, SkillRating
from assessments.rating_data import RatingData, data_in
from careerpath.engine.types import is_answer


def merge(*, into: Assessment, what: Assessment, counts: Collection[int]) -> None:
    """Move what was said in `what` over to `into`, then delete it. Within a transaction.

    Where both answer, the answer of `into` stays, but for the skills (by primary key) in `counts`.
    The address of `what` leads to `into` from now on.
    """
    there = {row.skill_id: row for row in into.ratings.all()}
    for row in what.ratings.all():
        held = there.get(row.skill_id)
        if held is None:
            row.assessment = into
            row.save(update_fields=["assessment"])
        else:
            _merge_rows(into=held, what=row, is_what_counts=row.skill_id in counts)
    MergedAssessment.objects.create(public_id=what.public_id, into=into)
    what.merged.update(into=into)
    what.delete()


def differ(one: SkillRating, other: SkillRating) -> bool:
    """Whether both answer, and not the same."""
    first, second = data_in(one), data_in(other)
    same = (first.proficiency, first.not_relevant) == (second.proficiency, second.not_relevant)
    return is_answer(first) and is_answer(second) and not same


def _merge_rows(*, into: SkillRating, what: SkillRating, is_what_counts: bool) -> None:
    first, second = (what, into) if is_what_counts else (into, what)
    said = both(newer=data_in(first), older=data_in(second))
    if said != data_in(into):
        into.version = max(into.version, what.version) + 1
    for name, value in asdict(said).items():
        setattr(into, name, value)
    into.carried_over = into.carried_over and what.carried_over
    into.updated_at = max(into.updated_at, what.updated_at)
    into.save()


def both(*, newer: RatingData, older: RatingData) -> RatingData:
    """One out of two: the newer answer, the evidence of both.

    No answer never replaces one. A second link has no field of its own and goes into the note,
    which may then be longer than the form allows: nothing is cut, the form asks to shorten it.
    """
    answer = newer if is_answer(newer) else older
    link = newer.link or older.link
    other_link = older.link if older.link != link else ""
    days = [day for day in (newer.last_used, older.last_used) if day]
    return RatingData(
        proficiency=answer.proficiency,
        not_relevant=answer.not_relevant,
        note=joined(newer.note, older.note, other_link),
        link=link,
        last_used=max(days, default=None),
    )


def joined(*texts: str) -> str:
    """The texts below each other, each once."""
    kept: list[str] = []
    for text in texts:
        if text and not any(text in there for there in kept):
            kept.append(text)
    return "\n\n".join(kept)
