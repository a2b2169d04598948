"""One file, several taken as one, or an archive of them."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from django.utils.translation import gettext

from careerpath.framework.ladders.structure import Block, Cell, Source, SourceRefused, Table

from .arrivals import OLE, ZIP, check_magic, kind_of_archive, kind_of_text, refuse
from .bounds import MOST_BYTES, MOST_FILES, MOST_RATIO, MOST_UNPACKED
from .markup import read_html, read_markdown
from .sheets import read_csv, read_workbook
from .texts import decoded

_SMALL = 100 * 1024  # so little may be packed as tightly as it likes
_OTHERS = re.compile(r"(^|/)(\.|__MACOSX/|Thumbs\.db$)")

# What Python raises for archives that are damaged, ask for a password or are packed otherwise.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(ValueError, KeyError, RuntimeError, NotImplementedError),
)

File = tuple[str, bytes]


def read_source(files: Sequence[File]) -> Source:
    """What was handed in, by name and bytes; several files in the order of their names.

    Raises SourceRefused, saying which file, what it is and what can be read instead.
    """
    if sum(len(data) for _name, data in files) > MOST_BYTES:
        text = gettext(
            "That is more than %(megabytes)d MB, which is the most that is read at once."
        )
        raise SourceRefused(text % {"megabytes": MOST_BYTES // 1024**2})
    if not files:
        raise SourceRefused(gettext("No file was handed in."))
    if len(files) == 1:
        return _one(*files[0])
    return _several(files[0][0], files)


def _one(name: str, data: bytes, *, inside: bool = False) -> Source:
    """A file; `inside` an archive it may be none itself."""
    if not data:
        raise SourceRefused(gettext("“%(name)s” is empty.") % {"name": name})
    check_magic(name, data)
    if data.startswith(OLE):
        return read_workbook(name, data)
    if data.startswith(ZIP):
        return _zipped(name, data, inside=inside)
    text, remarks = decoded(name, data)
    kind = kind_of_text(name, text)
    reader = {"csv": read_csv, "html": read_html, "markdown": read_markdown}[kind]
    source = reader(name, text)
    return replace(source, remarks=(*remarks, *source.remarks))


def _zipped(name: str, data: bytes, *, inside: bool) -> Source:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _bounded(name, archive)
            if kind_of_archive(name, archive) == "workbook":
                return read_workbook(name, data)
            if inside:
                raise refuse(name, gettext("an archive inside an archive"))
            return _several(name, list(_unpacked(name, archive)))
    except _BROKEN as error:
        text = gettext("“%(name)s” is an archive that can't be unpacked: %(reason)s")
        raise SourceRefused(text % {"name": name, "reason": error}) from error


def _bounded(name: str, archive: zipfile.ZipFile) -> None:
    """Refuse by what the archive says of itself, before anything is unpacked."""
    size = sum(info.file_size for info in archive.infolist())
    packed = sum(info.compress_size for info in archive.infolist())
    if size > MOST_UNPACKED or (size > _SMALL and size > MOST_RATIO * max(packed, 1)):
        text = gettext(
            "“%(name)s” unpacks to %(size)s bytes; at most %(most)s are read, and at most "
            "%(ratio)d times its size."
        )
        values = {"size": f"{size:,}", "most": f"{MOST_UNPACKED:,}", "ratio": MOST_RATIO}
        raise SourceRefused(text % {"name": name, **values})


def _unpacked(name: str, archive: zipfile.ZipFile) -> Iterator[File]:
    """The files of an archive, never more of one than it says; nothing is written anywhere."""
    for info in archive.infolist():
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[:1]:
            text = gettext("“%(name)s” names a file outside itself: “%(path)s”.")
            raise SourceRefused(text % {"name": name, "path": info.filename})
        if info.is_dir() or _OTHERS.search(str(path)):
            continue
        with archive.open(info) as file:
            yield str(path), file.read(info.file_size + 1)


def _several(name: str, files: Sequence[File]) -> Source:
    """Files as one: each below a heading of its own; what is no ladder's is left out and told."""
    if len(files) > MOST_FILES:
        text = gettext("“%(name)s” has %(files)d files; at most %(most)d are read.")
        raise SourceRefused(text % {"name": name, "files": len(files), "most": MOST_FILES})
    sources, remarks, refused = [], list[str](), list[SourceRefused]()
    for file, data in sorted(files, key=lambda one: _natural(one[0])):
        try:
            sources.append(_one(file, data, inside=True))
        except SourceRefused as error:
            refused.append(error)
            remarks.append(gettext("Left out: %(reason)s") % {"reason": error})
    if not sources:
        raise (
            refused[0]
            if refused
            else SourceRefused(gettext("“%(name)s” is empty.") % {"name": name})
        )
    if len(sources) == 1:
        return replace(sources[0], remarks=(*remarks, *sources[0].remarks))
    return Source(
        name,
        sources[0].kind,
        outline=tuple(_below_heading(source) for source in sources if source.outline),
        tables=tuple(_placed(source, table) for source in sources for table in source.tables),
        remarks=(*remarks, *(remark for source in sources for remark in source.remarks)),
    )


def _natural(name: str) -> list[tuple[int, str]]:
    """“2 Senior.md” before “10 Head.md”."""
    parts = re.split(r"([0-9]+)", name)
    return [(int(text), "") if n % 2 else (-1, text.casefold()) for n, text in enumerate(parts)]


def _below_heading(source: Source) -> Block:
    """A file as a heading: its title's, its only first heading, else its name."""
    stem = PurePosixPath(source.name).stem
    tops = [block for block in source.outline if block.kind == "heading"]
    first = source.outline[0]
    single = len([block for block in tops if block.depth == first.depth]) == 1
    absorbed = first.kind == "heading" and single and len(tops) == 1
    name = source.title or (first.text if absorbed else stem)
    inside = (*first.children, *source.outline[1:]) if absorbed else source.outline
    place = first.place if absorbed else ""
    return Block("heading", name, _in(source, place), 0, tuple(_located(source, b) for b in inside))


def _located(source: Source, block: Block) -> Block:
    children = tuple(_located(source, child) for child in block.children)
    return replace(block, place=_in(source, block.place), children=children)


def _in(source: Source, place: str) -> str:
    return f"{source.name}, {place}" if place else source.name


def _placed(source: Source, table: Table) -> Table:
    rows = tuple(tuple(Cell(c.text, _in(source, c.place)) for c in row) for row in table.rows)
    return Table(table.name or PurePosixPath(source.name).stem, rows)
