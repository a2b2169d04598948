"""A page that says whom an edit moves; where that takes long, it arrives while they are counted.

The page is sent up to the place where the counts go, then a line now and then that says how far
counting is, then the rest. It is one answer to one request: nothing is kept in between, closing the
page ends the counting, it needs no script, and a proxy sees it arrive all the while.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse

from careerpath.framework.impact import Effects, PathEffects, Trial

AT_ONCE = 20_000
"""So many finished assessments are looked through in half a second; nobody minds waiting for it."""
NEWS = 0.5
"""Seconds between two lines."""


class Whom:
    """Whom an edit moves, as templates read it: counted already, or once the page has got there.

    `marker` is printed where the counts go; empty where they are there from the start. Such a page
    has to go through `page`.
    """

    def __init__(self, trial: Trial, *, now: bool = False) -> None:
        self.trial = trial
        self.crowd = 0 if now else trial.crowd()
        self.marker = secrets.token_hex(16) if self.crowd > AT_ONCE else ""
        self.effects = Effects() if self.marker else trial.effects()

    @property
    def paths(self) -> tuple[PathEffects, ...]:
        """As Effects has it."""
        return self.effects.paths

    @property
    def moves_anyone(self) -> bool:
        """As Effects has it."""
        return self.effects.moves_anyone

    @property
    def stamp(self) -> str:
        """As Effects has it."""
        return self.effects.stamp


def page(request: HttpRequest, answer: HttpResponse, whom: Whom | None) -> HttpResponse:
    """The answer as it is, or, where people are still to be counted, bit by bit."""
    if whom is None or not whom.marker or not isinstance(answer, TemplateResponse):
        return answer
    # Compressing, here or in a proxy, would hold the lines back until there are enough of them.
    request.META["HTTP_ACCEPT_ENCODING"] = ""
    begun = answer.rendered_content.partition(whom.marker)[0]
    streamed = StreamingHttpResponse(_parts(begun, answer, whom), status=answer.status_code)
    streamed["X-Accel-Buffering"] = "no"
    return streamed  # type: ignore[return-value]  # admin's types know of no page that arrives in parts


def _parts(begun: str, answer: TemplateResponse, whom: Whom) -> Iterator[str]:
    yield f'{begun}<div class="cp-counting" role="status">'
    yield _line(whom)
    told = time.monotonic()
    try:
        for effects in whom.trial.counting():
            whom.effects = effects
            if time.monotonic() - told > NEWS:
                yield _line(whom)
                told = time.monotonic()
    except DatabaseError:
        yield render_to_string("admin/framework/_uncounted.html")
        raise
    yield f"</div>{answer.rendered_content.partition(whom.marker)[2]}"


def _line(whom: Whom) -> str:
    return render_to_string(
        "admin/framework/_counting.html", {"people": whom.effects.people, "crowd": whom.crowd}
    )
