"""The list of breaks stays true: its texts are where it says, and docs/breaks.md names them all."""

from __future__ import annotations

import re
import tomllib

from tests.proofs.breaks import LIST, ROOT

BREAKS = tomllib.loads(LIST.read_text(encoding="utf-8"))["break"]


def test_text_of_every_break_stands_once_where_it_is_looked_for() -> None:
    found = {
        entry["name"]: (ROOT / entry["file"]).read_text(encoding="utf-8").count(entry["old"])
        for entry in BREAKS
    }
    assert found == {entry["name"]: 1 for entry in BREAKS}


def test_breaks_are_many_distinct_and_on_both_databases() -> None:
    assert len(BREAKS) >= 120
    assert len(
        {(entry["file"], entry["old"], entry["new"], entry["test"]) for entry in BREAKS}
    ) == len(BREAKS)
    databases = [entry.get("database", "sqlite") for entry in BREAKS]
    assert set(databases) == {"sqlite", "postgresql"}
    assert databases.count("postgresql") >= 9


def test_every_break_is_in_the_docs_with_what_catches_it() -> None:
    text = (ROOT / "docs" / "breaks.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| `(.+?)` \| ", text, re.M)
    assert rows == [(entry["name"], entry["test"].removeprefix("tests/")) for entry in BREAKS]
