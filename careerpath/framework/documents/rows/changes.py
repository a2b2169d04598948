"""What applying a document would do: each difference, and what may be a rename."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from careerpath.framework.documents.model import PathDocument
from careerpath.framework.models import CareerPath

from .following import Followed
from .path_rows import PathRows, the_path
from .skills import Resolved

Kind = Literal["added", "changed", "moved", "removed", "renamed", "retired"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `where` is a level's short name, or empty for the path as a whole.

    Levels, skills and projects that a document lacks are retired, never deleted; lines of text
    that it lacks are removed and stay in the edit history.
    """

    kind: Kind
    what: str
    where: str
    name: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something retired and something added that may be one thing under a new name."""

    what: str
    where: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything a document would do to a path's rows; applying it changes them."""

    rows: PathRows
    document: PathDocument
    resolved: Resolved
    changes: tuple[Change, ...]
    candidates: tuple[Candidate, ...]

    def __bool__(self) -> bool:
        return bool(self.changes)

    @property
    def path(self) -> CareerPath | None:
        """The path it is about; None for a new one."""
        return the_path(self.rows)

    @property
    def followed(self) -> tuple[Followed, ...]:
        """Replaced skills the document names; what took their place is asked instead."""
        return self.resolved.followed

    def of(self, kind: Kind) -> list[Change]:
        """Those of one kind."""
        return [change for change in self.changes if change.kind == kind]
