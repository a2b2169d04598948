"""Between documents and framework rows.

- export.py    a path as a document, in a fixed number of queries
- matching.py  which of two lists of names mean the same things
- skills.py    the skills of a document among those the framework has
- compare.py   what applying a document would do, told before it is done
- telling.py   changes and remarks as lines of text
- fixture.py   a path as a Django fixture
- sync.py      one list of rows brought to what a document says
- applying.py  a whole path brought to what a document says, in one transaction
"""

from __future__ import annotations

from .applying import ApplyError, apply, does_not_fit
from .compare import Candidate, Change, Changes, diff, with_renames
from .export import document_of, path_for

__all__ = [
    "ApplyError",
    "Candidate",
    "Change",
    "Changes",
    "apply",
    "diff",
    "document_of",
    "does_not_fit",
    "path_for",
    "with_renames",
]
