"""Every variable the app reads: good, empty, senseless and hostile values.

Each row is tried on the settings themselves. A refused value ends in one sentence that names the
variable; no piece of a password is in it, nor in what Python prints around it.
"""

from __future__ import annotations

import ast
import os
import re
import runpy
import traceback
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.environment_addresses import ROOT, SECRET
from tests.environment_rows import BESIDES, KEY, ROWS

PIECES = (SECRET, "s3c", "r3t")
"""What no sentence may show."""
INSIDE = {"DATABASES": "default", "CACHES": "default"}


def settings_with(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> dict[str, Any]:
    """The settings in an environment that has this variable and no other of ours but a key."""
    for other in ROWS:
        monkeypatch.delenv(other, raising=False)
    ours = {"CAREERPATH_SECRET_KEY": KEY.strip(), "CAREERPATH_DATA_DIR": str(folder)}
    for other, said in {**ours, **BESIDES.get(name, {}), name: value}.items():
        monkeypatch.setenv(other, said)
    return runpy.run_path(str(ROOT / "careerpath" / "settings.py"))


GOOD = [(name, value, makes) for name, row in ROWS.items() for value, makes in row[1].items()]
REFUSED = [(name, value, said) for name, row in ROWS.items() for value, said in row[2].items()]


@pytest.mark.parametrize(("name", "value", "makes"), GOOD, ids=lambda it: repr(it)[:60])
def test_what_makes_sense_is_taken_as_it_is(
    name: str, value: str, makes: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = settings_with(name, value, monkeypatch, tmp_path)
    setting = ROWS[name][0]
    made: Any = settings.get(setting)
    if setting in INSIDE:
        inside = "replica" if "REPLICA" in name else INSIDE[setting]
        made = {key: made[inside].get(key) for key in makes}
        if made.get("ENGINE", "").endswith("sqlite3"):
            made.pop("OPTIONS", None)
    assert made == makes


@pytest.mark.parametrize(("name", "value", "said"), REFUSED, ids=lambda it: repr(it)[:60])
def test_what_makes_none_is_refused_by_name(
    name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        settings_with(name, value, monkeypatch, tmp_path)
    assert str(refused.value) == said.replace("{}", name)
    printed = "".join(traceback.format_exception(refused.value))
    assert [piece for piece in PIECES if piece in printed] == []
    assert printed.count("Traceback") == 1  # no other exception, with words of its own, below it


@pytest.mark.parametrize("name", BESIDES)
def test_what_makes_none_is_refused_where_it_has_no_use_too(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(BESIDES, name, {})
    with pytest.raises(ImproperlyConfigured) as refused:
        settings_with(name, "²", monkeypatch, tmp_path)
    assert str(refused.value) == ROWS[name][2].get("²", "{} must be yes or no, not '²'.").replace(
        "{}", name
    )


def test_none_of_them_set_is_ones_own_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = settings_with("CAREERPATH_SESSION_DAYS", "30", monkeypatch, tmp_path)
    names = ("DEBUG", "SECRET_KEY_FALLBACKS", "ALLAUTH_TRUSTED_PROXY_COUNT", "LOCAL", "TIME_ZONE")
    assert [settings[name] for name in names] == [False, [], 0, True, "UTC"]
    assert settings["DEFAULT_FROM_EMAIL"] == "careerpath@localhost"
    assert set(settings["DATABASES"]) == {"default"}


def strings_given_to_functions(file: Path) -> set[str]:
    """Every constant text that a function is called with."""
    calls = [n for n in ast.walk(ast.parse(file.read_text())) if isinstance(n, ast.Call)]
    given = [arg for call in calls for arg in (*call.args, *(k.value for k in call.keywords))]
    defaults = [
        default
        for n in ast.walk(ast.parse(file.read_text()))
        if isinstance(n, ast.FunctionDef)
        for default in (*n.args.defaults, *n.args.kw_defaults)
    ]
    assigned = [n.value for n in ast.walk(ast.parse(file.read_text())) if isinstance(n, ast.Assign)]
    constants = (n for n in (*given, *defaults, *assigned) if isinstance(n, ast.Constant))
    return {c.value for c in constants if isinstance(c.value, str)}


def source_files() -> list[Path]:
    rooms = ("careerpath", "assessments", "roadmap")
    return [ROOT / "manage.py", *(f for room in rooms for f in sorted((ROOT / room).rglob("*.py")))]


VARIABLE = re.compile(r"^(CAREERPATH_[A-Z_]+|[A-Z_]+_URL)$")


def test_every_variable_that_is_read_has_its_rows() -> None:
    read = {
        text
        for file in source_files()
        for text in strings_given_to_functions(file)
        if VARIABLE.match(text)
    }
    assert read == set(ROWS)
    without = [name for name, row in ROWS.items() if not row[1] or "" not in row[2]]
    assert without == []


def test_nobody_else_reads_the_environment() -> None:
    """What reads it past careerpath/environment has no row, and no sentence."""
    reads = re.compile(r"os\.environ|getenv|\benviron\.")
    found = {
        str(file.relative_to(ROOT)): len(reads.findall(file.read_text(encoding="utf-8")))
        for file in source_files()
        if reads.search(file.read_text(encoding="utf-8"))
    }
    assert found == {
        "manage.py": 1,  # DJANGO_SETTINGS_MODULE, as Django writes it
        "careerpath/wsgi.py": 1,
        "careerpath/operations/serve.py": 1,
        "careerpath/environment/words.py": 1,
        "careerpath/environment/databases.py": 2,  # django-environ, which is given the text
        "careerpath/operations/management/commands/move_to.py": 1,  # handed on to its own command
    }


def test_the_documents_list_is_whole() -> None:
    deploy = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", deploy, re.M)) == set(ROWS)


def test_what_starts_the_app_sets_nothing_that_is_not_read() -> None:
    """The variables of ours that the Makefile and the container name."""
    of_tests = {"CAREERPATH_NO_SKIPS", "CAREERPATH_EDIT_STEPS", "CAREERPATH_CALENDAR_READERS"}
    for file in ("Makefile", "Containerfile", ".ci/run"):
        text = (ROOT / file).read_text(encoding="utf-8")
        named = set(re.findall(r"\b(CAREERPATH_[A-Z_]+|[A-Z]+_(?:[A-Z]+_)?URL)\b", text))
        assert named - of_tests <= set(ROWS), file


def test_a_variable_that_points_to_another_is_not_followed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "HOME" in os.environ
    settings = settings_with("CAREERPATH_SECRET_KEY", "$HOME" * 10, monkeypatch, tmp_path)
    assert settings["SECRET_KEY"] == "$HOME" * 10
