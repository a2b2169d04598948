"""A person's other roadmaps: earlier ones of the same path, the latest of other paths."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.models import Assessment


@dataclass(frozen=True, slots=True)
class History:
    """All completed ones of the path, newest first, and the newest of each other path."""

    same_path: tuple[Assessment, ...]
    other_paths: tuple[Assessment, ...]
    shown: Assessment

    @property
    def newest(self) -> Assessment:
        """The newest of the path."""
        return self.same_path[0]

    @property
    def is_newest(self) -> bool:
        """Whether the one shown is the newest."""
        return self.newest == self.shown


def history(shown: Assessment, completed: Iterable[Assessment]) -> History:
    """Sort a person's completed assessments, newest first, around the one shown."""
    same: list[Assessment] = []
    others: dict[int, Assessment] = {}
    for assessment in completed:
        if assessment.path_id == shown.path_id:
            same.append(assessment)
        else:
            others.setdefault(assessment.path_id, assessment)
    return History(tuple(same), tuple(others.values()), shown)
