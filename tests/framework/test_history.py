"""A record of the edit history says what was stored, whatever a copy in memory remembered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from careerpath.framework.documents.rows.sync import Editing
from careerpath.framework.models import (
    CareerPath,
    LearningResource,
    Level,
    Project,
    Requirement,
    Skill,
)
from careerpath.framework.models.base import Retirable
from careerpath.framework.succession import replace
from tests.factories import SkillFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=1)
KINDS = [CareerPath, LearningResource, Level, Project, Requirement, Skill]
NAMED_BY = {Requirement: ("proficiency", 4), LearningResource: ("title", "Renamed")}


def copy_of(path: CareerPath, kind: type[Any]) -> Any:
    """A row as somebody holds it in memory."""
    level = path.levels.get(rank=1)
    level.projects.create(name="Shed")
    Skill.objects.earliest("pk").resources.create(title="Sowing", url="https://a.example/")
    return kind.objects.earliest("pk")


def edit_elsewhere(row: Any) -> tuple[str, Any]:
    """Another copy of the row is saved meanwhile; gives the field and its value."""
    name, value = NAMED_BY.get(type(row), ("name", "Renamed"))
    other = type(row).objects.get(pk=row.pk)
    setattr(other, name, value)
    other.save()
    return name, value


def told(row: Any) -> list[tuple[Any, ...]]:
    """Newest first, what each record says of who changed it how and whether it is in use."""
    name, _ = NAMED_BY.get(type(row), ("name", ""))
    records = type(row).history.filter(id=row.pk).order_by("-history_id")
    return [(r.history_type, getattr(r, name), r.retired_at) for r in records]


def test_every_kind_that_retires_is_tried() -> None:
    assert {kind.__name__ for kind in KINDS} == {k.__name__ for k in Retirable.__subclasses__()}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.retire(now=NOW),
        lambda row: _retired(row).save(update_fields=["retired_at"]),
        lambda row: Editing(None, NOW, {}).update(type(row), [_retired(row)], ["retired_at"]),
    ],
    ids=["retire", "some columns", "document"],
)
def test_retiring_an_old_copy_records_what_is_stored(
    path: CareerPath, kind: type[Any], change: Callable[[Any], None]
) -> None:
    copy = copy_of(path, kind)
    _, value = edit_elsewhere(copy)
    change(copy)
    assert told(copy)[0] == ("~", value, NOW)


@pytest.mark.parametrize("kind", KINDS)
def test_restoring_an_old_copy_records_what_is_stored(path: CareerPath, kind: type[Any]) -> None:
    copy = copy_of(path, kind)
    copy.retire(now=NOW)
    _, value = edit_elsewhere(copy)
    copy.restore()
    assert told(copy)[0] == ("~", value, None)


def test_deleting_an_old_copy_records_what_is_stored() -> None:
    copy = SkillFactory()
    edit_elsewhere(copy)
    key = copy.pk
    copy.delete()
    assert told(Skill(pk=key))[0] == ("-", "Renamed", None)


def test_what_is_gone_already_is_not_deleted_twice() -> None:
    copy = SkillFactory()
    key = copy.pk
    Skill.objects.get(pk=key).delete()
    assert copy.delete() == (0, {})
    assert [kind for kind, _, _ in told(Skill(pk=key))] == ["-", "+"]


def test_an_old_copy_retires_and_restores_what_is_there_now() -> None:
    """One that remembers otherwise changes nothing that is so already, and all that is not."""
    copy, other = SkillFactory(), Skill.objects.get()
    other.retire(now=NOW)
    copy.retire(now=LATER)
    assert (copy.retired_at, Skill.objects.get().retired_at) == (NOW, NOW)
    other.restore()
    copy.retire(now=LATER)
    assert Skill.objects.get().retired_at == LATER
    other.restore()
    assert Skill.objects.get().retired_at is None
    assert len(told(copy)) == 5


def test_replacing_skills_one_remembers_by_old_names_records_the_new(path: CareerPath) -> None:
    old, new = Requirement.objects.earliest("pk").skill, SkillFactory()
    edit_elsewhere(old)
    replace([old], [new], now=NOW)
    assert told(old)[0] == ("~", "Renamed", NOW)


def _retired(row: Any) -> Any:
    row.retired_at = NOW
    return row
