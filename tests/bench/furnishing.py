"""A database with the ML Engineer path, Ada, who has rated its 85 skills three times, and Bea, who
has done so a thousand times."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from http import HTTPStatus
from itertools import count
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import services
from assessments.models import Assessment
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath
from tests.browser import people

PATH = "ml-engineer"
PASSWORD = "a long enough password"
MANY = 1_000
_edits = count(1)


@dataclass(frozen=True, slots=True)
class Ada:
    """What her browser knows: two finished assessments' roadmap, an open one, a session."""

    roadmap: str
    screen: str
    rate: str
    skill: str
    seen: str
    cookie: str


def furnish() -> Ada:
    """Fill an empty database."""
    for command in (["migrate"], ["load_paths"], ["collectstatic", "--noinput"]):
        call_command(*command, verbosity=0, stdout=io.StringIO())
    ada = User.objects.create_user("ada@example.org", PASSWORD)
    path = CareerPath.objects.get(public_id=PATH)
    for patterns in (people.SPRING, people.SUMMER, people.PATTERNS):
        done = people.assess(ada, path, patterns, now=timezone.now())
    begun = services.start(owner=ada, path=path, now=timezone.now())
    level, group, skill = _a_skill(path)
    open_ = f"/assessments/{begun.public_id}"
    return Ada(
        roadmap=f"/roadmap/{done.public_id}/",
        screen=f"{open_}/levels/{level}/{group}/",
        rate=f"{open_}/rate/{skill}/?on={level}",
        skill=skill,
        seen=_seen(begun, skill),
        cookie=_cookie(ada),
    )


@dataclass(frozen=True, slots=True)
class Growth:
    """What somebody with a plan opens who comes back; a name for the table."""

    whose: str
    cookie: str
    roadmap: str
    pages: dict[str, str]


def furnish_growth() -> list[Growth]:
    """Ada's and Bea's, each with the whole way in a plan. After furnish()."""
    ada = User.objects.get(email="ada@example.org")
    bea = User.objects.create_user("bea@example.org", PASSWORD)
    path = CareerPath.objects.get(public_id=PATH)
    for patterns in (people.SPRING, people.SUMMER, people.PATTERNS):
        newest = people.assess(bea, path, patterns, now=timezone.now())
    _long_ago(newest, MANY - 3)
    return [_growth("3 assessments", ada, path), _growth(f"{MANY:,} assessments", bea, path)]


def _long_ago(like: Assessment, times: int) -> None:
    """Completed ones as this, each a day before the one after it."""
    then = like.completed_at or timezone.now()
    fields = ["owner", "path", "placement", "asked", "projects", "answers"]
    Assessment.objects.bulk_create(
        Assessment(
            **{field: getattr(like, field) for field in fields},
            started_at=then - dt.timedelta(days=n + 1),
            completed_at=then - dt.timedelta(days=n + 1),
        )
        for n in range(times)
    )


def _growth(whose: str, person: User, path: CareerPath) -> Growth:
    newest = Assessment.objects.filter(owner=person).completed()[0]
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person)
    answer = client.post(f"{newest.get_absolute_url()}plan/", {"take": "way"})
    if answer.status_code != HTTPStatus.FOUND:
        raise SystemExit("The way could not be taken into a plan.")
    pages = {
        "plan": reverse("roadmap:plan", args=[path.public_id]),
        "progress": reverse("roadmap:progress", args=[path.public_id]),
        "practice": reverse("roadmap:practice", args=[path.public_id]),
    }
    return Growth(whose, _cookie(person), newest.get_absolute_url(), pages)


def edit(using: str = "default") -> None:
    """An editor's change that Ada's roadmap shows: other words, so that none of it is known."""
    words = f"How data flows, what fails first, and what it costs ({next(_edits)})."
    CareerPath.objects.using(using).filter(public_id=PATH).update(system_design_focus=words)


def _a_skill(path: CareerPath) -> tuple[str, str, str]:
    """Level, group and skill of the screen that asks most."""
    from assessments.screens import screens
    from careerpath.framework.specs import path_spec

    fullest = max(screens(path_spec(path)), key=lambda screen: len(screen.requirements))
    return (*fullest.key, fullest.skills[0])


def _seen(assessment: Any, skill: str) -> str:
    from assessments.forms import initial_of

    row = assessment.ratings.filter(skill__public_id=skill).first()
    return str(initial_of(row)["seen"])


def _cookie(person: User) -> str:
    """Of a sign-in as people do it, which notes whose session it is."""
    client = Client(SERVER_NAME="127.0.0.1")
    typed = {"login": person.email, "password": PASSWORD}
    answer = client.post(reverse("account_login"), typed)
    if answer.status_code != HTTPStatus.FOUND:
        raise SystemExit("Ada could not sign in.")
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"
