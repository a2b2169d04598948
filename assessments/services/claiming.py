"""What a guest said becomes a person's, once they say that it is theirs and which answers count."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from assessments.models import Assessment, DevelopmentPlan, SkillRating
from careerpath.engine.types import is_answer
from careerpath.framework.models import CareerPath

from .assessments import carry_over
from .joining_plans import hand_over
from .merging import differ, merge


@dataclass(frozen=True)
class Clash:
    """A skill that was answered differently as a guest and in the account."""

    guests: SkillRating
    theirs: SkillRating


@dataclass
class FoundWork:
    """A guest's assessment, how many skills it rates, and what the person answered otherwise."""

    guest: Assessment
    rated: int
    clashes: list[Clash] = field(default_factory=list)


def find_work(*, owner: Any, public_ids: Sequence[str]) -> list[FoundWork]:
    """What a guest left in a session, beside what the person says in the open ones they have.

    Three queries.
    """
    guests = list(_guests(public_ids).select_related("path"))
    mine = {one.path_id: one for one in Assessment.objects.filter(owner=owner).open()}
    said = _ratings([*guests, *mine.values()])
    found = []
    for guest in guests:
        rows = said.get(guest.pk, {})
        held = None if guest.is_completed else mine.setdefault(guest.path_id, guest)
        there = said.get(held.pk, {}) if held and held != guest else {}
        clashes = [
            Clash(row, there[skill])
            for skill, row in rows.items()
            if skill in there and differ(row, there[skill])
        ]
        answered = sum(map(is_answer, rows.values()))
        found.append(FoundWork(guest, answered, clashes))
    return found


def _guests(public_ids: Sequence[str]) -> QuerySet[Assessment]:
    those = Assessment.objects.filter(owner=None, public_id__in=public_ids)
    return those.order_by("started_at", "pk")


def _ratings(those: Sequence[Assessment]) -> dict[int, dict[int, SkillRating]]:
    """Assessment and skill, by primary keys, to the rating."""
    found: dict[int, dict[int, SkillRating]] = {}
    rows = SkillRating.objects.filter(assessment__in=[one.pk for one in those])
    for row in rows.select_related("skill").order_by("skill__name", "pk"):
        found.setdefault(row.assessment_id, {})[row.skill_id] = row
    return found


@dataclass
class Claimed:
    """What became of a guest's assessments: the paths of those taken over, and of those merged.

    `moved` leads from the public id of each that was merged to that of the one it went into.
    """

    taken: list[CareerPath] = field(default_factory=list)
    merged: list[CareerPath] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)


def claim(
    *, owner: Any, public_ids: Sequence[str], counts: Mapping[str, Collection[int]] | None = None
) -> Claimed:
    """Give a guest's assessments to the person who says that they are theirs.

    Where the person has an open one on the path already, the two become one (see merging.py):
    `counts` names, by the public id of the guest's, the skills (primary keys) whose answer there
    counts. An open one that they take over is filled up with what they said the last time.
    """
    claimed = Claimed()
    with transaction.atomic():
        rows = _guests(public_ids).select_for_update(of=("self",)).select_related("path")
        guests = list(rows)
        hand_over(owner=owner, plans=DevelopmentPlan.objects.filter(assessment__in=guests))
        for guest in guests:
            theirs = Assessment.objects.filter(owner=owner)
            held = theirs.select_for_update().open().filter(path=guest.path).first()
            if held and not guest.is_completed:
                name = str(guest.public_id)
                merge(into=held, what=guest, counts=(counts or {}).get(name, ()))
                claimed.merged.append(guest.path)
                claimed.moved[name] = str(held.public_id)
                continue
            guest.owner = owner
            guest.save(update_fields=["owner"])
            claimed.taken.append(guest.path)
            if not guest.is_completed:
                carry_over(guest, before=theirs.completed())
    return claimed


def take_over(*, owner: Any, earlier: Any) -> Claimed:
    """Give everything of another account of a person to them, as a guest's is given.

    Of two who do so at once the first gets it all: the update looks once more whose it is.
    """
    with transaction.atomic():
        theirs = Assessment.objects.filter(owner=earlier)
        ids = [str(public_id) for public_id in theirs.values_list("public_id", flat=True)]
        theirs.filter(public_id__in=ids).update(owner=None)
        hand_over(owner=owner, plans=DevelopmentPlan.objects.filter(owner=earlier))
        return claim(owner=owner, public_ids=ids)
