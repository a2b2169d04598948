"""What the app sends mail with: it writes the mail down, and somebody else sends it.

The row is part of whatever transaction it is written in. So nothing is sent of what was rolled
back, nothing is lost of what was committed, and no request waits for a mail server.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from email.utils import parsedate_to_datetime

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from careerpath.mail import sender
from careerpath.mail.models import OutgoingMail, State
from careerpath.mail.packing import packed

OF_USE = dt.timedelta(days=1)
"""How long a mail is worth sending that does not say so itself in its header `Expires`."""
SUBJECT = 250


class Outbox(BaseEmailBackend):
    """Django's `EMAIL_BACKEND`: one row an address, at the same cost whoever it is."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write them down, in the transaction that is open; returns how many there were."""
        return self.write(email_messages, State.WAITING)

    def write(self, email_messages: Sequence[EmailMessage], state: State) -> int:
        """The same, in any state: what has come to its end is deleted when it is next looked at."""
        now = timezone.now()
        rows = [row for message in email_messages for row in _rows(message, now, state)]
        with transaction.atomic():
            OutgoingMail.objects.bulk_create(rows)
            transaction.on_commit(sender.wake)
        return len(email_messages)


def write_for_nobody(message: EmailMessage) -> None:
    """Write the row of a mail that is not sent, and is deleted a second later.

    Whoever asked for it can't tell by the time that there was none.
    """
    outbox = get_connection()
    if isinstance(outbox, Outbox):
        outbox.write([message], State.EXPIRED)


def _rows(message: EmailMessage, now: dt.datetime, state: State) -> Iterator[OutgoingMail]:
    """A row for each address: whether it went out is known address by address."""
    expires = _expires(message, now)
    for recipient in message.recipients():
        yield OutgoingMail(
            recipient=recipient.lower(),  # as everywhere here
            subject=message.subject[:SUBJECT],
            text=packed(message),
            state=state,
            queued_at=now,
            expires=expires,
            due=now,
        )


def _expires(message: EmailMessage, now: dt.datetime) -> dt.datetime:
    said = message.extra_headers.get("Expires")
    return parsedate_to_datetime(said) if said else now + OF_USE
