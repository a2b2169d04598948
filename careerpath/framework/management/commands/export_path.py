"""`manage.py export_path`: a path of the framework as a document or a fixture."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from careerpath.framework.documents.rows import document_of
from careerpath.framework.documents.rows.fixture import fixture_of
from careerpath.framework.documents.write import write
from careerpath.framework.exporting import sheets
from careerpath.framework.models import CareerPath
from careerpath.framework.translations import catalogue
from careerpath.framework.translations.exchange import catalogue_of


class Command(BaseCommand):
    """Writes the canonical document, or a fixture for a name that ends in .json."""

    help = (
        "Write a path as a career-path document, to review and keep in git. A file name that ends "
        "in .json gets a Django fixture instead, as load_paths reads it; one that ends in .de.po, "
        "or another language's, its translation for translators; .csv and .xlsx a table, a line "
        "for each skill of each level, or with --matrix a level a column."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The path, and where it goes."""
        parser.add_argument("public_id", help="the path: ml-engineer")
        parser.add_argument("file", nargs="?", type=Path, help="where to (default: the screen)")
        parser.add_argument("--matrix", action="store_true", help="a table with a level a column")

    def handle(self, *, public_id: str, file: Path | None, **options: Any) -> None:
        """Write it."""
        path = CareerPath.objects.filter(public_id=public_id).first()
        if path is None:
            there = ", ".join(CareerPath.objects.values_list("public_id", flat=True)) or "none"
            raise CommandError(f"There is no path “{public_id}”. There are: {there}.")
        data = _written(path, file.suffixes if file else [], options["matrix"])
        if file is None:
            self.stdout.write(data.decode(), ending="")
            return
        try:
            file.write_bytes(data)
        except OSError as error:
            raise CommandError(f"Can't write {file}: {error}") from error
        self.stdout.write(f"{path.name}: written to {file}.")


def _written(path: CareerPath, suffixes: list[str], as_matrix: bool) -> bytes:  # noqa: FBT001  # the option
    """The path as the name of its file wants it."""
    rows = sheets.matrix if as_matrix else sheets.long_rows
    match suffixes:
        case [*_, ".xlsx"]:
            return sheets.as_workbook(rows(document_of(path)))
        case [*_, ".csv"]:
            return sheets.as_csv(rows(document_of(path))).encode()
    return _text(path, suffixes).encode()


def _text(path: CareerPath, suffixes: list[str]) -> str:
    match suffixes:
        case [*_, ".json"]:
            return fixture_of(path)
        case [*_, language, ".po"]:
            return catalogue.write(catalogue_of(path, language[1:]), name=path.public_id)
        case [*_, ".po"]:
            raise CommandError("Name the language before the ending: “baker.de.po”.")
    return write(document_of(path))
