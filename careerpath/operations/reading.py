"""Whoever reads a page does not wait for who writes, nor miss it because nothing is stored."""

from __future__ import annotations

import logging
from contextlib import nullcontext

from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

from careerpath.errors import NOT_NOW
from careerpath.operations.sqlite3.base import reading

SAFE = {"GET", "HEAD", "OPTIONS"}
NEEDED = "/accounts/"
"""Pages whose next step is compared with what they left in the session: a secret, a challenge."""
log = logging.getLogger(__name__)


class ReadersSessionMiddleware(SessionMiddleware):
    """Django's, for which a page that is read is more than what it notes by the way.

    That somebody came by today or was told something is noted the next time. Where the next step
    needs the note, the page says that it can't be done now.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with reading() if request.method in SAFE else nullcontext():
            return super().__call__(request)  # type: ignore[return-value]  # nothing here is async

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Save the session; raises what the database says only where it has to be stored."""
        try:
            return super().process_response(request, response)
        except NOT_NOW as error:
            if request.method not in SAFE or request.path_info.startswith(NEEDED):
                raise
            log.warning("a session is not stored", extra={"facts": {"why": type(error).__name__}})
            return response
