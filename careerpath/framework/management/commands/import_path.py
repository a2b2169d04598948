"""`manage.py import_path`: a career-path document, or a ladder in any hand, into the framework."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from careerpath.framework.documents.model import DocumentRefused
from careerpath.framework.documents.rows import ApplyError
from careerpath.framework.documents.rows.telling import checked, told
from careerpath.framework.importing import HandedIn, Preview, Stale, bring_in, key_of, preview
from careerpath.framework.importing.sources import TITLE, Mapped, handed_in, mapped
from careerpath.framework.ladders import mapping
from careerpath.framework.ladders.mapping import MappingRefused
from careerpath.framework.ladders.sources import read_source
from careerpath.framework.ladders.structure import SourceRefused


class Command(BaseCommand):
    """Says what a document would do; does it when told to."""

    help = (
        "Read a career-path document and say what it would add, change and retire, and what was "
        "not understood. With --apply, do it: all of it or, where something does not fit, nothing. "
        "Ladders in any other hand are read by a mapping (see docs/ladders.md)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The document, and what to do with it."""
        parser.add_argument(
            "files",
            type=Path,
            nargs="+",
            metavar="FILE",
            help="a career-path document (Markdown), or a ladder in any hand; several are one",
        )
        parser.add_argument("--apply", action="store_true", help="apply it, not only say so")
        parser.add_argument(
            "--publish", action="store_true", help="everybody can see a new path at once"
        )
        parser.add_argument(
            "--mapping",
            type=Path,
            metavar="FILE",
            help="what its parts are, as --write-mapping says",
        )
        parser.add_argument(
            "--write-mapping", type=Path, metavar="FILE", help="write what each part is taken for"
        )
        parser.add_argument("--title", default="", help="what the path is called")
        parser.add_argument(
            "--rename",
            action="append",
            default=[],
            metavar="OLD=NEW",
            help="take a level or skill that looks retired and added for one that is renamed",
        )

    def handle(self, *, files: list[Path], rename: list[str], **options: Any) -> None:
        """The preview, then the application."""
        named = ", ".join(map(str, files))
        try:
            handed = replace(self._handed_in(files, options), publish=options["publish"])
            seen = preview(handed)
        except (OSError, DocumentRefused, SourceRefused, MappingRefused) as error:
            raise CommandError(f"{named}: {error} Nothing was changed.") from error
        if rename:
            handed = replace(handed, renames=[_key(seen, pair) for pair in rename])
            seen = preview(handed)
        for line in [*checked(handed.reading), *told(seen.changes)]:
            self.stdout.write(line)
        if options["apply"]:
            self._apply(handed, seen)
        elif seen.changes:
            count = len(seen.changes.changes)
            self.stdout.write(f"{count} changes. Nothing is changed yet: --apply.")
        else:
            self.stdout.write("Nothing to change.")

    def _handed_in(self, files: list[Path], options: dict[str, Any]) -> HandedIn:
        """A document as it is, or a ladder by its mapping. Raises what reading either does."""
        read = [(file.name, file.read_bytes()) for file in files]
        maps = options["mapping"] or options["write_mapping"] or options["title"] or len(files) > 1
        if not maps:
            try:
                return HandedIn.read(read[0][1])
            except DocumentRefused as refused:
                reason = refused
        found = mapped(read_source(read), _choices(options))
        if not found.ladder.levels:
            raise SourceRefused("No level was found in it.") if maps else reason
        for line in _said(found):
            self.stdout.write(line)
        if out := options["write_mapping"]:
            choices = {part.key: part.chosen for part in found.parts} | {TITLE: found.ladder.title}
            out.write_text(json.dumps({"choices": choices}, indent=1, ensure_ascii=False) + "\n")
        return handed_in(found, None, publish=options["publish"])

    def _apply(self, handed: HandedIn, seen: Preview) -> None:
        try:
            brought = bring_in(handed, stamp=seen.stamp, by=None, now=timezone.now())
        except (ApplyError, Stale) as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        rows = ", ".join(f"{count} {what}" for what, count in brought.touched.items())
        self.stdout.write(
            f"{brought.path_name}: applied; rows: {rows or 'nothing to change'}. "
            "It can be reverted in admin, under “Documents brought in”."
        )


def _key(seen: Preview, pair: str) -> str:
    """The key of the possible rename “OLD=NEW” names; anything else is refused."""
    for candidate in seen.candidates:
        if f"{candidate.old}={candidate.new}" == pair:
            return key_of(candidate)
    raise CommandError(f"“{pair}” is not among the possible renames.")


def _choices(options: dict[str, Any]) -> dict[str, str]:
    """What a mapping file says, and the title. Raises MappingRefused."""
    choices: dict[str, str] = {}
    if file := options["mapping"]:
        try:
            choices = mapping.checked(json.loads(file.read_text(encoding="utf-8")))
        except ValueError as error:
            raise MappingRefused(f"{file} is no JSON: {error}.") from error
    return choices | ({TITLE: options["title"]} if options["title"] else {})


def _said(found: Mapped) -> Iterator[str]:
    """What each part is taken for, how much that makes, and what to look at."""
    yield "What its parts are (choose with --mapping):"
    for part in found.parts:
        label = next(option.label for option in part.options if option.value == part.chosen)
        guessed = " (guessed)" if part.chosen == part.guess else ""
        yield f"  {part.title}: {label}{guessed}"
    for level in found.ladder.levels:
        rows = [row for row in found.ladder.rows if row.level == level]
        skills = sum(row.kind == "skill" for row in rows)
        yield f"  {level}: {skills} skills, {len(rows) - skills} other lines"
    for warning in (*found.assembled.warnings, *found.source.remarks):
        yield f"Look at this: {warning}"
