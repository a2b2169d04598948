"""Mails that remind of what is in a plan, to who asked for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from assessments import services
from assessments.models import DevelopmentPlan, PlanItem
from careerpath.framework.models import CareerPath
from careerpath.framework.models.translatable import texts_in
from careerpath.framework.templatetags.careerpath import public_address
from roadmap.phrases import plan as phrases

SALT = "roadmap.reminders"


def remind(*, plan: DevelopmentPlan, today: dt.date) -> int:
    """Write the mail of what is due of this plan, if anything is; returns how many things.

    What is reminded of is noted in the transaction that the mail is written in: of two who do this
    at once one finds nothing.
    """
    language = plan.reminders_in
    with transaction.atomic(), translation.override(language), texts_in(language):
        due = services.note_reminded(plan=plan, today=today)
        if due:
            _mail(plan, due, today).send()
    return len(due)


def stop_key(plan: DevelopmentPlan) -> str:
    """What in the mail ends the reminders of a plan, without signing in; it does nothing else."""
    return signing.Signer(salt=SALT).sign(str(plan.pk))


def plan_of_key(key: str) -> DevelopmentPlan | None:
    """The plan of such a key; None for a forged one and for a plan that is gone."""
    try:
        plan = signing.Signer(salt=SALT).unsign(key)
    except signing.BadSignature:
        return None
    return DevelopmentPlan.objects.select_related("path").filter(pk=plan).first()


def _thing(item: PlanItem, today: dt.date) -> str:
    day = item.target_date or today
    to = item.get_proficiency_display() if item.proficiency else ""
    return phrases.reminder(day, item.name, to, has_passed=day < today)


def _mail(plan: DevelopmentPlan, due: Sequence[PlanItem], today: dt.date) -> EmailMultiAlternatives:
    # Read again for its name in the language that holds now.
    path = CareerPath.objects.get(pk=plan.path_id)
    stop = public_address() + reverse("roadmap:stop_reminders", args=[stop_key(plan)])
    context = {
        "path": path.name,
        "things": [_thing(item, today) for item in due],
        "plan_url": public_address() + reverse("roadmap:plan", args=[path.public_id]),
        "stop_url": stop,
        "home_url": public_address() + reverse("framework:home"),
        "home_host": public_address().partition("://")[2],
    }
    mail = EmailMultiAlternatives(
        subject=phrases.reminder_subject(path.name),
        body=render_to_string("roadmap/mail/reminder.txt", context).strip() + "\n",
        to=[plan.owner.email],  # type: ignore[union-attr]  # only a person's asks for mails
        headers={"List-Unsubscribe": f"<{stop}>", "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string("roadmap/mail/reminder.html", context), "text/html")
    return mail
