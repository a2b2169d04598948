from __future__ import annotations

import pytest
from django.conf import settings
from django.db import OperationalError

from careerpath.accounts.models import User
from careerpath.framework.keeping.replica import (
    ReplicaRouter,
    alias,
    read_anywhere,
    staleness_is_harmless,
)
from careerpath.framework.models import CareerPath

ROUTER = ReplicaRouter()


@pytest.fixture
def _replica(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES, "replica", {})


@pytest.mark.usefixtures("_replica")
def test_only_the_framework_is_read_there_and_only_where_it_is_harmless() -> None:
    assert (alias(), ROUTER.db_for_read(CareerPath)) == ("default", "default")
    with staleness_is_harmless():
        assert (alias(), ROUTER.db_for_read(CareerPath)) == ("replica", "replica")
        assert ROUTER.db_for_read(User) is None
        assert ROUTER.db_for_write(CareerPath) == "default"
    assert alias() == "default"
    assert not ROUTER.allow_migrate("replica", "framework")


def test_without_a_replica_nothing_changes() -> None:
    with staleness_is_harmless():
        assert ROUTER.db_for_read(CareerPath) == "default"


@pytest.mark.usefixtures("_replica")
def test_a_replica_that_does_not_answer_is_passed_by_and_said_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    asked = []

    def read() -> str:
        asked.append(alias())
        if alias() == "replica":
            raise OperationalError("connection refused")
        return "the page"

    assert read_anywhere(read) == "the page"
    assert asked == ["replica", "default"]
    assert caplog.messages == [
        "The replica could not be read, so what it follows is asked: connection refused"
    ]


@pytest.mark.usefixtures("_replica")
def test_only_a_replica_that_does_not_answer_is_passed_by() -> None:
    asked = []

    def read() -> str:
        asked.append(alias())
        raise LookupError

    with pytest.raises(LookupError):
        read_anywhere(read)
    assert asked == ["replica"]


def test_without_a_replica_what_fails_is_not_tried_again() -> None:
    asked = []

    def read() -> str:
        asked.append(alias())
        raise OperationalError

    with pytest.raises(OperationalError):
        read_anywhere(read)
    assert asked == ["default"]
