"""Reminders of a plan by mail: asked for, ended, and noted, so that each is given once."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F

from assessments.models import DevelopmentPlan, PlanItem
from assessments.selectors import completed_of, newest_completed, plan_items

AHEAD = dt.timedelta(days=7)
"""From so long before its day something is reminded of."""


def ask_reminders(*, plan: DevelopmentPlan, language: str) -> None:
    """Send mails about this plan of a person from now on, in this language."""
    DevelopmentPlan.objects.filter(pk=plan.pk, owner__isnull=False).update(reminders_in=language)


def stop_reminders(*, plan: DevelopmentPlan) -> None:
    """Send none any more."""
    DevelopmentPlan.objects.filter(pk=plan.pk).update(reminders_in="")


def note_reminded(*, plan: DevelopmentPlan, today: dt.date) -> list[PlanItem]:
    """What of a plan to remind of now, by day, noted as done. To be sent in the same transaction.

    That is what is neither done nor dropped and has its day within a week or behind it, once for
    each day it is given. Nothing where nobody asks for reminders. Raises DoesNotExist.
    """
    with transaction.atomic():
        held = DevelopmentPlan.objects.select_for_update().get(pk=plan.pk)
        if not held.reminders_in:
            return []
        completed = completed_of(held)
        items = plan_items(held, newest_completed(completed, held.path_id), completed)
        due = [item for item in items if _is_due(item, today)]
        told = PlanItem.objects.filter(pk__in=[item.pk for item in due])
        told.update(reminded_of=F("target_date"))
    return sorted(due, key=lambda item: (item.target_date, item.name))


def _is_due(item: PlanItem, today: dt.date) -> bool:
    if item.target_date is None or item.target_date == item.reminded_of:
        return False
    return item.state in {PlanItem.TO_DO, PlanItem.BEGUN} and item.target_date <= today + AHEAD
