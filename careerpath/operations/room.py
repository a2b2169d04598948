"""So many requests at once in the app, some that wait for their turn, and always a free thread.

A worker has more threads than it works in. Where the work stands still (a writer who keeps SQLite's
lock, a database that does not answer) the rest waits here, and whoever asks how the app is, or for
a static file, is answered at once: both come before this.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import BoundedSemaphore

from django.http import HttpRequest, HttpResponse

from careerpath.errors import busy
from careerpath.operations.serve import AT_ONCE, WAITING

PATIENCE = 20  # seconds for a turn


class RoomMiddleware:
    """Lets in as many as there is room for; the others hear so, with their words, soon or at once.

    An answer that is sent while it is made (admin's counts) is out of here before it is finished.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.inside = BoundedSemaphore(AT_ONCE)
        self.here = BoundedSemaphore(AT_ONCE + WAITING)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.here.acquire(blocking=False):
            return busy(request)
        try:
            if not self.inside.acquire(timeout=PATIENCE):
                return busy(request)
            try:
                return self.get_response(request)
            finally:
                self.inside.release()
        finally:
            self.here.release()
