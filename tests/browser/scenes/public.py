"""A path and its pages: the real one, one with nothing in it, and ones with far too much."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management import call_command

from careerpath.framework.models import Level
from tests.factories import make_path, shipped_ml_engineer

from .stage import Stage, person

LEVELS = ("junior", "mid-level", "senior", "staff", "principal")
PARTS = ("projects", "growth", "interview", "networking", "negotiation", "transitions")


def scenes(stage: Stage) -> Iterator[tuple[str, Any]]:
    page = stage.tab()
    page.goto("/")
    yield "home-without-paths", page
    shipped_ml_engineer()
    page.goto("/")
    yield "home-one-path", page
    call_command("load_paths", verbosity=0)
    page.goto("/")
    yield "home", page
    ada = person("ada")
    yield "home-signed-in", stage.opened("/", ada)
    yield "path-signed-in", stage.opened("/paths/ml-engineer/", ada)
    page.goto("/paths/ml-engineer/")
    yield "path", page
    for level in LEVELS:
        page.goto(f"/paths/ml-engineer/levels/{level}/")
        yield f"level-{level}", page
    for part in PARTS:
        page.goto(f"/paths/ml-engineer/{part}/")
        yield part, page
    yield from _bare(page)
    yield from _extreme(page)


def _bare(page: Any) -> Iterator[tuple[str, Any]]:
    make_path("Bare", levels=0)
    make_path("Unwritten", levels=1, skills=0)
    page.goto("/paths/bare/")
    yield "bare-path", page
    page.goto("/paths/unwritten/levels/level-1/")
    yield "bare-level", page
    for part in PARTS:
        page.goto(f"/paths/bare/{part}/")
        yield f"bare-{part}", page


def _extreme(page: Any) -> Iterator[tuple[str, Any]]:
    # Room for what the factory adds to the names of its levels and skills.
    long = make_path("W" * 190, public_id="long", levels=3)
    long.name = "W" * 200
    long.save()
    Level.objects.filter(path=long, rank=2).update(short_name="An unusually long level name " * 3)
    make_path("Tall", levels=24, skills=2)
    make_path("Wide", levels=1, skills=500)
    page.goto("/")
    yield "extreme-home", page
    for address in ("long/", "long/levels/level-2/", "tall/", "wide/levels/level-1/"):
        page.goto(f"/paths/{address}")
        yield f"extreme-{address.strip('/').replace('/', '-')}", page
