"""A database with the ML Engineer path and Ada, who has rated its 85 skills three times."""

from __future__ import annotations

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
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath
from tests.browser import people

PATH = "ml-engineer"
PASSWORD = "a long enough password"
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
