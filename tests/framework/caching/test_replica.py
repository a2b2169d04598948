from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.conf import settings
from django.db import OperationalError

from careerpath.accounts.models import User
from careerpath.framework.caching import replica
from careerpath.framework.caching.replica import (
    ReplicaRouter,
    alias,
    read_anywhere,
    staleness_is_harmless,
)
from careerpath.framework.models import CareerPath
from tests import neighbours

ROUTER = ReplicaRouter()
pytestmark = pytest.mark.django_db
BAD: dict[str, Callable[[], AbstractContextManager[neighbours.Neighbour]]] = {
    "silent": lambda: neighbours.neighbour(neighbours.silent),
    "refusing": neighbours.refusing,
    "cut": lambda: neighbours.neighbour(neighbours.hangs_up),
    "nonsense": lambda: neighbours.neighbour(neighbours.nonsense),
}


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test knows of another's replica."""
    monkeypatch.setattr(replica.Away, "until", 0.0)
    monkeypatch.setattr(replica.Away, "look_again", 0.0)


def server_at(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    there = {"HOST": "127.0.0.1", "PORT": port}
    monkeypatch.setitem(settings.DATABASES, "replica", there)


@pytest.mark.parametrize("way", BAD)
def test_one_that_never_speaks_is_not_waited_for_and_is_said_once(
    way: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with BAD[way]() as here:
        server_at(monkeypatch, here.port)
        assert [read_anywhere(alias) for _ in range(20)] == ["default"] * 20
        assert len(here.came) <= 1  # the first of twenty
        monkeypatch.setattr(replica.Away, "until", 0.0)  # the pause is over
        monkeypatch.setattr(replica.Away, "look_again", 0.0)
        assert read_anywhere(alias) == "default"
    assert len(caplog.messages) == 1


def test_one_that_speaks_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with neighbours.neighbour(neighbours.speaks_postgresql) as here:
        server_at(monkeypatch, here.port)
        assert [read_anywhere(alias) for _ in range(3)] == ["replica"] * 3
        assert len(here.came) == 1


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
