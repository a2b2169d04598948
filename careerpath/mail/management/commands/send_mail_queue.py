"""`manage.py send_mail_queue`"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from careerpath.mail.models import GIVEN_UP, OutgoingMail
from careerpath.mail.sender import OUTBOX
from careerpath.mail.sending import send_due


class Command(BaseCommand):
    help = (
        "Send the mail that is due, which the serving processes do by themselves too, and say what "
        "waits and what was given up. Ends with 1 where any waits or was given up."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--list", action="store_true", help="send nothing, only say")

    def handle(self, *args: Any, list: bool, **options: Any) -> None:  # noqa: A002  # the option
        if not list:
            if settings.EMAIL_BACKEND != OUTBOX:
                raise CommandError("EMAIL_URL names no mail server: nothing waits to be sent.")
            self.stdout.write(f"Sent {send_due().sent}.")
        waiting = OutgoingMail.objects.exclude(state__in=GIVEN_UP)
        given_up = OutgoingMail.objects.filter(state__in=GIVEN_UP)
        for mail in [*waiting, *given_up]:
            self.stdout.write(_line(mail))
        if waiting or given_up:
            raise CommandError(f"{len(waiting)} wait, {len(given_up)} were given up.")


def _line(mail: OutgoingMail) -> str:
    """A mail by its number, for admin has the address: what is printed may end up in a log."""
    why = " ".join(part for part in (mail.get_trouble_display(), mail.answer) if mail.trouble)
    written = mail.queued_at.strftime("%Y-%m-%d %H:%M UTC")
    state = mail.get_state_display()
    return f"{mail.pk}, written {written}, tries {mail.tries}: {state}. {why}".strip()
