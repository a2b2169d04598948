"""What the app sends is a row first, part of the transaction it is written in."""

from __future__ import annotations

import datetime as dt
import email
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from careerpath.accounts.models import User
from careerpath.mail import sender, sending
from careerpath.mail.models import OutgoingMail, State
from careerpath.mail.packing import unpacked
from tests.accounts.conftest import confirmed
from tests.mail.conftest import LINK, SUBJECT, write
from tests.neighbours import neighbour, silent

pytestmark = pytest.mark.django_db
UseServer = Callable[[int], None]


@pytest.fixture(autouse=True)
def _to_nobody(to_server: UseServer) -> None:
    """None of these tests may reach a server: they would fail on this port."""
    to_server(1)


def test_a_mail_is_a_row(db: None) -> None:
    row = write("Ada@example.org")
    assert (row.recipient, row.subject, row.state, row.tries, row.trouble, row.answer) == (
        "ada@example.org", SUBJECT, State.WAITING, 0, "", "",
    )  # fmt: skip
    assert row.due == row.queued_at
    assert row.expires == row.queued_at + dt.timedelta(days=1)


def test_a_row_becomes_the_mail_it_was_the_same_each_time(db: None) -> None:
    row = write()
    first, second = unpacked(row).message(), unpacked(row).message()
    assert (first["Message-ID"], first["Date"]) == (second["Message-ID"], second["Date"])
    assert first["Message-ID"].endswith("@example.org>")
    texts = [part for part in first.walk() if part.get_content_maintype() == "text"]
    parts = [bytes(part.get_payload(decode=True)).decode() for part in texts]
    assert parts == [f"Grüße!\n{LINK}\n", f"<p>Grüße! <a href='{LINK}'>Hier</a></p>"]
    names = [first[name] for name in ("From", "To")]
    assert names == ["app@example.org", "ada@example.org"]
    assert str(email.header.make_header(email.header.decode_header(first["Subject"]))) == SUBJECT


def test_each_address_has_a_row_of_its_own(db: None) -> None:
    mail.send_mail("Hello", "you", "app@example.org", ["ada@example.org", "bea@example.org"])
    rows = OutgoingMail.objects.order_by("pk")
    assert [row.recipient for row in rows] == ["ada@example.org", "bea@example.org"]
    assert [unpacked(row).to for row in rows] == [["ada@example.org"], ["bea@example.org"]]


def test_attachments_are_refused_instead_of_lost(db: None) -> None:
    message = mail.EmailMessage("Hello", "you", "app@example.org", ["ada@example.org"])
    message.attach("cv.txt", "words", "text/plain")
    with pytest.raises(ValueError, match="attachments can't be written down"):
        message.send()


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_sent_and_wakes_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    woken: list[int] = []
    monkeypatch.setattr(sender, "wake", lambda: woken.append(OutgoingMail.objects.count()))
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert (OutgoingMail.objects.count(), woken) == (0, [])
    with transaction.atomic():
        write()
        assert woken == []
    assert woken == [1]  # after the commit: who is woken finds it


def test_a_request_writes_one_row_and_speaks_with_no_server(
    client: Client, to_server: UseServer
) -> None:
    with neighbour(silent) as there:
        to_server(there.port)
        assert client.post("/accounts/signup/", {"email": "ada@example.org"}).status_code == 302
    [row] = OutgoingMail.objects.all()
    assert (row.recipient, row.state) == ("ada@example.org", State.WAITING)


def test_a_mail_is_in_the_language_of_who_asked(client: Client) -> None:
    client.post("/accounts/password/reset/", {"email": "a@example.org"}, HTTP_ACCEPT_LANGUAGE="de")
    client.post("/accounts/password/reset/", {"email": "b@example.org"}, HTTP_ACCEPT_LANGUAGE="en")
    german, english = OutgoingMail.objects.order_by("pk")
    assert english.subject != german.subject
    assert "Konto" in json.loads(german.text)["body"]
    assert "account" in json.loads(english.text)["body"]


def test_a_reset_is_of_use_as_long_as_its_link(client: Client, alice: User) -> None:
    confirmed(alice)
    client.post("/accounts/password/reset/", {"email": alice.email})
    [row] = OutgoingMail.objects.all()
    lasts = row.expires - timezone.now()
    assert dt.timedelta(minutes=59) < lasts <= dt.timedelta(hours=1)
    assert unpacked(row).message()["Expires"]


@pytest.mark.parametrize("known", [True, False])
def test_writing_costs_the_same_for_known_and_unknown(
    known: bool, alice: User, django_assert_num_queries: Any
) -> None:
    """One statement in one transaction, whoever it is: no look at who has the address."""
    with django_assert_num_queries(4):  # the row between savepoints, and this test's look at it
        write(alice.email if known else "nobody@example.org")


@pytest.mark.parametrize("email", ["alice@example.org", "nobody@example.org"])
def test_a_reset_that_is_not_sent_costs_what_one_costs_that_is(
    email: str, client: Client, alice: User
) -> None:
    """Above twenty from one network address strangers get none; who has an account goes on to."""
    confirmed(alice)
    for n in range(20):
        client.post("/accounts/password/reset/", {"email": f"person{n}@example.org"})
    OutgoingMail.objects.all().delete()
    with CaptureQueriesContext(connection) as asked:
        client.post("/accounts/password/reset/", {"email": email})
    said = [query["sql"] for query in asked]
    assert sum("INSERT INTO" in sql and "mail_outgoingmail" in sql for sql in said) == 1
    [row] = OutgoingMail.objects.all()
    known = email == alice.email
    assert (row.recipient, row.state) == (email, State.WAITING if known else State.EXPIRED)
    sending._claimed(done := sending.Round())
    assert OutgoingMail.objects.exists() is known
    assert done == sending.Round()
