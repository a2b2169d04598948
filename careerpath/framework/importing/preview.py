"""A document as what applying it would do, before it is done."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Self

from careerpath.framework.documents.model import Reading
from careerpath.framework.documents.read import read
from careerpath.framework.documents.rows import (
    Candidate,
    Changes,
    apply,
    diff,
    diff_of,
    path_for,
    with_renames,
)
from careerpath.framework.impact import Trial, trial_of
from careerpath.framework.ladders.assemble import Wording
from careerpath.framework.models import CareerPath

from .state import picture, stamped


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What an editor hands in: a document, the path it is for (None: the one it names), and the
    keys of the possible renames that are one; keys that name none are left out.

    `wordings` are what its source says of skills beside the document. A path that it makes can be
    seen by everybody only if `publish`.
    """

    text: str
    reading: Reading
    path: CareerPath | None = None
    renames: Collection[str] = ()
    wordings: Sequence[Wording] = ()
    publish: bool = False

    @classmethod
    def read(cls, data: bytes, path: CareerPath | None = None) -> Self:
        """The document in some bytes; raises DocumentRefused."""
        reading = read(data)
        return cls(data.decode("utf-8-sig"), reading, path)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a document would do, and the state it would do it in.

    `path` is the one it is about as it is now; None for a new one. `stamp` is another one once the
    path, or what the document would do to it, has changed. `candidates` are the possible renames as
    they stand without any taken for one; `renames` are the keys of those that the editor takes for
    one, which `changes` has done.
    """

    handed: HandedIn
    path: CareerPath | None
    changes: Changes
    candidates: tuple[Candidate, ...]
    renames: frozenset[str]
    stamp: str


def preview(handed: HandedIn, *, lock: bool = False) -> Preview:
    """Look at a document. A fixed number of queries.

    With `lock` what it says stays true until the transaction ends.
    """
    document = handed.reading.document
    changes = diff(handed.path or path_for(document), document, lock=lock)
    candidates = changes.candidates
    told = [dataclasses.astuple(change) for change in changes.changes]
    followed = [dataclasses.astuple(one) for one in changes.followed]
    stamp = stamped([stamped(picture(changes.rows)), followed, told])
    taken = [candidate for candidate in candidates if key_of(candidate) in handed.renames]
    if taken:
        document = with_renames(changes, taken)
        changes = diff_of(changes.rows, document, changes.resolved.book)
    return Preview(
        handed=handed,
        path=copy(changes.path),
        changes=changes,
        candidates=candidates,
        renames=frozenset(map(key_of, taken)),
        stamp=stamp,
    )


def trial_of_document(seen: Preview, *, now: dt.datetime) -> Trial:
    """The document applied and taken back, to count whom it moves. Raises ApplyError.

    Once only: it changes the rows that `seen` holds.
    """
    return trial_of(lambda: apply(changes=seen.changes, by=None, now=now, tried=True))


def key_of(candidate: Candidate) -> str:
    """What a possible rename goes by in a form."""
    return stamped(dataclasses.astuple(candidate))[:16]
