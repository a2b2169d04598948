"""A plan as a calendar: the whole file, its private address, and what readers refuse."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries, Settings

from assessments import services
from assessments.models import Assessment, DevelopmentPlan, PlanItem, ProjectMark
from careerpath.framework.models import CareerPath
from tests.pages import text_of
from tests.roadmap.people import NOW, assessed
from tests.roadmap.test_plans import HERE, LOW, built, done, edit, take

__all__ = ["built", "done"]
PAGE, FILE = f"{HERE}calendar/", f"{HERE}calendar.ics"
THEN = dt.datetime(2026, 11, 30, 22, 30, 15, tzinfo=dt.UTC)
SUMMER_TIME = dt.date(2027, 3, 28)
"""The day on which Berlin's clocks go forward."""


@pytest.fixture
def planned(as_alice: Client, done: Assessment) -> PlanItem:
    """A skill with a day, one without, a project, and something dropped."""
    take(as_alice, done, "way")
    take(as_alice, done, "project:level-1/bed")
    as_alice.post(HERE, {"title": "Dropped"})
    PlanItem.objects.filter(title="Dropped").update(dropped_at=THEN, target_date=SUMMER_TIME)
    PlanItem.objects.filter(project__name="Bed").update(target_date="2027-02-01", changed_at=THEN)
    found = PlanItem.objects.get(skill__public_id="gardener-1-1")
    edit(as_alice, found, target_date=SUMMER_TIME.isoformat(), note="Nobody else's")
    PlanItem.objects.filter(pk=found.pk).update(changed_at=THEN)
    return found


def secret_of(client: Client) -> str:
    """Make an address and give the path of it."""
    html = client.post(PAGE, {"do": "make"}).content.decode()
    found = re.search(r'value="http://[^/]+(/roadmap/calendar/[^"]+[.]ics)"', html)
    assert found
    return found[1]


def lines(answer: Any) -> list[str]:
    """Unfolded."""
    return str(answer.content.decode()).replace("\r\n ", "").split("\r\n")


def events(answer: Any) -> list[tuple[str, dt.date, dt.date, str, list[Any]]]:
    """Parsed by the package, not by what wrote it: name, days, id, alarms."""
    found = []
    parsed: Any = Calendar.from_ical(answer.content)
    for event in parsed.walk("VEVENT"):
        alarms = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
        days = event["DTSTART"].dt, event["DTEND"].dt
        found.append((str(event["SUMMARY"]), *days, str(event["UID"]), alarms))
    return found


def test_the_whole_file(as_alice: Client, planned: PlanItem, settings: Settings) -> None:
    settings.SCHEME, settings.HOST = "https", "careers.example.org"
    bed = PlanItem.objects.get(project__name="Bed")
    answer = as_alice.get(FILE)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="gardener-plan.ics"'
    assert lines(answer) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//careerpath//plan//EN",
        "X-WR-CALNAME:Plan: Gardener",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
        "BEGIN:VEVENT",
        "SUMMARY:Bed",
        "DTSTART;VALUE=DATE:20270201",
        "DTEND;VALUE=DATE:20270202",
        "DTSTAMP:20261130T223015Z",
        f"UID:{bed.public_id}@careerpath",
        "SEQUENCE:1",
        "DESCRIPTION:Gardener",
        "LAST-MODIFIED:20261130T223015Z",
        "TRANSP:TRANSPARENT",
        f"URL:https://careers.example.org{HERE}{bed.public_id}/",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Bed",
        "TRIGGER:PT9H",
        "END:VALARM",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "SUMMARY:Gardener 1 1",
        "DTSTART;VALUE=DATE:20270328",
        "DTEND;VALUE=DATE:20270329",
        "DTSTAMP:20261130T223015Z",
        f"UID:{planned.public_id}@careerpath",
        "SEQUENCE:2",
        "DESCRIPTION:Gardener: raise to Proficient",
        "LAST-MODIFIED:20261130T223015Z",
        "TRANSP:TRANSPARENT",
        f"URL:https://careers.example.org{HERE}{planned.public_id}/",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Gardener 1 1",
        "TRIGGER:PT9H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_a_day_is_that_day_in_every_zone(
    as_alice: Client, planned: PlanItem, settings: Settings, zone: str
) -> None:
    settings.TIME_ZONE = zone
    with timezone.override(zone):
        days = [event[1] for event in events(as_alice.get(FILE))]
    assert days == [dt.date(2027, 2, 1), SUMMER_TIME]


def test_what_is_done_says_so_and_rings_no_more(as_alice: Client, planned: PlanItem) -> None:
    edit(as_alice, planned, state="done")
    edit(as_alice, PlanItem.objects.get(project__name="Bed"), state="done")
    assert [(name, alarms) for name, _, _, _, alarms in events(as_alice.get(FILE))] == [
        ("Done: Bed", []),
        ("Done: Gardener 1 1", []),
    ]


