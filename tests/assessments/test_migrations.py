"""What was finished before answers were kept in short gets them from its ratings."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from assessments.models import Assessment
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath
from tests.factories import make_path
from tests.roadmap.people import assessed, begun

fill = import_module("assessments.migrations.0006_fill_answers")
pytestmark = pytest.mark.django_db


def test_answers_are_filled_in_batches(
    path: CareerPath, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fill, "BATCH", 2)
    assessed(alice, path, {"gardener-1-1": 4, "gardener-2-1": "not relevant"})
    assessed(bob, path, {})
    assessed(None, path, {"gardener-1-3": 0, "gardener-2-2": None})
    other = make_path("Baker", levels=1, skills=1)
    assessed(alice, other, {"baker-1-1": 2, "gardener-1-1": 1})
    begun(bob, path, {"gardener-1-1": 3})
    written = dict(Assessment.objects.values_list("pk", "answers"))
    assert sorted(map(type, written.values()), key=str) == [type(None), str, str, str, str]
    Assessment.objects.update(answers=None)
    fill.fill(apps, SimpleNamespace(connection=connection))
    assert dict(Assessment.objects.values_list("pk", "answers")) == written
