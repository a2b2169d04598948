"""So many requests at once in the app, some that wait for their turn, and always a free thread.

A worker has more threads than it works in. Where the work stands still (a writer who keeps SQLite's
lock, a database that does not answer) the rest waits here, and whoever asks how the app is, or for
a static file, is answered at once: both come before this. Not all places are for those who write:
whoever reads finds one however many writers wait for a lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from threading import BoundedSemaphore

from django.http import HttpRequest, HttpResponse

from careerpath.errors import busy
from careerpath.operations.reading import SAFE
from careerpath.operations.serve import AT_ONCE, WAITING

PATIENCE = 20  # seconds for a turn
READERS = 2  # of those at once in the app, that never write
READERS_WAITING = 12  # of those that wait


class CapacityMiddleware:
    """Lets in as many as there is room for; the others hear so, with their words, soon or at once.

    An answer that is sent while it is made (admin's counts) is out of here before it is finished.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.inside = BoundedSemaphore(AT_ONCE)
        self.here = BoundedSemaphore(AT_ONCE + WAITING)
        self.writing = BoundedSemaphore(AT_ONCE - READERS)
        self.here_to_write = BoundedSemaphore(AT_ONCE - READERS + WAITING - READERS_WAITING)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with ExitStack() as held:
            for place, patience in self._places(request):
                if not place.acquire(timeout=patience):
                    return busy(request)
                held.callback(place.release)
            return self.get_response(request)

    def _places(self, request: HttpRequest) -> Iterator[tuple[BoundedSemaphore, float]]:
        """What a request needs, one after the other, and how long it waits for each."""
        if request.method in SAFE:
            yield from ((self.here, 0), (self.inside, PATIENCE))
        else:
            yield from ((self.here_to_write, 0), (self.here, 0))
            yield from ((self.writing, PATIENCE), (self.inside, PATIENCE))
