"""A guest's plan, or one of an earlier account, becomes a person's."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from assessments.models import DevelopmentPlan, PlanItem, PracticeAnswer

from .merging import joined


def hand_over(*, owner: Any, plans: QuerySet[DevelopmentPlan]) -> None:
    """Give these plans to a person, with the interview questions answered in them.

    Within a transaction. Where they have one for the path, the two become one: what both hold
    stays as the person has it, with the notes of both. More than a plan takes may come together;
    nothing of it is lost.
    """
    for plan in plans.select_for_update().order_by("pk"):
        theirs = DevelopmentPlan.objects.filter(owner=owner, path=plan.path_id)
        held = theirs.select_for_update().first()
        if held is None:
            plan.owner, plan.assessment = owner, None
            # Whoever made the address in this browser need not be who has signed in.
            plan.feed_digest = plan.feed_language = ""
            plan.save(update_fields=["owner", "assessment", "feed_digest", "feed_language"])
        else:
            _move_items(plan, held)
            _move_practice(plan, held)
            plan.delete()


def _move_items(plan: DevelopmentPlan, held: DevelopmentPlan) -> None:
    there = {_about(item): item for item in held.items.all() if not item.title}
    for item in plan.items.all():
        same = there.get(_about(item))
        if same is None:
            item.plan = held
            item.save(update_fields=["plan"])
        else:
            _join(same, item)


def _about(item: PlanItem) -> tuple[int | None, int | None, int | None]:
    return item.skill_id, item.proficiency, item.project_id


def _join(item: PlanItem, other: PlanItem) -> None:
    """One out of two about the same: what `item` says stays, and what it leaves open is filled."""
    other_link = other.link if item.link and other.link != item.link else ""
    item.note = joined(item.note, other.note, other_link)
    item.link = item.link or other.link
    item.target_date = item.target_date or other.target_date
    if not (item.begun_at or item.done_at or item.dropped_at):
        item.begun_at, item.done_at = other.begun_at, other.done_at
        item.dropped_at = other.dropped_at
    item.changed_at = max(item.changed_at, other.changed_at)
    item.version = max(item.version, other.version) + 1
    item.save()


def _move_practice(plan: DevelopmentPlan, held: DevelopmentPlan) -> None:
    there = {answer.question: answer for answer in held.practice.all()}
    for answer in plan.practice.all():
        same = there.get(answer.question)
        if same is None:
            answer.plan = held
            answer.save(update_fields=["plan"])
        else:
            _join_answers(same, answer)


def _join_answers(answer: PracticeAnswer, other: PracticeAnswer) -> None:
    """The notes of both; the schedule of whichever was practised last."""
    answer.note = joined(answer.note, other.note, "")
    if other.practised_on > answer.practised_on:
        for name in ("confidence", "practised_on", "due_on", "stability", "difficulty"):
            setattr(answer, name, getattr(other, name))
    answer.changed_at = max(answer.changed_at, other.changed_at)
    answer.version = max(answer.version, other.version) + 1
    answer.save()
