"""What came, by its content rather than its name, and what is said of what can't be read."""

from __future__ import annotations

import json
import re
import zipfile

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerpath.framework.ladders.structure import SourceRefused

from .sheets import is_table

_HTML = re.compile(
    r"\s*(?:<!doctype html|<html|<head|<body|<table|<div|<h[1-6]|<meta|<main|<article)",
    re.IGNORECASE,
)

INSTEAD = _(
    "What can be read: Markdown, CSV, workbooks (xlsx, xls, ods), HTML pages, several of them "
    "together, and a ZIP archive of them."
)
_MAGIC = (
    (b"%PDF", _("a PDF document")),
    (b"\x89PNG", _("a picture")),
    (b"\xff\xd8\xff", _("a picture")),
    (b"GIF8", _("a picture")),
    (b"RIFF", _("a picture or a sound")),
    (b"{\\rtf", _("a document in Rich Text Format")),
    (b"\x1f\x8b", _("a gzip archive")),
    (b"Rar!", _("a RAR archive")),
    (b"PK\x05\x06", _("an empty archive")),
    (b"7z\xbc\xaf", _("a 7z archive")),
    (b"SQLite format 3", _("a database")),
)
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_IN_ZIP = (
    ("word/", _("a Word document")),
    ("ppt/", _("a presentation")),
)
_TEXTS_OF_ODF = {
    "application/vnd.oasis.opendocument.text": _("an OpenDocument text"),
    "application/vnd.oasis.opendocument.presentation": _("a presentation"),
}
SHEET_OF_ODF = "application/vnd.oasis.opendocument.spreadsheet"


def refuse(name: str, what: object) -> SourceRefused:
    """“talk.pdf” is a PDF document, and what can be read instead."""
    text = gettext("“%(name)s” is %(what)s.") % {"name": name, "what": what}
    return SourceRefused(f"{text} {INSTEAD}")


def check_magic(name: str, data: bytes) -> None:
    """Raise SourceRefused for what is known by its first bytes and can't be read."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise refuse(name, what)


def kind_of_archive(name: str, archive: zipfile.ZipFile) -> str:
    """“workbook” or “archive”; raises SourceRefused for other documents that are archives."""
    names = archive.namelist()
    if "mimetype" in names:
        said = archive.read("mimetype")[:200].decode("ascii", "replace").strip()
        if said == SHEET_OF_ODF:
            return "workbook"
        raise refuse(name, _TEXTS_OF_ODF.get(said, _("an archive of an unknown kind")))
    if any(one.startswith("xl/") for one in names):
        return "workbook"
    for folder, what in _IN_ZIP:
        if any(one.startswith(folder) for one in names):
            raise refuse(name, what)
    return "archive"


def kind_of_text(name: str, text: str) -> str:
    """“csv”, “html” or “markdown”; raises SourceRefused for JSON, YAML and XML."""
    ending = name.rpartition(".")[2].casefold() if "." in name else ""
    if not text.strip():
        raise SourceRefused(gettext("“%(name)s” is empty.") % {"name": name})
    if ending in {"csv", "tsv", "tab"}:
        return "csv"
    if ending in {"html", "htm", "xhtml"} or (
        ending not in {"md", "markdown"} and _HTML.match(text)
    ):
        return "html"
    if ending in {"md", "markdown"}:
        return "markdown"
    if ending == "json" or _is_json(text):
        raise refuse(name, _("JSON, but no career path as careerpath writes it"))
    if ending in {"yaml", "yml"}:
        raise refuse(name, _("YAML"))
    if ending == "xml" or text.lstrip().startswith("<?xml"):
        raise refuse(name, _("XML"))
    return "csv" if is_table(text) else "markdown"


def _is_json(text: str) -> bool:
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
