"""Every route of the URL resolver, ours, the packages' and admin's: new ones join by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from django.urls import get_resolver

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Route:
    """An address with places for its arguments: `/assessments/%(assessment)s/finish/`."""

    name: str
    template: str
    parameters: tuple[str, ...]

    def address(self, values: Mapping[str, str]) -> str:
        """The address with these arguments, whatever is in them."""
        return self.template % {p: quote(values[p], safe="") for p in self.parameters}


@cache
def routes() -> tuple[Route, ...]:
    """All of them, each address once."""
    found = {route.template: route for route in _walk(get_resolver(), "/", "")}
    return tuple(sorted(found.values(), key=lambda route: route.template))


def _walk(resolver: Any, prefix: str, space: str) -> Iterator[Route]:
    for name in resolver.reverse_dict:
        for entry in resolver.reverse_dict.getlist(name):
            for template, parameters in entry[0]:
                label = name if isinstance(name, str) else getattr(name, "__name__", "?")
                yield Route(f"{space}{label}", prefix + template, tuple(parameters))
    for inner, (template, below) in resolver.namespace_dict.items():
        yield from _walk(below, prefix + template, f"{space}{inner}:")


def arguments() -> set[str]:
    """The name of every argument any route takes."""
    return {parameter for route in routes() for parameter in route.parameters}
