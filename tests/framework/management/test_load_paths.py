"""What `manage.py load_paths` says."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from careerpath.framework.models import CareerPath
from tests.factories import FIXTURE
from tests.framework.loading import edit

pytestmark = pytest.mark.django_db


def run(*arguments: Any) -> str:
    said = StringIO()
    call_command("load_paths", *arguments, stdout=said)
    return said.getvalue()


def test_command_loads_every_shipped_path_and_says_so() -> None:
    # Rows of skills that an earlier path brought are not counted twice.
    assert run() == (
        "Data Engineer: loaded, 713 rows.\n"
        "ML Engineer: loaded, 623 rows.\n"
        "Site Reliability Engineer: loaded, 534 rows.\n"
    )
    assert "ML Engineer: there already, left as it is.\n" in run()


def test_command_says_what_overwriting_changed() -> None:
    run(FIXTURE)
    edit()

    assert run(FIXTURE, "--overwrite") == (
        "ML Engineer: brought back to the file's version, 4 changed, 0 added.\n"
    )
    assert run(FIXTURE, "--overwrite") == (
        "ML Engineer: already as in the file, nothing to change.\n"
    )


def test_command_loads_nothing_when_one_of_two_files_is_bad(tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{", encoding="utf-8")

    with pytest.raises(CommandError, match=r"bad\.json: is not JSON .* Nothing was changed\."):
        run(FIXTURE, bad)
    assert CareerPath.objects.count() == 0
