"""`manage.py delete_forgotten`"""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from assessments import services
from assessments.models import Assessment
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath

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


def test_days_are_a_choice_but_at_least_one(path: CareerPath) -> None:
    services.start(owner=None, path=path, now=timezone.now() - dt.timedelta(days=3))
    assert run("--days=7") == "Deleted 0 forgotten assessments.\n"
    assert run("--days=2") == "Deleted 1 forgotten assessment.\n"
    with pytest.raises(CommandError, match="--days must be at least 1"):
        run("--days=0")
