"""Take something into a plan, say what became of it, take it out again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from assessments.models import (
    Assessment,
    AssessmentQuerySet,
    DevelopmentPlan,
    PlanItem,
    ProjectMark,
)
from assessments.plan_data import PlanItemData, data_in, seen_in
from assessments.selectors import newest_completed, project_marks, seen_of_mark
from careerpath.bounds import MOST_PLAN_ITEMS

from .projects import MarkConflict, mark_project

NEITHER = "neither"
AT_ONCE = 100  # rows in one update


class PlanFull(Exception):
    """It holds as much as a plan takes."""


class PlanItemChanged(Exception):
    """Something else is stored than the page showed. `stored` is what it is now."""

    def __init__(self, stored: PlanItem) -> None:
        super().__init__(str(stored))
        self.stored = stored


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something to take into a plan, by primary keys: a skill and how far, or a project."""

    skill: int | None = None
    proficiency: int | None = None
    project: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of each thing that was to be taken: how many of each kind."""

    added: list[Wanted] = field(default_factory=list)
    raised: list[Wanted] = field(default_factory=list)
    taken_up_again: list[Wanted] = field(default_factory=list)
    there: list[Wanted] = field(default_factory=list)


def take(
    *,
    plan: DevelopmentPlan | None,
    assessment: Assessment,
    wanted: Sequence[Wanted],
    now: dt.datetime,
) -> Taken:
    """Take these into the plan, which is begun where there is none; what is there stays as it is.

    `assessment` is the completed one whose roadmap they are on. A skill that is in it, not done
    yet and less far, is raised to what is wanted; what was dropped is taken up again. Raises
    PlanFull, and then nothing is taken; DoesNotExist where assessment or plan is gone.
    """
    with transaction.atomic():
        newest = held(assessment)
        plan = locked(plan or begin(newest, now))
        taken, items = Taken(), list(plan.items.all())
        new = [one for one in _each_once(wanted) if not _is_there(one, items, taken)]
        if len(items) + len(new) > MOST_PLAN_ITEMS:
            raise PlanFull
        changed = {(one.skill, one.project) for one in (*taken.raised, *taken.taken_up_again)}
        _save_all([item for item in items if (item.skill_id, item.project_id) in changed], now)
        PlanItem.objects.bulk_create(
            PlanItem(
                plan=plan,
                skill_id=one.skill,
                proficiency=one.proficiency,
                project_id=one.project,
                added_at=now,
                changed_at=now,
            )
            for one in new
        )
        taken.added.extend(new)
    return taken


def add_item(
    *,
    plan: DevelopmentPlan | None,
    assessment: Assessment | None,
    said: PlanItemData,
    now: dt.datetime,
) -> PlanItem:
    """Put something of the person's own into the plan, begun where there is none.

    `assessment` is their newest completed one; one of the two is there, as a plan outlasts it.
    Raises PlanFull, and DoesNotExist where assessment or plan is gone.
    """
    with transaction.atomic():
        newest = held(assessment)
        plan = locked(plan or begin(newest, now))
        if plan.items.count() >= MOST_PLAN_ITEMS:
            raise PlanFull
        item = PlanItem(plan=plan, added_at=now, version=0)
        _write(item, said, now)
    return item


def save_item(
    *,
    item: PlanItem,
    completed: AssessmentQuerySet,
    said: PlanItemData,
    seen: str,
    now: dt.datetime,
) -> None:
    """Say what became of an item; `seen` is what the page showed (plan_data.seen_in).

    Of a project it is said where its roadmap says it as well: on the newest of the person's
    `completed` assessments. Raises PlanItemChanged, and DoesNotExist where it is gone.
    """
    with transaction.atomic():
        stored, newest = _stored(item, completed)
        if data_in(stored) == said:
            return
        if seen_in(stored) != seen:
            raise PlanItemChanged(stored)
        if stored.project and newest:
            _say_of_project(stored, newest, completed, said, now)
        _write(stored, said, now)


def remove_item(*, item: PlanItem, completed: AssessmentQuerySet, seen: str) -> None:
    """Take an item out for good; what is said of a project on the roadmap stays.

    Raises PlanItemChanged, and DoesNotExist where it is gone already.
    """
    with transaction.atomic():
        stored, _ = _stored(item, completed)
        if seen_in(stored) != seen:
            raise PlanItemChanged(stored)
        stored.delete()


def held(assessment: Assessment | None) -> Assessment | None:
    """It as it is by now, locked. Before its plan, as whoever claims or deletes it does.

    Raises DoesNotExist.
    """
    return assessment and Assessment.objects.select_for_update().get(pk=assessment.pk)


def begin(assessment: Assessment | None, now: dt.datetime) -> DevelopmentPlan:
    """The person's plan for the path of an assessment of theirs; a guest's hangs on it."""
    if assessment is None:
        raise DevelopmentPlan.DoesNotExist
    if assessment.owner_id is None:
        whose = {"assessment": assessment, "path_id": assessment.path_id}
    else:
        whose = {"owner_id": assessment.owner_id, "path_id": assessment.path_id}
    return DevelopmentPlan.objects.get_or_create(**whose, defaults={"begun_at": now})[0]


def locked(plan: DevelopmentPlan) -> DevelopmentPlan:
    """Let nobody else write to the plan until the transaction ends. Raises DoesNotExist."""
    return DevelopmentPlan.objects.select_for_update().get(pk=plan.pk)


def _stored(item: PlanItem, completed: AssessmentQuerySet) -> tuple[PlanItem, Assessment | None]:
    """The item as it is by now, and the assessment that speaks of its project; both locked."""
    newest = held(newest_completed(completed, item.plan.path_id))
    plan = locked(item.plan)
    stored = plan.items.select_related("skill", "project__level").get(pk=item.pk)
    if stored.project and newest:
        stored.mark = project_marks(newest, completed).get(stored.spec_id)
    return stored, newest


def _each_once(wanted: Sequence[Wanted]) -> list[Wanted]:
    """Each skill as far as it is wanted furthest, each project once."""
    by_goal = sorted(wanted, key=lambda one: one.proficiency or 0)
    furthest = {(one.skill, one.project): one for one in by_goal}
    return [one for one in dict.fromkeys(wanted) if furthest[one.skill, one.project] == one]


def _is_there(wanted: Wanted, items: Sequence[PlanItem], taken: Taken) -> bool:
    """Whether something in the plan is about it; that is brought up to it, and noted."""
    what = wanted.skill, wanted.project
    about = [item for item in items if (item.skill_id, item.project_id) == what]
    kept = [item for item in about if not item.dropped_at]
    if any((item.proficiency or 0) >= (wanted.proficiency or 0) for item in kept):
        taken.there.append(wanted)
        return True
    for item in about:
        if item.dropped_at and item.proficiency == wanted.proficiency:
            item.dropped_at = None
            taken.taken_up_again.append(wanted)
            return True
    for item in kept:
        if not item.done_at:
            item.proficiency = wanted.proficiency
            taken.raised.append(wanted)
            return True
    return False


def _save_all(items: Sequence[PlanItem], now: dt.datetime) -> None:
    """Store what taking changed in these."""
    for item in items:
        item.changed_at, item.version = now, item.version + 1
    PlanItem.objects.bulk_update(
        items, ["dropped_at", "proficiency", "changed_at", "version"], batch_size=AT_ONCE
    )


def _say_of_project(
    item: PlanItem,
    assessment: Assessment,
    completed: AssessmentQuerySet,
    said: PlanItemData,
    now: dt.datetime,
) -> None:
    """Note on the roadmap what the plan is told of a project: there it is kept.

    Dropping one that was done takes that back; that it was begun stays true. Raises PlanItemChanged
    where the roadmap was told something else since the item was read.
    """
    before = item.mark.state if item.mark else ""
    state = said.state
    if state == PlanItem.DROPPED:
        begun = item.mark and item.mark.begun_at
        state = ProjectMark.BEGUN if begun else NEITHER
    elif state == PlanItem.TO_DO:
        state = NEITHER
    if item.project and (state != (before or NEITHER) or said.link != item.seen_at):
        try:
            mark_project(
                assessment=assessment,
                project=item.project,
                completed=completed,
                state=state,
                link=said.link,
                seen=seen_of_mark(item.mark),
                now=now,
            )
        except MarkConflict as conflict:
            item.mark = conflict.stored
            raise PlanItemChanged(item) from conflict


def _write(item: PlanItem, said: PlanItemData, now: dt.datetime) -> None:
    """Store what was said of it."""
    item.target_date, item.note, item.title = said.target_date, said.note, said.title
    if said.state != item.state:
        item.dropped_at = now if said.state == PlanItem.DROPPED else None
    if item.project_id is None:
        item.link = said.link
        _say_when(item, said.state, now)
    _saved(item, now)


def _say_when(item: PlanItem, state: str, now: dt.datetime) -> None:
    """Keep the days that still hold, as mark_project does."""
    if state == PlanItem.DROPPED:
        item.done_at = None
    else:
        item.begun_at = {PlanItem.BEGUN: item.begun_at or now, PlanItem.DONE: item.begun_at}.get(
            state
        )
        item.done_at = (item.done_at or now) if state == PlanItem.DONE else None


def _saved(item: PlanItem, now: dt.datetime) -> None:
    item.changed_at, item.version = now, item.version + 1
    item.save()
