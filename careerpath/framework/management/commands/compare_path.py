"""`manage.py compare_path`: whether a document and the framework say the same."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from careerpath.framework.documents.model import DocumentRefused
from careerpath.framework.documents.read import read
from careerpath.framework.documents.rows import diff, path_for
from careerpath.framework.documents.rows.telling import told


class Command(BaseCommand):
    """Lists the differences; ends with an error when there are any."""

    help = "Say where a career-path document and the framework differ, seen from the framework."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The document."""
        parser.add_argument("file", type=Path, help="a career-path document (Markdown)")

    def handle(self, *, file: Path, **options: Any) -> None:
        """Compare."""
        try:
            document = read(file.read_bytes()).document
        except (OSError, DocumentRefused) as error:
            raise CommandError(f"{file}: {error}") from error
        path = path_for(document)
        if path is None:
            raise CommandError(f"There is no path “{document.title}”.")
        changes = diff(path, document)
        for line in told(changes):
            self.stdout.write(line)
        if changes:
            raise CommandError(f"{len(changes.changes)} differences.")
        self.stdout.write("No difference.")
