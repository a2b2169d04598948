from __future__ import annotations

import pytest
from django.conf import settings

from careerpath.accounts.models import User
from careerpath.framework.keeping.replica import ReplicaRouter, alias, staleness_is_harmless
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
