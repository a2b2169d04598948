"""What applying a document would do to a path, told before it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from careerpath.framework.documents.model import PathDocument, Rung
from careerpath.framework.models import CareerPath

from .book import SkillBook
from .changes import Change, Changes
from .export import document_in
from .matching import Named, folded, named, pair
from .path_rows import PathRows, rows_of, the_path
from .renames import candidates
from .shown import asked_of, differing, name_of, shown
from .skills import Resolved, resolve, under_names


def diff(path: CareerPath | None, document: PathDocument, *, lock: bool = False) -> Changes:
    """What applying the document to the path (None: to nothing) would do. Fixed queries.

    With `lock` nobody else saves a row of the path until the transaction ends.
    """
    return diff_of(rows_of(path, lock=lock), document, SkillBook.open())


def diff_of(rows: PathRows, document: PathDocument, book: SkillBook) -> Changes:
    """The same of rows and skills that are known."""
    resolved, is_new = resolve(document, book), the_path(rows) is None
    before = PathDocument(title=document.title) if is_new else document_in(rows)
    found = list(_Comparison(before, resolved, is_new).changes())
    return Changes(rows, document, resolved, tuple(found), tuple(candidates(found, book)))


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two documents side by side."""

    before: PathDocument
    resolved: Resolved
    new: bool

    def changes(self) -> Iterator[Change]:
        """Every difference, the path first, then level by level."""
        before, after = self._renamed(self.before), self.resolved.document
        if self.new:
            yield Change("added", "path", "", after.title)
        elif before.title != after.title:
            yield Change("renamed", "path", "", after.title, before.title, after.title)
        for public_id, name in self.resolved.renames.items():
            old = self.resolved.book.by_id[public_id].name
            yield Change("renamed", "skill", "", name, old, name)
        for what, field in _PATH_TEXTS.items():
            yield from _text("", what, getattr(before, field), getattr(after, field))
        yield from self._levels(before, after)
        for what, field in _PATH_LISTS.items():
            yield from _listed("", what, getattr(before, field), getattr(after, field))

    def _renamed(self, document: PathDocument) -> PathDocument:
        """What is there, in the names it will have."""
        names = {
            folded(self.resolved.book.by_id[public_id].name): name
            for public_id, name in self.resolved.renames.items()
        }
        return under_names(document, names) if names else document

    def _levels(self, before: PathDocument, after: PathDocument) -> Iterator[Change]:
        there = [
            Named(r.name, r.public_id or named("", "", id_from=r.short_name).implied_id)
            for r in before.levels
        ]
        wanted = [named(r.name, r.public_id, id_from=r.short_name) for r in after.levels]
        pairs = pair(there, wanted)
        kept = [place for place in pairs if place is not None]
        for at, place in enumerate(pairs):
            rung = after.levels[at]
            if place is None:
                yield Change("added", "level", "", rung.name)
                yield from _rung(Rung(rung.name, rung.short_name), rung)
                continue
            old = before.levels[place]
            if folded(old.name) != folded(rung.name):
                yield Change("renamed", "level", "", rung.name, old.name, rung.name)
            if kept != sorted(kept) and sorted(kept).index(place) != kept.index(place):
                yield Change("moved", "level", "", rung.name)
            yield from _rung(old, rung)
        for place, rung in enumerate(before.levels):
            if place not in kept:
                yield Change("retired", "level", "", rung.name)


_PATH_TEXTS = {
    "overview": "overview",
    "threshold": "threshold_percent",
    "language": "language",
    "system design focus": "system_design_focus",
    "transition timeline": "transition_timeline",
    "flexibility": "flexibility",
}
_PATH_LISTS = {
    "core responsibility": "core_responsibilities",
    "growth phase": "phases",
    "interview section": "interview",
    "networking group": "networking",
    "tip": "tips",
    "transition": "transitions",
    "note": "notes",
}
_RETIRED = {"skill", "project"}


def _rung(before: Rung, after: Rung) -> Iterator[Change]:
    where = after.short_name
    for what in ("short_name", "years", "threshold_percent", "pay"):
        label = what.replace("_percent", "").replace("_", " ")
        yield from _text(where, label, getattr(before, what), getattr(after, what))
    yield from _listed(where, "responsibility", before.responsibilities, after.responsibilities)
    yield from _listed(where, "skill", asked_of(before), asked_of(after))
    yield from _listed(where, "day line", before.day, after.day)
    yield from _listed(where, "project", before.projects, after.projects)
    yield from _listed(where, "note", before.notes, after.notes)


def _text(where: str, what: str, before: object, after: object) -> Iterator[Change]:
    if before != after:
        yield Change("changed", what, where, what, shown(before), shown(after))


def _listed(where: str, what: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Change]:
    """Two lists by the names of what is in them, each name as often as it is there."""
    pairs = pair([Named(name_of(i), "") for i in before], [Named(name_of(i), "") for i in after])
    kept = [place for place in pairs if place is not None]
    for item, place in zip(after, pairs, strict=True):
        if place is None:
            yield Change("added", what, where, name_of(item), after=shown(item))
        elif _bare(before[place]) != _bare(item):
            yield Change("changed", what, where, name_of(item), *differing(before[place], item))
    gone = "retired" if what in _RETIRED else "removed"
    for place, item in enumerate(before):
        if place not in set(kept):
            yield Change(gone, what, where, name_of(item), before=shown(item))  # type: ignore[arg-type]
    if kept != sorted(kept):
        yield Change("moved", what, where, "")


def _bare(item: Any) -> Any:
    """An item without the public id a document may leave unsaid."""
    return replace(item, public_id="") if getattr(item, "public_id", "") else item
