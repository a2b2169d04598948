"""Whether to offer a visitor of a path a look at it from where they stand on others.

Who stands where is no business of the framework: the app that knows registers itself once, with
`offer_switch_with`.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

Offer = Callable[[HttpRequest, str], bool]
"""From a request and a path's public id to whether there is something to look at."""

_offers: list[Offer] = []


def offer_switch_with(offer: Offer) -> None:
    """Let the app that knows say so; called once, when it is ready."""
    _offers[:] = [offer]


def offers_switch(request: HttpRequest, path: str) -> bool:
    """Whether this visitor has something to bring to the path."""
    return any(offer(request, path) for offer in _offers)
