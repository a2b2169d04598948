"""Reading gettext's source files: enough for those of ours."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

GERMAN = Path(settings.BASE_DIR) / "careerpath" / "locale" / "de" / "LC_MESSAGES"
LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) )?(".*")$')


@dataclass(frozen=True, slots=True)
class Entry:
    """One message: `said` is empty or has one translation for each plural form."""

    context: str
    message: str
    plural: str
    said: tuple[str, ...]
    fuzzy: bool

    @property
    def key(self) -> str:
        """What the compiled file calls it."""
        return f"{self.context}\x04{self.message}" if self.context else self.message


def entries(file: Path) -> list[Entry]:
    """Every message of a source file but its header."""
    found = [_entry(block) for block in file.read_text(encoding="utf-8").split("\n\n")]
    return [entry for entry in found if entry.message]


def _entry(block: str) -> Entry:
    parts: dict[str, str] = {}
    part = ""
    for line in block.splitlines():
        if match := LINE.match(line):
            part = match[1] or part
            parts[part] = parts.get(part, "") + ast.literal_eval(match[2])
    return Entry(
        parts.get("msgctxt", ""),
        parts.get("msgid", ""),
        parts.get("msgid_plural", ""),
        tuple(text for name, text in parts.items() if name.startswith("msgstr")),
        fuzzy=bool(re.search(r"^#,.*fuzzy", block, re.M)),
    )
