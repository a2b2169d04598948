"""Between documents and framework rows.

- path_rows.py every row of a path, read once
- export.py    a path as a document
- matching.py  which of two lists of names mean the same things
- book.py      every skill the framework has, as a document finds it
- following.py  a document that names a replaced skill asks what took its place
- skills.py    the skills of a document among those the framework has
- changes.py   what applying a document would do: each difference
- compare.py   those differences, found before anything is done
- renames.py   which of them may be a rename, and the document with those that are
- shown.py     what is in a document as a person reads it
- telling.py   changes and remarks as lines of text
- fixture.py   a path as a Django fixture
- sync.py      one list of rows brought to what a document says
- ladder.py    the path itself and its levels
- skill_rows.py  its skills: renamed, made, brought back
- asking.py    what the levels ask
- lists.py     everything else a document lists
- applying.py  all of these in one transaction
"""

from __future__ import annotations

from .applying import Applied, apply, does_not_fit
from .changes import Candidate, Change, Changes
from .compare import diff, diff_of
from .export import document_of, path_for
from .renames import with_renames
from .sync import ApplyError

__all__ = [
    "Applied",
    "ApplyError",
    "Candidate",
    "Change",
    "Changes",
    "apply",
    "diff",
    "diff_of",
    "document_of",
    "does_not_fit",
    "path_for",
    "with_renames",
]
