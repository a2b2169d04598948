"""What the app sends mail with: it writes the mail down, and somebody else sends it.

The row is part of whatever transaction it is written in. So nothing is sent of what was rolled
back, nothing is lost of what was committed, and no request waits for a mail server.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from email.utils import parsedate_to_datetime

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from careerpath.mail import sender
from careerpath.mail.models import OutgoingMail
from careerpath.mail.packing import packed

OF_USE = dt.timedelta(days=1)
"""How long a mail is worth sending that does not say so itself in its header `Expires`."""
SUBJECT = 250


class Outbox(BaseEmailBackend):
    """Django's `EMAIL_BACKEND`: one row an address, at the same cost whoever it is."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write them down, in the transaction that is open; returns how many there were."""
        now = timezone.now()
        rows = [row for message in email_messages for row in _rows(message, now)]
        with transaction.atomic():
            OutgoingMail.objects.bulk_create(rows)
            transaction.on_commit(sender.wake)
        return len(email_messages)


def _rows(message: EmailMessage, now: dt.datetime) -> Iterator[OutgoingMail]:
    """A row for each address: whether it went out is known address by address."""
    expires = _expires(message, now)
    for recipient in message.recipients():
        yield OutgoingMail(
            recipient=recipient.lower(),  # as everywhere here
            subject=message.subject[:SUBJECT],
            text=packed(message),
            queued_at=now,
            expires=expires,
            due=now,
        )


def _expires(message: EmailMessage, now: dt.datetime) -> dt.datetime:
    said = message.extra_headers.get("Expires")
    return parsedate_to_datetime(said) if said else now + OF_USE
