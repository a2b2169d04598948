"""`manage.py import_path`: a career-path document into the framework."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from careerpath.framework.documents.model import DocumentRefused
from careerpath.framework.documents.read import read
from careerpath.framework.documents.rows import (
    ApplyError,
    Candidate,
    Changes,
    apply,
    diff,
    path_for,
    with_renames,
)
from careerpath.framework.documents.rows.telling import checked, told


class Command(BaseCommand):
    """Says what a document would do; does it when told to."""

    help = (
        "Read a career-path document and say what it would add, change and retire, and what was "
        "not understood. With --apply, do it: all of it or, where something does not fit, nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The document, and what to do with it."""
        parser.add_argument("file", type=Path, help="a career-path document (Markdown)")
        parser.add_argument("--apply", action="store_true", help="apply it, not only say so")
        parser.add_argument(
            "--rename",
            action="append",
            default=[],
            metavar="OLD=NEW",
            help="take a level or skill that looks retired and added for one that is renamed",
        )

    def handle(self, *, file: Path, rename: list[str], **options: Any) -> None:
        """The preview, then the application."""
        try:
            reading = read(file.read_bytes())
        except (OSError, DocumentRefused) as error:
            raise CommandError(f"{file}: {error} Nothing was changed.") from error
        path = path_for(reading.document)
        changes = diff(path, reading.document)
        if rename:
            confirmed = [_candidate(changes, pair) for pair in rename]
            changes = diff(path, with_renames(changes, confirmed))
        for line in [*checked(reading), *told(changes)]:
            self.stdout.write(line)
        if options["apply"]:
            self._apply(changes)
        elif changes:
            self.stdout.write(f"{len(changes.changes)} changes. Nothing is changed yet: --apply.")
        else:
            self.stdout.write("Nothing to change.")

    def _apply(self, changes: Changes) -> None:
        try:
            path, touched = apply(changes=changes, by=None, now=timezone.now())
        except ApplyError as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        rows = (
            ", ".join(f"{count} {what}" for what, count in touched.items()) or "nothing to change"
        )
        self.stdout.write(f"{path.name}: applied; rows: {rows}.")


def _candidate(changes: Changes, pair: str) -> Candidate:
    """The candidate “OLD=NEW” names; anything else is refused."""
    for candidate in changes.candidates:
        if f"{candidate.old}={candidate.new}" == pair:
            return candidate
    raise CommandError(f"“{pair}” is not among the possible renames.")
