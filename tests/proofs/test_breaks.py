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


def test_every_break_is_in_the_docs_with_what_catches_it() -> None:
    text = (ROOT / "docs" / "breaks.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| `(.+?)` \| ", text, re.M)
    assert rows == [(entry["name"], entry["test"].removeprefix("tests/")) for entry in BREAKS]
