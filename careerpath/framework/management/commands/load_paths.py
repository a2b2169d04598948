"""`manage.py load_paths`: career paths from their fixtures into the database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from careerpath.framework.loading import Loaded, LoadError, load_paths


class Command(BaseCommand):
    """Loads what is not there yet, and leaves alone what is."""

    help = (
        "Load career paths that are not there yet from fixtures (default: every fixtures/*.json). "
        "A path that is there keeps what editors made of it, unless --overwrite is given."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, and whether they win over the database."""
        parser.add_argument("files", nargs="*", type=Path, help="fixtures, one path in each")
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="bring paths that are there back to their file's version; "
            "rows the file does not have are kept",
        )

    def handle(self, *, files: list[Path], overwrite: bool, **options: Any) -> None:
        """One line for each path; an unusable file stops everything."""
        try:
            outcomes = load_paths(
                files=files or shipped_files(), overwrite=overwrite, now=timezone.now()
            )
        except LoadError as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        for outcome in outcomes:
            self.stdout.write(sentence(outcome, overwrite=overwrite))


def shipped_files() -> list[Path]:
    """Every fixture that comes with the app, by name."""
    return sorted(file for folder in settings.FIXTURE_DIRS for file in Path(folder).glob("*.json"))


def sentence(outcome: Loaded, *, overwrite: bool) -> str:
    """What happened to a path, in one line."""
    if outcome.is_new:
        return f"{outcome.path}: loaded, {outcome.added} rows."
    if not overwrite:
        return f"{outcome.path}: there already, left as it is."
    if not (outcome.added or outcome.changed):
        return f"{outcome.path}: already as in the file, nothing to change."
    return (
        f"{outcome.path}: brought back to the file's version, "
        f"{outcome.changed} changed, {outcome.added} added."
    )
