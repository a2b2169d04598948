"""Reminders of a plan by mail: asked for, whole, once, ended with one press."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from unittest import mock

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from assessments.models import Assessment, DevelopmentPlan, PlanItem
from careerpath.accounts.models import User
from careerpath.mail.models import OutgoingMail
from careerpath.mail.sender import OUTBOX
from roadmap.reminders import remind, stop_key
from tests.pages import text_of
from tests.roadmap.test_plans import HERE, built, done, edit, take

__all__ = ["built", "done"]
PAGE, ASK = f"{HERE}calendar/", f"{HERE}reminders/"
TODAY = dt.date(2026, 12, 1)
WEEK = dt.timedelta(days=7)


@pytest.fixture(autouse=True)
def _sends(settings: Settings) -> None:
    settings.SENDS_MAIL = True


@pytest.fixture
def plan(as_alice: Client, done: Assessment) -> DevelopmentPlan:
    """A skill within a week, a project behind its day, and what nobody is to be reminded of."""
    take(as_alice, done, "way")
    take(as_alice, done, "project:level-1/bed")
    for title, day in (("Read", None), ("Talk", TODAY), ("Later", TODAY + 2 * WEEK)):
        as_alice.post(HERE, {"title": title})
        PlanItem.objects.filter(title=title).update(target_date=day)
    PlanItem.objects.filter(title="Talk").update(dropped_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
    items = PlanItem.objects.all()
    items.filter(skill__public_id="gardener-1-1").update(target_date=TODAY + WEEK)
    items.filter(project__name="Bed").update(target_date=TODAY - WEEK)
    return DevelopmentPlan.objects.get()


def asked(client: Client, plan: DevelopmentPlan) -> DevelopmentPlan:
    client.post(ASK, {"do": "ask"})
    plan.refresh_from_db()
    return plan


def reminded(plan: DevelopmentPlan, today: dt.date = TODAY) -> list[str]:
    """The mails that come of it, from the first thing on."""
    mail.outbox.clear()
    plan.refresh_from_db()
    remind(plan=plan, today=today)
    return [re.sub(r"(?s).*?\n\n.*?\n\n(.*?)\n\n.*", r"\1", str(one.body)) for one in mail.outbox]


# --- The mail -------------------------------------------------------------------------------------

ENGLISH = """\
Hello,

You asked to be reminded of what is in your Gardener plan.

- 24 Nov 2026, which has passed: Bed
- 8 Dec 2026: Gardener 1 1, to Proficient

Your plan:
http://localhost:8000/roadmap/plan/gardener/

Each thing is told once, from a week before its day, and again where you give it another day.
No more reminders of this plan:
http://localhost:8000/roadmap/reminders/KEY/

careerpath
http://localhost:8000/
"""
GERMAN = """\
Hallo,

du wolltest an das erinnert werden, was in deinem Plan für Gardener steht.

- 24. Nov. 2026, schon vorbei: Bed
- 8. Dez. 2026: Gardener 1 1, bis „Sicher“

Dein Plan:
http://localhost:8000/roadmap/plan/gardener/

Jedes wird einmal gesagt, ab einer Woche vor seinem Tag, und noch einmal, wenn du ihm einen \
anderen gibst.
Keine Erinnerungen an diesen Plan mehr:
http://localhost:8000/roadmap/reminders/KEY/

