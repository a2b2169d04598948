"""Translations that lie beside a fixture, into its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from careerpath.framework.models.translatable import Translatable
from careerpath.framework.translations.catalogue import Catalogue, Entry

from .files import LoadError


@dataclass(frozen=True, slots=True)
class Said:
    """One text in one language, and the file that says it so."""

    file: Path
    language: str
    entry: Entry

    def refused(self, why: str) -> LoadError:
        """The error that says where it is."""
        return LoadError(f"{self.file}, line {self.entry.line}: “{self.entry.place}” {why}.")


def by_row(files: Mapping[Path, Catalogue]) -> dict[str, list[Said]]:
    """Translations by the place of their row."""
    found: dict[str, list[Said]] = defaultdict(list)
    for file, catalogue in files.items():
        for entry in catalogue.entries:
            row = entry.place.rpartition(".")[0]
            found[row].append(Said(file, catalogue.language, entry))
    return found


def translate(row: Any, said: Iterable[Said]) -> None:
    """Give a row what is said of it."""
    for one in said:
        field = one.entry.place.rpartition(".")[2]
        if field not in getattr(row, "texts", ()):
            raise one.refused("is no text")
        if one.entry.text:
            row.translate(one.language, field, one.entry.text, of=one.entry.made_of)


def keep_translations(there: Any, row: Any, *, file_wins: bool) -> None:
    """Let a row from a file keep what is translated in the stored one; who wins where both are."""
    if not isinstance(row, Translatable):
        return
    stored, file = there.translations or {}, row.translations or {}
    first, last = (stored, file) if file_wins else (file, stored)
    merged = {key: {**first.get(key, {}), **last.get(key, {})} for key in {**first, **last}}
    row.translations = dict(sorted(merged.items())) or None


def fill_translations(there: Any, row: Any) -> bool:
    """Give a stored row what only the file translates; whether that is anything.

    A text that is another one in the database is left: the file translates its own.
    """
    if not isinstance(row, Translatable):
        return False
    before = there.translations
    for language, fields in (row.translations or {}).items():
        for field, said in fields.items():
            if not there.translation(language, field) and getattr(there, field) == said["of"]:
                there.translate(language, field, said["text"], of=said["of"])
    return bool(there.translations != before)
