"""`manage.py delete_forgotten`"""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import ngettext

from assessments.guest_session import reachable_ids
from assessments.services import delete_forgotten


class Command(BaseCommand):
    help = "Delete assessments begun without an account that nobody can reach any more."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=30, help="untouched for so many (30)")

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        if days < 1:
            raise CommandError("--days must be at least 1.")
        now = timezone.now()
        before = now - dt.timedelta(days=days)
        count = delete_forgotten(before=before, reachable=reachable_ids(now=now))
        text = ngettext(
            "Deleted %(count)d forgotten assessment.",
            "Deleted %(count)d forgotten assessments.",
            count,
        )
        self.stdout.write(text % {"count": count})
