"""`manage.py delete_forgotten`"""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import services
from assessments.guest_session import GUEST_WAS_HERE
from assessments.models import Assessment, PracticeAnswer
from assessments.practice_data import PracticeData
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath
from tests.factories import make_path

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("delete_forgotten", *arguments, stdout=out)
    return out.getvalue()


def test_forgotten_guests_go_after_thirty_days_and_nobody_elses(
    alice: User, path: CareerPath
) -> None:
    long_ago = timezone.now() - dt.timedelta(days=31)
    services.start(owner=None, path=path, now=long_ago)
    kept = {
        services.start(owner=alice, path=path, now=long_ago),
        services.start(owner=None, path=path, now=timezone.now()),
    }
    assert run() == "Deleted 1 forgotten assessment.\n"
    assert set(Assessment.objects.all()) == kept
    assert run() == "Deleted 0 forgotten assessments.\n"


def guest(path: CareerPath) -> tuple[Client, Assessment]:
    client = Client()
    client.post(reverse("assessments:start", args=[path.public_id]))
    return client, Assessment.objects.get(owner=None, path=path)


def test_what_a_live_session_reaches_stays_however_old_it_is(path: CareerPath) -> None:
    client, begun = guest(path)
    Assessment.objects.update(started_at=timezone.now() - dt.timedelta(days=31))
    assert run() == "Deleted 0 forgotten assessments.\n"
    assert client.get(begun.get_absolute_url()).status_code == 302
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(minutes=1))
    assert run() == "Deleted 1 forgotten assessment.\n"


def test_what_was_practised_lately_keeps_the_assessment_it_hangs_on(path: CareerPath) -> None:
    now = timezone.now()
    begun = services.start(owner=None, path=path, now=now - dt.timedelta(days=60))
    done = services.complete(assessment=begun, now=now - dt.timedelta(days=59))
    services.save_answer(
        plan=None,
        assessment=done,
        said=PracticeData("questions/why", "Why?", "So.", 3),
        seen="",
        today=timezone.localdate(),
        now=now,
    )
    assert run() == "Deleted 0 forgotten assessments.\n"
    PracticeAnswer.objects.update(changed_at=now - dt.timedelta(days=40))
    assert run() == "Deleted 1 forgotten assessment.\n"
    assert not PracticeAnswer.objects.exists()


def test_a_session_of_somebody_else_keeps_nothing(path: CareerPath) -> None:
    begun = services.start(owner=None, path=path, now=timezone.now() - dt.timedelta(days=31))
    guest(make_path("Baker"))
    assert run() == "Deleted 1 forgotten assessment.\n"
    assert not Assessment.objects.filter(pk=begun.pk).exists()


@pytest.mark.parametrize(
    "page", ["assessments:resume", "assessments:list", "roadmap:latest", "framework:home"]
)
def test_a_guests_days_begin_anew_with_every_day_they_are_here(path: CareerPath, page: str) -> None:
    client, begun = guest(path)
    url = reverse(page, args=[begun.public_id] if page == "assessments:resume" else [])
    client.get(url)
    first = Session.objects.get().expire_date
    client.get(url)
    assert Session.objects.get().expire_date == first  # once a day is enough
    session = client.session
    session[GUEST_WAS_HERE] = "2026-01-01"
    session.save()
    nearly_over = timezone.now() + dt.timedelta(days=1)
    Session.objects.update(expire_date=nearly_over)
    answer = client.get(url)
    assert Session.objects.get().expire_date > nearly_over + dt.timedelta(days=28)
    assert answer.cookies["sessionid"]["max-age"] == 30 * 24 * 60 * 60


def test_days_are_a_choice_but_at_least_one(path: CareerPath) -> None:
    services.start(owner=None, path=path, now=timezone.now() - dt.timedelta(days=3))
    assert run("--days=7") == "Deleted 0 forgotten assessments.\n"
    assert run("--days=2") == "Deleted 1 forgotten assessment.\n"
    with pytest.raises(CommandError, match="--days must be at least 1"):
        run("--days=0")
