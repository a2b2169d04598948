"""Handing one mail over to the mail server that EMAIL_URL names.

Django's way of doing it, besides: all of it is over within a time, whatever the server does; and it
is known whether the server can have the mail.
"""

from __future__ import annotations

import contextlib
import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from functools import partial
from threading import Timer
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from careerpath.mail.models import Trouble

WHOLE = 60
"""Seconds after which a connection is cut. A single answer may take EMAIL_TIMEOUT."""
ASKS_AGAIN, IS_FINAL, ANSWERS_END = 400, 500, 600


class NotSent(Exception):
    """The server certainly has not got the mail; `for_good` where trying again is in vain."""

    def __init__(self, trouble: Trouble, answer: str = "", *, for_good: bool = False) -> None:
        super().__init__(trouble)
        self.trouble, self.answer, self.for_good = trouble, answer, for_good

    @property
    def is_server(self) -> bool:
        """Whether any other mail would have met with the same."""
        return self.trouble is not Trouble.SAID_NO


class Unsure(Exception):
    """The whole mail was handed over and no answer came: it may be on its way or not."""


def deliver(message: EmailMessage, hand_over: Callable[[], None]) -> None:
    """Send a mail; returns once the server has it.

    `hand_over` is called when the server is ready for the text, just before it gets it; what it
    raises stops the sending. Raises NotSent or Unsure.
    """
    delivery = Delivery(hand_over)
    watch = Timer(WHOLE, delivery.cut)
    watch.daemon = True
    watch.start()
    try:
        delivery.open()
        delivery.send_messages([message])
    except OSError as error:  # all of smtplib's are, and those of sockets and TLS
        raise _judged(error, handed_over=delivery.handed_over) from error
    finally:
        watch.cancel()
        delivery.leave()


class Delivery(EmailBackend):
    """Django's connection to a mail server, for one mail, that can be cut at any time."""

    def __init__(self, hand_over: Callable[[], None]) -> None:
        super().__init__()
        self.hand_over, self.handed_over = hand_over, False
        self.client: _Client | None = None

    @property
    def connection_class(self) -> Any:
        """Who speaks with the server."""
        return partial(_TlsClient if self.use_ssl else _Client, self)

    def cut(self) -> None:
        """End the connection under whoever waits for the server."""
        if self.client and self.client.sock:
            with contextlib.suppress(OSError):  # it has ended
                # Not the TLS connection's own way, which is another thread's to use.
                socket.socket.shutdown(self.client.sock, socket.SHUT_RDWR)

    def leave(self) -> None:
        """Say goodbye and wait for no answer: the mail is taken or not, that changes nothing."""
        if self.client:
            with contextlib.suppress(OSError):
                self.client.putcmd("quit")
            self.client.close()


class _Client(smtplib.SMTP):
    """Tells the delivery when the text goes out, and when all of it has."""

    def __init__(self, delivery: Delivery, *args: Any, **kwargs: Any) -> None:
        delivery.client = self
        self.delivery = delivery
        super().__init__(*args, **kwargs)

    def send(self, s: Any) -> None:
        """Send a command (text), or the mail (bytes) with the dot that ends it."""
        if not isinstance(s, bytes):
            return super().send(s)
        self.delivery.hand_over()
        super().send(s)
        self.delivery.handed_over = True
        return None


class _TlsClient(_Client, smtplib.SMTP_SSL):
    """The same, with TLS from the start."""


def _judged(error: OSError, *, handed_over: bool) -> NotSent | Unsure:
    """What an error means for the mail."""
    code, answer = _answer(error)
    refused = isinstance(error, smtplib.SMTPDataError) and ASKS_AGAIN <= code < ANSWERS_END
    if handed_over and not refused:
        return Unsure()
    if refused or isinstance(error, smtplib.SMTPRecipientsRefused):
        return NotSent(Trouble.SAID_NO, answer, for_good=code >= IS_FINAL)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return NotSent(Trouble.SIGN_IN, answer)
    if isinstance(error, (ssl.SSLError, smtplib.SMTPNotSupportedError)):
        return NotSent(Trouble.TLS)
    return NotSent(Trouble.NOT_TAKEN if code > 0 else Trouble.AWAY, answer)


def _answer(error: OSError) -> tuple[int, str]:
    """The number of the server's answer, and that with its finer one; its words stay out.

    They can quote a person's address, or the mail.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        [(code, words)] = error.recipients.values()
        text = words.decode(errors="replace")
    elif isinstance(error, smtplib.SMTPResponseException):
        code, said = error.smtp_code, error.smtp_error
        text = said.decode(errors="replace") if isinstance(said, bytes) else said
    else:
        return 0, ""
    if code <= 0:  # no number at all: what answered speaks no SMTP
        return 0, ""
    finer = re.match(r"[245]\.\d{1,3}\.\d{1,3}\b", text)
    return code, f"{code} {finer[0]}" if finer else str(code)
