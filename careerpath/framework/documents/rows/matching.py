"""Which of two lists of named things mean the same: by public id, then name, then implied id."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from typing import NamedTuple

from careerpath import folding
from careerpath.framework.documents.text import clean
from careerpath.framework.models.base import stem_of


class Named(NamedTuple):
    """A thing by its name and its public id; a document may leave the id unsaid."""

    name: str
    public_id: str
    implied_id: str = ""


def named(name: str, public_id: str, *, id_from: str | None = None) -> Named:
    """A thing of a document; the id its name (or `id_from`) would give counts last."""
    implied = stem_of(name if id_from is None else id_from)
    return Named(name, public_id, "" if public_id else implied)


def folded(text: str) -> str:
    """A name as it is compared."""
    return folding.folded(clean(text))


def pair(there: Sequence[Named], wanted: Sequence[Named]) -> list[int | None]:
    """For each wanted thing, the place of the one that is there; each is used once.

    Earlier ones in `there` win, so callers put what is in use before what is retired.
    """
    found: list[int | None] = [None] * len(wanted)
    free = dict.fromkeys(range(len(there)))
    passes: list[tuple[Callable[[Named], str | None], Callable[[Named], str | None]]] = [
        (lambda row: row.public_id or None, lambda item: item.public_id or None),
        (lambda row: folded(row.name), lambda item: folded(item.name)),
        (lambda row: row.public_id or None, lambda item: item.implied_id or None),
    ]
    for key_there, key_wanted in passes:
        by_key: dict[str | None, deque[int]] = defaultdict(deque)
        for place in free:
            by_key[key_there(there[place])].append(place)
        for at, item in enumerate(wanted):
            key = key_wanted(item)
            if found[at] is None and key is not None and by_key.get(key):
                place = by_key[key].popleft()
                found[at] = place
                del free[place]
    return found
