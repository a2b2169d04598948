"""A document as what applying it would do, before it is done."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection
from copy import copy
from dataclasses import dataclass, replace

from careerpath.framework.documents.model import Reading
from careerpath.framework.documents.read import read
from careerpath.framework.documents.rows import (
    Candidate,
    Changes,
    apply,
    diff,
    path_for,
    with_renames,
)
from careerpath.framework.impact import Trial, trial_of
from careerpath.framework.models import CareerPath

from .state import stamp_of, stamped


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What an editor hands in: a document, the path it is for (None: the one it names), and the
    keys of the possible renames that are one; keys that name none are left out."""

    data: bytes
    path: CareerPath | None = None
    renames: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a document would do, and the state it would do it in.

    `stamp` is another one once the path, or what the document would do to it, has changed.
    `candidates` are the possible renames as they stand without any taken for one; `renames` are
    the keys of those that the editor takes for one, which `changes` has done.
    """

    text: str
    reading: Reading
    changes: Changes
    candidates: tuple[Candidate, ...]
    renames: frozenset[str]
    stamp: str

    @property
    def path(self) -> CareerPath | None:
        """The path it is about; None for a new one."""
        return self.changes.path


def preview(handed: HandedIn) -> Preview:
    """Look at a document. A fixed number of queries; raises DocumentRefused."""
    reading = read(handed.data)
    path = handed.path or path_for(reading.document)
    changes = diff(path, reading.document)
    candidates = changes.candidates
    told = [dataclasses.astuple(change) for change in changes.changes]
    followed = [dataclasses.astuple(one) for one in changes.followed]
    stamp = stamped([stamp_of(path), followed, told])
    taken = [candidate for candidate in candidates if key_of(candidate) in handed.renames]
    if taken:
        changes = diff(path, with_renames(changes, taken))
    return Preview(
        text=handed.data.decode("utf-8-sig"),
        reading=reading,
        changes=changes,
        candidates=candidates,
        renames=frozenset(map(key_of, taken)),
        stamp=stamp,
    )


def trial_of_document(seen: Preview, *, now: dt.datetime) -> Trial:
    """The document applied and taken back, to count whom it moves. Raises ApplyError."""
    changes = replace(seen.changes, path=copy(seen.path))
    return trial_of(lambda: apply(changes=changes, by=None, now=now))


def key_of(candidate: Candidate) -> str:
    """What a possible rename goes by in a form."""
    return stamped(dataclasses.astuple(candidate))[:16]
