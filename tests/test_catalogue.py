"""The German catalogue is whole: nothing empty, nothing guessed, nothing the code says missing."""

from __future__ import annotations

import gettext
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.catalogue import GERMAN, Entry, entries

ENTRIES = entries(GERMAN / "django.po")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|%%")
TAG = re.compile(r"</?\w[^>]*>")


def test_nothing_is_empty_or_guessed() -> None:
    assert len(ENTRIES) > 900
    assert [entry.message for entry in ENTRIES if entry.fuzzy or not all(entry.said)] == []


def test_placeholders_and_tags_are_the_same() -> None:
    wrong = [entry.message for entry in ENTRIES if not _same_parts(entry)]

    assert wrong == []


def _same_parts(entry: Entry) -> bool:
    """Whether nothing a sentence is filled with is lost; one may go unsaid: "noch eine"."""
    wanted = set(PLACEHOLDER.findall(entry.plural or entry.message))
    for n, said in enumerate(entry.said):
        found = set(PLACEHOLDER.findall(said))
        only_count = bool(entry.plural) and n == 0 and found < wanted and len(wanted - found) == 1
        if found != wanted and not only_count:
            return False
    tags = sorted(TAG.findall(entry.message))
    return all(sorted(TAG.findall(said)) == tags for said in entry.said)


def test_edges_are_the_same() -> None:
    """A space or a colon at an end is part of the sentence around it."""
    edges = re.compile(r"^(\s*).*?([:…]?\s*)$", re.S)
    wrong = [
        entry.message
        for entry in ENTRIES
        if edges.match(entry.message).groups() != edges.match(entry.said[0]).groups()  # type: ignore[union-attr]  # matches anything
    ]

    assert wrong == []


def test_compiled_file_says_what_the_source_says() -> None:
    """The .mo is in git, so that serving needs no gettext; `make messages` writes it."""
    with (GERMAN / "django.mo").open("rb") as file:
        compiled: dict[object, str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # gettext's own dict
    source: dict[object, str] = {}
    for entry in ENTRIES:
        if entry.plural:
            source |= {(entry.key, n): said for n, said in enumerate(entry.said)}
        else:
            source[entry.key] = entry.said[0]

    assert {key: said for key, said in compiled.items() if key} == source


def test_code_says_nothing_the_catalogue_lacks(tmp_path: Path) -> None:
    if not shutil.which("xgettext"):
        if os.environ.get("CAREERPATH_NO_SKIPS"):
            pytest.fail("gettext's tools are missing: apt install gettext")
        pytest.skip("Needs gettext's tools: apt install gettext")
    root = Path(settings.BASE_DIR)
    for name in ("careerpath", "assessments", "roadmap"):
        ignored = shutil.ignore_patterns("__pycache__", "static", "migrations")
        shutil.copytree(root / name, tmp_path / name, ignore=ignored)
    shutil.copy(root / "manage.py", tmp_path)
    (tmp_path / "var").mkdir()
    command = [sys.executable, "manage.py", "makemessages", "-l", "de", "--no-obsolete"]
    subprocess.run(  # noqa: S603  # our own manage.py
        command,
        cwd=tmp_path,
        env=os.environ | {"CAREERPATH_SECRET_KEY": "x" * 50},
        check=True,
        capture_output=True,
    )
    said = entries(tmp_path / GERMAN.relative_to(root) / "django.po")

    assert {e.key for e in said} == {e.key for e in ENTRIES}, "run `make messages`, see docs"


def test_gettext_has_no_name_its_tools_do_not_know() -> None:
    """What is marked with another name, or inside an f-string, is never collected."""
    root = Path(settings.BASE_DIR)
    hidden = re.compile(r"gettext(?:_lazy)? as (?!_$)\w+|\bf(['\"]).*\{_\(", re.M)
    files = [
        file
        for app in ("careerpath", "assessments", "roadmap")
        for file in root.glob(f"{app}/**/*.py")
    ]

    assert [str(f) for f in files if hidden.search(f.read_text(encoding="utf-8"))] == []
