"""The thread of a serving process that sends mail, so that no request has to wait for one.

Every process has one; they share the work by claiming (sending.py). A commit wakes the one of its
own process, and each looks by itself now and then: for what is to be tried again, and for what
another process left behind.
"""

from __future__ import annotations

import atexit
import logging
import os
from threading import Event, Thread
from time import monotonic

from django.conf import settings
from django.db import connections

from careerpath.mail.models import GIVEN_UP, OutgoingMail
from careerpath.mail.sending import send_due

LOOK = 30
"""Seconds between two looks, and after trouble with the mail server."""
SAY = 60
"""Seconds between two lines in the log."""
LEAVE = 25
"""Seconds that a mail on its way is waited for when the process ends; gunicorn waits for 30."""
OUTBOX = "careerpath.mail.outbox.Outbox"
log = logging.getLogger(__name__)


class Sender(Thread):
    """Sends what is due, waits until there is more, and so on until it is stopped."""

    def __init__(self) -> None:
        super().__init__(name="mail", daemon=True)
        self.woken, self.stopped = Event(), Event()
        self._unsaid, self._said_at = False, -float(SAY)

    def run(self) -> None:
        """Look, and look again; no mishap ends it."""
        while not self.stopped.is_set():
            self.woken.clear()
            try:
                well = self.look()
            finally:
                connections.close_all()  # an idle thread keeps none
            (self.woken if well else self.stopped).wait(LOOK)

    def look(self) -> bool:
        """Send what is due; returns whether there was no trouble with the server or database."""
        try:
            done = send_due()
            self._unsaid |= bool(done.put_off or done.given_up)
            self._say()
        except Exception:  # noqa: BLE001  # it is in the log, and the thread goes on: it is the only one
            self._unsaid = True
            self._say(trouble=True)
            return False
        return not done.server_in_trouble

    def _say(self, *, trouble: bool = False) -> None:
        """A line in the log where something went wrong since the last, one a minute at most."""
        now = monotonic()
        if not self._unsaid or now - self._said_at < SAY:
            return
        self._unsaid, self._said_at = False, now
        if trouble:
            log.error("mail can't be looked after", exc_info=True)
        else:
            log.warning("mail is held up", extra={"facts": held_up()})

    def stop(self) -> None:
        """Let a mail that is on its way arrive, then end."""
        self.stopped.set()
        self.woken.set()
        self.join(LEAVE)


def held_up() -> dict[str, object]:
    """How much mail waits and how much was given up, and why; nothing of the mails themselves."""
    given_up = OutgoingMail.objects.filter(state__in=GIVEN_UP)
    waiting = OutgoingMail.objects.exclude(state__in=GIVEN_UP)
    last = OutgoingMail.objects.exclude(trouble="").order_by("-tries", "-pk").first()
    return {
        "waiting": waiting.count(),
        "given_up": given_up.count(),
        "why": last.trouble if last else "",
        "answer": last.answer if last else "",
    }


_at_work: list[Sender] = []


def start() -> None:
    """Begin to send in this process, where mail goes to a server; the process's end stops it."""
    if settings.EMAIL_BACKEND == OUTBOX and not _at_work:
        _begin()
        atexit.register(stop)
        os.register_at_fork(after_in_child=_begin_in_child)


def stop() -> None:
    """Let a mail that is on its way arrive, and send no more in this process."""
    while _at_work:
        _at_work.pop().stop()


def _begin() -> None:
    _at_work[:] = [Sender()]
    _at_work[0].start()


def _begin_in_child() -> None:
    """A thread does not come along where a server loads the app first and then divides."""
    if _at_work:
        _begin()


def wake() -> None:
    """Have this process's sender look now. Without one the next process that has one looks."""
    for sender in _at_work:
        sender.woken.set()
