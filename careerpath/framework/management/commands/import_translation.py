"""`manage.py import_translation`: a translator's file (.po) into a path."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from careerpath.framework.models import CareerPath
from careerpath.framework.translations import catalogue
from careerpath.framework.translations.catalogue import CatalogueRefused
from careerpath.framework.translations.exchange import bring_in


class Command(BaseCommand):
    """All of a file, or nothing."""

    help = (
        "Say a path in another language, as a gettext file has it that export_path wrote. What the "
        "file leaves empty stays as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The path, and its translation."""
        parser.add_argument("public_id", help="the path: ml-engineer")
        parser.add_argument("file", type=Path, help="the translation: ml_engineer.de.po")

    def handle(self, *, public_id: str, file: Path, **options: Any) -> None:
        """Bring it in."""
        path = CareerPath.objects.filter(public_id=public_id).first()
        if path is None:
            raise CommandError(f"There is no path “{public_id}”.")
        try:
            said = catalogue.read(file.read_bytes())
            brought = bring_in(path, said, by=None, now=timezone.now())
        except OSError as error:
            raise CommandError(f"Can't read {file}: {error}") from error
        except CatalogueRefused as error:
            raise CommandError(f"{file}: {error} Nothing was changed.") from error
        for place in brought.unknown:
            self.stdout.write(f"Left out, the path has no such text: {place}")
        self.stdout.write(f"{path.name} in “{said.language}”: {brought.changed} texts changed.")
