"""A mail as text of a row, and back."""

from __future__ import annotations

import json
from email.utils import formatdate, make_msgid, parseaddr

from django.core.mail import EmailMessage, EmailMultiAlternatives

from careerpath.mail.models import OutgoingMail


def packed(message: EmailMessage) -> str:
    """The mail as text. Its number and date are set here, so that each try sends the same mail."""
    if message.attachments:
        raise ValueError("Mail with attachments can't be written down; this app sends none.")
    domain = parseaddr(message.from_email)[1].rpartition("@")[2]
    headers = {
        "Message-ID": make_msgid(domain=domain),
        "Date": formatdate(),
        **message.extra_headers,
    }
    other = getattr(message, "alternatives", None) or []
    parts = {
        "subject": message.subject,
        "body": message.body,
        "from_email": message.from_email,
        "headers": headers,
        "alternatives": [[content, kind] for content, kind in other],
    }
    return json.dumps(parts, default=str, ensure_ascii=False)


def unpacked(row: OutgoingMail) -> EmailMultiAlternatives:
    """The mail that a row keeps, to its one address."""
    return EmailMultiAlternatives(to=[row.recipient], **json.loads(row.text))
