"""Ladders of any hand: kept with what was chosen, and put together to a document."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.utils.translation import gettext

from careerpath.framework.documents.guard import MAX_BYTES
from careerpath.framework.documents.model import DocumentRefused
from careerpath.framework.documents.write import write
from careerpath.framework.ladders.assemble import Assembled, assemble
from careerpath.framework.ladders.guessing import ladder_of, parts_of
from careerpath.framework.ladders.mapping import Choices, Part
from careerpath.framework.ladders.rows import Ladder
from careerpath.framework.ladders.sources import read_source
from careerpath.framework.ladders.structure import Source
from careerpath.framework.models import CareerPath, DocumentImport, LadderSource

from .preview import HandedIn

TITLE = "title"
UNUSED_FOR = dt.timedelta(days=7)
LONGEST_NAME = 200
File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Mapped:
    """A source with choices: what is asked about it, and the ladder they make of it."""

    source: Source
    parts: tuple[Part, ...]
    ladder: Ladder
    assembled: Assembled


def mapped(source: Source, choices: Choices) -> Mapped:
    """What choices make of a source."""
    ladder = ladder_of(source, choices)
    return Mapped(source, parts_of(source, choices), ladder, assemble(ladder))


def handed_in(found: Mapped, path: CareerPath | None, *, publish: bool) -> HandedIn:
    """The ladder as the document it becomes. Raises DocumentRefused where it is too large.

    That is said before it is written: writing reads everything back.
    """
    texts = (row.text for row in found.ladder.rows if row.kind != "left out")
    if (size := sum(map(len, texts))) > MAX_BYTES:
        text = gettext(
            "This ladder has %(letters)s letters; at most %(most)s are read as one path. Leave out "
            "what is no part of it."
        )
        raise DocumentRefused(1, text % {"letters": f"{size:,}", "most": f"{MAX_BYTES:,}"})
    handed = HandedIn.read(write(found.assembled.document).encode(), path)
    return replace(handed, wordings=found.assembled.wordings, publish=publish)


def keep(
    files: Sequence[File], *, path: CareerPath | None, by: AbstractBaseUser | None, now: dt.datetime
) -> LadderSource:
    """Files to be mapped, with the choices that were last applied to the same path.

    What nobody applied within a week goes. Raises SourceRefused for what can't be read.
    """
    read_source(files)
    unused = LadderSource.objects.filter(Q(applied_at=None) | Q(path=None))
    unused.filter(at__lt=now - UNUSED_FOR).delete()
    name, data = files[0] if len(files) == 1 else (f"{files[0][0]}, …", _archived(files))
    kept: LadderSource = LadderSource.objects.create(
        path=path,
        editor=by,
        at=now,
        name=name[:LONGEST_NAME],
        data=data,
        choices=last_choices(path),
    )
    return kept


def read(kept: LadderSource) -> Source:
    """A kept source, read again. Raises SourceRefused."""
    return read_source([(kept.name, bytes(kept.data))])


def last_choices(path: CareerPath | None) -> dict[str, str]:
    """What was chosen for the version before."""
    if path is None:
        return {}
    applied = LadderSource.objects.filter(path=path, applied_at__isnull=False)
    return applied.order_by("-applied_at").values_list("choices", flat=True).first() or {}


def choose(kept: LadderSource, said: Mapping[str, str]) -> None:
    """Keep what an editor chose: only what is no guess, so that what is new is guessed."""
    source = read(kept)
    parts = {part.key: part for part in parts_of(source, kept.choices)}
    chosen = dict(kept.choices)
    for key, value in said.items():
        part = parts.get(key)
        known = part and any(option.value == value for option in part.options)
        if part and known and (value != part.guess or key in chosen):
            chosen[key] = value
    title = " ".join(said.get(TITLE, "").split())[:LONGEST_NAME]
    if title and title != ladder_of(source, kept.choices).title:
        chosen[TITLE] = title
    kept.choices = chosen
    kept.save(update_fields=["choices"])


def applied(kept: LadderSource, brought: DocumentImport) -> None:
    """Note which path a source has become."""
    kept.path, kept.applied_at = brought.path, brought.at
    kept.save(update_fields=["path", "applied_at"])


def _archived(files: Sequence[File]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for n, (name, content) in enumerate(files):
            known = name in {other for other, _content in files[:n]}
            archive.writestr(f"{n}-{name}" if known else name, content)
    return data.getvalue()
