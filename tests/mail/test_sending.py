"""Whose turn it is, what comes of it, and that no mail goes out twice."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from careerpath.mail import sending
from careerpath.mail.models import OutgoingMail, State, Trouble
from careerpath.mail.sending import LONGEST_PAUSE, SHOWN_FOR, Round, pause, send_due
from tests.mail.conftest import write
from tests.mail_servers import MailServer
from tests.neighbours import refusing

pytestmark = pytest.mark.django_db
UseServer = Callable[[int], None]
PAST = timezone.now() - dt.timedelta(seconds=1)


def come_due() -> None:
    """Let the time pass that all of them wait for."""
    OutgoingMail.objects.update(due=PAST)


def test_what_was_taken_leaves_nothing_behind(to_server: UseServer) -> None:
    with MailServer() as server:
        to_server(server.port)
        write()
        write("bea@example.org")
        assert send_due() == Round(sent=2)
        assert send_due() == Round()
    assert len(server.taken) == 2
    assert OutgoingMail.objects.count() == 0


def test_pauses_grow_up_to_a_bound() -> None:
    seconds = [pause(tries).total_seconds() for tries in (1, 2, 3, 4, 5, 6, 1000)]
    assert seconds == [30, 60, 120, 240, 480, 600, 600]


def test_a_server_out_of_reach_ends_the_round_and_costs_one_try(to_server: UseServer) -> None:
    with refusing() as there:
        to_server(there.port)
        write()
        write("bea@example.org")
        assert send_due() == Round(put_off=1, server_in_trouble=True)
    first, second = OutgoingMail.objects.order_by("pk")
    assert (first.state, first.trouble, first.tries) == (State.WAITING, Trouble.AWAY, 1)
    assert timezone.now() < first.due <= timezone.now() + dt.timedelta(seconds=30)
    assert (second.state, second.trouble, second.tries) == (State.WAITING, "", 0)
    with MailServer() as server:
        to_server(server.port)
        assert send_due() == Round(sent=1)  # the other one is not due yet
        come_due()
        assert send_due() == Round(sent=1)
    assert [b"bea@" in taken for taken in server.taken] == [True, False]


def test_one_refused_address_holds_nobody_up(to_server: UseServer) -> None:
    with MailServer(RCPT=["550 5.1.1 nobody", "450 4.2.0 later"]) as server:
        to_server(server.port)
        for name in ("nobody", "later", "ada"):
            write(f"{name}@example.org")
        assert send_due() == Round(sent=1, put_off=1, given_up=1)
    assert len(server.taken) == 1
    refused, later = OutgoingMail.objects.order_by("pk")
    assert (refused.state, refused.trouble, refused.answer, refused.text) == (
        State.REFUSED, Trouble.SAID_NO, "550 5.1.1", "",
    )  # fmt: skip
    assert (later.state, later.answer) == (State.WAITING, "450 4.2.0")
    assert later.text


def test_no_answer_to_the_text_is_not_tried_again(to_server: UseServer) -> None:
    """The server may have it: twice would be worse than shown as unsure."""
    with MailServer(TEXT=[""]) as server:
        to_server(server.port)
        write()
        assert send_due() == Round(given_up=1)
        come_due()
        OutgoingMail.objects.update(due=timezone.now() + SHOWN_FOR)
        assert send_due() == Round()
    assert len(server.taken) == 1
    row = OutgoingMail.objects.get()
    assert (row.state, row.text) == (State.UNSURE, "")


def test_who_dies_before_handing_over_is_followed_by_another(to_server: UseServer) -> None:
    with MailServer() as server:
        to_server(server.port)
        write()
        assert sending._claimed(Round()) is not None  # and then nothing more is heard of it
        assert send_due() == Round()
        come_due()
        assert send_due() == Round(sent=1)
    assert len(server.taken) == 1


def test_who_dies_while_handing_over_is_followed_by_nobody(to_server: UseServer) -> None:
    with MailServer() as server:
        to_server(server.port)
        write()
        OutgoingMail.objects.update(state=State.HANDED_OVER, tries=1, due=PAST)
        assert send_due() == Round(given_up=1)
    assert server.steps == []
    assert OutgoingMail.objects.get().state == State.UNSURE


def test_who_stood_still_too_long_does_not_send_after_all(to_server: UseServer) -> None:
    """A process that was stopped wakes up with a claim that another has had meanwhile."""
    with MailServer() as server:
        to_server(server.port)
        write()
        mine = sending._claimed(Round())
        assert mine
        come_due()
        other = sending._claimed(Round())
        assert other
        sending._send(mine, Round())
        assert server.taken == []
        assert OutgoingMail.objects.get().state == State.CLAIMED  # the other's, untouched
        sending._send(other, Round())
    assert len(server.taken) == 1
    assert OutgoingMail.objects.count() == 0


def test_mail_of_a_person_who_was_deleted_is_not_sent(to_server: UseServer) -> None:
    with MailServer() as server:
        to_server(server.port)
        write()
        mine = sending._claimed(Round())
        assert mine
        OutgoingMail.objects.all().delete()
        sending._send(mine, Round())
    assert server.taken == []
    assert OutgoingMail.objects.count() == 0


@pytest.mark.parametrize("state", [State.WAITING, State.CLAIMED])
def test_too_old_to_be_of_use_is_not_sent_and_its_text_goes(
    state: State, to_server: UseServer
) -> None:
    with MailServer() as server:
        to_server(server.port)
        write()
        OutgoingMail.objects.update(state=state, due=PAST, expires=PAST)
        assert send_due() == Round(given_up=1)
    assert server.steps == []
    row = OutgoingMail.objects.get()
    assert (row.state, row.text) == (State.EXPIRED, "")
    come_due()  # a week later
    assert send_due() == Round()
    assert OutgoingMail.objects.count() == 0


def test_a_mail_put_off_is_looked_at_when_it_runs_out(to_server: UseServer) -> None:
    """Its text is not kept for a pause longer than it is of use."""
    with refusing() as there:
        to_server(there.port)
        row = write()
        ends = timezone.now() + dt.timedelta(seconds=100)
        OutgoingMail.objects.update(tries=9, expires=ends)
        send_due()
        row.refresh_from_db()
        assert row.due == ends < timezone.now() + LONGEST_PAUSE


@pytest.mark.django_db(transaction=True)
def test_several_senders_share_the_work_and_send_each_mail_once(to_server: UseServer) -> None:
    """Four of them, as four processes would, with connections of their own."""

    def send() -> int:
        try:
            return send_due().sent
        finally:
            connection.close()

    with MailServer() as server:
        to_server(server.port)
        for n in range(20):
            write(f"person{n}@example.org")
        with ThreadPoolExecutor(4) as pool:
            sent = sum(f.result() for f in [pool.submit(send) for _ in range(4)])
    numbers = Counter(
        line for taken in server.taken for line in taken.splitlines() if b"Message-ID" in line
    )
    assert (sent, len(numbers), set(numbers.values())) == (20, 20, {1})
    assert OutgoingMail.objects.count() == 0
