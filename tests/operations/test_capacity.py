"""However many wait, a thread is free for who asks how the app is."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from threading import Event, Semaphore
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from careerpath.operations import capacity
from careerpath.operations.capacity import READERS, READERS_WAITING
from careerpath.operations.serve import AT_ONCE, FREE, THREADS, WAITING, gunicorn
from tests.pages import text_of

WRITERS = AT_ONCE - READERS + WAITING - READERS_WAITING


class House:
    """The middleware before a view that stands still until it is let go."""

    def __init__(self) -> None:
        self.entered, self.reading, self.let_go = Semaphore(0), Semaphore(0), Event()
        self.middleware = capacity.CapacityMiddleware(self.view)

    def view(self, request: HttpRequest) -> HttpResponse:
        (self.reading if request.method == "GET" else self.entered).release()
        self.let_go.wait()
        return HttpResponse("done")

    def ask(self) -> HttpResponse:
        return self.middleware(RequestFactory().post("/", {"note": "What I typed."}))

    def read(self) -> HttpResponse:
        return self.middleware(RequestFactory().get("/"))

    def is_full_of_writers(self) -> None:
        """Return once as many are in the view as may write at once, and all others wait."""
        for _ in range(AT_ONCE - READERS):
            self.entered.acquire()
        while self.middleware.here_to_write.acquire(blocking=False):
            self.middleware.here_to_write.release()


def test_who_finds_no_room_gets_the_words_back_at_once() -> None:
    house = House()
    with ThreadPoolExecutor(WRITERS) as pool:
        asked: list[Future[Any]] = [pool.submit(house.ask) for _ in range(WRITERS)]
        try:
            house.is_full_of_writers()
            assert not house.entered.acquire(blocking=False)  # the others wait for their turn
            refused = house.ask()
        finally:
            house.let_go.set()
        assert [each.result().content for each in asked] == [b"done"] * WRITERS
    assert refused.status_code == 503
    assert "What I typed." in text_of(refused)
    assert house.ask().content == b"done"  # there is room again


def test_who_reads_finds_a_place_however_many_writers_wait() -> None:
    house = House()
    with ThreadPoolExecutor(2 * WRITERS + READERS) as pool:
        writers = [pool.submit(house.ask) for _ in range(2 * WRITERS)]
        try:
            wait(writers, return_when=FIRST_COMPLETED)  # refused: there is no room for more
            readers = [pool.submit(house.read) for _ in range(READERS)]
            for _ in readers:
                while not house.reading.acquire(timeout=0.01):
                    assert [each.result() for each in readers if each.done()] == []
        finally:
            house.let_go.set()
        assert [each.result().content for each in readers] == [b"done"] * READERS


def test_who_gets_no_turn_in_time_gets_the_words_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capacity, "PATIENCE", 0)
    house = House()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked: list[Future[Any]] = [pool.submit(house.read) for _ in range(AT_ONCE)]
        for _ in range(AT_ONCE):
            house.reading.acquire()
        assert house.ask().status_code == 503
        house.let_go.set()
        assert {each.result().status_code for each in asked} == {200}


def test_a_view_that_fails_leaves_its_place() -> None:
    def fails(_request: HttpRequest) -> HttpResponse:
        raise LookupError

    middleware = capacity.CapacityMiddleware(fails)
    for _ in range(AT_ONCE + WAITING + 1):
        with pytest.raises(LookupError):
            middleware(RequestFactory().get("/"))


def test_health_and_static_files_come_before_and_have_threads_to_spare() -> None:
    order = [name.rpartition(".")[2] for name in settings.MIDDLEWARE]
    before = order[: order.index("CapacityMiddleware")]
    assert {"HealthMiddleware", "WhiteNoiseMiddleware"} <= set(before)
    assert FREE >= 1
    command = gunicorn("careerpath.wsgi", host="127.0.0.1", port=8000, workers=1)
    assert command[command.index("--threads") + 1] == str(THREADS)
    assert THREADS == AT_ONCE + WAITING + FREE
