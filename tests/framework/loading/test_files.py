"""Files that can't be loaded: a refusal that names file, row and reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from careerpath.framework.loading import LoadError
from careerpath.framework.models import CareerPath
from tests.framework.loading import Write, load, row

pytestmark = pytest.mark.django_db


PATH = row("careerpath", public_id="p", name="P")
LEVEL = {"path": ["p"], "public_id": "l", "rank": 1, "name": "L", "short_name": "L"}
DEEP = "[" * 100_000
NO_ROW = "has to be an object with “model” and “fields” only"


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("", "is not JSON in UTF-8"),
        (DEEP, "is not JSON in UTF-8"),
        ("{}", "is not a list of rows"),
        ("[]", "holds 0 career paths, not one"),
        ([PATH, PATH], "holds 2 career paths, not one"),
        ([1], f"row 1: {NO_ROW}"),
        ([{**PATH, "pk": 1}], f"row 1: {NO_ROW}"),
        ([{"model": "framework.careerpath"}], f"row 1: {NO_ROW}"),
        ([PATH, row("nothing")], "row 2: “framework.nothing” is nothing a career path is made"),
        ([PATH, {"model": "x", "fields": {}}], "“x” is nothing a career path is made of"),
        ([PATH, {"model": "accounts.user", "fields": {}}], "“accounts.user” is nothing"),
        ([PATH, row("historicallevel")], "“framework.historicallevel” is nothing"),
        ([row("careerpath", name="P")], "row 1 (framework.careerpath): has no public_id"),
        ([PATH, row("level", size=1)], "row 2 (framework.level): has no field “size”"),
        ([PATH, row("level", id=1)], "“id” can't be set from a file"),
        ([PATH, row("level", requirements=[])], "“requirements” can't be set from a file"),
        ([PATH, row("project", skills=[])], "“skills” can't be set from a file"),
        ([PATH, row("level", path="p")], "“path” has to be a natural key"),
        ([PATH, row("level", path=[["p"]])], "“path” has to be a natural key"),
        ([PATH, row("level", path=["q"])], "“path” ['q'] is neither above it nor known"),
        ([PATH, row("level")], "“path” [] is neither above it nor known"),
        ([PATH, row("level", **LEVEL | {"name": []})], "“name” has to be a single value"),
        ([PATH, row("level", **LEVEL | {"rank": "first"})], "rank: “first” value must be an"),
        ([PATH, row("level", **LEVEL | {"rank": 10**30})], "rank: Ensure this value is less"),
        ([PATH, row("level", **LEVEL | {"pay_currency": "usd"})], "Three capital letters"),
        ([PATH, row("level", **LEVEL | {"name": "x" * 201})], "at most 200 characters"),
        ([PATH, row("level", **LEVEL | {"public_id": "a b"})], "public_id: Enter a valid"),
        ([PATH, row("level", **LEVEL | {"retired_at": 5})], "row 2 (framework.level): "),
        ([PATH, row("level", **LEVEL), row("level", **LEVEL)], "row 3 (framework.level): is in"),
        (
            [PATH, row("level", **LEVEL | {"years_from": 4, "years_to": 2})],
            "does not fit what is in the database",
        ),
        (
            [PATH, row("level", **LEVEL), row("level", **LEVEL | {"public_id": "m"})],
            "does not fit what is in the database",
        ),
    ],
)
def test_load_refuses_a_file_and_says_why(write: Write, rows: Any, why: str) -> None:
    file = write(rows)

    with pytest.raises(LoadError) as refusal:
        load(file)

    assert str(refusal.value).startswith(str(file))
    assert why in str(refusal.value)
    assert CareerPath.objects.count() == 0


def test_load_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"none\.json: can't be read \(No such file or directory\)"):
        load(tmp_path / "none.json")


def test_load_refuses_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "latin.json").write_bytes('["é"]'.encode("latin-1"))

    with pytest.raises(LoadError, match=r"latin\.json: is not JSON in UTF-8"):
        load(tmp_path / "latin.json")


def test_overwrite_refuses_a_path_that_is_there_under_another_id() -> None:
    CareerPath.objects.create(name="ML Engineer", public_id="ml")

    with pytest.raises(LoadError, match="“ML Engineer” is there already, under the public id “ml”"):
        load(overwrite=True)
