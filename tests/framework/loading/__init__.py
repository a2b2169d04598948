"""Loading a path adds what is missing and never undoes an editor's work unasked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import apps

from careerpath.framework.loading import Loaded, load_paths
from careerpath.framework.models import Level, Project, Requirement, Skill
from careerpath.framework.models.base import Tracked
from tests.factories import FIXTURE

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=1)

Write = Callable[..., Path]


def load(file: Path = FIXTURE, *, overwrite: bool = False, now: dt.datetime = LATER) -> Loaded:
    return load_paths(files=[file], overwrite=overwrite, now=now)[0]


def all_rows(*, history: bool = True) -> dict[str, list[dict[str, Any]]]:
    """Every row of the framework, edit history included."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_app_config("framework").get_models()
        if history or issubclass(model, Tracked)
    }


def gardener(**skill: Any) -> list[dict[str, Any]]:
    """A small path as a file has it: one level that asks one skill."""
    skill = {"public_id": "git", "name": "Git", **skill}
    return [
        row("careerpath", public_id="gardener", name="Gardener"),
        row("skillgroup", path=["gardener"], public_id="tools", name="Tools"),
        row(
            "level",
            path=["gardener"],
            public_id="junior",
            rank=1,
            name="Junior Gardener",
            short_name="Junior",
        ),
        row("skill", **skill),
        row(
            "requirement",
            level=["gardener", "junior"],
            group=["gardener", "tools"],
            skill=[skill["public_id"]],
        ),
    ]


def row(model: str, **fields: Any) -> dict[str, Any]:
    return {"model": f"framework.{model}", "fields": fields}


def edit() -> None:
    """What an editor might do: reword, ask more, retire, describe a shared skill."""
    level = Level.objects.get(short_name="Senior")
    level.name = "Grown-up ML Engineer"
    level.save()
    asked = Requirement.objects.get(skill__public_id="git")
    asked.must_have = True
    asked.save()
    Project.objects.get(public_id="time-series-forecasting").retire(now=NOW)
    skill = Skill.objects.get(public_id="git")
    skill.description = "Any version control counts."
    skill.save()
