from __future__ import annotations

from assessments.models import Assessment
from roadmap.history import history


def test_history_sorts_by_path() -> None:
    newest, middle, oldest = (Assessment(pk=n, path_id=1) for n in (9, 5, 2))
    other, other_before = Assessment(pk=8, path_id=2), Assessment(pk=3, path_id=2)
    told = history(middle, [newest, other, middle, other_before, oldest])
    assert told.same_path == (newest, middle, oldest)
    assert told.other_paths == (other,)
    assert (told.newest, told.is_newest) == (newest, False)


def test_history_of_one() -> None:
    only = Assessment(pk=1, path_id=1)
    told = history(only, [only])
    assert (told.is_newest, told.other_paths) == (True, ())