def test_odd_words_are_written_and_read_back(as_alice: Client, done: Assessment) -> None:
    odd = 'Ü, ;: \\n "quoted" 🌱 ' + "long " * 30
    as_alice.post(HERE, {"title": odd, "target_date": "2027-02-01"})
    PlanItem.objects.update(title=f"{odd.strip()}\x0b\x1f")
    answer = as_alice.get(FILE)
    assert [name for name, *_ in events(answer)] == [odd.strip()]
    assert max(len(line.encode()) for line in answer.content.decode().split("\r\n")) <= 75


# --- The private address -------------------------------------------------------------------------


def test_the_address_needs_no_session_and_is_shown_once(
    as_alice: Client, planned: PlanItem
) -> None:
    assert "There is an address" not in text_of(as_alice.get(PAGE))
    address = secret_of(as_alice)
    secret = address.split("/")[-1].removesuffix(".ics")
    assert len(secret) == 43  # 32 bytes
    assert secret not in as_alice.get(PAGE).content.decode()
    assert secret not in repr(list(DevelopmentPlan.objects.values()))
    answer = Client().get(address)
    assert answer.content == as_alice.get(FILE).content
    assert b"Nobody else's" not in answer.content
    assert {name: answer[name] for name in ("Content-Type", "Cache-Control")} == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Cache-Control": "private, no-cache",
    }
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert "Set-Cookie" not in answer
    # Without a referrer a browser names no origin either, and the form would be refused.
    assert as_alice.get(PAGE)["Referrer-Policy"] == "same-origin"


def test_a_new_address_ends_the_old_and_ending_it_ends_it(
    as_alice: Client, planned: PlanItem
) -> None:
    first = secret_of(as_alice)
    second = secret_of(as_alice)
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    assert as_alice.post(PAGE, {"do": "stop"}).status_code == 302
    assert Client().get(second).status_code == 404
    assert Client().get("/roadmap/calendar/none.ics").status_code == 404


def test_unchanged_it_answers_304_and_changed_it_does_not(
    as_alice: Client, planned: PlanItem
) -> None:
    address, client = secret_of(as_alice), Client()
    etag = client.get(address)["ETag"]

    def ask() -> int:
        answer = client.get(address, headers={"If-None-Match": etag})
        assert (answer.status_code == 304) == (answer.content == b"")
        return answer.status_code

    assert (ask(), ask()) == (304, 304)
    assert client.get(address, headers={"If-None-Match": f"W/{etag}"}).status_code == 304
    as_alice.post(HERE, {"title": "Without a day"})
    assert ask() == 304
    for change in (
        lambda: edit(as_alice, planned, target_date="2027-05-01"),
        lambda: CareerPath.objects.update(name="Groundskeeper"),
        lambda: ProjectMark.objects.create(
            assessment=Assessment.objects.get(), project=bed_of(), done_at=timezone.now()
        ),
        lambda: PlanItem.objects.filter(pk=planned.pk).delete(),
    ):
        change()
        assert ask() == 200
        etag = client.get(address)["ETag"]


def bed_of() -> Any:
    return PlanItem.objects.get(project__name="Bed").project


def test_a_calendar_speaks_the_language_of_who_asked_for_it(
    as_alice: Client, planned: PlanItem
) -> None:
    as_alice.post("/language/", {"language": "de"})
    address = secret_of(as_alice)
    said = Client().get(address, headers={"Accept-Language": "en"}).content.decode()
    assert "DESCRIPTION:Gardener: Ziel: Sicher" in said


def test_an_account_that_is_switched_off_tells_nothing(
    as_alice: Client, alice: Any, planned: PlanItem
) -> None:
    address = secret_of(as_alice)
    alice.is_active = False
    alice.save()
    assert Client().get(address).status_code == 404


def test_what_a_guest_made_ends_when_it_is_claimed(
    client: Client, alice: Any, built: CareerPath
) -> None:
    client.post("/assessments/start/gardener/")
    sitting = Assessment.objects.get()
    client.post(f"/assessments/{sitting.public_id}/finish/")
    take(client, sitting, "way")
    PlanItem.objects.update(target_date="2027-02-01")
    address = secret_of(client)
    assert len(events(Client().get(address))) == 3
    services.claim(owner=alice, public_ids=[str(sitting.public_id)])
    assert Client().get(address).status_code == 404


def test_nobody_else_makes_or_reads_it(as_bob: Client, planned: PlanItem) -> None:
    for address in (PAGE, FILE):
        assert as_bob.get(address).status_code == 404
        assert Client().get(address)["Location"] == f"/accounts/login/?next={address}"
    assert as_bob.post(PAGE, {"do": "make"}).status_code == 404
    assert DevelopmentPlan.objects.get().feed_digest == ""


@pytest.mark.parametrize("rows", [1, 3])
def test_a_feed_takes_as_many_queries_however_long(
    rows: int, as_alice: Client, alice: Any, built: CareerPath,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    take(as_alice, assessed(alice, built, LOW, now=NOW), "project:level-1/bed")
    for number in range(rows):
        as_alice.post(HERE, {"title": f"Read {number}", "target_date": "2027-02-01"})
    address = secret_of(as_alice)
    with django_assert_num_queries(5):  # plan, finished, marks, items, the path's name
        assert len(events(Client().get(address))) == rows
