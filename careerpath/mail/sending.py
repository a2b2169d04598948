"""Which mail is due, who sends it, and what came of it.

Each mail is claimed before anybody speaks with the mail server, and noted as being handed over just
before the server gets its text. Who claimed it can end at any moment: before the handing over
somebody else takes it over when its time is up; after that nobody does, because the server may have
it. So no mail is sent twice; one may be lost, and is then shown as "may have arrived".
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from careerpath.mail.models import GIVEN_UP, OutgoingMail, State, Trouble
from careerpath.mail.packing import unpacked
from careerpath.mail.smtp import NotSent, Unsure, deliver

CLAIMED_FOR = dt.timedelta(minutes=3)
"""How long a mail is left to who claimed it; longer than a delivery takes (smtp.WHOLE)."""
FIRST_PAUSE, LONGEST_PAUSE = dt.timedelta(seconds=30), dt.timedelta(minutes=10)
SHOWN_FOR = dt.timedelta(days=7)
"""How long a mail that was given up is shown, without its text."""


class ClaimLost(Exception):
    """The mail is no longer ours to send: it took us too long, or its person is gone."""


@dataclass
class Round:
    """What came of sending all mail that was due."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0
    server_in_trouble: bool = False


def send_due() -> Round:
    """Send what is due until nothing is, or the server itself is in trouble."""
    done = Round()
    while not done.server_in_trouble and (mail := _claimed(done)):
        _send(mail, done)
    return done


def pause(tries: int) -> dt.timedelta:
    """How long to wait after that many tries: twice as long each time."""
    return min(FIRST_PAUSE * (1 << min(tries - 1, 10)), LONGEST_PAUSE)


def _claimed(done: Round) -> OutgoingMail | None:
    """The next mail that is ours to send; what is over is tidied up on the way."""
    while OutgoingMail.objects.filter(due__lte=timezone.now()).exists():  # reads, locks nobody out
        with transaction.atomic():
            due = OutgoingMail.objects.filter(due__lte=timezone.now()).order_by("due", "pk")
            mail = due.select_for_update(skip_locked=True).first()
            if mail is None:  # others are at work on them
                return None
            _move_on(mail, done)
        if mail.state == State.CLAIMED:
            return mail
    return None


def _move_on(mail: OutgoingMail, done: Round) -> None:
    """Claim it, give it up or forget it, whichever is due."""
    now = timezone.now()
    if mail.state in GIVEN_UP:
        mail.delete()
    elif mail.state == State.HANDED_OVER:
        _give_up(mail, State.UNSURE, done)
    elif mail.expires <= now:
        _give_up(mail, State.EXPIRED, done)
    else:
        mail.state, mail.tries, mail.due = State.CLAIMED, mail.tries + 1, now + CLAIMED_FOR
        mail.save(update_fields=["state", "tries", "due"])


def _send(mail: OutgoingMail, done: Round) -> None:
    try:
        deliver(unpacked(mail), lambda: _note_handing_over(mail))
    except NotSent as error:
        mail.trouble, mail.answer = error.trouble, error.answer
        if error.for_good:
            _give_up(mail, State.REFUSED, done)
        else:
            _put_off(mail, done)
        done.server_in_trouble = error.is_server
    except Unsure:
        mail.trouble, mail.answer = Trouble.AWAY, ""
        _give_up(mail, State.UNSURE, done)
    except ClaimLost:
        return
    else:
        mail.delete()
        done.sent += 1


def _note_handing_over(mail: OutgoingMail) -> None:
    """From here on nobody else sends it; raises ClaimLost where somebody else may already.

    Each claim has another number of tries, so one that was taken over is told from its successor.
    """
    still_ours = OutgoingMail.objects.filter(pk=mail.pk, state=State.CLAIMED, tries=mail.tries)
    if not still_ours.update(state=State.HANDED_OVER, due=timezone.now() + CLAIMED_FOR):
        raise ClaimLost


def _put_off(mail: OutgoingMail, done: Round) -> None:
    """Try again later, or see then that it is too old."""
    mail.state = State.WAITING
    mail.due = min(timezone.now() + pause(mail.tries), mail.expires)
    _note(mail)
    done.put_off += 1


def _give_up(mail: OutgoingMail, end: State, done: Round) -> None:
    """Its text goes at once; that it was is shown for a while."""
    mail.state, mail.text, mail.due = end, "", timezone.now() + SHOWN_FOR
    _note(mail)
    done.given_up += 1


def _note(mail: OutgoingMail) -> None:
    """Store what came of it, unless its person was deleted meanwhile or another has it now."""
    same = OutgoingMail.objects.filter(pk=mail.pk, tries=mail.tries)
    same.update(
        state=mail.state, text=mail.text, due=mail.due, trouble=mail.trouble, answer=mail.answer
    )
