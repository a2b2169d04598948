"""`manage.py import_path`: a career-path document into the framework."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from careerpath.framework.documents.model import DocumentRefused
from careerpath.framework.documents.rows import ApplyError
from careerpath.framework.documents.rows.telling import checked, told
from careerpath.framework.importing import HandedIn, Preview, Stale, bring_in, key_of, preview


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
            handed = HandedIn.read(file.read_bytes())
            seen = preview(handed)
        except (OSError, DocumentRefused) as error:
            raise CommandError(f"{file}: {error} Nothing was changed.") from error
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