careerpath
http://localhost:8000/
"""


@pytest.mark.parametrize(
    ("language", "subject", "body"),
    [
        ("en", "Coming up in your Gardener plan", ENGLISH),
        ("de", "Was in deinem Plan für Gardener ansteht", GERMAN),
    ],
    ids=["en", "de"],
)
def test_the_whole_mail(
    language: str, subject: str, body: str, as_alice: Client, plan: DevelopmentPlan
) -> None:
    as_alice.cookies["language"] = language
    asked(as_alice, plan)
    assert remind(plan=plan, today=TODAY) == 2
    (message,) = mail.outbox
    assert isinstance(message, mail.EmailMultiAlternatives)
    key = stop_key(plan)
    assert (message.subject, message.to) == (subject, ["alice@example.org"])
    assert message.body.replace(key, "KEY") == body
    assert message.extra_headers == {
        "List-Unsubscribe": f"<http://localhost:8000/roadmap/reminders/{key}/>",
        "Auto-Submitted": "auto-generated",
    }
    ((html, kind),) = [tuple(part) for part in message.alternatives]
    assert kind == "text/html"
    assert f'<html lang="{language}">' in str(html)
    said = re.sub(r"\s+", " ", re.sub(r"(?s)<style>.*</style>|<[^>]+>", " ", str(html)))
    for line in re.findall("- (.*)", body):
        assert line in said
    assert re.findall('href="(http[^"]+)"', str(html)) == [
        "http://localhost:8000/roadmap/plan/gardener/",
        f"http://localhost:8000/roadmap/reminders/{key}/",
        "http://localhost:8000/",
    ]


def test_names_are_words_in_the_mail(as_alice: Client, plan: DevelopmentPlan) -> None:
    PlanItem.objects.filter(title="Later").update(title="<b>R&D</b>", target_date=TODAY)
    remind(plan=asked(as_alice, plan), today=TODAY)
    (message,) = mail.outbox
    assert isinstance(message, mail.EmailMultiAlternatives)
    assert "1 Dec 2026: <b>R&D</b>\n" in str(message.body)
    assert "&lt;b&gt;R&amp;D&lt;/b&gt;" in str(message.alternatives[0][0])


# --- Once, and of what is due ---------------------------------------------------------------------


def test_each_thing_is_told_once_and_again_with_another_day(
    as_alice: Client, plan: DevelopmentPlan
) -> None:
    asked(as_alice, plan)
    bed = "- 24 Nov 2026, which has passed: Bed"
    skill = "- 8 Dec 2026: Gardener 1 1, to Proficient"
    assert reminded(plan, TODAY - dt.timedelta(days=1)) == [bed]
    assert reminded(plan, TODAY - dt.timedelta(days=1)) == []
    assert reminded(plan) == [skill]
    assert reminded(plan) == []
    item = PlanItem.objects.get(skill__public_id="gardener-1-1")
    PlanItem.objects.filter(pk=item.pk).update(target_date="2026-12-07")
    assert reminded(plan) == ["- 7 Dec 2026: Gardener 1 1, to Proficient"]
    item.refresh_from_db()
    edit(as_alice, item, target_date="2026-12-07", note="Only a note")
    assert reminded(plan) == []
    assert reminded(plan, TODAY + WEEK) == ["- 15 Dec 2026: Later"]


def test_what_is_done_is_not_reminded_of(as_alice: Client, plan: DevelopmentPlan) -> None:
    asked(as_alice, plan)
    now = dt.datetime(2026, 11, 30, tzinfo=dt.UTC)
    PlanItem.objects.filter(skill__public_id="gardener-1-1").update(done_at=now)
    assert reminded(plan) == ["- 24 Nov 2026, which has passed: Bed"]


def test_nobody_is_reminded_who_did_not_ask(as_alice: Client, plan: DevelopmentPlan) -> None:
    assert reminded(plan) == []
    asked(as_alice, plan)
    as_alice.post(ASK, {"do": "stop"})
    assert reminded(plan) == []
    assert not PlanItem.objects.exclude(reminded_of=None).exists()


# --- The command ----------------------------------------------------------------------------------


def test_the_command_writes_down_what_somebody_else_sends(
    settings: Settings,
    as_alice: Client,
    alice: User,
    plan: DevelopmentPlan,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """So a mail server that is silent, slow or refuses costs nobody anything."""
    settings.EMAIL_BACKEND = OUTBOX
    asked(as_alice, plan)
    PlanItem.objects.filter(title="Read").update(target_date="2020-01-01")
    call_command("send_reminders")
    call_command("send_reminders")
    assert capsys.readouterr().out == "Wrote 1 mail.\nWrote 0 mails.\n"
    (row,) = OutgoingMail.objects.all()
    assert (row.recipient, row.subject) == (alice.email, "Coming up in your Gardener plan")


def test_what_is_not_written_is_not_noted(
    monkeypatch: pytest.MonkeyPatch, as_alice: Client, plan: DevelopmentPlan
) -> None:
    asked(as_alice, plan)
    monkeypatch.setattr(mail.EmailMessage, "send", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        remind(plan=plan, today=TODAY)
    assert not PlanItem.objects.exclude(reminded_of=None).exists()


def test_without_a_mail_server_it_fails_only_where_somebody_waits(
    settings: Settings, as_alice: Client, plan: DevelopmentPlan, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.SENDS_MAIL = False
    call_command("send_reminders")
    assert capsys.readouterr().out == "Wrote 0 mails.\n"
    DevelopmentPlan.objects.update(reminders_in="en")
    with pytest.raises(CommandError, match="EMAIL_URL names no mail server"):
        call_command("send_reminders")


def test_a_closed_account_gets_none(
    as_alice: Client, alice: User, plan: DevelopmentPlan, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(as_alice, plan)
    User.objects.filter(pk=alice.pk).update(is_active=False)
    call_command("send_reminders")
    assert capsys.readouterr().out == "Wrote 0 mails.\n"


@pytest.mark.parametrize(("zone", "told"), [("UTC", 0), ("Europe/Berlin", 1)])
def test_the_day_is_that_of_the_time_zone(
    zone: str, told: int, settings: Settings, as_alice: Client, plan: DevelopmentPlan
) -> None:
    """Half past eleven at night in London, the night the clocks go back, is the next in Berlin."""
    asked(as_alice, plan)
    PlanItem.objects.filter(skill__public_id="gardener-1-1").update(target_date="2026-11-01")
    PlanItem.objects.exclude(skill__public_id="gardener-1-1").update(target_date=None)
    settings.TIME_ZONE = zone
    late = dt.datetime(2026, 10, 24, 23, 30, tzinfo=dt.UTC)
    with mock.patch("django.utils.timezone.now", return_value=late):
        call_command("send_reminders")
    assert len(mail.outbox) == told


# --- Asking and ending ----------------------------------------------------------------------------


def test_where_they_are_asked_for(as_alice: Client, alice: User, plan: DevelopmentPlan) -> None:
    assert "It is sent only if you ask for it" in text_of(as_alice.get(PAGE))
    page = as_alice.post(ASK, {"do": "ask"}, follow=True)
    assert page.redirect_chain == [(PAGE, 302)]
    assert text_of(page).count(f"Reminders of this plan go to {alice.email}.") == 2
    assert "Remind me by mail" not in text_of(page)
    page = as_alice.post(ASK, {"do": "stop"}, follow=True)
    assert "No more reminders of this plan are sent." in text_of(page)
    assert "Remind me by mail" in text_of(page)


def test_one_press_in_the_mail_ends_them_without_signing_in(
    as_alice: Client, plan: DevelopmentPlan
) -> None:
    address = f"/roadmap/reminders/{stop_key(asked(as_alice, plan))}/"
    anyone = Client(enforce_csrf_checks=True)
    page = anyone.get(address)
    assert "No more reminders" in text_of(page)
    plan.refresh_from_db()
    assert plan.reminders_in == "en"  # opening it alone ends nothing
    token = page.context["csrf_token"]
    page = anyone.post(address, {"csrfmiddlewaretoken": str(token)}, follow=True)
    assert "No reminders of this plan are sent." in text_of(page)
    plan.refresh_from_db()
    assert plan.reminders_in == ""
    assert "gardener-1-1" not in page.content.decode()  # it shows nothing of the plan


def test_a_key_that_was_made_up_or_whose_plan_is_gone_leads_nowhere(
    as_alice: Client, plan: DevelopmentPlan
) -> None:
    key = stop_key(plan)
    assert as_alice.get(f"/roadmap/reminders/{key[:-1]}/").status_code == 404
    plan.delete()
    assert as_alice.get(f"/roadmap/reminders/{key}/").status_code == 404


def test_a_guest_is_told_that_it_takes_an_account(client: Client, built: Any) -> None:
    client.post("/assessments/start/gardener/")
    guest = Assessment.objects.get()
    client.post(f"/assessments/{guest.public_id}/finish/")
    take(client, guest, "way")
    assert "For that you need an account." in text_of(client.get(PAGE))
    assert client.post(ASK, {"do": "ask"})["Location"] == PAGE
    assert DevelopmentPlan.objects.get().reminders_in == ""


def test_where_no_mail_is_sent_nothing_is_offered(
    settings: Settings, as_alice: Client, plan: DevelopmentPlan
) -> None:
    settings.SENDS_MAIL = False
    assert "By mail" not in text_of(as_alice.get(PAGE))
    assert asked(as_alice, plan).reminders_in == ""


def test_somebody_elses_plan_is_not_there(as_bob: Client, plan: DevelopmentPlan) -> None:
    assert as_bob.post(ASK, {"do": "ask"}).status_code == 404
    plan.refresh_from_db()
    assert plan.reminders_in == ""
