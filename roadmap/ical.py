"""A plan as a calendar: each dated item that is not dropped, as a whole day.

What readers refuse decides the form. A day has no time, so no time zone and no change of clocks
moves it, and ends on the next (one that ends where it begins is left out by some). There is no
METHOD, each event has an id of its own for good, alarms count from the beginning of the day, and
have an action and words, without which some readers drop the whole calendar. Notes stay here: a
calendar is often kept by somebody else.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from icalendar import Alarm, Calendar, Event
from icalendar.prop import vDuration

from assessments.models import PlanItem
from roadmap.phrases import plan as phrases

PRODUCT = "-//careerpath//plan//EN"
REFRESH = dt.timedelta(hours=12)
REMIND = dt.timedelta(hours=9)
"""From the beginning of the day: nine in the morning, wherever the person is."""
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the calendar says of one item. `changed` is when it last said something else."""

    uid: str
    day: dt.date
    name: str
    about: str
    url: str
    version: int
    changed: dt.datetime
    is_done: bool


def entries(items: Iterable[PlanItem], path: str, path_name: str) -> list[Entry]:
    """By day; `path` is the public id of the path they are of."""
    found = [
        _entry(item, item.target_date, path, path_name)
        for item in items
        if item.target_date and item.state != PlanItem.DROPPED
    ]
    return sorted(found, key=lambda entry: (entry.day, entry.uid))


def etag(name: str, those: Sequence[Entry]) -> str:
    """Names the calendar by all that it says, before it is made."""
    return f'"{hashlib.sha256(repr((name, those)).encode()).hexdigest()[:32]}"'


def calendar(name: str, those: Sequence[Entry]) -> bytes:
    """The file."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("x-wr-calname", _plain(name))
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(REFRESH))
    for entry in those:
        made.add_component(_event(entry))
    file: bytes = made.to_ical()
    return file


def _entry(item: PlanItem, day: dt.date, path: str, path_name: str) -> Entry:
    begun, done = item.days
    of_project = [moment for moment in (begun, done) if moment and item.project_id]
    host = f"{settings.SCHEME}://{settings.HOST}"
    return Entry(
        uid=f"{item.public_id}@careerpath",
        day=day,
        name=_plain(item.name),
        about=_plain(phrases.in_a_calendar(item.get_proficiency_display(), path_name)),
        url=host + reverse("roadmap:plan_item", args=[path, item.public_id]),
        version=item.version,
        changed=max([item.changed_at, *of_project]),
        is_done=item.state == PlanItem.DONE,
    )


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed.astimezone(dt.UTC))
    event.add("last-modified", entry.changed.astimezone(dt.UTC))
    event.add("sequence", entry.version)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", phrases.done_in_a_calendar(entry.name) if entry.is_done else entry.name)
    event.add("description", entry.about)
    event.add("url", entry.url)
    if not entry.is_done:
        event.add_component(_alarm(entry))
    return event


def _alarm(entry: Entry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.name)
    alarm.add("trigger", REMIND)
    return alarm


def _plain(text: str) -> str:
    """Without what no calendar may hold."""
    return CONTROLS.sub("", text)
