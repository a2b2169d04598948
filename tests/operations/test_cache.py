"""Redis that does not answer costs a moment, never a page, a session or a limit."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.test import Client

from careerpath.accounts.models import User
from careerpath.operations import cache as ours
from tests import neighbours
from tests.accounts.conftest import sign_in
from tests.accounts.test_limits import is_checked

pytestmark = pytest.mark.django_db

BAD: dict[str, Callable[[], contextlib.AbstractContextManager[neighbours.Neighbour]]] = {
    "silent": lambda: neighbours.neighbour(neighbours.silent),
    "refusing": neighbours.refusing,
    "cut": lambda: neighbours.neighbour(neighbours.cut),
    "nonsense": lambda: neighbours.neighbour(neighbours.nonsense),
}


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test knows of another's Redis."""
    monkeypatch.setattr(ours.Away, "until", 0.0)


def redis_at(settings: Any, port: int) -> None:
    """The settings as REDIS_URL makes them."""
    table = settings.CACHES.get("database", settings.CACHES["default"])
    settings.CACHES = {
        "default": {
            "BACKEND": "careerpath.operations.cache.RedisOrDatabaseCache",
            "LOCATION": f"redis://127.0.0.1:{port}/0",
            "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2},
        },
        "database": table,
    }


@pytest.fixture(params=BAD)
def bad(request: pytest.FixtureRequest, settings: Any) -> Iterator[neighbours.Neighbour]:
    """A Redis that is there and is none, in each way."""
    with BAD[request.param]() as here:
        redis_at(settings, here.port)
        yield here


@contextlib.contextmanager
def working(settings: Any) -> Iterator[neighbours.Redis]:
    redis = neighbours.Redis()
    with neighbours.neighbour(redis.serve) as here:
        redis_at(settings, here.port)
        yield redis


def test_what_redis_keeps_is_kept_there_alone(settings: Any) -> None:
    with working(settings) as redis:
        assert cache.add("key", "value", 60)
        assert not cache.add("key", "another", 60)
        assert (cache.get("key"), caches["database"].get("key")) == ("value", None)
        assert cache.delete("key")
        assert cache.get("key", "nothing") == "nothing"
    assert redis.asked == [b"SET", b"SET", b"GET", b"DEL", b"GET"]


@pytest.mark.usefixtures("bad")
def test_what_redis_can_not_keep_the_table_keeps() -> None:
    assert cache.add("key", 1, 60)
    assert not cache.add("key", 2, 60)
    assert (cache.get("key"), cache.incr("key"), "key" in cache) == (1, 2, True)
    cache.set_many({"one": 1, "two": 2})
    assert cache.get_many(["one", "two", "three"]) == {"one": 1, "two": 2}
    assert cache.touch("one", 60)
    assert cache.delete("one")
    cache.delete_many(["two"])
    assert (cache.get("one"), cache.get("two")) == (None, None)
    cache.clear()
    assert cache.get("key") is None


def test_it_is_asked_again_after_a_pause_and_not_before(
    bad: neighbours.Neighbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.set("key", 1)
    came = len(bad.came)
    for _ in range(20):
        assert cache.get("key") == 1
    assert len(bad.came) == came
    monkeypatch.setattr(ours.Away, "until", 0.0)
    assert cache.get("key") == 1
    assert ours.Away.until > 0


@pytest.mark.usefixtures("bad")
def test_the_log_says_it_once_a_minute(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        monkeypatch.setattr(ours.Away, "until", 0.0)  # as another process, or after the pause
        cache.get("key")
    said = [record.getMessage() for record in caplog.records]
    assert [line.partition(":")[0] for line in said] == [
        "Redis is passed by, the database's table counts instead"
    ]
    caches["database"].delete("redis-is-away")  # the minute is over
    monkeypatch.setattr(ours.Away, "until", 0.0)
    cache.get("key")
    assert len(caplog.records) == 2


def test_one_that_answers_slowly_is_passed_by_after_its_answer(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with working(settings) as redis:
        cache.set("key", "value")
        monkeypatch.setattr(ours, "TOO_LONG", 0)
        assert cache.get("key") == "value"
        assert cache.get("key") is None  # the table's answer
        assert redis.asked == [b"SET", b"GET"]


@pytest.mark.usefixtures("bad")
def test_pages_of_a_live_session_stay(as_alice: Client, alice: User) -> None:
    for page in ("/", "/assessments/", "/account/", "/accounts/sessions/"):
        answer = as_alice.get(page)
        assert (answer.status_code, answer.wsgi_request.user) == (200, alice), page


def test_a_session_lives_in_the_database_alone(settings: Any) -> None:
    with working(settings) as redis:
        client = Client()
        session = client.session
        session["said"] = "something"
        session.save()
        assert client.get("/").status_code == 200
    assert redis.asked == []


@pytest.mark.usefixtures("bad")
def test_guesses_are_counted_by_the_table() -> None:
    answers = [
        sign_in(Client(), "ada@example.org", f"guess {n}", REMOTE_ADDR=f"198.51.100.{n}")
        for n in range(22)
    ]
    assert [is_checked(answer) for answer in answers] == [True] * 20 + [False] * 2


def test_a_redis_that_comes_and_goes_doubles_a_limit_at_most(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = 0
    with working(settings):
        for n in range(60):
            away = 10**9 if n % 3 else 0.0
            monkeypatch.setattr(ours.Away, "until", away)
            where = f"198.51.100.{n}"
            looked_at += is_checked(
                sign_in(Client(), "ada@example.org", "guess", REMOTE_ADDR=where)
            )
    assert looked_at == 40
