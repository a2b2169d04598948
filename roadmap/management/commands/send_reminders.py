"""`manage.py send_reminders`"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import ngettext

from assessments.models import DevelopmentPlan
from roadmap.reminders import remind


class Command(BaseCommand):
    help = (
        "Write a mail to everybody who asked to be reminded of their plan and of whose plan "
        "something is due. Run it once a day; run again, it says nothing twice."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        plans = DevelopmentPlan.objects.exclude(reminders_in="").filter(owner__is_active=True)
        # Without a mail server nobody can ask for them; who did while there was one is owed them.
        if not settings.SENDS_MAIL and plans.exists():
            raise CommandError("EMAIL_URL names no mail server: nobody can be reminded.")
        today = timezone.localdate()
        count = sum(
            remind(plan=plan, today=today) > 0
            for plan in plans.select_related("owner").order_by("pk").iterator()
        )
        text = ngettext("Wrote %(count)d mail.", "Wrote %(count)d mails.", count)
        self.stdout.write(text % {"count": count})
